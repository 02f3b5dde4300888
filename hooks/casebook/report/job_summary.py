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
    """Append the findings to the file named by GITHUB_STEP_SUMMARY; return whether it worked."""
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
    """Return Markdown in UTF-8: a heading and a table, cut after a whole row at ``room`` bytes.

    Empty where there is no room even for the heading.
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
    """Return the last line, where findings are left out."""
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
    """Return a table cell that shows ``text`` as it is, with nothing in it active.

    Markdown is not read between HTML tags that stand in lines of their own, up to an empty line;
    there is none, as a line end is shown as a picture. GitHub looks in any text for ``@name``,
    ``#1``, ``:smile:`` and the names of commits, but leaves them alone inside ``code``.
    """
    return f"<td><code>{html.escape(printable(text))}</code></td>" if text else "<td></td>"
