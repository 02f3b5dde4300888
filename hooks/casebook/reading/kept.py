"""Pages that have not changed, kept from one load to the next."""

from __future__ import annotations

from casebook.model.page import Page
from casebook.prose.rounds import Rounds
from casebook.reading.files import read_page


class KeptPages:
    """Pages by their bytes, for the loads of one casebook after the other."""

    def __init__(self) -> None:
        self._pages: Rounds[tuple[str, str, bytes], Page] = Rounds()

    def next_round(self) -> None:
        """Begin a load: forget what neither this one nor the last asks for."""
        self._pages.next_round()

    def page(self, uri: str, path: str, found: bytes) -> Page:
        """Return the page that ``read_page`` makes of the same."""
        return self._pages.get((uri, path, found), lambda: read_page(uri, path, found))
