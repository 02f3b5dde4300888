"""Begins an empty casebook: all that a repository needs but the article.

The files are those below the folder ``initial``, in which ``dot.`` stands for the dot that hides a
file; the schemas for editors are made of the models.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from casebook.authoring.schema import files as schemas

INITIAL = Path(__file__).parent / "initial"


def begin(folder: Path) -> list[str]:
    """Fill an empty folder, and return the paths of its files."""
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
    return sorted(it.relative_to(folder).as_posix() for it in folder.rglob("*") if it.is_file())


def _visible(path: Path) -> Path:
    parts = (
        f".{part.removeprefix('dot.')}" if part.startswith("dot.") else part for part in path.parts
    )
    return Path(*parts)
