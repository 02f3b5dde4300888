"""Findings on changed lines come first: whoever changed those lines can mend them.

GitHub shows only so many annotations, and none of a pull request's own may be lost among the rest.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping

from casebook.model.cannot_run import CannotRun
from casebook.model.finding import Finding

_FILE = re.compile(r"^\+\+\+ (?:b/)?(?P<path>.*)$")
_HUNK = re.compile(r"^@@ -\S+ \+(?P<start>\d+)(?:,(?P<count>\d+))? @@")

Changed = Mapping[str, tuple[range, ...]]
"""For each changed file, by its path from the current folder, the lines that are new in it."""


def changed_since(revision: str) -> Changed:
    """Return the lines that the working tree has and ``revision`` has not; raises CannotRun."""
    command = ["git", "-c", "core.quotePath=off", "diff", "--unified=0", "--no-color", "--relative"]
    command += ["--no-ext-diff", "--end-of-options", revision, "--"]
    try:
        run = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:  # not there, or no program
        raise CannotRun(f"`--since` needs git, which cannot be run: {error.strerror}") from error
    if run.returncode:
        lines = run.stderr.decode("utf-8", "replace").strip().splitlines()
        told = lines[0] if lines else f"it ended with code {run.returncode}, and said nothing"
        raise CannotRun(f"git cannot tell what changed since {revision!r}: {told}")
    return _read(run.stdout.decode("utf-8", "replace").split("\n"))


def _read(diff: Iterable[str]) -> Changed:
    found: dict[str, tuple[range, ...]] = {}
    path = ""
    for line in diff:
        if file := _FILE.match(line):
            path = file["path"].rstrip("\t")
        elif hunk := _HUNK.match(line):
            start = int(hunk["start"])
            lines = range(start, start + int(hunk["count"] or 1))
            found[path] = (*found.get(path, ()), lines)
    return found


def changed_first(findings: Iterable[Finding], changed: Changed) -> list[Finding]:
    """Return findings on changed lines, then in changed files, then the others."""
    return sorted(findings, key=lambda finding: _distance(finding, changed))


def _distance(finding: Finding, changed: Changed) -> int:
    hunks = changed.get(finding.path)
    if hunks is None:
        return 2
    lines = range(finding.place.line, finding.place.end_line + 1)
    on_them = any(lines.start < hunk.stop and hunk.start < lines.stop for hunk in hunks)
    return 0 if on_them else 1
