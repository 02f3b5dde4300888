"""Pages that have not changed, kept from one load to the next."""

from __future__ import annotations

from casebook.model.page import Page
from casebook.model.passages import Passages, scan
from casebook.prose.rounds import Rounds
from casebook.reading.files import read_page


class KeptPages:
    """Pages by their bytes, for the loads of one casebook after the other."""

    def __init__(self) -> None:
        self._pages: Rounds[tuple[str, str, bytes], Page] = Rounds()

        self._passages: Rounds[tuple[Page, str], Passages] = Rounds()

    def next_round(self) -> None:
        """Begin a load: forget what neither this one nor the last asks for."""
        self._pages.next_round()
        self._passages.next_round()

    def page(self, uri: str, path: str, found: bytes) -> Page:
        """Return the page that ``read_page`` makes of the same."""
        return self._pages.get((uri, path, found), lambda: read_page(uri, path, found))

    def passages(self, page: Page, printed: str) -> Passages:
        """Return the passages that ``scan`` finds on the article's page."""
        found = page, printed
        return self._passages.get(found, lambda: scan(page.source, page.body_start, printed))
