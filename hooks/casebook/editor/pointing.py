"""What a place in a page names: a page, a passage, a field, a rule, quoted words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casebook.analysis.analysis import Analysis
from casebook.editor import format as authored
from casebook.editor.cursor import Cursor, cursor
from casebook.model.fields import Quote
from casebook.model.graph import Casebook
from casebook.model.kinds import ARTICLE_PAGE, Kind, identity
from casebook.model.members import AnyMember
from casebook.model.page import Page
from casebook.model.passages import PASSAGE_ID, Passage
from casebook.model.source import Source
from casebook.prose.addresses import address
from casebook.rules import RULES

_WRITTEN_LINK = re.compile(r"\]\((?P<target>[^()\s]*)\)?")


@dataclass(frozen=True)
class Named:
    """What stands from offset ``start`` to ``end``, and what it names: one of the others."""

    start: int
    end: int
    member: AnyMember | None = None
    uri: str = ""
    anchor: str = ""
    passage: str = ""
    quote: Quote | None = None
    rule: str = ""
    field: authored.Path = ()


def named_at(analysis: Analysis, uri: str, source: Source, offset: int) -> Named | None:
    """Return what the page ``uri``, whose text is ``source``, names at ``offset``."""
    casebook, (kind, _) = analysis.casebook, identity(uri)
    here = cursor(source.text, offset)
    if here is not None:
        quoted = None
        if here.path == ("quotes", "exact"):
            quoted = _quote_at(casebook, uri, source, offset)
        return quoted or (_in_field(casebook, kind, here) if kind else None)
    page = casebook.page(uri)
    if page is None or page.source.text != source.text:
        return _written_link(casebook, uri, source, offset)
    return _in_body(analysis, page, offset)


def _in_field(casebook: Casebook, kind: Kind, here: Cursor) -> Named | None:
    start, end, written = here.start, here.end, here.written.strip("\"'")
    if here.named and here.is_key:
        if here.path == ("allow",) and written in RULES:
            return Named(start, end, rule=written)
        if authored.takes_passages(here.path, is_key=True):
            return Named(start, end, passage=written)
        path = (*here.path, written)
        return Named(start, end, field=path) if authored.allowed(kind, path) else None
    leads_to = authored.kind_of_link(here.path, kind)
    if leads_to:
        member = casebook.members[leads_to].get(written)
        return Named(start, end, member=member, uri=member.uri) if member else None
    if authored.takes_passages(here.path, is_key=False):
        return Named(start, end, passage=written) if PASSAGE_ID.fullmatch(written) else None
    if here.path == ("quotes", "exact") and (passage := here.siblings.get("passage")):
        quote = Quote.model_construct(passage=passage, exact=written, prefix=None, suffix=None)
        return Named(start, end, passage=passage, quote=quote)
    return None


def _quote_at(casebook: Casebook, uri: str, source: Source, offset: int) -> Named | None:
    """Return the quote at a place of a page that can be read, with all of its words."""
    member = casebook.member_at(uri)
    if member is None or member.page.source.text != source.text:
        return None
    for i, quote in enumerate(getattr(member.fields, "quotes", ())):
        place = member.page.place("quotes", i, "exact")
        start = source.offset(place.line) + place.column - 1
        end = source.offset(place.end_line) + place.end_column - 1
        if start <= offset <= end:
            return Named(start, end, passage=quote.passage, quote=quote)
    return None


def _in_body(analysis: Analysis, page: Page, offset: int) -> Named | None:
    casebook, at = analysis.casebook, offset - page.body_start
    for link in analysis.texts.links:
        if link.page is page and link.link.start <= at < link.link.end:
            start, end = page.body_start + link.link.start, page.body_start + link.link.end
            return _to(casebook, start, end, link.address.uri, link.address.anchor)
    passage = passage_at(casebook, page.uri, offset)
    if passage:
        return Named(passage.start, passage.end, passage=passage.id)
    return None


def _written_link(casebook: Casebook, uri: str, source: Source, offset: int) -> Named | None:
    line_start = source.text.rfind("\n", 0, offset) + 1
    line_end = source.text.find("\n", offset)
    line = source.text[line_start : line_end if line_end >= 0 else len(source.text)]
    for found in _WRITTEN_LINK.finditer(line):
        if found.start("target") <= offset - line_start <= found.end("target"):
            start, end = (line_start + it for it in found.span("target"))
            there = address(uri, found["target"])
            return _to(casebook, start, end, there.uri, there.anchor) if there else None
    return None


def _to(casebook: Casebook, start: int, end: int, uri: str, anchor: str) -> Named:
    if uri == ARTICLE_PAGE and PASSAGE_ID.fullmatch(anchor):
        return Named(start, end, uri=uri, anchor=anchor, passage=anchor)
    return Named(start, end, member=casebook.member_at(uri), uri=uri, anchor=anchor)


def passage_at(casebook: Casebook, uri: str, offset: int) -> Passage | None:
    """Return the passage that has its words, or what is said of them, at a place of a page."""
    article = casebook.article
    if article is None or article.uri != uri:
        return None
    return next((it for it in article.scanned.found if it.start <= offset < it.end), None)
