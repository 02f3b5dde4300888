"""Reading the article: which of its words are quoted, by what, and how much of it that is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise

from casebook.model.graph import Casebook
from casebook.model.members import Article, Evidence
from casebook.model.passages import Passage
from casebook.quoting.quote_search import judge


@dataclass(frozen=True)
class Run:
    """Words of a passage, from ``start`` to ``end``, that the same evidence quotes, or none."""

    start: int
    end: int
    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Coverage:
    """How much of the article, or of a passage, is quoted; characters with blanks counted.

    ``stretches`` are where quoted words begin and end among the characters.
    """

    passages: int
    quoted: int
    set_aside: int
    characters: int
    characters_quoted: int
    stretches: tuple[tuple[int, int], ...]

    @property
    def percent(self) -> int:
        """The quoted characters in per cent, rounded down: 100 is all of them."""
        return 100 * self.characters_quoted // self.characters if self.characters else 0


class Reading:
    """The words of one casebook's article, with what quotes them."""

    def __init__(self, casebook: Casebook, article: Article) -> None:
        self.article = article
        self._quoting = casebook.quoting

    @cached_property
    def runs(self) -> Mapping[str, tuple[Run, ...]]:
        """The words of each passage in runs, in their order."""
        return {passage.id: tuple(self._runs(passage)) for passage in self._passages}

    @cached_property
    def coverage(self) -> Coverage:
        """How much of the whole article is quoted."""
        runs = [run for runs in self.runs.values() for run in runs]
        quoted = [passage for passage in self._passages if passage.id in self._quoting]
        aside = [p for p in self._passages if p.id in self.article.fields.set_aside]
        return Coverage(
            len(self._passages),
            len(quoted),
            len(aside),
            sum(len(run.text) for run in runs),
            sum(len(run.text) for run in runs if run.evidence),
            tuple(_stretches(runs)),
        )

    @cached_property
    def paragraphs(self) -> Mapping[int, tuple[Passage, ...]]:
        """The passages of each paragraph; paragraph 0 is the title."""
        found: dict[int, list[Passage]] = {}
        for passage in self._passages:
            found.setdefault(passage.paragraph, []).append(passage)
        return {number: tuple(passages) for number, passages in found.items()}

    @property
    def _passages(self) -> tuple[Passage, ...]:
        return tuple(self.article.passages.values())

    def _runs(self, passage: Passage) -> Iterator[Run]:
        quotes = [
            (start, end, evidence)
            for evidence in self._quoting.get(passage.id, ())
            for quote in evidence.fields.quotes
            if quote.passage == passage.id
            for start, end in judge(quote, self.article.passages).found[:1]
        ]
        edges = {edge for start, end, _ in quotes for edge in (start, end)}
        bounds = sorted({0, len(passage.words)} | edges)
        for start, end in pairwise(bounds):
            over = [it for first, last, it in quotes if first <= start and end <= last]
            yield Run(start, end, passage.words[start:end], tuple(dict.fromkeys(over)))


def _stretches(runs: list[Run]) -> Iterator[tuple[int, int]]:
    """Yield where quoted words begin and end, runs that follow each other taken together."""
    position = 0
    for quoted, together in groupby(runs, key=lambda run: bool(run.evidence)):
        length = sum(len(run.text) for run in together)
        if quoted:
            yield position, position + length
        position += length
