"""Files that a command writes: never among the pages, and whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp, mkstemp

from casebook.authoring.saving import usual_rights
from casebook.model.cannot_run import CannotRun


def refuse_to_write(target: Path, docs: Path, over: Collection[str] = ()) -> None:
    """Raise CannotRun where ``target`` is below ``docs``, or is a file that somebody wrote.

    A file that is there is written over only if its name has one of the endings ``over``.
    """
    # By what the folders are, not by their names: a link, `..` or capitals name them as well.
    for folder in (target, *_above(target)):
        if folder.exists() and folder.samefile(docs):
            raise CannotRun(
                f"{target} is in {docs}, the folder of the pages, where nothing is generated: "
                "name another place"
            )
    if target.is_file() and over and target.suffix.lower() not in over:
        raise CannotRun(
            f"{target} is there already, and its name is not that of an export "
            f"({', '.join(sorted(over))}): name another file"
        )


def _above(target: Path) -> Iterator[Path]:
    """Return the folders above ``target``, as it is written and as links lead to it."""
    yield from Path(os.path.abspath(target)).parents  # noqa: PTH100 - `resolve` follows links
    yield from target.resolve().parents


def write(target: Path, text: str) -> None:
    """Write ``text`` to ``target``: beside it first, and then moved into its place."""
    if target.is_dir():
        raise CannotRun(f"{target} is a folder: name a file in it")
    if target.exists() and not target.is_file():
        with target.open("w", encoding="utf-8", newline="") as stream:  # a pipe, a terminal
            stream.write(text)
        return
    real = target.resolve()  # where a link leads to is written, and the link stays
    if not real.parent.is_dir():
        raise CannotRun(f"there is no folder {real.parent} to write {target} into")
    handle, name = mkstemp(dir=real.parent, prefix=f".{real.name[:100]}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        beside.chmod(stat.S_IMODE(real.stat().st_mode) if real.exists() else usual_rights(0o666))
        beside.replace(real)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """Give a folder to fill, which becomes ``target`` once it is full; or leave nothing.

    Raises CannotRun where ``target`` has files.
    """
    real = target.resolve()
    if real.exists() and (not real.is_dir() or any(real.iterdir())):
        raise CannotRun(
            f"{target} is not empty: name a new folder, so that nothing is written over"
        )
    made = _make_above(real)
    beside = Path(mkdtemp(dir=real.parent, prefix=f".{real.name[:100]}."))
    try:
        yield beside
        beside.chmod(usual_rights(0o777))
        if real.exists():
            real.rmdir()
        beside.rename(real)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        for folder in made:
            folder.rmdir()
        raise


def _make_above(target: Path) -> list[Path]:
    """Make the folders above ``target`` that are missing; return them, the innermost first."""
    missing = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    return missing
