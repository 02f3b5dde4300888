"""Regular files of limited size, read whole; pipes and devices may never end, and are refused."""

from __future__ import annotations

import os
import stat

from casebook.model.cannot_run import CannotRun

LARGEST = 20_000_000
"""Bytes of one file; a book has less than a tenth of that."""

# A pipe that nobody writes to would be waited for; a Path, or a buffer, costs as much as reading.
_HOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_WHAT = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def content(path: str | os.PathLike[str]) -> bytes:
    """Return the bytes of a file; raises OSError, or CannotRun if it is irregular or too large."""
    handle = os.open(path, _HOW)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            kind = _WHAT.get(stat.S_IFMT(status.st_mode), "something else")
            raise CannotRun(f"{os.fspath(path)} is {kind}, and should be a file")
        parts = []
        room = LARGEST + 1
        # One byte more than there should be: so a file that is read whole is asked once.
        while part := os.read(handle, min(room, max(status.st_size, 0) + 1)):
            parts.append(part)
            room -= len(part)
            if room <= 0:
                raise CannotRun(f"{os.fspath(path)} is larger than {LARGEST // 1_000_000} MB")
            if len(part) == status.st_size:
                break
        return b"".join(parts)
    finally:
        os.close(handle)
