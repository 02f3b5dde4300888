"""Text fragments: addresses that lead to the very words on a page (W3C draft of that name).

Every character but letters and digits of ASCII is percent-encoded: none has a meaning to a browser,
nor to a Markdown extension.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from casebook.model.passages import fold
from casebook.model.words import ELLIPSIS, UNSPACED

_WHOLE = 12
"""Words; more are pointed to by their first and last five."""

_ENDS = 5
_TOKEN = re.compile(rf"(?:[{UNSPACED}]{{1,2}}|[^\s{UNSPACED}]+)\s*")


def fragment(words: str) -> str:
    """Return ``words`` of any page, percent-encoded; a range if they are many.

    In a script without blanks two characters make a word. Where words are left out, the range goes
    from the first part to the last.
    """
    parts = [_TOKEN.findall(fold(part)) for part in ELLIPSIS.split(words)]
    parts = [part for part in parts if part] or [[fold(words)]]
    first, last = parts[0], parts[-1]
    if len(parts) == 1 and len(first) <= _WHOLE:
        return _encoded("".join(first))
    return f"{_encoded(''.join(first[:_ENDS]))},{_encoded(''.join(last[-_ENDS:]))}"


def fragment_of_lines(lines: Sequence[str], before: str = "", article: str = "") -> str:
    """Return the words of ``lines`` of an article; a range if they are many, or several lines.

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
    parts = (_encoded(" ".join(prefix)) + "-" if prefix else "", *(map(_joined, (begin, end))))
    return ",".join(part for part in parts if part)


def leading_to(url: str, words: str) -> str:
    """Return ``url`` with the fragment that leads to ``words`` on the page."""
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment(words)}"


def _is_single(words: Sequence[str], article: str) -> bool:
    """Return whether the article has the words at most once, ignoring letter case."""
    return article.count(" ".join(words).casefold()) < 2


def _joined(words: Sequence[str]) -> str:
    return _encoded(" ".join(words))


def _encoded(words: str) -> str:
    return "".join(
        character if character.isascii() and character.isalnum() else _bytes(character)
        for character in words.strip()
    )


def _bytes(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())
