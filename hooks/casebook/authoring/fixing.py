"""Makes the changes that findings ask for where only one will do; never leaves more findings.

Round by round, every certain fix is made in memory and checked. A fix that would bring a new
finding is left undone, and reported. Every round makes a fix for good or rules one out, so there is
an end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff

from casebook.authoring.editing import by_path, edited
from casebook.model.cannot_run import CannotRun
from casebook.model.finding import Finding
from casebook.reading.files import content_of
from casebook.reading.linking import load
from casebook.reading.project import Project
from casebook.rules import check

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Mended:
    """The result of fixing: the files as they are then, by their paths below the docs folder.

    ``undone`` are findings whose fix would have brought others, each with one of those; ``left``
    are all findings that remain.
    """

    files: Mapping[str, bytes]
    done: tuple[Finding, ...]
    undone: tuple[tuple[Finding, Finding], ...]
    left: tuple[Finding, ...]


@dataclass
class _Bench:
    """The casebook while its fixes are made."""

    project: Project
    found: list[Finding]

    def attempt(self, group: Sequence[Finding]) -> Finding | None:
        """Make the fixes of the findings and keep them, or return a finding they would add."""
        changed = dict(self.project.unsaved)
        edits = by_path(edit for finding in group if finding.fix for edit in finding.fix.edits)
        for path, its in edits.items():
            uri = path.removeprefix(self.project.shown_as)
            try:
                changed[uri] = edited(content_of(self.project, uri) or b"", its)
            except CannotRun:  # two change the same words: make them one after the other
                return group[-1]
        project = replace(self.project, unsaved=changed)
        found = check(load(project))
        new = brought(self.found, found)
        if new or len(found) >= len(self.found):
            return new[0] if new else group[0]
        self.project, self.found = project, found
        return None


def mend(project: Project) -> Mended:
    """Return what the certain fixes make of a casebook; write nothing."""
    bench = _Bench(project, check(load(project)))
    done: list[Finding] = []
    undone: dict[Key, tuple[Finding, Finding]] = {}
    while group := [it for it in bench.found if it.fix and key(it) not in undone]:
        while new := bench.attempt(group):
            if len(group) == 1:
                undone[key(group[0])] = group[0], new
                break
            group = group[: len(group) // 2]
        else:
            done += group
    files = {uri: made for uri, made in bench.project.unsaved.items() if made is not None}
    left = {key(finding) for finding in bench.found}
    refused = tuple(pair for name, pair in undone.items() if name in left)
    return Mended(files, tuple(done), refused, tuple(bench.found))


def key(finding: Finding) -> Key:
    """Return what makes a finding the same after other lines of its page have changed."""
    return finding.path, finding.code, finding.message


def brought(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """Return the findings of ``after`` that are not in the earlier ones, or not so often."""
    had = Counter(key(finding) for finding in before)
    new = []
    for finding in after:
        had[key(finding)] -= 1
        if had[key(finding)] < 0:
            new.append(finding)
    return new


def as_diff(before: bytes | None, after: bytes | None, path: str) -> str:
    """Return how a file changes, as a unified diff; None where there is no file."""
    old, new = ((it or b"").decode("utf-8", "replace") for it in (before, after))
    lines = unified_diff(
        old.splitlines(keepends=True),
        new.splitlines(keepends=True),
        f"a/{path}" if before is not None else "/dev/null",
        f"b/{path}" if after is not None else "/dev/null",
    )
    return "".join(
        it if it.endswith("\n") else f"{it}\n\\ No newline at end of file\n" for it in lines
    )
