"""Finding quoted words in the article (W3C TextQuoteSelector), and saying how far off they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum, auto

from casebook.fields import Quote
from casebook.passages import Passage, fold

# A word, hyphens and apostrophes within it included ("non-chinese" is one). Scripts that write no
# spaces are counted character by character, so that they too can be quoted.
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+(?:[-‐‑'’][^\W{_UNSPACED}]+)*")  # noqa: RUF001
ELLIPSIS = re.compile(r"…|\.\.\.|\[\s*…\s*\]")

_PUNCTUATION = ".,;:!?\"'“”\u2018\u2019()"

FEWEST_WORDS = 3
MOST_COMPARED = 200
"""Words of a quote that the search for the nearest words looks at."""

REACH = 3
"""Words by which that search moves the ends of what it has found."""

LEAST_LIKE = 40
"""Percent below which nothing in the article is called near."""

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),  # noqa: RUF001
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),  # noqa: RUF001
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "…": "...",
    }
)


def plain_typography(text: str) -> str:
    """``text`` with quotation marks, dashes, spaces, ligatures and letter case made alike."""
    text = unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHY)).translate(_TYPOGRAPHY)
    return re.sub(r"\s*(-)\s*", r"\1", " ".join(text.split())).casefold()


def word_count(text: str) -> int:
    """How many words ``text`` has."""
    return sum(1 for _ in WORD.finditer(text))


def occurrences(quote: Quote, words: str) -> list[tuple[int, int]]:
    """Where ``quote`` stands in a passage's folded words, its prefix and suffix minded."""
    return [
        (start, end)
        for start, end in stands_at(fold(quote.exact), words)
        if _follows(words[:start], quote.prefix) and _precedes(words[end:], quote.suffix)
    ]


def stands_at(exact: str, words: str) -> Iterator[tuple[int, int]]:
    """Every stretch of ``words`` that is ``exact``, overlapping ones included."""
    start = words.find(exact)
    while exact and start >= 0:
        yield start, start + len(exact)
        start = words.find(exact, start + 1)


def _follows(before: str, prefix: str | None) -> bool:
    return prefix is None or before.rstrip(" ").endswith(fold(prefix))


def _precedes(after: str, suffix: str | None) -> bool:
    return suffix is None or after.lstrip(" ").startswith(fold(suffix))


def cut_word(start: int, end: int, words: str) -> str | None:
    """The word that ``words[start:end]`` begins or ends inside of, if there is one."""
    for found in WORD.finditer(words):
        if found.start() < start < found.end() or found.start() < end < found.end():
            return found.group()
    return None


class Outcome(Enum):
    """What can be wrong with a quote, the first that is; FOUND if nothing is.

    MISPRINTED: the original has the words, and the article's page has not.
    """

    TOO_SHORT = auto()
    NO_SUCH_PASSAGE = auto()
    FOUND = auto()
    WRONG_CONTEXT = auto()
    ELSEWHERE = auto()
    TYPOGRAPHY = auto()
    ELLIPSIS = auto()
    ACROSS = auto()
    MISPRINTED = auto()
    ABSENT = auto()


@dataclass(frozen=True)
class Verdict:
    """What became of looking for a quote.

    ``found`` holds its places in the folded words of its passage, ``passages`` the ids of others
    that have the words, ``near`` the words most like it.
    """

    outcome: Outcome
    found: tuple[tuple[int, int], ...] = ()
    passages: tuple[str, ...] = ()
    near: Near | None = None

    @property
    def meant(self) -> tuple[str, ...]:
        """The passages that a quote which is not where it says may be from."""
        return (*self.passages, *([self.near.passage] if self.near else []))


def judge(quote: Quote, passages: Mapping[str, Passage], original: str = "") -> Verdict:
    """Look for ``quote`` in the passage it names, then in the others, then for what is like it.

    ``original`` is the folded text that the passages should make up.
    """
    if word_count(quote.exact) < FEWEST_WORDS:
        return Verdict(Outcome.TOO_SHORT)
    exact = fold(quote.exact)
    passage = passages.get(quote.passage)
    if passage and exact in passage.words:
        found = tuple(occurrences(quote, passage.words))
        return Verdict(Outcome.FOUND if found else Outcome.WRONG_CONTEXT, found)
    others = tuple(other.id for other in passages.values() if exact in other.words)
    if passage is None:
        return Verdict(Outcome.NO_SUCH_PASSAGE, passages=others)
    if others:
        return Verdict(Outcome.ELSEWHERE, passages=others)
    return _judge_absent(quote.exact, passages, original)


def _judge_absent(exact: str, passages: Mapping[str, Passage], original: str) -> Verdict:
    whole = " ".join(passage.words for passage in passages.values())
    if fold(exact) in whole:
        return Verdict(Outcome.ACROSS)
    if fold(exact) in original:
        return Verdict(Outcome.MISPRINTED)
    plain = plain_typography(exact)
    for passage in passages.values():
        if plain in plain_typography(passage.words):
            near = nearest_words(exact, [passage])
            return Verdict(Outcome.TYPOGRAPHY, passages=(passage.id,), near=near)
    if ELLIPSIS.search(exact):
        return Verdict(Outcome.ELLIPSIS)
    return Verdict(Outcome.ABSENT, near=nearest_words(exact, passages.values()))


@dataclass(frozen=True)
class Near:
    """The words of the article that are most like a quote that is not in it.

    ``likeness`` is in percent; ``differences`` says word by word what is not the same.
    """

    passage: str
    words: str
    likeness: int
    differences: tuple[str, ...]


def nearest_words(exact: str, passages: Iterable[Passage]) -> Near | None:
    """The stretch of a passage most like ``exact``, compared word by word; None if none is."""
    wanted = fold(exact).split(" ")[:MOST_COMPARED]
    rough = [(_rough_stretch(wanted, passage.words.split(" ")), passage) for passage in passages]
    found = [(stretch, passage) for stretch, passage in rough if stretch]
    if not found:
        return None
    stretch, passage = max(found, key=lambda pair: _likeness(wanted, pair[0]))
    stretch = _without_loose_ends(_best_stretch(wanted, passage.words.split(" "), stretch), wanted)
    likeness = _likeness(wanted, stretch)
    if likeness < LEAST_LIKE:
        return None
    return Near(passage.id, " ".join(stretch), likeness, tuple(_differences(wanted, stretch)))


def _rough_stretch(wanted: list[str], have: list[str]) -> list[str]:
    """As many words of ``have`` as are wanted, laid along the longest run that both share."""
    matcher = SequenceMatcher(None, _keys(wanted), _keys(have), autojunk=False)
    run = matcher.find_longest_match()
    if not run.size:
        return []
    start = max(0, run.b - run.a)
    return have[start : max(start + 1, run.b - run.a + len(wanted))]


def _best_stretch(wanted: list[str], have: list[str], rough: list[str]) -> list[str]:
    """The most like of the stretches that begin and end near ``rough``.

    Words that a quote leaves out or adds move its ends by as many.
    """
    begin = next(i for i in range(len(have)) if have[i : i + len(rough)] == rough)
    end = begin + len(rough)
    stretches = [
        have[start:stop]
        for start in range(max(0, begin - REACH), begin + REACH + 1)
        for stop in range(max(start + 1, end - REACH), end + REACH + 1)
        if have[start:stop]
    ]
    return max(stretches, key=lambda stretch: _likeness(wanted, stretch))


def _without_loose_ends(have: list[str], wanted: list[str]) -> list[str]:
    """The stretch without the punctuation around it that the quote has left out rightly."""
    have = have.copy()
    if have[0].lstrip(_PUNCTUATION) == wanted[0]:
        have[0] = wanted[0]
    if have[-1].rstrip(_PUNCTUATION) == wanted[-1]:
        have[-1] = wanted[-1]
    return have


def _keys(words: list[str]) -> list[str]:
    return [plain_typography(word).strip(_PUNCTUATION) for word in words]


def _likeness(wanted: list[str], have: list[str]) -> int:
    matcher = SequenceMatcher(None, " ".join(wanted), " ".join(have), autojunk=False)
    return min(99, round(100 * matcher.ratio()))


def _differences(wanted: list[str], have: list[str]) -> Iterator[str]:
    matcher = SequenceMatcher(None, wanted, have, autojunk=False)
    for operation, a, b, c, d in matcher.get_opcodes():
        quoted, printed = " ".join(wanted[a:b]), " ".join(have[c:d])
        if operation == "replace":
            yield f"`{quoted}` where the article has `{printed}`"
        elif operation == "delete":
            yield f"`{quoted}` added"
        elif operation == "insert":
            yield f"`{printed}` left out"
