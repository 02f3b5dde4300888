"""Findings as workflow commands, from which GitHub makes annotations.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from casebook.model.characters import PICTURES
from casebook.model.finding import Finding, Severity
from casebook.model.source import WHOLE_FILE, Place
from casebook.report.repository import HERE, path_in_repository
from casebook.report.text import as_text

SHOWN = 10
"""Annotations of one severity that GitHub takes from a step; it drops what comes after them."""

_DATA = {ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_MESSAGE: dict[int, int | str] = {**PICTURES, **_DATA}
_PROPERTY = {**_MESSAGE, ord(":"): "%3A", ord(","): "%2C"}


def as_github(findings: Sequence[Finding], folder: str = HERE, *, has_summary: bool = False) -> str:
    """Return a command for each finding that GitHub shows; the rest as text, or left out.

    They are left out where there is a job summary. ``folder`` is the current one, from the
    repository's root: annotations count paths from there.
    """
    lines, rest = "", []
    before: Counter[Severity] = Counter()
    for finding in findings:
        if before[finding.severity] < SHOWN:
            lines += f"{_command(finding, folder)}\n"
        else:
            rest.append(finding)
        before[finding.severity] += 1
    if not rest:
        return lines
    more = f"{len(rest)} more finding{'s' * (len(rest) != 1)}"
    if has_summary:
        return f"{lines}{more} in the job summary\n"
    return f"{lines}{more}, beyond those that GitHub shows:\n{_inert(as_text(rest))}"


def _command(finding: Finding, folder: str) -> str:
    properties = {
        "file": path_in_repository(finding.path, folder),
        **_position(finding.place),
        "title": finding.code,
    }
    written = ",".join(f"{key}={str(of).translate(_PROPERTY)}" for key, of in properties.items())
    message = finding.message + (f"\nhint: {finding.hint}" if finding.hint else "")
    return f"::{finding.severity} {written}::{message.translate(_MESSAGE)}"


def _position(place: Place) -> dict[str, int]:
    """Return the first and last lines; with the columns, if it is one line.

    GitHub counts both from 1. It ignores columns where the lines differ. Whether ``endColumn`` is
    the last column or the one after it, its pages do not say (github/docs#40038); here it is the
    one after, as in SARIF. A place of no length has none: GitHub then takes it to be ``col``.
    """
    if place == WHOLE_FILE:
        return {"line": 1}
    if place.end_line == place.line:
        position = {"line": place.line, "col": place.column, "endLine": place.line}
        if place.end_column > place.column:
            position["endColumn"] = place.end_column
        return position
    # What ends before the first character of a line does not reach into that line.
    return {"line": place.line, "endLine": place.end_line - (place.end_column == 1)}


def _inert(text: str) -> str:
    """Return ``text`` without what GitHub's runner would take for a command.

    It obeys ``::command::`` where a line begins so, and the older ``##[command]`` anywhere.
    """
    lines = text.replace("##[", "## [").split("\n")
    return "\n".join(f"./{line}" if line.lstrip().startswith("::") else line for line in lines)
