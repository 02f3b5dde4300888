"""Quotations in the text: words between quotation marks, or in a blockquote, beside a link.

What is quoted in a sentence that links to a passage of the article, or in a blockquote that does
or that such a sentence leads to, has to stand in one of the passages linked. Typography is not
minded here, nor what an ellipsis or square brackets leave out or put in: text may say
``“They … would use it,”`` where a page of evidence may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from casebook.analysis.body_links import BodyLink
from casebook.analysis.texts import Texts
from casebook.model.kinds import ARTICLE_PAGE
from casebook.model.members import Article
from casebook.model.page import Page
from casebook.model.passages import Passage, fold
from casebook.model.words import FEWEST_WORDS, plain_typography, word_count
from casebook.prose.blocks import Block, Words, blocks
from casebook.prose.markup import Hyperlink
from casebook.prose.quotation_marks import ALL, MAY_BE_APOSTROPHE, OPENING, quotations
from casebook.quoting.nearest_words import Near, nearest_words

MOST_COMPARED = 500
"""Misquotations whose source in the article is looked for."""

# What a quotation begins with, also where it is written as a reference or an element.
_ENTITY = re.compile(r"&\#?\w+;")
_Q = re.compile(r"<q\b", re.IGNORECASE)
_CURLED = re.compile(f"[{OPENING}]")
_TYPED = re.compile(MAY_BE_APOSTROPHE)
# The end of a sentence; what a quotation has of its own is taken out before.
_SENTENCE_END = re.compile(
    rf"[.!?…][{ALL})\]]*\s+(?=[{ALL}(\[]*[^\W\d_a-z])|[。！？]|\n\n|\n(?=\n)"  # noqa: RUF001
)
_LEFT_OUT = re.compile(r"…|\.\.\.|\[[^\]]*\]")
# By what the quotations that are read may be others than those that are written: other quotation
# marks, escapes, entities and attributes; and what may stand in one without being read as it is.
_MAKES_OTHERS = re.compile(r"[\\&{]")
_UNLIKE_PRINT = re.compile(r"[\[*_`<]|\n[^\S\n]*\n")  # the last: it is two marks that have no match
_ENDS = f" \t\n\u00a0\u202f.,;:!?…'()–—-{ALL}"  # noqa: RUF001
# The name of the one quoted, on the last line of a blockquote.
_ATTRIBUTION = re.compile(r"\s*(?:—|–|--+)[^\n]*\s*\Z")  # noqa: RUF001


@dataclass(frozen=True)
class Misquoted:
    """Words quoted at ``start`` up to ``end`` of a body that are in none of the passages linked.

    ``elsewhere`` is a passage that has them, ``near`` what the linked ones have that is like them.
    """

    page: Page
    start: int
    end: int
    passages: tuple[str, ...]
    elsewhere: str | None
    near: Near | None


def misquoted(article: Article | None, texts: Texts) -> Iterator[Misquoted]:
    """Yield every quotation in the text of a page that the linked passage does not have."""
    if article is None:
        return
    compared = _Compared(article)
    for page, links in groupby(_to_passages(texts, article), key=lambda link: link.page):
        quoting = {link.link: link.address.anchor for link in links}
        body = page.body
        if ">" in body or _may_open(body):
            yield from _misquoted_on(texts, article, page, quoting, compared)


def _to_passages(texts: Texts, article: Article) -> Iterator[BodyLink]:
    for link in texts.links:
        if link.address.uri == ARTICLE_PAGE and link.address.anchor in article.passages:
            yield link


def _misquoted_on(
    texts: Texts,
    article: Article,
    page: Page,
    quoting: Mapping[Hyperlink, str],
    compared: _Compared,
) -> Iterator[Misquoted]:
    links = texts.markups[page].links
    whole = Block(page.body, 0, len(page.body), links)
    if ">" not in page.body and _plainly_right(article, whole, quoting):
        return
    leading: tuple[str, ...] = ()
    for is_quote, group in groupby(blocks(page.body, links), key=lambda block: block.is_quote):
        told: Iterable[Quoted] = ()
        if is_quote:
            if page.uri != ARTICLE_PAGE:
                told = _blockquoted([*group], quoting, leading)
            leading = ()
        else:
            told, leading = _said(article, group, quoting)
        for words, start, end, passages in told:
            quoted = words.text[start:end]
            if not _stands_in_one(article, quoted, passages):
                elsewhere, near = compared.where(quoted, passages)
                begun, ended = words.offset(start), words.offset(end - 1) + 1
                yield Misquoted(page, begun, ended, passages, elsewhere, near)


Quoted = tuple[Words, int, int, tuple[str, ...]]
"""What is quoted: the words of a block, where in them it is, and the passages linked."""


def _blockquoted(
    group: Sequence[Block], quoting: Mapping[Hyperlink, str], leading: tuple[str, ...]
) -> Iterator[Quoted]:
    """Yield what is in a blockquote, which blank lines may part.

    A part is compared with the passages that it links to. One without links is compared with those
    of the next part; the first part, also with those of the sentence that leads to the blockquote.
    """
    follow: tuple[str, ...] = ()
    for block in reversed(group):
        named = tuple(quoting[link] for link in block.links if link in quoting)
        passages = named or follow + (leading if block is group[0] else ())
        follow = named or follow
        if passages:
            words = block.words()
            yield from ((words, *quoted) for quoted in _in_blockquote(words, passages))


def _said(
    article: Article, group: Iterable[Block], quoting: Mapping[Hyperlink, str]
) -> tuple[list[Quoted], tuple[str, ...]]:
    """Return what is quoted in sentences, and the passages of one that leads to a blockquote."""
    told: list[Quoted] = []
    leading: tuple[str, ...] = ()
    for block in group:
        leading = ()
        leads = ":" in block.markdown
        if _may_quote(block, quoting) and (leads or not _plainly_right(article, block, quoting)):
            words = block.words()
            quotations, leading = _in_sentences(words, quoting)
            told += [(words, *quoted) for quoted in quotations]
    return told, leading


def _may_quote(block: Block, quoting: Mapping[Hyperlink, str]) -> bool:
    """Return whether a block links to a passage, and quotes or may lead to what follows."""
    if quoting.keys().isdisjoint(block.links):
        return False
    return ":" in block.markdown or _may_open(block.markdown)


def _may_open(text: str) -> bool:
    """Return whether a quotation may begin in ``text``; the most frequent marks are tried first.

    Each has a pattern of its own: searched for together, they take ten times as long.
    """
    return bool(
        '"' in text
        or _is_curled(text)
        or ("&" in text and _ENTITY.search(text))
        or ("<" in text and _Q.search(text))
        or ("'" in text and _TYPED.search(text))
    )


def _is_curled(text: str) -> bool:
    """Return whether ``text`` has an opening quotation mark that no typewriter has."""
    return not text.isascii() and _CURLED.search(text) is not None


def _plainly_right(article: Article, block: Block, quoting: Mapping[Hyperlink, str]) -> bool:
    """Return whether all that a block quotes is, as written, in every passage that it links to.

    Then no sentence of it can be wrong. The answer is no wherever marks in the text may make the
    quotations differ from what is written.
    """
    written = block.markdown
    if _MAKES_OTHERS.search(written) or '""' in written or _is_curled(written):
        return False
    if "<" in written and _Q.search(written):
        return False
    if "'" in written and _TYPED.search(written):
        return False
    linked = {quoting[link] for link in block.links if link in quoting}
    passages = [article.passages[passage] for passage in linked]
    pieces = written.split('"')
    return len(pieces) % 2 == 1 and all(
        fold(quoted.strip(_ENDS)) in passage.words and not _UNLIKE_PRINT.search(quoted)
        for quoted in pieces[1::2]
        for passage in passages
    )


Quotations = list[tuple[int, int, tuple[str, ...]]]


def _in_blockquote(words: Words, passages: tuple[str, ...]) -> Quotations:
    """Return the words of a blockquote without the links and the name that credit them."""
    if not passages:
        return []
    attribution = _ATTRIBUTION.search(words.text)
    end = attribution.start() if attribution else len(words.text)
    pieces, position = [], 0
    for start, stop, _ in words.links:
        pieces.append((position, min(start, end)))
        position = min(stop, end)
    pieces.append((position, end))
    trimmed = [_trimmed(words.text, *piece) for piece in pieces]
    found = [(start, stop, passages) for start, stop in trimmed if start < stop]
    if not found:  # the words are the link
        spans = [_trimmed(words.text, start, stop) for start, stop, _ in words.links]
        found = [(start, stop, passages) for start, stop in spans if start < stop]
    return [it for it in found if word_count(words.text[it[0] : it[1]]) >= FEWEST_WORDS]


def _in_sentences(
    words: Words, quoting: Mapping[Hyperlink, str]
) -> tuple[Quotations, tuple[str, ...]]:
    """Return what each sentence quotes from the passages that it links to.

    With it come the passages of the last sentence, if it leads to what follows.
    """
    found: Quotations = []
    passages: tuple[str, ...] = ()
    quoted = quotations(words.text)
    for start, end in _sentences(words.text, [(begin, stop) for begin, stop, _, _ in quoted]):
        passages = tuple(
            quoting[link]
            for begin, _, link in words.links
            if start <= begin < end and link in quoting
        )
        for begin, _, first, last in quoted if passages else ():
            if start <= begin < end:
                span = _trimmed(words.text, first, last)
                if word_count(words.text[slice(*span)]) >= FEWEST_WORDS:
                    found.append((*span, passages))
    return found, passages if words.text.rstrip().endswith(":") else ()


def _sentences(words: str, quoted: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start = 0
    for found in _SENTENCE_END.finditer(words):
        if any(begin < found.start() < end - 1 for begin, end in quoted):
            continue
        yield start, found.end()
        start = found.end()
    if start < len(words):
        yield start, len(words)


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    """Return the stretch without the punctuation and blanks at its ends."""
    while start < end and words[start] in _ENDS:
        start += 1
    while end > start and words[end - 1] in _ENDS:
        end -= 1
    return start, end


class _Compared:
    """Looks for the source of misquoted words, until it has been asked too often."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._left = MOST_COMPARED

    def where(self, words: str, passages: tuple[str, ...]) -> tuple[str | None, Near | None]:
        """Return the passage that has the words, or else the nearest words in the linked ones."""
        self._left -= 1
        if self._left < 0:
            return None, None
        for passage in self._article.passages.values():
            if _stands_in(words, passage):
                return passage.id, None
        named = [self._article.passages[passage] for passage in dict.fromkeys(passages)]
        return None, nearest_words(" ".join(words.split()), named)


def _stands_in_one(article: Article, words: str, passages: tuple[str, ...]) -> bool:
    """Return whether the words are in one of the passages."""
    return any(_stands_in(words, article.passages[name]) for name in dict.fromkeys(passages))


def _stands_in(words: str, passage: Passage) -> bool:
    """Return whether the passage has the words, and in their order what an ellipsis parts."""
    have, position = passage.plain, 0
    for part in _LEFT_OUT.split(words):
        wanted = plain_typography(part.strip(_ENDS))
        position = have.find(wanted, position)
        if position < 0:
            return False
        position += len(wanted)
    return True
