"""What follows from a casebook, computed once on first use, for rules, pages and exports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from casebook.analysis.benefit_of_doubt import Doubt
from casebook.analysis.judged_quotes import JudgedQuote, judged_quotes
from casebook.analysis.texts import Texts
from casebook.model.finding import Finding
from casebook.model.graph import Casebook
from casebook.model.members import Argument
from casebook.model.standing import Standing, standings
from casebook.prose.reader import ProseReader


@dataclass(frozen=True, eq=False)
class Analysis:
    """What follows from one casebook. Nothing in it depends on what was asked before.

    ``reader`` reads the texts; it may have read some of them already.
    """

    casebook: Casebook
    reader: ProseReader | None = None

    @cached_property
    def doubt(self) -> Doubt:
        """What the casebook may mean where it cannot be read."""
        return Doubt(self.casebook)

    @cached_property
    def texts(self) -> Texts:
        """What the texts below the front matter hold."""
        return Texts(self.casebook, self.reader)

    @cached_property
    def judged(self) -> tuple[JudgedQuote, ...]:
        """Every quote of the article, with the result of looking for it."""
        return tuple(judged_quotes(self.casebook))

    @cached_property
    def standings(self) -> Mapping[Argument, Standing]:
        """The standing of every argument."""
        return standings(self.casebook)

    @cached_property
    def noted(self) -> Mapping[str, list[Finding]]:
        """What reading the files has found, by the code of the rule."""
        found: dict[str, list[Finding]] = defaultdict(list)
        on_pages = (finding for page in self.casebook.pages for finding in page.findings)
        for finding in (*self.casebook.of_files, *on_pages):
            found[finding.code].append(finding)
        return found
