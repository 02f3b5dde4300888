"""What was read of a casebook, kept from one analysis to the next: for editors and live reload.

The result is what it would be if nothing were kept.
"""

from __future__ import annotations

from casebook.analysis.analysis import Analysis
from casebook.prose.kept_reader import KeptProse
from casebook.reading.kept import KeptPages
from casebook.reading.linking import load
from casebook.reading.project import Project


class Kept:
    """Pages that have not changed, and what their texts hold."""

    def __init__(self) -> None:
        self._pages = KeptPages()
        self._prose: KeptProse | None = None

    def analysis(self, project: Project) -> Analysis:
        """Return what follows from a project as it is now; raises CannotRun."""
        casebook = load(project, self._pages)
        if self._prose is None or not self._prose.still_holds(casebook.extensions):
            self._prose = KeptProse(casebook.extensions)
        self._prose.next_round()
        return Analysis(casebook, self._prose)
