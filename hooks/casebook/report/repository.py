"""Paths as GitHub reads them: from the root of the repository, not from the current folder."""

from __future__ import annotations

import posixpath
from pathlib import Path

HERE = "."


def folder_in_repository() -> str:
    """Return the current folder below the repository's root; ``.`` at the root or in none."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / ".git").exists():  # a folder; in a worktree or submodule, a file
            return here.relative_to(folder).as_posix()
    return HERE


def path_in_repository(path: str, folder: str) -> str:
    """Return ``path``, which is relative to ``folder``, as it is from the repository's root."""
    return posixpath.normpath(posixpath.join(folder, path))
