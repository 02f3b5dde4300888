"""From a name to what it names, and back to all that name it; what a page is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from casebook.analysis.analysis import Analysis
from casebook.editor.pointing import Named
from casebook.model.graph import Casebook
from casebook.model.kinds import ARTICLE_PAGE
from casebook.model.members import AnyMember
from casebook.model.page import Page
from casebook.model.passages import fold
from casebook.model.source import WHOLE_FILE, Place, Source
from casebook.quoting.quote_search import stands_at
from casebook.reading.front_matter import split

_FOLDS = re.compile(r"(?P<key>[\w-]+):[^\n]*(?P<more>(?:\n(?:[ -][^\n]*|(?=\n)))+)")


@dataclass(frozen=True)
class Spot:
    """A place in a file."""

    source: Source
    place: Place


def definition(analysis: Analysis, named: Named) -> Spot | None:
    """Return where what is named is written."""
    casebook = analysis.casebook
    article = casebook.article
    if named.passage and article:
        passage = article.passages.get(named.passage)
        if passage is None:
            return None
        source = article.page.source
        if named.quote:
            found = next(stands_at(fold(named.quote.exact), passage.words), None)
            if found:
                start, end = passage.offsets[found[0]], passage.offsets[found[1] - 1] + 1
                return Spot(source, source.place(start, end))
        return Spot(source, passage.heading)
    page = casebook.page(named.uri) if named.uri else None
    if page is None:
        return None
    if named.anchor:
        for heading in analysis.texts.anchors(page).headings:
            if heading.id == named.anchor:
                return Spot(page.source, page.source.place(page.body_start + heading.start))
    return Spot(page.source, page.place("title") if page.front else WHOLE_FILE)


def references(analysis: Analysis, named: Named) -> Iterator[Spot]:
    """Return every place that names the same; for a page, all that link to it."""
    if named.passage:
        yield from _to_passage(analysis, named.passage)
    elif named.uri:
        page = analysis.casebook.page(named.uri)
        if page:
            yield from references_to(analysis, page)


def references_to(analysis: Analysis, page: Page) -> Iterator[Spot]:
    """Return every place that names a page: in fields, in texts, in the menu."""
    casebook = analysis.casebook
    member = casebook.member_at(page.uri)
    if member:
        for source, path in named_in_fields(casebook, member):
            yield Spot(source.source, source.place(*path))
    for link in analysis.texts.links:
        if link.address.uri == page.uri and link.link.target[:1] not in ("#", "?", ""):
            yield Spot(link.page.source, link.place)
    menu = casebook.navigation
    for entry in menu.entries if menu else ():
        if menu and entry.path == page.uri:
            yield Spot(menu.source, entry.place)


def named_in_fields(
    casebook: Casebook, member: AnyMember
) -> Iterator[tuple[Page, tuple[str | int, ...]]]:
    """Return the pages whose fields name a member, each with where they do."""
    for link in casebook.links:
        if link.target is member:
            yield link.source.page, (*link.path, "to")
    for undercut in casebook.undercuts:
        for end, name in ((undercut.supporter, "from"), (undercut.supported, "to")):
            if end is member:
                yield undercut.undercutter.page, (*undercut.path, name)
    for step in casebook.steps:
        for i, slug in enumerate(getattr(_written(step.link), "joint", ())):
            if casebook.arguments.get(slug) is member:
                yield step.link.source.page, (*step.link.path, "with", i)


def _written(link: object) -> object:
    source, (name, index) = link.source, link.path  # type: ignore[attr-defined]
    return getattr(source.fields, name)[index]


def _to_passage(analysis: Analysis, passage: str) -> Iterator[Spot]:
    casebook = analysis.casebook
    for evidence in casebook.quoting.get(passage, ()):
        page = evidence.page
        for i, quote in enumerate(evidence.fields.quotes):
            if quote.passage == passage:
                yield Spot(page.source, page.place("quotes", i, "passage"))
        for i, link in enumerate(evidence.fields.segments):
            for j, other in enumerate(link.passages):
                if other == passage:
                    yield Spot(page.source, page.place("segments", i, "passages", j))
    article = casebook.article
    if article and passage in article.fields.set_aside:
        page = article.page
        yield Spot(page.source, page.key_place("set_aside", passage))
    for body_link in analysis.texts.links:
        if body_link.address == (ARTICLE_PAGE, passage):
            yield Spot(body_link.page.source, body_link.anchor_place)


@dataclass(frozen=True)
class Symbol:
    """A part of a page: a field, or a heading with what stands below it."""

    name: str
    detail: str
    start: int
    end: int
    is_field: bool


def symbols(analysis: Analysis, page: Page) -> list[Symbol]:
    """Return the fields of a page, and its headings."""
    found = [
        Symbol(name, _shortly(value), page.source.offset(place.line), 0, is_field=True)
        for name, value in (page.front.data if page.front else {}).items()
        if (place := page.key_place(name)) != WHOLE_FILE or name == "title"
    ]
    text = page.source.text
    for heading in analysis.texts.anchors(page).headings:
        start = page.body_start + heading.start
        line = text[start : text.find("\n", start) if "\n" in text[start:] else len(text)]
        name = re.sub(r"\s*\{[^{}]*\}\s*$|\s#+\s*$", "", line.lstrip("# ")).strip()
        found.append(Symbol(name or heading.id, heading.id, start, 0, is_field=False))
    found.sort(key=lambda symbol: symbol.start)
    fences = split(page.source)
    starts = [*(symbol.start for symbol in found), len(text)]
    last_of_front = fences[1] if fences else 0
    return [
        Symbol(it.name, it.detail, it.start, _end(it, end, last_of_front), it.is_field)
        for it, end in zip(found, starts[1:], strict=True)
    ]


def _end(symbol: Symbol, end: int, of_front: int) -> int:
    end = min(end, of_front) if symbol.is_field else end
    return max(symbol.start, end)


def _shortly(value: object) -> str:
    text = str(value) if isinstance(value, str) else ""
    if isinstance(value, list):
        text = str(len(value))
    return text if len(text) <= 60 else f"{text[:59]}…"


def folds(source: Source, headings: list[int]) -> Iterator[tuple[int, int]]:
    """Return the first and last lines, counted from 0, of what can be folded away."""
    fences = split(source)
    if fences:
        start, end, _ = fences
        yield 0, source.place(end).line - 1
        for found in _FOLDS.finditer(source.text, start, end):
            text = found.group().rstrip()
            first = source.place(found.start()).line - 1
            if "\n" in text:
                yield first, first + text.count("\n")
    lines = [source.place(start).line - 1 for start in headings]
    for first, following in pairwise([*lines, source.text.count("\n") + 1]):
        if following - 1 > first:
            yield first, following - 1
