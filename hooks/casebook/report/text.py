"""Findings as people read them, in a terminal or a log."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casebook.model.characters import printable
from casebook.model.finding import Finding, Severity
from casebook.model.source import Place

LONGEST_LINE = 160
"""Characters of a page's line that are shown."""

BOLD, MARGIN, HINT = "1", "1;34", "1;36"
SEVERITY = {Severity.ERROR: "1;31", Severity.WARNING: "1;33"}
"""Attributes of text in a terminal: ECMA-48, Select Graphic Rendition."""


def as_text(findings: Sequence[Finding], colour: bool = False) -> str:
    """Return the findings as text: ``path:line:column: CODE message``, the line, a caret, the hint.

    With ``colour``, text attributes for a terminal are put in, and nothing else is changed.
    """
    told = _Told(colour)
    return "".join(f"{line}\n" for finding in findings for line in told.lines(finding))


@dataclass(frozen=True)
class _Told:
    colour: bool

    def lines(self, finding: Finding) -> Iterator[str]:
        place = finding.place
        code = finding.code
        if finding.severity is Severity.WARNING:
            code += " (warning)"
        where = self._painted(BOLD, f"{finding.path}:{place.line}:{place.column}:")
        code = self._painted(SEVERITY[finding.severity], code)
        yield f"{where} {code} {printable(finding.message)}"
        yield from self._excerpt(finding)
        if finding.hint:
            equals, hint = self._painted(MARGIN, "="), self._painted(HINT, "hint:")
            yield f"      {equals} {hint} {printable(finding.hint)}"

    def _excerpt(self, finding: Finding) -> Iterator[str]:
        place = finding.place
        line = printable(finding.source.line(place.line).replace("\t", " "))
        whole_file = place.line == place.end_line == place.column == place.end_column == 1
        if whole_file or not line.strip():
            return
        margin = f"{place.line:>5} |"
        end = place.end_column if place.end_line == place.line else len(line) + 1
        line, place, end = _clipped(line, place, end)
        yield f"{self._painted(MARGIN, margin)} {line}"
        indent = " " * _width(line[: place.column - 1])
        marked = line[place.column - 1 : end - 1]
        marked = marked if place.end_line == place.line else marked.rstrip()
        carets = self._painted(SEVERITY[finding.severity], "^" * max(1, _width(marked)))
        yield f"{self._painted(MARGIN, '|'.rjust(len(margin)))} {indent}{carets}"

    def _painted(self, attributes: str, text: str) -> str:
        text = printable(text)
        return f"\x1b[{attributes}m{text}\x1b[0m" if self.colour else text


def _clipped(line: str, place: Place, end: int) -> tuple[str, Place, int]:
    """Return a line cut to a readable length, with the places in it moved by as much."""
    if len(line) <= LONGEST_LINE:
        return line, place, end
    start = max(0, min(place.column - 1 - LONGEST_LINE // 3, len(line) - LONGEST_LINE))
    shown = ("…" if start else "") + line[start : start + LONGEST_LINE]
    moved = start - (1 if start else 0)
    column, end = place.column - moved, min(end - moved, len(shown) + 1)
    return shown, Place(place.line, column, place.line, end), end


def _width(text: str) -> int:
    """Return the columns that a terminal needs for ``text``."""
    return sum(
        0 if _joins(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )


def _joins(character: str) -> bool:
    """Return whether a character takes no column, as marks and parts of Hangul syllables.

    A soft hyphen is of the same category as joiners, and is shown.
    """
    if "\u1160" <= character <= "\u11ff":
        return True
    return unicodedata.category(character) in ("Mn", "Me", "Cf") and character != "\xad"
