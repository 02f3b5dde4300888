"""Addresses of the repository's forms, with what is known of a page filled in."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from urllib.parse import quote

from casebook.model.passages import Passage

LONGEST = 4_000
"""Characters of an address. GitHub takes 8,192 bytes, and hands the address on, its percent signs
written out once more, to those who have to log in first."""


def better_reading(repository: str, passage: Passage) -> str:
    """Return the address of the form for another reading of a passage.

    Of a passage whose words are too many for an address, it has those that it begins with.
    """
    form = f"{repository.rstrip('/')}/issues/new?template=better-reading.yml"
    about = f"{form}&passage={passage.id}&words="
    return about + quote(_beginning(passage.words, LONGEST - len(about)), safe="")


def _beginning(words: str, room: int) -> str:
    """Return the words, or as many of the first as fit; in a text without blanks, characters."""
    ends = [*accumulate(len(quote(sign, safe="")) for sign in words)]
    fitting = bisect_right(ends, room)
    if fitting == len(words):
        return words
    whole = words[:fitting].rpartition(" ")[0]
    return whole if len(whole) > fitting // 2 else words[:fitting]
