"""Limiting clauses: what a sentence takes back, or ties to a condition, after the words quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable

LIMITING = ("but", "although", "except", "unless", "only if")
"""The words that begin such a clause."""

_SENTENCE_END = re.compile(r"[.!?…。！？](?=[\s\"'”’)\]]|$)|[。！？]")  # noqa: RUF001
# Right after the quoted words, or where punctuation begins a clause of its own.
_CLAUSE = re.compile(
    rf"(?:\A|[,;:(—–])[\s\"'”’)]*(?P<word>{'|'.join(LIMITING)})\b",  # noqa: RUF001
    re.IGNORECASE,
)


def limiting_word(rest: str) -> tuple[int, str] | None:
    """The word that begins a limiting clause in the rest of a sentence, and its offset in ``rest``.

    ``rest`` is what follows the quoted words in the article, any number of sentences.
    """
    end = _SENTENCE_END.search(rest)
    found = _CLAUSE.search(rest, 0, end.start() if end else len(rest))
    return (found.start("word"), found["word"]) if found else None


def covered(offset: int, stretches: Iterable[tuple[int, int]]) -> bool:
    """Whether one of the stretches that are quoted, too, has the character at ``offset``."""
    return any(start <= offset < end for start, end in stretches)
