"""The words of the article that are most like a quote which is not in it, and what differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from casebook.model.passages import Passage, fold
from casebook.model.words import UNSPACED, plain_typography

MOST_COMPARED = 200
"""Words of a quote that are looked at."""

MOST_PASSAGES = 10
"""Passages that are looked at closely: those with the most of the words."""

MOST_CHARACTERS = 2_000
"""Characters of them that are."""

REACH = 3
"""Words by which the ends of what was found are moved, to find what is more like it."""

LEAST_LIKE = 40
"""Percent below which nothing in the article is called near."""

_TOKEN = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_PUNCTUATION = ".,;:!?\"'“”\u2018\u2019()，。；：！？"  # noqa: RUF001


@dataclass(frozen=True)
class Near:
    """The words of the article that are most like a quote that is not in it.

    ``likeness`` is in percent; ``differences`` says word by word what is not the same.
    """

    passage: str
    words: str
    likeness: int
    differences: tuple[str, ...]


class _Words:
    """A text and the stretches of it that are its words; characters where no blanks are written."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = [found.span() for found in _TOKEN.finditer(text)]
        self.plain = [self._plain(start, end) for start, end in self.spans]

    def stretch(self, start: int, end: int) -> str:
        """The text from word ``start`` up to, not including, word ``end``."""
        return self.text[self.spans[start][0] : self.spans[end - 1][1]] if start < end else ""

    def _plain(self, start: int, end: int) -> str:
        word = plain_typography(self.text[start:end])
        return word.strip(_PUNCTUATION) or word


def nearest_words(exact: str, passages: Iterable[Passage]) -> Near | None:
    """The stretch of a passage most like ``exact``, compared word by word; None if none is."""
    wanted = _Words(fold(exact)[:MOST_CHARACTERS])
    del wanted.spans[MOST_COMPARED:], wanted.plain[MOST_COMPARED:]
    quote = wanted.stretch(0, len(wanted.spans))
    likely = sorted(passages, key=lambda passage: -_words_shared(wanted, passage))[:MOST_PASSAGES]
    best: tuple[int, Passage, _Words, int, int] | None = None
    for passage in likely:
        have = _Words(passage.words)
        rough = _rough_stretch(wanted, have)
        if rough:
            likeness = _likeness(quote, have.stretch(*rough))
            if best is None or likeness > best[0]:
                best = likeness, passage, have, *rough
    if best is None:
        return None
    _, passage, have, start, end = best
    start, end = _best_stretch(wanted, have, start, end)
    words = _without_loose_ends(have.stretch(start, end), quote)
    likeness = _likeness(quote, words)
    if likeness < LEAST_LIKE:
        return None
    return Near(passage.id, words, likeness, tuple(_differences(quote, words)))


def _words_shared(wanted: _Words, passage: Passage) -> int:
    """How many of the wanted words a passage has somewhere: quickly told."""
    return sum(word in passage.plain for word in set(wanted.plain))


def _rough_stretch(wanted: _Words, have: _Words) -> tuple[int, int] | None:
    """As many words of ``have`` as are wanted, laid along the longest run that both share."""
    matcher = SequenceMatcher(None, wanted.plain, have.plain, autojunk=False)
    run = matcher.find_longest_match()
    if not run.size:
        return None
    start = max(0, run.b - run.a)
    return start, min(len(have.plain), max(start + 1, run.b - run.a + len(wanted.plain)))


def _best_stretch(wanted: _Words, have: _Words, start: int, end: int) -> tuple[int, int]:
    """The stretch near the rough one that is most like the quote, and about as long.

    Words that a quote leaves out or adds move its ends by as many.
    """
    length = len(wanted.plain)
    stretches = (
        (first, last)
        for first in range(max(0, start - REACH), start + REACH + 1)
        for last in range(max(first + 1, end - REACH), min(len(have.plain), end + REACH) + 1)
    )
    return min(
        stretches,
        key=lambda ends: (
            _changed_words(wanted.plain, have.plain[slice(*ends)]),
            abs(ends[1] - ends[0] - length),
        ),
    )


def _changed_words(wanted: list[str], have: list[str]) -> int:
    """How many words are put in, left out or replaced between the two."""
    matcher = SequenceMatcher(None, wanted, have, autojunk=False)
    return sum(
        max(b - a, d - c) for operation, a, b, c, d in matcher.get_opcodes() if operation != "equal"
    )


def _without_loose_ends(words: str, quote: str) -> str:
    """``words`` without the punctuation around them that the quote does not have."""
    if quote[-1:] not in _PUNCTUATION:
        words = words.rstrip(_PUNCTUATION)
    return words.lstrip(_PUNCTUATION) if quote[:1] not in _PUNCTUATION else words


def _likeness(quote: str, words: str) -> int:
    """In percent; never a hundred, for they are not the same."""
    matcher = SequenceMatcher(None, quote, words[:MOST_CHARACTERS], autojunk=False)
    return min(99, round(100 * matcher.ratio()))


def _differences(quote: str, words: str) -> Iterator[str]:
    wanted, have = _Words(quote), _Words(words)
    matcher = SequenceMatcher(
        None,
        [quote[start:end] for start, end in wanted.spans],
        [words[start:end] for start, end in have.spans],
        autojunk=False,
    )
    for operation, a, b, c, d in matcher.get_opcodes():
        quoted, printed = wanted.stretch(a, b), have.stretch(c, d)
        if operation == "replace":
            yield f"`{quoted}` where the article has `{printed}`"
        elif operation == "delete":
            yield f"`{quoted}` added"
        elif operation == "insert":
            yield f"`{printed}` left out"
