"""When each page was last changed, and by which commits, as git knows: asked once for all pages.

Without git, without a repository, or where its history is cut off, nothing is shown: a date that
may be wrong is worse than none. Nothing of this can fail a build.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.diff.git_objects import ask
from casebook.model.cannot_run import CannotRun

MOST_TOLD = 5
"""Changes of a page that are shown; the repository's own pages have the rest."""

_BEGIN = "\x1e"
_LIMIT = 20  # seconds


@dataclass(frozen=True)
class Change:
    """A commit that changed a page: its number, its day and what it says it does."""

    commit: str
    day: str
    subject: str


def changes_of_pages(docs: Path) -> Mapping[str, tuple[Change, ...]]:
    """Return the last changes of each file below ``docs``, by its path there, the newest first."""
    if _asked(docs, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    answer = _asked(
        docs,
        *("-c", "core.quotePath=false", "log", "--no-merges", "--no-renames", "--relative"),
        *("--name-only", "-z", f"--format={_BEGIN}%H%x1f%cs%x1f%s%x1f", "--", "."),
    )
    found: dict[str, list[Change]] = {}
    for entry in answer.split(_BEGIN)[1:]:
        told, _, names = entry.rpartition("\x1f")
        commit, day, subject = told.split("\x1f", 2)
        for name in names.split("\0"):
            if (uri := name.strip("\n")) and len(changes := found.setdefault(uri, [])) < MOST_TOLD:
                changes.append(Change(commit, day, subject))
    return {uri: tuple(changes) for uri, changes in found.items()}


def _asked(docs: Path, *arguments: str) -> str:
    try:
        code, answer, _ = ask(*arguments, folder=docs, seconds=_LIMIT)
    except CannotRun:
        return ""
    return "" if code else answer.decode("utf-8", "replace")
