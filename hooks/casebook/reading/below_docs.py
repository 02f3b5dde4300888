"""What lies below the docs folder: its files, and what only seems to lie there.

A link is followed where it leads to something below the folder, and nowhere else: what it leads to
is not published, shown or read.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from casebook.model.kinds import PAGE_ENDINGS


class Astray(NamedTuple):
    """Something below the docs folder that is no file or folder of it, and why not."""

    uri: str
    why: str
    hint: str


@dataclass
class BelowDocs:
    """The files below a docs folder, by their paths there, and what is astray."""

    files: list[str] = field(default_factory=list)
    astray: list[Astray] = field(default_factory=list)


_COPY = "put a copy of it there, or leave it out"


def below_docs(docs: Path) -> BelowDocs:
    """Look through ``docs``; a link to a folder is followed once, and not round in a circle."""
    return _Walk(docs).go()


class _Walk:
    def __init__(self, docs: Path) -> None:
        self.docs = str(docs)
        self.top = os.path.realpath(docs)
        self.found = BelowDocs()
        self.followed: set[str] = set()

    def go(self) -> BelowDocs:
        waiting: list[tuple[str, str, tuple[str, ...]]] = [(self.docs, "", (self.top,))]
        while waiting:
            folder, below, above = waiting.pop()
            with os.scandir(folder) as entries:
                for entry in entries:
                    uri = below + entry.name
                    if entry.is_symlink():
                        if real := self._folder_behind(entry, uri, above):
                            waiting.append((entry.path, f"{uri}/", (*above, real)))
                    elif entry.is_dir(follow_symlinks=False):
                        real = f"{above[-1]}/{entry.name}"
                        waiting.append((entry.path, f"{uri}/", (*above, real)))
                    elif entry.is_file(follow_symlinks=False):
                        self.found.files.append(uri)
                    else:
                        self._no_file(uri, entry.stat(follow_symlinks=False).st_mode)
        self.found.files.sort()
        self.found.astray.sort()
        return self.found

    def _folder_behind(self, entry: os.DirEntry[str], uri: str, above: tuple[str, ...]) -> str:
        """Return the folder behind a link if it is to be looked through; empty if it is not."""
        real = os.path.realpath(entry.path)
        if real != self.top and not real.startswith(f"{self.top}{os.sep}"):
            why = "a link that leads out of the folder of the pages"
            self.found.astray.append(Astray(uri, why, _COPY))
        elif os.path.isdir(real):  # noqa: PTH112 - no Path for each of many
            itself = f"{above[-1]}/{entry.name}"
            if real in above:
                why = "a link to a folder that it lies in itself"
                self.found.astray.append(Astray(uri, why, "remove it"))
            elif itself not in self.followed:
                self.followed.add(itself)
                return real
        elif not os.path.exists(real):  # noqa: PTH110 - as above
            if uri.endswith(
                PAGE_ENDINGS
            ):  # reading reports it; other broken links count as no file
                self.found.files.append(uri)
        elif os.path.isfile(real):  # noqa: PTH113 - as above
            self.found.files.append(uri)
        else:
            self._no_file(uri, os.stat(real).st_mode)  # noqa: PTH116 - as above
        return ""

    def _no_file(self, uri: str, mode: int) -> None:
        kinds = ((stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
        what = next((name for test, name in kinds if test(mode)), "a device")
        hint = "remove it: reading it may never end"
        self.found.astray.append(Astray(uri, f"{what}, and no file", hint))
