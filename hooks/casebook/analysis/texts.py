"""What the texts of a casebook's pages hold: links, images, headings, ids; each is read once.

Whether a text can be read does not depend on who asks first: the links of every page are read, and
what is active on it, and the headings of those pages of which some rule needs them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from casebook.analysis.body_links import BodyLink, has_body
from casebook.model.graph import Casebook
from casebook.model.page import Page
from casebook.prose.active import Active
from casebook.prose.addresses import address
from casebook.prose.first_level import FirstLevel, first_level
from casebook.prose.markup import NOTHING, Anchors, CannotRead, Markup
from casebook.prose.reader import ProseReader

# The first character comes before what has to stand before it: so `re` leaps to it.
WRITTEN_ID = re.compile(r"(?:#(?<=[{: ]#)|id=(?<=\bid=)[\"']?)([\w.:-]+)[\"']?")
"""What looks like an id that somebody has given to a heading."""

T = TypeVar("T")


class Texts:
    """What the texts of one casebook's pages hold."""

    def __init__(self, casebook: Casebook, reader: ProseReader | None = None) -> None:
        self._casebook = casebook
        self.reader = reader or ProseReader(casebook.extensions)
        self._anchors: dict[Page, Anchors | CannotRead] = {}
        self._active: dict[Page, tuple[Active, ...] | CannotRead] = {}

    @cached_property
    def markups(self) -> Mapping[Page, Markup]:
        """The links and images of each page; none of a page that cannot be read."""
        return {
            page: NOTHING if isinstance(found, CannotRead) else found
            for page, found in self._links.items()
        }

    @cached_property
    def _links(self) -> Mapping[Page, Markup | CannotRead]:
        return {page: self._read(self.reader.markup, page) for page in self._casebook.pages}

    @cached_property
    def readable(self) -> frozenset[Page]:
        """The pages whose text has a known beginning and whose links can be read."""
        return frozenset(
            page
            for page, found in self._links.items()
            if has_body(page) and not isinstance(found, CannotRead)
        )

    @cached_property
    def links(self) -> tuple[BodyLink, ...]:
        """All links and images that lead, or should lead, to a file of the docs."""
        return tuple(self._body_links())

    def _body_links(self) -> Iterator[BodyLink]:
        for page in self._casebook.pages:
            if page in self.readable:
                for link in self.markups[page].links:
                    if found := address(page.uri, link.target):
                        yield BodyLink(page, link, found)

    def active(self, page: Page) -> tuple[Active, ...]:
        """Return what the text of a page brings into the site and may not."""
        found = self._read_active(page)
        return () if isinstance(found, CannotRead) else found

    def anchors(self, page: Page) -> Anchors:
        """Return the headings and ids of a page; none where they cannot be read."""
        found = self._read_anchors(page)
        return Anchors() if isinstance(found, CannotRead) else found

    def anchors_at(self, uri: str) -> Anchors | None:
        """Return the headings and ids of the page ``uri``; None where they cannot be read."""
        page = self._casebook.page(uri)
        if page is None or page not in self.readable:
            return None
        found = self._read_anchors(page)
        return None if isinstance(found, CannotRead) else found

    def first_level(self, page: Page) -> Iterator[FirstLevel]:
        """Yield the headings of the first level on a page."""
        return first_level(page.body, lambda: self.anchors(page))

    @cached_property
    def with_repeated_ids(self) -> frozenset[Page]:
        """The pages that give, it seems, one id to two things."""
        return frozenset(page for page in self._casebook.pages if _repeats_an_id(page.body))

    @cached_property
    def unread(self) -> Mapping[Page, CannotRead]:
        """The pages whose text a rule needs and that cannot be read, each with the reason."""
        linked = (self._casebook.page(it.address.uri) for it in self.links if it.address.anchor)
        needed = {page for page in linked if page} | self.with_repeated_ids
        failed: dict[Page, CannotRead] = {}
        for page in self._casebook.pages:
            found: list[object] = [self._links[page]]
            if page in self.readable:
                found.append(self._read_active(page))
                if page in needed:
                    found.append(self._read_anchors(page))
            reason = next((it for it in found if isinstance(it, CannotRead)), None)
            if reason:
                failed[page] = reason
        return failed

    def _read_anchors(self, page: Page) -> Anchors | CannotRead:
        if page not in self._anchors:
            self._anchors[page] = self._read(self.reader.anchors, page)
        return self._anchors[page]

    def _read_active(self, page: Page) -> tuple[Active, ...] | CannotRead:
        if page not in self._active:
            self._active[page] = self._read(self.reader.active, page)
        return self._active[page]

    def _read(self, read: Callable[[str], T], page: Page) -> T | CannotRead:
        try:
            return read(self._prose_of(page))
        except CannotRead as reason:
            return reason

    def _prose_of(self, page: Page) -> str:
        """Return the body of a page, the article's words blotted out: they are no Markdown."""
        article = self._casebook.article
        return self._around_article if article and article.page is page else page.body

    @cached_property
    def _around_article(self) -> str:
        """The body of the article's page without the article's words."""
        article, pieces, position = self._casebook.article, [], 0
        if article is None:
            return ""
        page, body = article.page, article.page.body
        for passage in article.scanned.found:
            for start, end in passage.blockquotes:
                begun, ended = start - page.body_start, end - page.body_start
                blank = "\n".join(" " * len(line) for line in body[begun:ended].split("\n"))
                pieces += [body[position:begun], blank]
                position = ended
        return "".join([*pieces, body[position:]])


def _repeats_an_id(body: str) -> bool:
    written = WRITTEN_ID.findall(body) if "{" in body or "id=" in body else []
    return len(written) > len(set(written))
