"""What a word that is not known was most likely meant to be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from casebook.quoting.looks_alike import as_seen, twin, what_is_unseen

LONGEST = 200
"""Characters of a word that are looked at."""


SLUGS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slugs_in(text: str) -> list[str]:
    """Return every stretch of ``text`` that could be a slug; a value may name several."""
    return SLUGS.findall(text)


def slug_meant(name: str) -> str:
    """Return the slug that a file name, without its ending, was meant to be; it may be empty."""
    return "-".join(re.findall("[a-z0-9-]+", as_seen(name).lower().replace("_", "-"))).strip("-")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of ``known`` that ``word`` is most likely a slip for; None if none is near."""
    known = list(known)
    return twin(word, known) or next(_near(word, known, 1), None)


def only_near(word: str, known: Iterable[str]) -> str | None:
    """Return the one of ``known`` that is near ``word``; None where another is near it as well."""
    found = {*_near(word, list(known), 2)}
    return found.pop() if len(found) == 1 else None


def _near(word: str, known: list[str], most: int) -> Iterator[str]:
    """Yield what is near ``word``: at most ``most`` by likeness, then what is one letter away."""
    yield from get_close_matches(word[:LONGEST], known, n=most, cutoff=0.7)
    yield from (
        other
        for other in known
        if abs(len(word) - len(other)) <= 1
        and set(word) & set(other)
        and one_letter_away(word, other)
    )


def did_you_mean(near: str, word: str) -> str:
    """Return the hint that asks for ``near``, which looks like ``word``: if alike, by what not."""
    unseen = what_is_unseen(word, near)
    return f"did you mean `{near}`?" + (f" It looks the same, but {unseen}." if unseen else "")


MOST_COMPARISONS = 100_000
"""Pairs of words that are compared for one rule."""

TOO_MANY = "there are too many of these to look for what each was meant to be: mend the first ones"


class Guesses:
    """Looks for near words until that was enough work: thousands of slips are seldom slips."""

    def __init__(self) -> None:
        self._left = MOST_COMPARISONS

    @property
    def spent(self) -> bool:
        """Whether no more words are looked for."""
        return self._left <= 0

    def nearest(self, word: str, known: Collection[str]) -> str | None:
        """Return what ``nearest`` does, or None where that has been asked too often."""
        if self.spent:
            return None
        self._left -= len(known)
        return nearest(word, known)


def one_letter_away(word: str, other: str) -> bool:
    """Return whether one letter added, missing, changed, swapped or capital sets them apart."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    word = word.lower()
    same = 0
    while same < min(len(word), len(other)) and word[same] == other[same]:
        same += 1
    rest, wanted = word[same:], other[same:]
    swapped = wanted[1:2] + wanted[:1] + wanted[2:]
    return rest == swapped or rest[1:] in (wanted, wanted[1:]) or rest == wanted[1:]
