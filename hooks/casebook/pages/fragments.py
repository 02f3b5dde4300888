"""Text fragments: addresses that lead to the very words (W3C draft of that name)."""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encoded

from casebook.model.passages import fold
from casebook.model.words import ELLIPSIS, UNSPACED

_WHOLE = 12
"""Quotes of more words than this are pointed to by their first and last five."""

_EACH = 5
_TOKEN = re.compile(rf"(?:[{UNSPACED}]{{1,2}}|[^\s{UNSPACED}]+)\s*")


def fragment(words: str) -> str:
    """Return ``words`` as a text directive, percent-encoded; the range if they are many.

    In a script without blanks two characters make a word. Where words are left out, the range goes
    from the first part to the last.
    """
    parts = [_tokens(part) for part in ELLIPSIS.split(fold(words))]
    parts = [part for part in parts if part] or [[fold(words)]]
    first, last = parts[0], parts[-1]
    if len(parts) == 1 and len(first) <= _WHOLE:
        return _encoded(first)
    return f"{_encoded(first[:_EACH])},{_encoded(last[-_EACH:])}"


def leading_to(url: str, words: str) -> str:
    """Return ``url`` with the fragment that leads to ``words`` on the page."""
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment(words)}"


def _tokens(text: str) -> list[str]:
    """Return the words of ``text``, each with the blank that follows it."""
    return _TOKEN.findall(text.strip())


def _encoded(words: list[str]) -> str:
    """Return ``words`` without any character that has a meaning in a text directive."""
    return percent_encoded("".join(words).strip(), safe="").replace("-", "%2D")
