"""Article: the page of the article is the article, whole and unchanged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from casebook.analysis.analysis import Analysis
from casebook.model.finding import Remark
from casebook.model.members import Article
from casebook.model.passages import Difference, first_difference
from casebook.rules.rule import rule, style_rule

Remarks = Iterator[Remark]

# What a reader does not see, or only announces the reading.
_NO_READING = re.compile(
    r"<!--.*?-->|^[ \t]*\{:?[^}\n]*\}[ \t]*$|(?:\*\*|__)[^*_\n]*(?:\*\*|__)",
    re.DOTALL | re.MULTILINE,
)

_BLANK_LINE = re.compile(r"\n[ \t]*\n")

SHOWN = 40
"""Characters shown of words that differ."""


@rule
def original_changed(analysis: Analysis) -> Remarks:
    """The original is the file that `sha256` was taken of."""
    article = analysis.casebook.article
    if not article or not article.original or article.page.doubts("sha256", "original"):
        return
    if not article.unchanged:
        message = f"{article.fields.original} is not the file that `sha256` was taken of"
        hint = f"restore the file; if the change is meant, its sha256 is {article.original.sha256}"
        yield Remark(article.page.source, article.page.place("sha256"), message, hint)


@rule
def blockquotes_differ(analysis: Analysis) -> Remarks:
    """The blockquotes of the article's page, in order, are the whole of the original."""
    article = analysis.casebook.article
    if article is None or article.original is None or article.original.text is None:
        return
    if not article.unchanged or not all(passage.words for passage in article.scanned.found):
        return  # other findings say that the original is in doubt, or where a blockquote is missing
    for place in article.scanned.strays:
        message = "this blockquote belongs to no passage"
        hint = "begin the passage with a heading that has its id: `### … { #p1-1 }`"
        yield Remark(article.page.source, place, message, hint)
    original = article.text
    difference = first_difference(article.scanned, original)
    if difference and not article.scanned.strays:
        yield _difference_remark(article, difference, original)


def _difference_remark(article: Article, difference: Difference, original: str) -> Remark:
    source, passage = article.page.source, difference.passage
    if passage is None:
        ends = [passage.offsets[-1] for passage in article.scanned.found]
        place = source.place(ends[-1] if ends else article.page.body_start)
        message = "the blockquotes end before the original does"
        goes_on = _shown(original[difference.position :])
        return Remark(source, place, message, f"the original goes on: {goes_on}")
    offset = passage.offsets[difference.index]
    message = f"the blockquote of `{passage.id}` differs from the original here"
    printed, here = original[difference.position :], passage.words[difference.index :]
    if not printed or (_seen(printed[0]) and _seen(here[0])):
        ended = not printed or here[0] == " "
        begun = "" if ended else passage.words[: difference.index].rpartition(" ")[2]
        hint = f"the original has: {_shown(begun + printed)}; here stands: {_shown(begun + here)}"
    else:
        hint = f"the original has {_named(printed[0])}; here stands {_named(here[0])}"
    return Remark(source, source.place(offset, offset + 1), message, hint)


def _seen(character: str) -> bool:
    return character.isprintable()


def _named(character: str) -> str:
    """Return code point and name of a character that cannot be recognised by sight."""
    name = unicodedata.name(character, "a control character")
    return f"U+{ord(character):04X} {name}"


def _shown(words: str) -> str:
    if not words.strip(" "):
        return "nothing more"
    return words.strip(" ") if len(words) <= SHOWN else words[:SHOWN].strip(" ") + " …"


@rule
def passage_without_words(analysis: Analysis) -> Remarks:
    """Under the heading of a passage stands a blockquote with its words."""
    casebook = analysis.casebook
    if casebook.article:
        for passage in casebook.article.scanned.found:
            if not passage.words:
                message = f"the passage `{passage.id}` has no blockquote"
                hint = "put the article's words below the heading, each line begun with `> `"
                yield Remark(casebook.article.page.source, passage.heading, message, hint)


@rule
def passage_twice(analysis: Analysis) -> Remarks:
    """The id of a passage is given once."""
    casebook = analysis.casebook
    if casebook.article:
        for passage in casebook.article.scanned.found:
            if casebook.article.passages[passage.id] is not passage:
                message = f"the passage `{passage.id}` is there twice"
                hint = "number the passages of a paragraph in order: p2-1, p2-2, p2-3"
                yield Remark(casebook.article.page.source, passage.heading, message, hint)


@style_rule
def passage_without_reading(analysis: Analysis) -> Remarks:
    """Below the words of a passage that is not set aside stands what they say in plain English."""
    article = analysis.casebook.article
    if article is None or article.page.doubts("set_aside"):
        return
    for passage in article.passages.values():
        if passage.id in article.fields.set_aside or not passage.words:
            continue
        below = article.page.source.text[passage.blockquotes[-1][1] : passage.end]
        if _says_nothing(below):
            message = f"the passage `{passage.id}` has no plain reading"
            hint = "say below its words in plain English what they mean, or set it aside"
            yield Remark(article.page.source, passage.heading, message, hint)


def _says_nothing(below: str) -> bool:
    """Return whether the first paragraph below a passage's words is empty, but for its label."""
    reading = _BLANK_LINE.split(_NO_READING.sub("", below).strip(), 1)[0]
    return reading.rstrip(".").casefold() in ("", "to be written")
