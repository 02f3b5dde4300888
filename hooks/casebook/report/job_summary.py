"""Findings in the summary that GitHub shows of a job: all of them, where annotations are few.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

import html
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from casebook.model.characters import printable
from casebook.model.finding import Finding, Severity
from casebook.report.repository import HERE, path_in_repository
from casebook.report.tally import summary

LIMIT = 1024 * 1024
"""Bytes of a step's summary at which GitHub drops it."""

_TABLE = (
    "<table>\n<tr><th>Place</th><th>Code</th><th>Message</th><th>Hint</th></tr>\n",
    "</table>\n",
)


def write_summary(findings: Sequence[Finding], folder: str = HERE) -> bool:
    """Append the findings to the file that GITHUB_STEP_SUMMARY names; whether they stand there."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return False
    try:
        with Path(name).open("ab") as file:
            # What an earlier command has left open ends at an empty line.
            before = b"\n\n" if file.tell() else b""
            room = LIMIT - 1 - file.tell() - len(before)
            text = as_summary(findings, room, folder)
            file.write(before + text if text else b"")
            return bool(text)
    except OSError as error:  # the findings are told all the same, in the log
        told = printable(f"casebook: no job summary: {name}: {error.strerror}")
        print(told, file=sys.stderr)
        return False


def as_summary(findings: Sequence[Finding], room: int, folder: str = HERE) -> bytes:
    """Markdown in UTF-8: a heading and a table, cut after a whole row where ``room`` bytes end.

    Empty where there is no room for so much as the heading.
    """
    heading = f"## Casebook: {summary(findings)}\n\n".encode()
    if not findings:
        clean = heading + b"The check ran to its end and found nothing.\n"
        return clean if len(clean) <= room else b""
    begin, end = (part.encode() for part in _TABLE)
    left = room - len(heading + begin + end + _left_out(len(findings)))
    if left < 0:
        return b""
    rows: list[bytes] = []
    for finding in findings:
        row = _row(finding, folder).encode("utf-8", "backslashreplace")
        if len(row) > left:
            break
        rows.append(row)
        left -= len(row)
    return b"".join((heading, begin, *rows, end, _left_out(len(findings) - len(rows))))


def _left_out(number: int) -> bytes:
    """The last line, where findings are left out."""
    if not number:
        return b""
    return f"\n{number} more finding{'s' * (number != 1)} left out, for want of room.\n".encode()


def _row(finding: Finding, folder: str) -> str:
    place = f"{path_in_repository(finding.path, folder)}:{finding.place.line}"
    place += f":{finding.place.column}"
    code = finding.code + (" (warning)" if finding.severity is Severity.WARNING else "")
    cells = (place, code, finding.message, finding.hint or "")
    return f"<tr>{''.join(map(_cell, cells))}</tr>\n"


def _cell(text: str) -> str:
    """A cell with ``text`` as it stands, and nothing in it at work.

    Markdown is not read between HTML tags that stand in lines of their own, up to an empty line;
    there is none, as a line end is shown as a picture. ``@name``, ``#1``, ``:smile:`` and the
    names of commits, which GitHub looks for in any text, it leaves alone inside of ``code``.
    """
    return f"<td><code>{html.escape(printable(text))}</code></td>" if text else "<td></td>"
