"""Where something found in rendered HTML is written in the source text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from casebook.prose.masking import blotted_with_spans

_WITH_ENTITY = re.compile(r"[^\s()<>\"']*&[^\s()<>\"']*(?:\([^\s()]*\))*")


def written_at(text: str, sought: Sequence[str], start: int = 0) -> tuple[int, int] | None:
    """Return the stretch of ``text``, from ``start`` on, at which one of ``sought`` is written.

    The first of them that stands anywhere is taken; only the very first is also found where it is
    written with character references. What stands in code is passed over.
    """
    seen = blotted_with_spans(text[start:]).lower()
    first, *others = (words.lower() for words in sought)
    if stretch := _found(seen, first) or _with_entities(seen, first):
        return start + stretch[0], start + stretch[1]
    for words in others:
        if stretch := _found(seen, words):
            return start + stretch[0], start + stretch[1]
    return None


def _found(text: str, words: str) -> tuple[int, int] | None:
    at = text.find(words) if words else -1
    return (at, at + len(words)) if at >= 0 else None


def _with_entities(text: str, words: str) -> tuple[int, int] | None:
    for token in _WITH_ENTITY.finditer(text):
        if unescape(token.group()) == words:
            return token.span()
    return None
