"""Git's objects read as data: no work tree, no filter, no hook, no attribute, no replacement.

What git is asked, and why nothing can run through it:

- ``rev-parse`` turns a name into a commit. The name stands behind ``--end-of-options``, so that it
  is never an option; what comes back has to be a commit's number.
- ``ls-tree -r -z`` lists a commit's files, ``cat-file --batch`` gives their bytes. Neither looks at
  attributes (``export-ignore``, ``textconv``, ``filter``), and neither writes anything.
- No ``GIT_…`` variable of the environment is handed on: they can name another repository, other
  objects, settings, files to write traces to. Replacements (``refs/replace``), grafts, the file
  system monitor and the fetching of objects that are missing are off.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from casebook.model.cannot_run import CannotRun

MOST_LISTED = 64 * 1024 * 1024
"""Bytes of a commit's list of files: some 500,000 of them."""

_OPTIONS = (
    "--no-pager",
    "--no-replace-objects",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "core.commitGraph=false"),
    *("-c", "protocol.allow=never"),
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # an object that is missing is never fetched
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_HANDED_ON = frozenset({"GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"})
_NUMBER = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def commit_of(revision: str) -> str:
    """Return the number of the commit that ``revision`` names; raises CannotRun."""
    unknown = CannotRun(f"git knows no revision {revision!r}: name a branch, a tag or a commit")
    if not revision or not revision.isprintable():
        raise unknown
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    code, answer, complaint = ask(*asked)
    if code and complaint:
        raise CannotRun(f"git cannot tell: {complaint}")
    found = answer.decode("ascii", "replace").strip()
    if not _NUMBER.fullmatch(found):
        raise unknown
    return found


def log_of(head: str, since: str | None, path: str, most: int) -> list[tuple[str, str, str, str]]:
    """Return the commits that changed what is below ``path``, the newest first.

    Each with its number, its first parent's (empty where it has none), its time and its subject.
    ``head`` and ``since`` are numbers of commits; ``since`` itself is left out, and ``path`` is
    named from the current folder. A merge is one change to what was merged into. Raises CannotRun.
    """
    asked = ("log", "--first-parent", f"--max-count={most}", "--format=%H%x1f%P%x1f%cI%x1f%s", "-z")
    reach = f"{since}..{head}" if since else head
    code, answer, complaint = ask(*asked, "--end-of-options", reach, "--", path)
    if code:
        raise CannotRun(f"git cannot tell: {complaint}")
    found = []
    for entry in answer.decode("utf-8", "replace").split("\0"):
        if entry:
            number, parents, time, subject = entry.split("\x1f", 3)
            found.append((number, parents.partition(" ")[0], time, subject.strip()))
    return found


def is_shallow() -> bool:
    """Return whether the repository's history is cut off."""
    return ask("rev-parse", "--is-shallow-repository")[1].strip() == b"true"


def work_tree() -> tuple[Path, str]:
    """Return the folder of the repository's work tree, and the current folder's path below it."""
    code, answer, complaint = ask("rev-parse", "--show-toplevel", "--show-prefix")
    lines = os.fsdecode(answer).split("\n")
    if code or len(lines) < 2 or not lines[0]:
        raise CannotRun(f"git cannot tell: {complaint or 'it says nothing of a work tree here'}")
    return Path(lines[0]), lines[1].rstrip("/")


def files_of(commit: str) -> Iterator[tuple[str, str, str]]:
    """Yield the mode, the object's number and the path of each entry of a commit."""
    listed = _read_all(("ls-tree", "-r", "-z", "--full-tree", commit), MOST_LISTED)
    for entry in listed.split(b"\0")[:-1]:
        told, _, path = entry.partition(b"\t")
        mode, _, number = told.decode("ascii").split(" ")
        yield mode, number, os.fsdecode(path)


def contents(numbers: Sequence[str], most: int) -> Iterator[bytes]:
    """Yield the bytes of the blobs with these numbers; raises CannotRun past ``most`` bytes."""
    if not numbers:
        return
    with TemporaryFile() as asked:  # not a pipe: git would wait for us to read, and we for git
        asked.write("".join(f"{number}\n" for number in numbers).encode("ascii"))
        asked.seek(0)
        with _started(("cat-file", "--batch", "--buffer"), asked) as process:
            answers = process.stdout
            assert answers is not None
            try:
                for _ in numbers:
                    size = _blob_size(answers.readline())
                    most -= size
                    if most < 0:
                        raise CannotRun("the pages are too large to be compared")
                    content = answers.read(size + 1)
                    if len(content) != size + 1:
                        raise CannotRun("git cannot tell: it ended before it had told all")
                    yield content[:-1]
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            raise CannotRun("git cannot tell: it did not read all of the pages")


def _blob_size(heading: bytes) -> int:
    """Return the size in the heading of a blob; raises CannotRun where it is no blob."""
    words = heading.decode("ascii", "replace").split()
    if len(words) != 3 or words[1] != "blob" or not words[2].isdigit():
        raise CannotRun(f"git cannot tell: the object {' '.join(words)[:80]} cannot be read")
    return int(words[2])


def _read_all(arguments: tuple[str, ...], most: int) -> bytes:
    with TemporaryFile() as nothing, _started(arguments, nothing) as process:
        assert process.stdout is not None
        found = process.stdout.read(most + 1)
        if len(found) > most:
            process.kill()
            raise CannotRun("the revision holds too many files to be compared")
    if process.returncode or not found.endswith(b"\0"):
        raise CannotRun("git cannot tell: it did not list the files of the revision")
    return found


def ask(
    *arguments: str, folder: Path | None = None, seconds: float | None = None
) -> tuple[int, bytes, str]:
    """Return git's exit code, its answer, and the last line of its complaints.

    It is asked in ``folder``, or else in the current one; raises CannotRun, also after ``seconds``.
    """
    try:
        run = subprocess.run(
            ["git", *_OPTIONS, *arguments],
            capture_output=True,
            check=False,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotRun(f"git does not answer within {seconds:g} seconds") from error
    except OSError as error:
        raise _no_git(error) from error
    complaint = run.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return run.returncode, run.stdout, complaint.removeprefix("fatal: ")


def _started(arguments: tuple[str, ...], asked: IO[bytes]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(
            ["git", *_OPTIONS, *arguments],
            stdin=asked,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
    except OSError as error:
        raise _no_git(error) from error


def _no_git(error: OSError) -> CannotRun:
    if isinstance(error, FileNotFoundError):
        return CannotRun("this needs git, and there is no such command")
    return CannotRun(f"git cannot be started: {error.strerror}")


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_") or name in _HANDED_ON
    }
    return kept | _ENVIRONMENT
