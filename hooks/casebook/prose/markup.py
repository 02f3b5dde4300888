"""What the Markdown of one page holds: links, images, references to nothing, headings, ids.

All offsets are in code points of the body, the text below the front matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Hyperlink(NamedTuple):
    """A link or an image, as written: ``[text](target)`` or ``![text](target)``.

    It stands at ``start`` up to ``end``; ``target_at`` is where its target is written, which for a
    link by reference is in the definition.
    """

    start: int
    end: int
    target: str
    target_at: int
    text: str
    is_image: bool = False


class RawLink(NamedTuple):
    """A link or a picture in raw HTML; its address stands at ``start`` up to ``end``."""

    target: str
    start: int
    end: int
    is_image: bool


@dataclass(frozen=True, slots=True)
class UndefinedReference:
    """``[text][label]`` where nothing defines the label: it stays on the page as it is written."""

    label: str
    label_at: int


@dataclass(frozen=True, slots=True)
class Markup:
    """The links and images of a body in their order, and the references that lead to nothing."""

    links: tuple[Hyperlink, ...] = ()
    undefined: tuple[UndefinedReference, ...] = ()
    raw: tuple[RawLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that begins at offset ``start``, and the id that it gets."""

    start: int
    id: str


@dataclass(frozen=True, slots=True)
class Anchors:
    """The headings of a body in their order, and every id that a link can lead to."""

    headings: tuple[Heading, ...] = ()
    ids: frozenset[str] = frozenset()


NOTHING = Markup()


class CannotRead(Exception):
    """A body that cannot be read as Markdown; the message says why, ``start`` from where on."""

    def __init__(self, message: str, start: int = 0) -> None:
        super().__init__(message)
        self.start = start
