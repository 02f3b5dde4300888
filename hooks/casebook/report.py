"""Findings as people and programs read them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Sequence

from casebook.finding import Finding, Severity
from casebook.source import Place

LONGEST_LINE = 160
"""Characters of a page's line that are shown."""


def as_text(findings: Sequence[Finding]) -> str:
    """``path:line:column: CODE message``, the line it is about, a caret under it, and the hint."""
    return "".join(f"{line}\n" for finding in findings for line in _lines(finding))


def _lines(finding: Finding) -> Iterator[str]:
    place = finding.place
    code = finding.code
    if finding.severity is Severity.WARNING:
        code += " (warning)"
    yield _printable(f"{finding.path}:{place.line}:{place.column}: {code} {finding.message}")
    line = _printable(finding.source.line(place.line).replace("\t", " "))
    whole_file = place.line == place.end_line == place.column == place.end_column == 1
    if line.strip() and not whole_file:
        margin = f"{place.line:>5} | "
        end = place.end_column if place.end_line == place.line else len(line) + 1
        line, place, end = _clipped(line, place, end)
        yield margin + line
        indent = " " * _width(line[: place.column - 1])
        marked = line[place.column - 1 : end - 1]
        marked = marked if place.end_line == place.line else marked.rstrip()
        yield f"{'| ':>{len(margin)}}{indent}{'^' * max(1, _width(marked))}"
    if finding.hint:
        yield _printable(f"{'= ':>8}hint: {finding.hint}")


def _clipped(line: str, place: Place, end: int) -> tuple[str, Place, int]:
    """A line no longer than can be read, with the places in it moved by as much."""
    if len(line) <= LONGEST_LINE:
        return line, place, end
    start = max(0, min(place.column - 1 - LONGEST_LINE // 3, len(line) - LONGEST_LINE))
    shown = ("…" if start else "") + line[start : start + LONGEST_LINE]
    moved = start - (1 if start else 0)
    column, end = place.column - moved, min(end - moved, len(shown) + 1)
    return shown, Place(place.line, column, place.line, end), end


def _printable(line: str) -> str:
    """``line`` with pictures for control characters, which a terminal would obey."""
    return line.translate(_PICTURES)


_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {
    0x7F: 0x2421,
    **dict.fromkeys(range(128, 160), 65533),
}


def _width(text: str) -> int:
    """Columns that a terminal needs for ``text``."""
    return sum(
        0
        if unicodedata.combining(character)
        else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings there are of each severity."""
    return {
        str(severity): sum(finding.severity is severity for finding in findings)
        for severity in Severity
    }


def summary(findings: Sequence[Finding]) -> str:
    """The counts in words: ``2 errors, 1 warning``."""
    parts = [
        f"{number} {word}{'s' * (number != 1)}"
        for word, number in counts(findings).items()
        if number
    ]
    return ", ".join(parts) or "nothing to report"


def as_json(findings: Sequence[Finding]) -> str:
    """One object: ``findings`` in the order of files and lines, and ``counts`` by severity."""
    document = {
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "path": finding.path,
                "line": finding.place.line,
                "column": finding.place.column,
                "message": finding.message,
                "hint": finding.hint,
            }
            for finding in findings
        ],
        "counts": counts(findings),
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS = {"text": as_text, "json": as_json}
"""How ``casebook check --format`` can write its findings."""
