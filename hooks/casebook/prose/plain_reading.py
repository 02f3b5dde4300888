"""The plain reading of a passage: the first paragraph below the blockquote with its words."""

from __future__ import annotations

import re

from casebook.model.passages import QUOTE_MARK

_LABEL = re.compile(r"(\*\*|__)(?P<label>[^*_\n]{1,80})\1:?[ \t\n]*")
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")


def end_of_quote(text: str, start: int, end: int) -> int:
    """Return the offset behind the last blockquote in ``text`` from ``start`` to ``end``."""
    found, quoting, offset = start, False, start
    for line in text[start:end].splitlines(keepends=True):
        offset += len(line)
        quoting = bool(QUOTE_MARK.match(line) or (quoting and line.strip()))
        found = offset if quoting else found
    return found


def reading_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where the plain reading of the passage from ``start`` to ``end`` begins and ends.

    A bold label at its beginning is not counted. None where there is no reading.
    """
    paragraph = _PARAGRAPH.search(text, end_of_quote(text, start, end), end)
    if paragraph is None:
        return None
    begin, stop = paragraph.start(), len(paragraph.string[: paragraph.end()].rstrip())
    label = _LABEL.match(text, begin, stop)
    return (label.end() if label and label.end() < stop else begin), stop
