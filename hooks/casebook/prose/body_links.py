"""The links in the bodies of a casebook's pages, with the pages that they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from casebook.model.graph import Casebook
from casebook.model.page import Page
from casebook.model.source import Place
from casebook.prose.addresses import Address, address
from casebook.prose.markup import Anchors, Hyperlink


class BodyLink(NamedTuple):
    """A link or an image in the body of ``page``, and where in the docs it leads."""

    page: Page
    link: Hyperlink
    address: Address

    @property
    def place(self) -> Place:
        """Where the target is written, without its anchor; the whole of it if it is nothing more.

        For a link that names a reference, the link itself.
        """
        return self._place(0, len(self.link.target.partition("#")[0]) or len(self.link.target))

    @property
    def anchor_place(self) -> Place:
        """Where the anchor is written, its ``#`` included."""
        return self._place(self.link.target.find("#"), len(self.link.target))

    def _place(self, begin: int, end: int) -> Place:
        at = self.page.body_start + self.link.target_at
        source = self.page.source
        if source.text.startswith(self.link.target, at) and self.link.target:
            return source.place(at + begin, at + end)
        start = self.page.body_start + self.link.start
        return source.place(start, self.page.body_start + self.link.end)


@lru_cache(maxsize=2)
def readable_pages(casebook: Casebook) -> frozenset[Page]:
    """The pages of which it is known where the body begins, and which can be read."""
    told = casebook.markups.keys() - casebook.unread.keys()
    return frozenset(page for page in told if has_body(page))


def has_body(page: Page) -> bool:
    """Whether it is known where the body of a page begins."""
    return page.body_start > 0 or page.kind is None or page.fields is not None


@lru_cache(maxsize=2)
def body_links(casebook: Casebook) -> tuple[BodyLink, ...]:
    """All links and images that lead, or should lead, to a file of the docs."""
    return tuple(_body_links(casebook))


def _body_links(casebook: Casebook) -> Iterator[BodyLink]:
    there = readable_pages(casebook)
    for page in casebook.pages:
        if page in there:
            for link in casebook.markups[page].links:
                if found := address(page.uri, link.target):
                    yield BodyLink(page, link, found)


def anchors(casebook: Casebook, uri: str) -> Anchors | None:
    """The headings and ids of the page ``uri``; None where it is no page that we can read."""
    page = casebook.page(uri)
    if page is None or page not in readable_pages(casebook):
        return None
    found = casebook.anchors(page)
    return None if page in casebook.unread else found
