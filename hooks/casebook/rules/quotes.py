"""Quotes: every quoted word stands in the article, where the quote says it does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from casebook.analysis.analysis import Analysis
from casebook.analysis.judged_quotes import JudgedQuote
from casebook.model.finding import Remark
from casebook.model.graph import Casebook
from casebook.model.members import Article
from casebook.model.passages import Passage, fold
from casebook.model.words import FEWEST_WORDS, word_count
from casebook.quoting.did_you_mean import Guesses, did_you_mean
from casebook.quoting.limiting_clause import covered, limiting_word
from casebook.quoting.looks_alike import what_is_unseen
from casebook.quoting.quote_search import (
    Outcome,
    cut_word,
    occurrences,
)
from casebook.rules.rule import rule, style_rule

Remarks = Iterator[Remark]

SHOWN = 40
"""Characters shown of what a quote leaves out."""

_ENDED = (".", "!", "?", "。", "！", "？")  # noqa: RUF001


def _with(analysis: Analysis, *outcomes: Outcome) -> Iterator[JudgedQuote]:
    return (judged for judged in analysis.judged if judged.verdict.outcome in outcomes)


@rule
def passage_unknown(analysis: Analysis) -> Remarks:
    """A quote names a passage of the article."""
    guesses = Guesses()
    for judged in _with(analysis, Outcome.NO_SUCH_PASSAGE):
        named = judged.quote.passage
        hint = None
        if judged.verdict.passages:
            hint = f"the words stand in `{judged.verdict.passages[0]}`"
        elif near := guesses.nearest(named, judged.article.passages):
            hint = did_you_mean(near, named)
        message = f"the article has no passage `{named}`"
        yield judged.remark("passage", message, hint, judged.other_passage)


@rule
def quote_too_short(analysis: Analysis) -> Remarks:
    """A quote has three words at least, or all of its passage, so that it is like no other."""
    for judged in _with(analysis, Outcome.TOO_SHORT):
        words = word_count(judged.quote.exact)
        message = f"the quote has {words} word{'s' * (words != 1)}; {FEWEST_WORDS} are needed"
        yield judged.remark("exact", message, "quote more of the sentence")


@rule
def quote_with_ellipsis(analysis: Analysis) -> Remarks:
    """A quote leaves nothing out of its middle."""
    for judged in _with(analysis, Outcome.ELLIPSIS):
        message = "the quote leaves words out with an ellipsis"
        yield judged.remark("exact", message, "make two quotes of it")


@rule
def quote_in_another_passage(analysis: Analysis) -> Remarks:
    """A quote stands in the passage that it names."""
    for judged in _with(analysis, Outcome.ELSEWHERE):
        where = judged.verdict.passages
        names = ", ".join(f"`{name}`" for name in where)
        message = f"the words are not in `{judged.quote.passage}`, but in {names}"
        hint = f"write `passage: {where[0]}`"
        yield judged.remark("passage", message, hint, judged.other_passage)


@rule
def quote_typography(analysis: Analysis) -> Remarks:
    """A quote has the article's quotation marks, dashes, spaces and capital letters."""
    for judged in _with(analysis, Outcome.TYPOGRAPHY):
        message = "the words differ from the article's only in typography"
        near, where = judged.verdict.near, judged.verdict.passages[0]
        hint = f"`{where}` has: {near.words}" if near else None
        if hint and near and (unseen := what_is_unseen(fold(judged.quote.exact), near.words)):
            hint += f" (it looks the same, but {unseen})"
        yield judged.remark("exact", message, hint, judged.other_typography)


@rule
def quote_not_in_article(analysis: Analysis) -> Remarks:
    """A quote is verbatim."""
    for judged in _with(analysis, Outcome.ACROSS, Outcome.ABSENT):
        message, hint = "the article does not have these words", None
        near = judged.verdict.near
        if judged.verdict.outcome is Outcome.ACROSS:
            message = "no passage has these words: they run on from one into the next"
            hint = "make a quote of each part"
        elif near:
            message += f"; the nearest are {near.likeness} % like them"
            hint = f"`{near.passage}` has: {near.words} ({'; '.join(near.differences)})"
        yield judged.remark("exact", message, hint)


@rule
def quote_context(analysis: Analysis) -> Remarks:
    """A quote's prefix stands right before its words, its suffix right after them."""
    for judged in _with(analysis, Outcome.WRONG_CONTEXT):
        before = judged.quote.model_copy(update={"suffix": None})
        name = "suffix" if occurrences(before, judged.words) else "prefix"
        side = "after" if name == "suffix" else "before"
        message = f"the `{name}` does not stand right {side} the quoted words"
        yield judged.remark(name, message)


@rule
def quote_twice_in_passage(analysis: Analysis) -> Remarks:
    """A quote stands in its passage once, or says by prefix or suffix which place is meant."""
    for judged in _with(analysis, Outcome.FOUND):
        found = len(judged.verdict.found)
        if found > 1:
            times = "twice" if found == 2 else f"{found} times"
            message = f"the words stand in `{judged.quote.passage}` {times}"
            hint = "add a `prefix` or a `suffix`: the words right before or after those meant"
            yield judged.remark("exact", message, hint)


@rule
def quote_cuts_word(analysis: Analysis) -> Remarks:
    """A quote begins and ends with whole words."""
    for judged in _with(analysis, Outcome.FOUND):
        cuts = [cut_word(start, end, judged.words) for start, end in judged.verdict.found]
        if all(cuts) and not judged.whole_in_original:
            message = f"the quote begins or ends inside the word `{cuts[0]}`"
            yield judged.remark("exact", message, "quote the whole word, or none of it")


@style_rule
def limiting_clause_cut_off(analysis: Analysis) -> Remarks:
    """A quote does not end where the sentence goes on to limit what it says."""
    by_page = groupby(_with(analysis, Outcome.FOUND), key=lambda judged: judged.evidence)
    for _, group in by_page:
        quotes = [judged for judged in group if len(judged.verdict.found) == 1]
        stretches = [judged.stretch for judged in quotes]
        for judged, (start, end) in zip(quotes, stretches, strict=True):
            text = judged.article.running_text
            limited = None
            if text[end - 1 : end] not in _ENDED:
                limited = limiting_word(text, start, end)
            if limited and not covered(limited[0], stretches):
                message = f"the sentence goes on with `{limited[1]}`, and the quote ends before it"
                clause = text[limited[0] : limited[0] + SHOWN].strip()
                hint = f"quote that too, or say under `allow` why not: {clause} …"
                yield judged.remark("exact", message, hint)


@rule
def passage_not_quoted(analysis: Analysis) -> Remarks:
    """Every passage is quoted by some evidence, or set aside."""
    casebook = analysis.casebook
    left = _left_over(analysis)
    # What is set aside and is no passage may have meant any of those left over.
    if len(left) <= len([*_unknown_set_aside(casebook)]) or casebook.article is None:
        return
    for passage in left:
        message = f"no evidence quotes the passage `{passage.id}`"
        hint = "quote it, or give a reason under `set_aside`"
        yield Remark(casebook.article.page.source, passage.heading, message, hint)


def _left_over(analysis: Analysis) -> list[Passage]:
    """Return the passages that are not set aside and, as far as can be read, not quoted."""
    casebook = analysis.casebook
    article = casebook.article
    if article is None or article.page.doubts("set_aside"):
        return []
    doubt = analysis.doubt
    meant = {passage for judged in analysis.judged for passage in judged.verdict.meant}
    accounted = meant | casebook.quoting.keys() | article.fields.set_aside.keys()
    return [
        passage
        for passage in article.passages.values()
        if passage.id not in accounted and not doubt.may_be_quoted(passage)
    ]


@rule
def set_aside_unknown(analysis: Analysis) -> Remarks:
    """What is set aside is a passage of the article."""
    guesses, left_over = Guesses(), None
    for article, passage_id in _unknown_set_aside(analysis.casebook):
        if left_over is None:
            left_over = [passage.id for passage in _left_over(analysis)]
        near = guesses.nearest(passage_id, left_over)
        message = f"the article has no passage `{passage_id}`"
        hint = "list only passages that no evidence quotes"
        hint = did_you_mean(near, passage_id) if near else hint
        place = article.page.key_place("set_aside", passage_id)
        yield Remark(article.page.source, place, message, hint)


def _unknown_set_aside(casebook: Casebook) -> Iterator[tuple[Article, str]]:
    if casebook.article and casebook.article.scanned.strays:
        return  # a blockquote without a passage's id may be the one that is meant
    for article, passage_id, _ in _set_aside(casebook):
        if passage_id not in article.passages:
            yield article, passage_id


@rule
def set_aside_yet_quoted(analysis: Analysis) -> Remarks:
    """A passage that some evidence quotes is not set aside."""
    casebook = analysis.casebook
    for article, passage_id, _ in _set_aside(casebook):
        if quoting := casebook.quoting.get(passage_id):
            message = f"`{passage_id}` is set aside, and quoted by `{quoting[0].slug}`"
            place = article.page.key_place("set_aside", passage_id)
            yield Remark(article.page.source, place, message, "remove it from `set_aside`")


@rule
def set_aside_without_reason(analysis: Analysis) -> Remarks:
    """A passage is set aside for a reason that is told."""
    for article, passage_id, reason in _set_aside(analysis.casebook):
        if not reason:
            message = f"`{passage_id}` is set aside without a reason"
            place = article.page.place("set_aside", passage_id)
            if place.column == place.end_column:  # nothing stands there to point at
                place = article.page.key_place("set_aside", passage_id)
            hint = "say why it needs no evidence"
            yield Remark(article.page.source, place, message, hint)


def _set_aside(casebook: Casebook) -> Iterator[tuple[Article, str, str]]:
    if casebook.article:
        for passage_id, reason in casebook.article.fields.set_aside.items():
            yield casebook.article, passage_id, reason
