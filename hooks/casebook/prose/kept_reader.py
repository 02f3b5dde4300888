"""A reader of prose that keeps what it has read, from one analysis to the next.

A body that includes another file is read again each time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from casebook.prose.active import Active
from casebook.prose.markup import Anchors, CannotRead, Markup
from casebook.prose.reader import Extensions, ProseReader
from casebook.prose.rounds import Rounds

V = TypeVar("V")

INCLUDES = "-8<-"
"""What a body has that takes in another file (pymdownx.snippets)."""


class KeptProse(ProseReader):
    """Reads each body once, as long as what every page includes stays the same."""

    def __init__(self, extensions: Extensions) -> None:
        super().__init__(extensions)
        self.given = extensions
        self.appended = self.appended_texts()
        self._markups: Rounds[str, Markup | CannotRead] = Rounds()
        self._anchors: Rounds[str, Anchors | CannotRead] = Rounds()
        self._actives: Rounds[str, tuple[Active, ...] | CannotRead] = Rounds()

    def still_holds(self, extensions: Extensions) -> bool:
        """Return whether a reader made now would read as this one does."""
        return (
            extensions == self.given
            and self.appended == self.appended_texts()
            and not any(INCLUDES in text for text in self.appended)
        )

    def next_round(self) -> None:
        """Forget what was not used in this round or the one before."""
        for kept in (self._markups, self._anchors, self._actives):
            kept.next_round()

    def markup(self, body: str) -> Markup:
        """Return what ``ProseReader.markup`` does."""
        return self._kept(self._markups, super().markup, body)

    def anchors(self, body: str) -> Anchors:
        """Return what ``ProseReader.anchors`` does."""
        return self._kept(self._anchors, super().anchors, body)

    def active(self, body: str) -> tuple[Active, ...]:
        """Return what ``ProseReader.active`` does."""
        return self._kept(self._actives, super().active, body)

    def _kept(self, kept: Rounds[str, V | CannotRead], read: Callable[[str], V], body: str) -> V:
        if INCLUDES in body:
            return read(body)

        def made() -> V | CannotRead:
            try:
                return read(body)
            except CannotRead as reason:
                return reason

        found = kept.get(body, made)
        if isinstance(found, CannotRead):
            raise found
        return found
