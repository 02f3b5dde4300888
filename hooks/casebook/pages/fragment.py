"""Text fragments: the end of an address that leads to words on a page (W3C draft of that name)."""

from __future__ import annotations

from collections.abc import Sequence

_WHOLE = 12
"""Words of a line; more are pointed to by their first and last five."""
_ENDS = 5


def fragment(lines: Sequence[str], before: str = "", article: str = "") -> str:
    """Return the words of ``lines``, percent-encoded; a range if they are many, or several lines.

    No browser finds words over the end of a line, but for those of a range; and it takes the first
    place that has them. So a range begins with more words where ``article`` has its first ones
    twice, and on the first line that it has once; or ``before``, the words on the line before the
    first, tell which place is meant.
    """
    article = article.casefold()
    known = next((i for i, line in enumerate(lines) if _is_single(line.split(), article)), None)
    lines, prefix = lines[known or 0 :], before.split()[-_ENDS:] if known is None else []
    begin, end = lines[0].split(), lines[-1].split()[-_ENDS:]
    if len(lines) == 1 and len(begin) <= _WHOLE:
        end = []
    else:
        counts = range(min(_ENDS, len(begin)), len(begin))
        count = next((n for n in counts if _is_single(begin[:n], article)), len(begin))
        begin = begin[:count]
    parts = (_encoded(prefix) + "-" if prefix else "", _encoded(begin), _encoded(end))
    return ",".join(part for part in parts if part)


def _is_single(words: Sequence[str], article: str) -> bool:
    """Whether the article has the words once at most; letter case does not tell places apart."""
    return article.count(" ".join(words).casefold()) < 2


def _encoded(words: Sequence[str]) -> str:
    """Return words without a character that a text fragment or a Markdown extension minds."""
    return "".join(
        character if character.isascii() and character.isalnum() else _bytes(character)
        for character in " ".join(words)
    )


def _bytes(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())
