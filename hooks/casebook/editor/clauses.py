"""The words of a passage that somebody may want to quote: whole, by sentence, by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.model.passages import fold
from casebook.model.words import FEWEST_WORDS, plain_typography, word_count

_SENTENCE = re.compile(r"(?<=[.!?。！？])[\"'”’)]*\s+|(?<=[。！？])")  # noqa: RUF001
_CLAUSE = re.compile(r"(?<=[,;:，；：、])\s*|\s+(?=[-–—]\s)|(?<=[.!?。！？])\s*")  # noqa: RUF001
_ENDS = " ,;:，；：、"  # noqa: RUF001
MOST = 40
"""Stretches that are offered of one passage."""


def offered(words: str, typed: str) -> list[str]:
    """Return what may be quoted of a passage's words, given how the quote begins.

    With nothing typed, these are the passage, its sentences and its clauses; else the words that
    are typed with what follows them, up to the end of each clause.
    """
    typed = fold(typed)
    stretches = _going_on(words, typed) if typed else _pieces(words)
    whole = (it for it in stretches if it == words or word_count(it) >= FEWEST_WORDS)
    return list(dict.fromkeys(whole))[:MOST]


def _pieces(words: str) -> Iterator[str]:
    yield words
    for sentence in _SENTENCE.split(words):
        yield sentence.strip()
    for clause in _CLAUSE.split(words):
        yield clause.strip(_ENDS)


def _going_on(words: str, typed: str) -> Iterator[str]:
    for start in _starts(words, typed):
        for found in _CLAUSE.finditer(words, start + len(typed)):
            yield words[start : found.start()].rstrip(_ENDS)
        yield words[start:]


def _starts(words: str, typed: str) -> Iterator[int]:
    """Return where ``typed`` begins in ``words``; letter case and quotation marks may differ."""
    found = words.find(typed)
    while found >= 0:
        yield found
        found = words.find(typed, found + 1)
    plain = plain_typography(typed)
    if typed not in words and plain:
        for word in re.finditer(r"\S+", words):
            if plain_typography(words[word.start() :][: len(typed) + 8]).startswith(plain):
                yield word.start()
