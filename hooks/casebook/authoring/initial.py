"""Begins an empty casebook: all that a repository needs but the article.

The files are those below the folder ``initial``, in which ``dot.`` stands for the dot that hides a
file; the schemas for editors are made of the models.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from casebook.authoring.schema import files as schemas
from casebook.authoring.whence import PACKAGE

INITIAL = Path(__file__).parent / "initial"
EXTRAS = "cut,editor,mkdocs"
"""What a casebook needs of the package."""


def begin(folder: Path, address: str | None = None) -> list[str]:
    """Fill an empty folder, and return the paths of its files.

    ``address`` is where the package is to be had; None for an index of packages.
    """
    for file in sorted(INITIAL.rglob("*")):
        if (
            file.is_file() and file.parent.name != "__pycache__"
        ):  # which installing a package leaves
            target = folder / _visible(file.relative_to(INITIAL))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    for name, text in schemas().items():
        target = folder / ".vscode/schemas" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    if address is not None:
        required = folder / "requirements.txt"
        required.write_text(f"{PACKAGE}[{EXTRAS}] @ {address}\n", "utf-8", newline="\n")
    return sorted(it.relative_to(folder).as_posix() for it in folder.rglob("*") if it.is_file())


def _visible(path: Path) -> Path:
    parts = (
        f".{part.removeprefix('dot.')}" if part.startswith("dot.") else part for part in path.parts
    )
    return Path(*parts)
