"""The casebook as it is in the editor: files, with unsaved text in place of theirs.

After a change only the changed pages are read again; the rules run on the whole, so that the
findings are those of a fresh check.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from casebook.analysis.analysis import Analysis
from casebook.analysis.kept import Kept
from casebook.model.cannot_run import CannotRun, sentence
from casebook.model.finding import Finding
from casebook.model.graph import Casebook
from casebook.model.page import Page
from casebook.model.source import Source
from casebook.reading.project import Project, from_config, from_folder
from casebook.rules import findings

CONFIG = "mkdocs.yml"


@dataclass(frozen=True)
class State:
    """What is known at one moment; ``problem`` says why there is no casebook, where there is none.

    Then the other members are the last that there were, if any, and there are no findings.
    """

    project: Project | None
    analysis: Analysis | None
    problem: str | None = None

    @property
    def casebook(self) -> Casebook | None:
        """The graph."""
        return self.analysis.casebook if self.analysis else None


class Workspace:
    """One casebook, with the texts of the documents that are open."""

    def __init__(self, root: Path, docs: Path | None = None) -> None:
        self.root = root
        self._docs = docs
        self._texts: dict[Path, str] = {}
        self._kept = Kept()
        self._state: State | None = None
        self._findings: list[Finding] | None = None
        self._last = State(None, None)
        self.revision = 0
        """How often anything has changed."""

    def write(self, path: Path, text: str) -> None:
        """Take ``text`` for what the file holds."""
        self._texts[path] = text
        self.changed()

    def close(self, path: Path) -> None:
        """Go back to the file itself."""
        if self._texts.pop(path, None) is not None:
            self.changed()

    def changed(self) -> None:
        """Forget what was derived: some file has changed."""
        self._state = self._findings = None
        self.revision += 1

    @property
    def state(self) -> State:
        """The casebook of this moment."""
        if self._state is None:
            self._state = self._last = self._loaded()
        return self._state

    @property
    def findings(self) -> list[Finding]:
        """What the rules find; raises CannotRun where they cannot run."""
        if self._findings is None:
            state = self.state
            if state.analysis is None or state.problem:
                raise CannotRun(state.problem or "there is no casebook")
            self._findings = findings(state.analysis)
        return self._findings

    def _loaded(self) -> State:
        try:
            project = self._project()
            return State(project, self._kept.analysis(project))
        except (CannotRun, OSError, RecursionError) as error:
            return replace(self._last, problem=sentence(error))

    def _project(self) -> Project:
        found = (
            from_folder(self._docs) if self._docs else from_config(_relative(self.root) / CONFIG)
        )
        unsaved: dict[str, bytes | None] = {}
        for path, text in self._texts.items():
            uri = below(found.docs, path)
            if uri is not None:
                unsaved[uri] = text.encode("utf-8", "replace")
        return replace(found, unsaved=unsaved) if unsaved else found

    def uri_of(self, path: Path) -> str | None:
        """Return the path of a file below the docs folder; None where it is not below it."""
        project = self.state.project
        return below(project.docs, path) if project else None

    def page_at(self, path: Path) -> Page | None:
        """Return the page that is in a file."""
        state = self.state
        uri = self.uri_of(path)
        return state.casebook.page(uri) if state.casebook and uri else None

    def path_of(self, source: Source) -> Path:
        """Return the file that a finding names."""
        return Path(os.path.abspath(source.path))  # noqa: PTH100 - `resolve` would follow links

    def path_to(self, uri: str) -> Path:
        """Return the file that has the path ``uri`` below the docs folder."""
        project = self.state.project
        docs = project.docs if project else self.root / "docs"
        return Path(os.path.abspath(docs / uri))  # noqa: PTH100 - as above

    def source(self, path: Path) -> Source | None:
        """Return the text of a file, as it is open or else as it was read."""
        if path in self._texts:
            return Source(path.as_posix(), unix(self._texts[path]))
        page = self.page_at(path)
        if page:
            return page.source
        try:
            return Source(path.as_posix(), unix(path.read_text("utf-8")))
        except (OSError, ValueError):
            return None


def unix(text: str) -> str:
    """Return ``text`` with line ends as a source has them."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def below(folder: Path, path: Path) -> str | None:
    """Return ``path`` below ``folder``, as a page's uri; None where it is not below it."""
    base = os.path.abspath(folder)  # noqa: PTH100 - as above
    for one in (base, os.path.realpath(base)):
        if path.is_relative_to(one):
            return path.relative_to(one).as_posix()
    return None


def _relative(path: Path) -> Path:
    """Return ``path`` from the current folder: findings name files as the command does."""
    return Path(os.path.relpath(path))
