"""A link in the text of a page, with the page that it leads to."""

from __future__ import annotations

from typing import NamedTuple

from casebook.model.page import Page
from casebook.model.source import Place
from casebook.prose.addresses import Address
from casebook.prose.markup import Hyperlink


class BodyLink(NamedTuple):
    """A link or an image in the body of ``page``, and where in the docs it leads."""

    page: Page
    link: Hyperlink
    address: Address

    @property
    def place(self) -> Place:
        """Where the target is written, without its anchor unless the anchor is all of it.

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


def has_body(page: Page) -> bool:
    """Return whether it is known where the body of a page begins."""
    return page.body_start > 0 or page.kind is None or page.fields is not None
