"""Characters that a terminal, or a runner's log, would obey rather than show."""

from __future__ import annotations

import json

PICTURES: dict[int, int] = {code: 0x2400 + code for code in range(0x20)} | {
    0x7F: 0x2421,
    **dict.fromkeys((*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
}
"""What is shown in the place of each control character, and of each that turns the direction."""

_ESCAPES = {code: f"\\u{code:04x}" for code in PICTURES if code >= 0x20}


def printable(line: str) -> str:
    """Return ``line`` with pictures for what a terminal obeys: control characters, directions."""
    return line.translate(PICTURES)


def printable_lines(text: str) -> str:
    """Return several lines made ``printable``, their ends and tabs kept."""
    kept = {code: shown for code, shown in PICTURES.items() if code not in (9, 10)}
    return text.translate(kept)


def as_document(found: object) -> str:
    """Return JSON in which what a terminal obeys is escaped; other characters stay as they are."""
    return json.dumps(found, ensure_ascii=False, indent=2).translate(_ESCAPES) + "\n"
