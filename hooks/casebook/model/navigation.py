"""The site's menu: which pages it names, where, and which it leaves out on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pathspec import GitIgnoreSpec

from casebook.model.source import Place, Source

# What gitignore's patterns do not take as it is.
_MEANS_MORE, _ESCAPED = re.compile(r"[\\*?\[\]! ]"), r"\\\g<0>"


@dataclass(frozen=True)
class Entry:
    """A path that the menu names, its place in the settings, and what the menu calls it, if so."""

    path: str
    place: Place
    title: str = ""


@dataclass(frozen=True)
class Navigation:
    """The menu: its entries, and the patterns of pages that are meant to be in none."""

    source: Source
    entries: tuple[Entry, ...]
    left_out: tuple[str, ...] = ()

    def without(self, uris: Iterable[str]) -> Navigation:
        """Return the same menu with these pages left out of it on purpose, too."""
        patterns = (f"/{_MEANS_MORE.sub(_ESCAPED, uri)}" for uri in uris)
        return replace(self, left_out=(*self.left_out, *patterns))

    def title_of(self, uri: str) -> str:
        """Return what the menu calls the page ``uri``; nothing where it leaves that to the page."""
        return next((entry.title for entry in self.entries if entry.path == uri), "")

    def unlisted(self, uris: Iterator[str]) -> Iterator[str]:
        """Return those of ``uris`` that the menu neither names nor leaves out on purpose."""
        named = {entry.path for entry in self.entries}
        left_out = GitIgnoreSpec.from_lines(self.left_out)
        return (uri for uri in uris if uri not in named and not left_out.match_file(uri))
