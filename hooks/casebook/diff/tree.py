"""The files of one commit as a tree in memory, in which links lead only from file to file of it.

A link is never made in the file system. One that leads to a file or a folder of the same tree
stands for that; one that leads out of the tree, nowhere or in a circle is reported and not
followed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath, PureWindowsPath

from casebook.diff.git_objects import contents, files_of
from casebook.model.cannot_run import CannotRun

MOST_FILES = 100_000
"""Files of one casebook, those that links show once more included."""

MOST_BYTES = 256 * 1024 * 1024
"""Bytes of all files of one casebook."""

_MOST_LINKS = 40  # as many as Linux follows on the way to one file
_LONGEST_LINK = 4_096
_MOST_LINK_BYTES = 16 * 1024 * 1024
_LINK, _REPOSITORY = "120000", "160000"


@dataclass(frozen=True)
class Entry:
    """A file of the tree: its mode, as git has it, and the number of its blob."""

    mode: str
    number: str


Folder = dict[str, "Entry | Folder"]


@dataclass(frozen=True)
class Unread:
    """Something below the pages' folder that is not read; ``path`` is its path below that."""

    path: str
    reason: str


class _Left(Exception):
    """A link that is not followed; the message says why."""


@dataclass
class Tree:
    """The files of a commit."""

    root: Folder
    targets: dict[str, str] = field(default_factory=dict)

    def find(self, path: str) -> Entry | Folder | None:
        """Return what is at ``path``, links followed; None where the tree has nothing there."""
        try:
            return self._find(_parts(path), [])[0]
        except _Left:
            return None

    def text(self, path: str, most: int) -> bytes | None:
        """Return the bytes of the file at ``path``, links followed; None where there is none."""
        found = self.find(path)
        return next(contents([found.number], most)) if isinstance(found, Entry) else None

    def below(self, path: str) -> tuple[dict[str, Entry], list[Unread]]:
        """Return the files below the folder at ``path``, and those that are not read."""
        files: dict[str, Entry] = {}
        unread: list[Unread] = []
        found, names = self._find(_parts(path), [])
        assert isinstance(found, dict)
        waiting: list[tuple[Folder, str, list[str], tuple[int, ...]]]
        waiting = [(found, "", names, (id(found),))]
        while waiting:
            folder, below, names, above = waiting.pop()
            for name in folder:
                at = f"{below}{name}"
                try:
                    inner, real = self._find([name], names)
                except _Left as left:
                    unread.append(Unread(at, str(left)))
                    continue
                if isinstance(inner, Entry) and inner.mode == _REPOSITORY:
                    unread.append(Unread(at, "is another repository"))
                elif isinstance(inner, Entry):
                    files[at] = inner
                elif id(inner) in above:
                    unread.append(Unread(at, "leads back to a folder that it is in"))
                else:
                    waiting.append((inner, f"{at}/", real, (*above, id(inner))))
                if len(files) + len(unread) + len(waiting) > MOST_FILES:
                    raise CannotRun(f"the folder of the pages has more than {MOST_FILES:,} files")
        return files, unread

    def _find(self, parts: list[str], at: list[str]) -> tuple[Entry | Folder, list[str]]:
        """Return what ``parts`` lead to from the folder ``at``, and where in the tree that is."""
        waiting, names, links = [*reversed(parts)], [*at], 0
        found: Entry | Folder = self._folder(names)
        while waiting:
            part = waiting.pop()
            if part in ("", "."):
                continue
            if part == "..":
                if not names:
                    raise _Left("is a link that leads out of the tree")
                names.pop()
                found = self._folder(names)
                continue
            if not isinstance(found, dict) or part not in found:
                raise _Left("is a link that leads nowhere")
            found = found[part]
            names.append(part)
            if isinstance(found, Entry) and found.mode == _LINK:
                links += 1
                if links > _MOST_LINKS:
                    raise _Left("is a link that leads round in a circle")
                target = self.targets[found.number]
                if _leads_away(target):
                    raise _Left("is a link that leads out of the tree")
                names.pop()
                found = self._folder(names)
                waiting += reversed(target.split("/"))
        return found, names

    def _folder(self, names: list[str]) -> Folder:
        folder = self.root
        for name in names:
            inner = folder[name]
            assert isinstance(inner, dict)
            folder = inner
        return folder


def tree_of(commit: str) -> Tree:
    """Return the tree of a commit; raises CannotRun where it cannot be read."""
    tree = Tree({})
    links = []
    for mode, number, path in files_of(commit):
        *above, name = _parts(path)
        folder = tree.root
        for part in above:
            inner = folder.setdefault(part, {})
            if not isinstance(inner, dict):
                raise CannotRun(f"the revision has both a file and a folder {part!r}")
            folder = inner
        folder[name] = Entry(mode, number)
        if mode == _LINK:
            links.append(number)
    links = [*dict.fromkeys(links)]
    for number, target in zip(links, contents(links, _MOST_LINK_BYTES), strict=True):
        tree.targets[number] = target[:_LONGEST_LINK].decode("utf-8", "surrogateescape")
    return tree


def _parts(path: str) -> list[str]:
    """Return the names in a path of git's; raises CannotRun where no file can have one of them."""
    parts = path.split("/") if path else []
    for part in parts:
        if part in ("", ".", "..") or (os.name == "nt" and re.search(r'[\\/:*?"<>|]', part)):
            raise CannotRun(f"the revision has a file with a name that none can have: {path!r}")
    return parts


def _leads_away(target: str) -> bool:
    return PurePosixPath(target).is_absolute() or bool(PureWindowsPath(target).drive)


def bytes_of(files: dict[str, Entry]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each of the files; raises CannotRun if they are too many."""
    numbers = [entry.number for entry in files.values()]
    yield from zip(files, contents(numbers, MOST_BYTES), strict=True)
