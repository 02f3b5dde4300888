"""Quotes of the article, each with the result of looking for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casebook.analysis.certain import certain_quote
from casebook.model.fields import Quote
from casebook.model.finding import Fix, Remark
from casebook.model.graph import Casebook
from casebook.model.members import Article, Evidence
from casebook.model.passages import fold
from casebook.model.words import plain_typography
from casebook.quoting.quote_search import (
    Outcome,
    Verdict,
    cut_word,
    judge,
    occurrences,
    stands_at,
)

MOST_MISSED = 500
"""Misplaced quotes for which the nearest words are looked for."""


@dataclass(frozen=True)
class JudgedQuote:
    """A quote, and the result of looking for it."""

    article: Article
    evidence: Evidence
    index: int
    quote: Quote
    verdict: Verdict

    @property
    def words(self) -> str:
        """The folded words of the passage that the quote names."""
        return self.article.passages[self.quote.passage].words

    @property
    def whole_in_original(self) -> bool:
        """Whether the original has the words, whole, and the article's page differs from it."""
        text = self.article.text
        found = stands_at(fold(self.quote.exact), text)
        return not self.article.faithful and any(not cut_word(*ends, text) for ends in found)

    @property
    def stretch(self) -> tuple[int, int]:
        """Where the words stand in the article's running text."""
        begin = self.article.begins_at[self.quote.passage]
        start, end = self.verdict.found[0]
        return begin + start, begin + end

    def remark(
        self, name: str, message: str, hint: str | None = None, fix: Fix | None = None
    ) -> Remark:
        """Return a remark at the field ``name`` of the quote."""
        page = self.evidence.page
        return Remark(page.source, page.place("quotes", self.index, name), message, hint, fix)

    @property
    def other_passage(self) -> Fix | None:
        """The fix that names the one passage in which the words stand once."""
        where = self.verdict.passages
        if len(where) != 1 or len(occurrences(self.quote, self._words_of(where[0]))) != 1:
            return None
        return certain_quote(self.evidence.page, self.index, passage=where[0])

    @property
    def other_typography(self) -> Fix | None:
        """The fix that writes the words as the article has them."""
        near, page = self.verdict.near, self.evidence.page
        if near is None or plain_typography(near.words) != plain_typography(self.quote.exact):
            return None
        if len([*stands_at(near.words, self._words_of(near.passage))]) != 1:
            return None
        if near.passage == self.quote.passage:
            return certain_quote(page, self.index, exact=near.words)
        return certain_quote(page, self.index, passage=near.passage, exact=near.words)

    def _words_of(self, passage: str) -> str:
        return self.article.passages[passage].words


def judged_quotes(casebook: Casebook) -> Iterator[JudgedQuote]:
    """Yield every quote of the article, with the result of looking for it."""
    if casebook.article is None:
        return  # a rule of its own says so
    article = casebook.article
    original = "" if article.faithful else article.text
    missed = 0
    for evidence in casebook.evidence.values():
        for i, quote in enumerate(evidence.fields.quotes):
            near = missed < MOST_MISSED
            verdict = judge(quote, article.passages, original, seek_near=near)
            missed += verdict.outcome is not Outcome.FOUND
            yield JudgedQuote(article, evidence, i, quote, verdict)
