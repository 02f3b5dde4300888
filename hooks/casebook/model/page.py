"""One file of a casebook as it was read: its text, its fields, and the place of every word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from casebook.model.fields import PageFields
from casebook.model.finding import Finding
from casebook.model.kinds import Kind
from casebook.model.source import WHOLE_FILE, Place, Source


class FrontMatter(Protocol):
    """The front matter of a file: its data, and where each key and value of it is written."""

    @property
    def data(self) -> dict[str, Any]:
        """The fields as they are written, before any model has looked at them."""

    def place(self, *path: str | int) -> Place:
        """Return the place of the value at ``path``, or of the nearest value above it."""

    def key_place(self, *path: str | int) -> Place:
        """Return the place of the key, or of the list item, at ``path``."""

    def words(self, *path: str | int) -> frozenset[str]:
        """Return every scalar at or below ``path``."""


@dataclass(frozen=True, eq=False)
class Page:
    """One file of the casebook.

    ``uri`` is its path below the docs folder. ``doubt`` names the fields that could not be read
    (``*``: none could), ``words`` holds what stands in their place.
    """

    uri: str
    source: Source
    kind: Kind | None
    slug: str
    body_start: int
    front: FrontMatter | None = None
    fields: PageFields | None = None
    findings: tuple[Finding, ...] = ()
    doubt: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    items: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    allow: Mapping[str, str] = field(default_factory=dict)

    def place(self, *path: str | int) -> Place:
        """Return the place of the value that the fields hold at ``path``."""
        return self.front.place(*self._as_filed(path)) if self.front else WHOLE_FILE

    def key_place(self, *path: str | int) -> Place:
        """Return the place of the key, or the list item, that the fields hold at ``path``."""
        return self.front.key_place(*self._as_filed(path)) if self.front else WHOLE_FILE

    def doubts(self, *names: str) -> bool:
        """Return whether any of the named fields could not be read as it was meant."""
        return "*" in self.doubt or not self.doubt.isdisjoint(names)

    @cached_property
    def body(self) -> str:
        """The Markdown after the front matter."""
        return self.source.text[self.body_start :]

    def _as_filed(self, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
        match path:
            case (str(name), int(index), *rest) if name in self.items:
                return (name, self.items[name][index], *rest)
        return path


@dataclass(frozen=True)
class Original:
    """The article byte for byte: the digest of its bytes, and its text if it is UTF-8."""

    sha256: str
    text: str | None
