"""The words of the article that are most like a quote which is not in it, and what differs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from casebook.model.passages import Passage, fold
from casebook.quoting.did_you_mean import nearest
from casebook.quoting.left_out import ALWAYS_MEANT, gaps, stretch_around
from casebook.quoting.looks_alike import what_is_unseen
from casebook.quoting.words_of import PUNCTUATION, Words, words_of

MOST_COMPARED = 200
"""Words of a quote that are looked at."""

MOST_PASSAGES = 10
"""Passages that are looked at closely: those with the most of the words."""

MOST_CHARACTERS = 2_000
"""Characters of them that are compared."""

REACH = 3
"""Words by which the ends of a stretch are moved in search of one more like the quote."""

LEAST_LIKE = 40
"""Percent below which nothing in the article is called near."""

MOST_MISSPELT = 3
"""Words of a quote that are looked up among the article's, if it is a short one."""

SHORT = 12
"""Words of such a quote."""

REPLACED = 3
"""As many words left out are as unlikely as one word replaced."""


@dataclass(frozen=True)
class Near:
    """The words of the article that are most like a quote that is not in it.

    ``likeness`` is in percent; ``differences`` says word by word what is not the same.
    """

    passage: str
    words: str
    likeness: int
    differences: tuple[str, ...]


@dataclass(frozen=True)
class _Stretch:
    """Words ``start`` up to ``end`` of a passage; ``changes`` tells how unlike the quote."""

    passage: Passage
    have: Words
    start: int
    end: int
    changes: int

    @property
    def text(self) -> str:
        return self.have.stretch(self.start, self.end)


def nearest_words(exact: str, passages: Iterable[Passage]) -> Near | None:
    """Return the stretch of a passage most like ``exact``, word by word; None if none is near.

    Of two passages whose stretches are equally like it, the first counts.
    """
    passages = list(passages)
    wanted = Words(fold(exact)[:MOST_CHARACTERS], MOST_COMPARED)
    if not len(wanted):
        return None
    meant = _spelt_right(wanted, passages)
    quote = wanted.stretch(0, len(wanted))
    found = _with_words_left_out(meant, passages)
    certain = found is not None and _left_out_at_one_place(meant, found)
    if not certain:
        other = _most_like(quote, meant, passages)
        if found is None or (other and other.changes * REPLACED < found.changes):
            found = other
    if found is None:
        return None
    words = _without_loose_ends(found.text, quote)
    likeness = _likeness(quote, words)
    if likeness < LEAST_LIKE and not certain:
        return None
    return Near(found.passage.id, words, likeness, tuple(_differences(quote, words, meant)))


def _spelt_right(wanted: Words, passages: list[Passage]) -> list[str]:
    """Return the quote's words; if it is short, misspelt ones as the article spells them."""
    known = _vocabulary(tuple(passage.words for passage in passages))
    strange = [word for word in wanted.plain if word not in known]
    if not strange or len(strange) > MOST_MISSPELT or len(wanted) > SHORT:
        return wanted.plain
    return [word if word in known else _spelt(word, known) for word in wanted.plain]


def _spelt(word: str, known: Collection[str]) -> str:
    likely = [
        other
        for other in known
        if abs(len(other) - len(word)) <= 2 and (other[0] == word[0] or other[-1] == word[-1])
    ]
    return nearest(word, sorted(likely)) or word


@lru_cache(maxsize=8)
def _vocabulary(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(words_of(text).known for text in texts))


def _with_words_left_out(meant: list[str], passages: list[Passage]) -> _Stretch | None:
    """Return the stretch with all the words in order and the fewest others between them."""
    best: _Stretch | None = None
    needed = set(meant)
    for passage in passages:
        have = words_of(passage.words)
        ends = stretch_around(meant, have.plain) if needed <= have.known else None
        if ends:
            left_out = ends[1] - ends[0] - len(meant)
            if best is None or left_out < best.changes:
                best = _Stretch(passage, have, *ends, left_out)
    return best


def _left_out_at_one_place(meant: list[str], found: _Stretch) -> bool:
    """Return whether the few missing words stand in a row, so that nothing else can be meant."""
    between = gaps(meant, found.have.plain[found.start : found.end])
    return len(between) <= 1 and found.changes <= ALWAYS_MEANT


def _most_like(quote: str, meant: list[str], passages: list[Passage]) -> _Stretch | None:
    """Return the stretch, about as long, in which the fewest words differ."""
    best: tuple[int, Passage, Words, int, int] | None = None
    needed = set(meant)
    for passage in sorted(passages, key=lambda passage: -_shared(needed, passage))[:MOST_PASSAGES]:
        have = words_of(passage.words)
        rough = _rough_stretch(meant, have)
        if rough:
            likeness = _likeness(quote, have.stretch(*rough))
            if best is None or likeness > best[0]:
                best = likeness, passage, have, *rough
    if best is None:
        return None
    _, passage, have, start, end = best
    start, end = _best_stretch(meant, have, start, end)
    changes = _changed_words(meant, have.plain[start:end])
    return _Stretch(passage, have, start, end, changes)


def _shared(needed: set[str], passage: Passage) -> int:
    """Return how many of the words a passage has: a quick first estimate."""
    return len(needed & words_of(passage.words).known)


def _rough_stretch(meant: list[str], have: Words) -> tuple[int, int] | None:
    """Return the ends of a stretch as long as ``meant``, laid along the longest shared run."""
    matcher = SequenceMatcher(None, meant, have.plain, autojunk=False)
    run = matcher.find_longest_match()
    if not run.size:
        return None
    start = max(0, run.b - run.a)
    return start, min(len(have), max(start + 1, run.b - run.a + len(meant)))


def _best_stretch(meant: list[str], have: Words, start: int, end: int) -> tuple[int, int]:
    """Return the ends of the stretch near the rough one that is most like the quote.

    Words that a quote leaves out or adds move its ends by as many. Of stretches that are equally
    like it, the one whose length is nearest counts.
    """
    length = len(meant)
    stretches = (
        (first, last)
        for first in range(max(0, start - REACH), start + REACH + 1)
        for last in range(max(first + 1, end - REACH), min(len(have), end + REACH) + 1)
    )
    return min(
        stretches,
        key=lambda ends: (
            _changed_words(meant, have.plain[slice(*ends)]),
            abs(ends[1] - ends[0] - length),
        ),
    )


def _changed_words(wanted: list[str], have: list[str]) -> int:
    """Return how many words are put in, left out or replaced between the two."""
    matcher = SequenceMatcher(None, wanted, have, autojunk=False)
    return sum(
        max(b - a, d - c) for operation, a, b, c, d in matcher.get_opcodes() if operation != "equal"
    )


def _without_loose_ends(words: str, quote: str) -> str:
    """Return ``words`` without the punctuation around them that the quote does not have."""
    if quote[-1:] not in PUNCTUATION:
        words = words.rstrip(PUNCTUATION)
    return words.lstrip(PUNCTUATION) if quote[:1] not in PUNCTUATION else words


def _likeness(quote: str, words: str) -> int:
    """Return the likeness in percent, 99 at most: the two are never the same."""
    matcher = SequenceMatcher(None, quote, words[:MOST_CHARACTERS], autojunk=False)
    return min(99, round(100 * matcher.ratio()))


def _differences(quote: str, words: str, meant: list[str]) -> Iterator[str]:
    wanted, have = Words(quote), Words(words)
    for operation, a, b, c, d in _operations(wanted, have, meant):
        quoted, printed = wanted.stretch(a, b), have.stretch(c, d)
        if operation == "replace":
            unseen = what_is_unseen(quoted, printed)
            told = f"`{quoted}` where the article has `{printed}`"
            yield told + (f", which looks the same, but {unseen}" if unseen else "")
        elif operation == "delete":
            yield f"`{quoted}` added"
        elif operation == "insert":
            yield f"`{printed}` left out"


def _operations(
    wanted: Words, have: Words, meant: list[str]
) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what turns the one into the other, in the form of ``SequenceMatcher``'s opcodes."""
    quoted, printed = wanted.written, have.written
    whole = 0, len(have)
    if stretch_around(quoted, printed) == whole:
        between = gaps(quoted, printed)
    elif stretch_around(meant, have.plain) == whole:
        between = gaps(meant, have.plain)
    else:
        yield from SequenceMatcher(None, quoted, printed, autojunk=False).get_opcodes()
        return
    ends = {number: (begun, ended) for number, begun, ended in between}
    position = 0
    for number, word in enumerate(quoted):
        if number in ends:
            position = ends[number][1]
            yield "insert", number, number, *ends[number]
        if word != printed[position]:
            yield "replace", number, number + 1, position, position + 1
        position += 1
