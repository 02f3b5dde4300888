"""Texts that look alike and are not: the characters that make the unseen difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

# Letters of Greek and Cyrillic that most typefaces draw as letters of Latin.
_DRAWN_AS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХЗаеѕіјорсухԁԛԝһ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικυρα",  # noqa: RUF001
    "ABESIJKMHOPCTYX3aesijopcyxdqwh" + "ABEZHIKMNOPTYXovikupa",
)
# Signs that are drawn as a blank, a hyphen or a colon of ASCII, or much like it.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u02d0\ua789\u2236\ufe55\uff1a\ufe13", ":"),
    }
)
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
"""Characters of no width, for a class of a regular expression."""

BLANKS = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u0085"
"""Characters that are blank and are not the blank of ASCII, likewise."""

_UNSEEN = re.compile(f"[{UNSEEN}]")
_BLANK = re.compile(f"[{BLANKS}]")

MOST_TOLD = 3
"""Characters that are named."""


@lru_cache(maxsize=4096)
def as_seen(text: str) -> str:
    """Return ``text`` as a reader sees it: the same for two texts that look alike."""
    if text.isascii():
        return text
    text = _BLANK.sub(" ", _UNSEEN.sub("", text)).translate(_SIGNS).translate(_DRAWN_AS)
    return unicodedata.normalize("NFKC", text).translate(_DRAWN_AS)


def twin(word: str, known: Iterable[str]) -> str | None:
    """Return the one of ``known`` that looks like ``word`` and is not the same, if there is one."""
    seen = as_seen(word)
    if seen == word:  # then only a word with unusual characters can look like it
        known = (other for other in known if not other.isascii())
    return next((other for other in known if other != word and as_seen(other) == seen), None)


def what_is_unseen(written: str, meant: str) -> str | None:
    """Return a clause that names the characters by which two texts differ that look alike.

    None where they do not look alike, or are the same.
    """
    if written == meant or as_seen(written) != as_seen(meant):
        return None
    if unicodedata.normalize("NFC", written) == unicodedata.normalize("NFC", meant):
        apart = _marks(written)
        if apart and len(written) > len(meant):
            return f"here the accent is written apart, with {named(apart)}"
        return f"there the accent is written apart, with {named(_marks(meant))}"
    if here := [*_strange(written, meant)]:
        return f"here is {named(here)}"
    return f"there is {named([*_strange(meant, written)])}"


def strange_in(text: str) -> str | None:
    """Return the names of the characters in ``text`` that look like others, or like nothing."""
    found = [*_strange(text, "")] if as_seen(text) != text else []
    return named(found) if found else None


def _marks(text: str) -> list[str]:
    return [letter for letter in text if unicodedata.combining(letter)]


def _strange(text: str, other: str) -> Iterator[str]:
    """Yield the characters of ``text`` that look like others, and that ``other`` lacks."""
    yield from (letter for letter in text if letter not in other and as_seen(letter) != letter)


def named(letters: Iterable[str]) -> str:
    """Return the names of characters, each once."""
    names = [
        f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".strip()
        for letter in dict.fromkeys(letters)
    ]
    more = ["…"] if len(names) > MOST_TOLD else []
    return ", ".join(names[:MOST_TOLD] + more)
