"""Article: the page of the article is the article, whole and unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.casebook import Article, Casebook
from casebook.finding import Remark
from casebook.passages import fold
from casebook.rules.rule import rule

Remarks = Iterator[Remark]

SHOWN = 40
"""Characters shown of words that differ."""


@rule
def original_changed(casebook: Casebook) -> Remarks:
    """The original is the file that `sha256` was taken of."""
    article = casebook.article
    if not article or not article.original or article.page.doubts("sha256", "original"):
        return
    if not article.unchanged:
        message = f"{article.fields.original} is not the file that `sha256` was taken of"
        hint = f"restore the file; if the change is meant, its sha256 is {article.original.sha256}"
        yield Remark(article.page.source, article.page.place("sha256"), message, hint)


@rule
def blockquotes_differ(casebook: Casebook) -> Remarks:
    """The blockquotes of the article's page, in order, are the whole of the original."""
    article = casebook.article
    if article is None or article.original is None or article.original.text is None:
        return
    if not article.unchanged or not all(passage.words for passage in article.scanned.found):
        return  # other findings say that the original is in doubt, or where a blockquote is missing
    for place in article.scanned.strays:
        message = "this blockquote belongs to no passage"
        hint = "begin the passage with a heading that has its id: `### … { #p1-1 }`"
        yield Remark(article.page.source, place, message, hint)
    if not article.scanned.strays:
        yield from _difference(article, fold(article.original.text))


def _difference(article: Article, original: str) -> Remarks:
    """The first place at which the blockquotes leave the original."""
    source, position = article.page.source, 0
    for passage in article.scanned.found:
        if original[position : position + 1] == " ":
            position += 1
        for i, character in enumerate(passage.words):
            if original[position + i : position + i + 1] == character:
                continue
            place = source.place(passage.offsets[i], passage.offsets[i] + 1)
            message = f"the blockquote of `{passage.id}` differs from the original here"
            printed, here = original[position + i :], passage.words[i:]
            hint = f"the original has: {_shown(printed)}; here stands: {_shown(here)}"
            yield Remark(source, place, message, hint)
            return
        position += len(passage.words)
    rest = original[position:].strip()
    if rest:
        last = article.scanned.found[-1].offsets[-1:] if article.scanned.found else ()
        place = source.place(last[0] if last else article.page.body_start)
        message = "the blockquotes end before the original does"
        yield Remark(source, place, message, f"the original goes on: {_shown(rest)}")


def _shown(words: str) -> str:
    if not words.strip():
        return "nothing more"
    return words.strip() if len(words) <= SHOWN else words[:SHOWN].strip() + " …"


@rule
def passage_without_words(casebook: Casebook) -> Remarks:
    """Under the heading of a passage stands a blockquote with its words."""
    if casebook.article:
        for passage in casebook.article.scanned.found:
            if not passage.words:
                message = f"the passage `{passage.id}` has no blockquote"
                hint = "put the article's words below the heading, each line begun with `> `"
                yield Remark(casebook.article.page.source, passage.heading, message, hint)


@rule
def passage_twice(casebook: Casebook) -> Remarks:
    """The id of a passage is given once."""
    if casebook.article:
        for passage in casebook.article.scanned.found:
            if casebook.article.passages[passage.id] is not passage:
                message = f"the passage `{passage.id}` is there twice"
                hint = "number the passages of a paragraph in order: p2-1, p2-2, p2-3"
                yield Remark(casebook.article.page.source, passage.heading, message, hint)
