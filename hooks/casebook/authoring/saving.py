"""Writes several files together: all of them, or none.

Each is written beside its place first, and moved there when all are written. If one cannot be
moved, those that were are put back as they were.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp


def save(files: Mapping[Path, bytes | None]) -> None:
    """Write each file, or remove it where it has None; raises OSError, with all left as it was.

    Folders that are missing are made. A link to a file stays, and what it leads to is written.
    """
    real = {
        file.absolute() if content is None else file.resolve(): content
        for file, content in files.items()
    }
    before = {file: file.read_bytes() if file.exists() else None for file in real}
    beside: dict[Path, Path] = {}
    done: list[Path] = []
    with _undone_unless_finished(beside, done, before):
        for file, content in real.items():
            if content is not None:
                file.parent.mkdir(parents=True, exist_ok=True)
                beside[file] = _beside(file, content)
        # First those that go: where letter case does not count, a new name may be the old one.
        for file in sorted(real, key=lambda file: real[file] is not None):
            done.append(file)
            if file in beside:
                beside[file].replace(file)
            else:
                file.unlink()


@contextmanager
def _undone_unless_finished(
    beside: Mapping[Path, Path], done: list[Path], before: Mapping[Path, bytes | None]
) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for written in beside.values():
            written.unlink(missing_ok=True)
        for file in done:
            with suppress(OSError):
                _put_back(file, before[file])
        raise


def _put_back(file: Path, content: bytes | None) -> None:
    if content is None:
        file.unlink(missing_ok=True)
    else:
        file.write_bytes(content)


def _beside(file: Path, content: bytes) -> Path:
    handle, name = mkstemp(dir=file.parent, prefix=f".{file.name[:100]}.")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        written.chmod(stat.S_IMODE(file.stat().st_mode) if file.exists() else usual_rights(0o666))
    except BaseException:
        written.unlink(missing_ok=True)
        raise
    return written


def usual_rights(wished: int) -> int:
    """Return the rights that something new gets here, where a program asks for ``wished``."""
    mask = os.umask(0)
    os.umask(mask)
    return wished & ~mask
