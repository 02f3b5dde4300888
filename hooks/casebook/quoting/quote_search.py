"""Looking for quoted words in the article (W3C TextQuoteSelector)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from casebook.model.fields import Quote
from casebook.model.passages import Passage, fold
from casebook.model.words import ELLIPSIS, FEWEST_WORDS, WORD, plain_typography, word_count
from casebook.quoting.nearest_words import Near, nearest_words

_AT_ENDS = re.compile(r"\A\W+|\W+\Z")


def occurrences(quote: Quote, words: str) -> list[tuple[int, int]]:
    """Return the stretches of folded ``words`` where ``quote`` stands, with prefix and suffix."""
    return [
        (start, end)
        for start, end in stands_at(fold(quote.exact), words)
        if _follows(words[:start], quote.prefix) and _precedes(words[end:], quote.suffix)
    ]


def stands_at(exact: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield every stretch of ``words`` that is ``exact``, overlapping ones included."""
    start = words.find(exact)
    while exact and start >= 0:
        yield start, start + len(exact)
        start = words.find(exact, start + 1)


def _follows(before: str, prefix: str | None) -> bool:
    return prefix is None or before.rstrip(" ").endswith(fold(prefix))


def _precedes(after: str, suffix: str | None) -> bool:
    return suffix is None or after.lstrip(" ").startswith(fold(suffix))


_APART = ("", " ")
"""What stands before or after a whole word, most often."""


def cut_word(start: int, end: int, words: str) -> str | None:
    """Return the word that ``words[start:end]`` cuts into at either end; None if it cuts none."""
    if words[max(0, start - 1) : start] in _APART and words[end : end + 1] in _APART:
        return None
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
    """The result of looking for a quote.

    ``found`` holds its places in the folded words of its passage, ``passages`` the ids of others
    that have the words, ``near`` the words most like it.
    """

    outcome: Outcome
    found: tuple[tuple[int, int], ...] = ()
    passages: tuple[str, ...] = ()
    near: Near | None = None

    @property
    def meant(self) -> tuple[str, ...]:
        """The passages that a quote with a wrong passage may be from."""
        return (*self.passages, *([self.near.passage] if self.near else []))


def judge(
    quote: Quote, passages: Mapping[str, Passage], original: str = "", *, seek_near: bool = True
) -> Verdict:
    """Look for ``quote`` in the passage it names, then in the others, then for what is like it.

    ``original`` is the folded original where the passages are known to differ from it: words that
    only the original has are no fault of the quote. Without ``seek_near``, a quote that is not in
    the passage it names, nor whole in another, counts as absent, and nothing like it is looked for.
    """
    exact = fold(quote.exact)
    passage = passages.get(quote.passage)
    if word_count(exact) < FEWEST_WORDS:
        is_whole = passage is not None and _bare(exact) == _bare(passage.words) != ""
        if not is_whole:
            return Verdict(Outcome.TOO_SHORT)
    if passage and exact in passage.words:
        found = tuple(occurrences(quote, passage.words))
        return Verdict(Outcome.FOUND if found else Outcome.WRONG_CONTEXT, found)
    others = tuple(other.id for other in passages.values() if exact in other.words)
    if passage and others:
        return Verdict(Outcome.ELSEWHERE, passages=others)
    if not seek_near and not others:
        return Verdict(Outcome.ABSENT if passage else Outcome.NO_SUCH_PASSAGE)
    across = () if others else _passages_across(exact, passages)
    if not others and not across and exact in original:
        return Verdict(Outcome.MISPRINTED)
    if passage is None:
        near = None if others else nearest_words(exact, passages.values())
        return Verdict(Outcome.NO_SUCH_PASSAGE, passages=others, near=near)
    if across:
        return Verdict(Outcome.ACROSS, passages=across)
    return _judge_absent(exact, passage, passages)


def _bare(words: str) -> str:
    """Return the words without the punctuation at their ends, unless they are nothing else."""
    return _AT_ENDS.sub("", words) or words


def _judge_absent(exact: str, named: Passage, passages: Mapping[str, Passage]) -> Verdict:
    plain = plain_typography(exact)
    for passage in (named, *passages.values()):
        if plain in passage.plain:
            near = nearest_words(exact, [passage])
            return Verdict(Outcome.TYPOGRAPHY, passages=(passage.id,), near=near)
    if ELLIPSIS.search(exact):
        parts = [fold(part) for part in ELLIPSIS.split(exact) if fold(part)]
        having = (p.id for p in passages.values() if any(part in p.words for part in parts))
        return Verdict(Outcome.ELLIPSIS, passages=tuple(having))
    return Verdict(Outcome.ABSENT, near=nearest_words(exact, passages.values()))


def _passages_across(exact: str, passages: Mapping[str, Passage]) -> tuple[str, ...]:
    """Return the passages that ``exact`` runs across, whether or not a space parts them."""
    for blank in (" ", ""):
        whole, starts = "", []
        for passage in passages.values():
            starts.append((len(whole), passage.id))
            whole += passage.words + blank
        at = whole.find(exact)
        if at >= 0:
            ends = [start for start, _ in starts[1:]] + [len(whole)]
            return tuple(
                name
                for (start, name), end in zip(starts, ends, strict=True)
                if start < at + len(exact) and end > at
            )
    return ()
