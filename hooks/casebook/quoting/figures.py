"""Figures in English text: what values a number, as it is written, can stand for.

``1.1 million``, ``1,100,000`` and ``eleven hundred thousand`` are the same figure, ``half`` is
``50%``. Where a number can be read in two ways (``1.100``), both are kept: whoever compares figures
to find a contradiction has to give each the benefit of the doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

_SCALES = {
    "hundred": 1e2,
    **dict.fromkeys(("thousand", "k"), 1e3),
    "lakh": 1e5,
    **dict.fromkeys(("million", "millions", "mn", "mln", "m"), 1e6),
    "crore": 1e7,
    **dict.fromkeys(("billion", "billions", "bn", "b"), 1e9),
    **dict.fromkeys(("trillion", "trillions", "tn"), 1e12),
}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_FIGURE = re.compile(
    rf"""(?<![\w.,])(?P<number>\d{{1,3}}(?:['\x20\u00a0\u2009\u202f]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*)
    (?:\s*(?:-|–|to|or)\s*[$€£]?(?P<upto>\d[\d.,]*))?      # a range shares what comes after it
    (?:[\s-]*(?P<scale>{_SCALE})\b)?
    (?P<percent>\s*(?:%|per\s?cent\b|percentage\ points?\b))?""",  # noqa: RUF001
    re.VERBOSE | re.IGNORECASE,
)
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SPELLED = {
    **{word: value for value, word in enumerate(_UNITS.split())},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), 2)},
    "a": 1,
    "dozen": 12,
}
_PARTS = {
    **{"half": 50.0, "halves": 50.0, "third": 100 / 3, "thirds": 100 / 3},
    **{"quarter": 25.0, "quarters": 25.0, "fifth": 20.0, "fifths": 20.0},
    **{"tenth": 10.0, "tenths": 10.0, "double": 100.0, "doubled": 100.0},
    **{"tripled": 200.0, "all": 100.0, "none": 0.0},
}
_COMMON = "the of and to in is has had was were that with for by from on are its"

_YEARS = range(1500, 2101)
_PLAIN_FROM = 32
"""Smaller numbers without a scale are days, or what somebody has counted in the text."""


KEPT = 1024
"""Texts whose answer is kept, for a check that is made again after each change."""


@dataclass(frozen=True)
class Figure:
    """A number in digits: its words, where they begin, and the values they can stand for."""

    words: str
    start: int
    values: frozenset[float]
    precision: int
    percent: bool
    scaled: bool


@lru_cache(maxsize=KEPT)
def is_english(text: str) -> bool:
    """Return whether ``text`` is English beyond doubt: in other words, figures may be spelled."""
    words = text.split()
    common = {word.strip(".,;:()\"'").lower() for word in words} & {*_COMMON.split()}
    letters = [character for character in text if character.isalpha()]
    plain = sum(letter.isascii() for letter in letters)
    return len(common) >= 2 and plain >= 0.95 * len(letters)


def figures(text: str) -> Iterator[Figure]:
    """Yield the numbers in ``text`` that are written in digits."""
    for found in _FIGURE.finditer(text):
        scale = _SCALES.get((found["scale"] or "").lower(), 1.0)
        parts = [part for part in (found["number"], found["upto"]) if part]
        values: set[float] = set()
        for part in parts:
            for value in _readings(part):
                values |= {value * scale} | ({value} if len(parts) > 1 else set())
        digits = re.sub(r"\D", "", found["number"]).strip("0") or "0"
        yield Figure(
            found.group().strip(),
            found.start(),
            frozenset(values),
            len(digits),
            bool(found["percent"]),
            scale > 1,
        )


@lru_cache(maxsize=KEPT)
def values(text: str) -> frozenset[float]:
    """Return every value that a number in ``text``, in digits or in words, can stand for."""
    found: set[float] = set()
    for figure in figures(text):
        found |= figure.values
    for number in re.finditer(
        r"(?<![\d.,])\d+(?![.,]?\d)", text
    ):  # dates, and what is glued to letters
        found.add(float(number.group()))
    return frozenset(found | set(_spelled(text)))


@lru_cache(maxsize=KEPT)
def telling(text: str) -> tuple[Figure, ...]:
    """Return the figures in ``text`` that are certainly a count or a share.

    Left out are years, small numbers, numbers that are part of a name (`Boeing 747`, `4G`), and
    those that the text itself calls rough.
    """
    return tuple(_telling(text))


def _telling(text: str) -> Iterator[Figure]:
    for figure in figures(text):
        before = text[: figure.start].rstrip("$€£ ")
        after = text[figure.start + len(figure.words) :]
        word = re.search(r"[\w'-]+$", before)
        named = word is not None and word.group()[:1].isupper()
        if re.match(r"[\w-]|[.,:/]\d", after) or re.search(r"[-/#.:\w]$", text[: figure.start]):
            continue
        if _ROUGH.search(before) or re.match(r"\s*(?:or so|or more|or less|plus)\b|\+", after):
            continue
        counted = min(figure.values) >= _PLAIN_FROM and figure.values.isdisjoint(_YEARS)
        if figure.scaled or figure.percent or (counted and not named):
            yield figure


_ROUGH = re.compile(
    r"\b(?:about|around|almost|nearly|roughly|some|over|under|above|below|near|than|least|most"
    r"|up to|approximately|circa|ca|c\.|next|past|beyond|close to|version|no\.|nos?\.?)\s*$",
    re.IGNORECASE,
)


def is_given(figure: Figure, given: frozenset[float]) -> bool:
    """Return whether ``given`` values hold ``figure``: as it is, rounded, or as simple arithmetic.

    Sums, differences, products and shares of two of the values count, and the sum of them all.
    """
    if any(_rounds_to(value, figure, _ROUNDED) for value in given):
        return True
    return any(
        _rounds_to(value, figure, _EXACT) for value in _derived(given, percent=figure.percent)
    )


def _derived(given: frozenset[float], *, percent: bool) -> Iterator[float]:
    yield sum(given)
    for one, other in combinations(sorted(given)[:_MOST_COMPARED], 2):
        yield from (one + other, other - one, one * other)
        if percent and one:
            yield from (100 * one / other, 100 * other / one)
            yield from (100 * (other - one) / one, 100 * (other - one) / other)
    if percent:
        yield from (100 - value for value in given if value < 100)


_ROUNDED, _EXACT = 0.055, 0.006
_MOST_COMPARED = 60


def _rounds_to(value: float, figure: Figure, most: float) -> bool:
    """Return whether ``value``, rounded as the figure is, equals it and is near enough.

    ``most`` is a share of the figure: nobody rounds 70 to 100.
    """
    for meant in figure.values:
        half = 0.5 * 10 ** (len(f"{int(meant)}") - figure.precision)
        if value == meant or abs(value - meant) <= min(half, most * meant):
            return True
    return False


def _readings(number: str) -> set[float]:
    """Return the values that digits with separators can stand for in English.

    A point before three digits may group them, as in other languages; a comma always does.
    """
    number = re.sub(r"['\s]", "", number).rstrip(".,")
    plain = float(re.sub(r"[.,]", "", number))
    if re.fullmatch(r"\d{1,3}(,\d{2,3})*,\d{3}(\.\d+)?", number):
        return {float(number.replace(",", ""))}
    if re.fullmatch(r"\d+\.\d{3}", number):
        return {plain, float(number)}
    if re.fullmatch(r"\d+[.,]\d+", number):
        return {float(number.replace(",", "."))}
    return {plain}


def _spelled(text: str) -> Iterator[float]:
    """Yield the values of numbers that are spelled out, and of the usual words for parts."""
    total, current, open_ = 0.0, 0.0, False
    for word in [*re.findall(r"[a-z]+", text.lower()), ""]:
        if word in _SPELLED:
            value = _SPELLED[word]
            follows = 0 < value < 10 and current >= 20 and current % 10 == 0
            if open_ and current and not follows and word != "dozen" and current % 100:
                yield total + current
                total, current = 0.0, 0.0
            current = (current or 1) * 12 if word == "dozen" else current + value
            open_ = True
        elif word in _SCALES and (open_ or len(word) > 3):
            open_ = True
            if word == "hundred":
                current = (current or 1) * 100
            else:
                total, current = total + (current or 1) * _SCALES[word], 0.0
                yield total
        elif word == "and" and open_:
            continue
        else:
            if open_:
                yield total + current
                if word in _PARTS and current:
                    yield current * _PARTS[word]
            if word in _PARTS:
                yield _PARTS[word]
            total, current, open_ = 0.0, 0.0, False
