"""A casebook as it was at a git revision, without touching the working tree."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook.model.cannot_run import CannotRun
from casebook.reading.project import Project, from_config, from_folder


@contextmanager
def project_at(revision: str, docs: Path | None = None) -> Iterator[Project]:
    """The project in the current folder at ``revision``, as long as it is needed.

    Its files are taken out of git into a folder of their own. Where ``docs`` is given it names the
    folder of the pages, below the current folder; otherwise ``mkdocs.yml`` at that revision does.
    Raises CannotRun where there is no repository, no such revision, or no casebook in it.
    """
    commit = _git(
        "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
    ).strip()
    if not commit:
        raise CannotRun(f"git knows no revision {revision!r}: name a branch, a tag or a commit")
    below = _git("rev-parse", "--show-prefix").decode().strip()
    # `archive` would look for the current folder within what it archives: so from the top.
    top = _git("rev-parse", "--show-toplevel").decode().rstrip("\n")
    archive = _git("-C", top, "archive", "--format=tar", f"{commit.decode()}:{below}")
    with TemporaryDirectory(prefix="casebook-") as name:
        folder = Path(name)
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            for file in files:
                # Only what is in the tree itself: a link could lead out of it.
                if file.isfile() or file.isdir():
                    files.extract(file, folder, filter="data")
        try:
            if docs is not None:
                yield from_folder(folder / docs)
            else:
                yield from_config(folder / "mkdocs.yml")
        except CannotRun as reason:
            told = str(reason).replace(f"{folder.as_posix()}/", "")
            raise CannotRun(f"at {revision}: {told}") from reason


def _git(*arguments: str) -> bytes:
    """What git answers; nothing where it quietly fails."""
    try:
        run = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise CannotRun("this needs git, and there is no such command") from error
    if run.returncode and run.stderr:
        told = run.stderr.decode("utf-8", "replace").strip().splitlines()[-1]
        raise CannotRun(f"git cannot tell: {told.removeprefix('fatal: ')}")
    return run.stdout if run.returncode == 0 else b""
