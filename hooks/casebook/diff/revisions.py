"""A casebook as it was at a git revision: its pages as data, and all else the working tree's."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from casebook.diff.git_objects import commit_of, work_tree
from casebook.diff.revision_settings import LARGEST, plain_settings, within_tree
from casebook.diff.tree import Entry, Tree, Unread, bytes_of, tree_of
from casebook.model.cannot_run import CannotRun
from casebook.reading.project import Project, from_config, from_folder
from casebook.reading.settings import extensions, settings

_SETTINGS = "mkdocs.yml"


@dataclass(frozen=True)
class Revision:
    """The project at a revision.

    ``settings`` is the number of its ``mkdocs.yml`` among git's objects, ``unread`` what below the
    folder of its pages is not read.
    """

    project: Project
    settings: str | None
    unread: tuple[Unread, ...]


@contextmanager
def project_at(revision: str, docs: Path | None = None) -> Iterator[Revision]:
    """Yield the project in the current folder at ``revision``, as long as it is needed.

    Its pages are written to a folder of their own, each as a plain file. Where ``docs`` is given it
    names the folder of the pages, within the work tree; otherwise ``mkdocs.yml`` at that revision
    does. Raises CannotRun where there is no repository, no such revision, or no casebook in it.
    """
    commit = commit_of(revision)
    top, below = work_tree()
    working = {} if docs is not None else _working_tree()
    with TemporaryDirectory(prefix="casebook-") as name:
        folder = Path(name)
        try:
            tree = tree_of(commit)
            path = f"{below}/{_SETTINGS}".lstrip("/")
            entry = tree.find(path)
            number = entry.number if isinstance(entry, Entry) else None
            if docs is not None:
                unread = _write(tree, _named(docs, top), f"there is no folder {docs}", folder)
                project = from_folder(folder / "docs")
            else:
                found = plain_settings(lambda at: tree.text(at, LARGEST), path)
                unread = _write_described(tree, below, found, folder)
                project = from_config(folder / _SETTINGS)
                project = replace(project, extensions=_extensions(working, folder / "docs"))
            yield Revision(project, number, tuple(unread))
        except CannotRun as reason:
            told = str(reason).replace(f"{folder.as_posix()}/", "")
            raise CannotRun(f"at {revision}: {told}") from reason


def _write_described(
    tree: Tree, below: str, found: Mapping[str, Any], folder: Path
) -> list[Unread]:
    """Write the pages that a revision's settings describe, and those settings beside them."""
    docs_dir = found.get("docs_dir") or "docs"
    if not isinstance(docs_dir, str):
        raise CannotRun(f"{_SETTINGS}: docs_dir should be the name of a folder")
    missing = f"{_SETTINGS}: docs_dir names {docs_dir}, and there is no such folder"
    path = f"{below}/{within_tree(docs_dir)}".strip("/")
    plain = yaml.safe_dump({**found, "docs_dir": "docs"}, allow_unicode=True)
    (folder / _SETTINGS).write_text(plain, "utf-8")
    return _write(tree, path, missing, folder)


def _write(tree: Tree, path: str, missing: str, folder: Path) -> list[Unread]:
    """Write the files below ``path`` of the tree as plain files, and return what is left."""
    if not isinstance(tree.find(path), dict):
        raise CannotRun(missing)
    files, unread = tree.below(path)
    docs = folder / "docs"
    docs.mkdir()
    made = {docs}
    for name, content in bytes_of(files):
        file = docs / name
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        with file.open("xb") as opened:
            opened.write(content)
    return unread


def _named(docs: Path, top: Path) -> str:
    """Return ``docs``, named from the current folder, as a path of git's below ``top``."""
    here = (
        os.path.realpath(docs) if docs.is_absolute() else Path(os.path.realpath(os.curdir)) / docs
    )
    path = os.path.relpath(os.path.normpath(here), os.path.realpath(top))
    parts = Path(path).parts
    if Path(path).is_absolute() or ".." in parts:
        raise CannotRun(f"--docs names {docs}, which is not within the tree")
    return "/".join(parts)


def _working_tree() -> dict[str, Any]:
    """Return the settings of the working tree; none where it has no file of them."""
    return settings(Path(_SETTINGS)) if Path(_SETTINGS).is_file() else {}


def _extensions(working: dict[str, Any], docs: Path) -> Mapping[str, Mapping[str, Any]]:
    """Return the Markdown extensions of the working tree, as they may read a revision's pages.

    A snippet is looked for in the revision where the working tree looks for it below its pages. It
    is never fetched, nor taken from outside of the folders that the settings name.
    """
    found = {name: dict(options) for name, options in extensions(working).items()}
    before = Path(str(working.get("docs_dir") or "docs"))
    for name in found.keys() & {"pymdownx.snippets", "snippets"}:
        bases = found[name].get("base_path", ["."])
        bases = bases if isinstance(bases, list) else [bases]
        found[name] |= {
            "base_path": [_moved(base, before, docs) for base in bases],
            "restrict_base_path": True,
            "url_download": False,
        }
    return found


def _moved(path: object, before: Path, after: Path) -> object:
    """Return ``path`` below ``after`` where it is below ``before``."""
    if not isinstance(path, str):
        return path
    below = os.path.relpath(os.path.realpath(path), os.path.realpath(before))
    return path if below.startswith(os.pardir) else str(after / below)
