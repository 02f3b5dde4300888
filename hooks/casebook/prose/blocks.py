"""A paragraph, or what else blank lines part, as its reader sees it: words without their marks."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casebook.prose.markup import Hyperlink

_BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
# What Markdown takes away: the marks of quotes, lists and headings at a line's beginning, those of
# emphasis and code, attributes, and the backslash before what it makes literal.
_UNSEEN = re.compile(
    r"^(?P<quote>[ ]{0,3}(?:>[ ]?)+)|^[ ]*(?:(?P<item>[*+-]|\d+\.)[ ]+|\#{1,6}[ ]*)"
    r"|[*`]+|(?<!\w)_+|_+(?!\w)|[ ]*\{:?[ ]*[.#][^}\n]*\}|\\(?=[\\`*_{}\[\]()>#+.!|\"'-])"
    r"|(?P<entity>&\#?\w+;)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Words:
    """What a reader sees of a block.

    ``offsets`` tells where in the body each character is from; ``links`` holds the links, each
    with its place in ``text``.
    """

    text: str
    offsets: list[int]
    links: tuple[tuple[int, int, Hyperlink], ...]


@dataclass(frozen=True)
class Block:
    """The stretch of a body between blank lines, from ``start`` to ``end``, with its links."""

    body: str
    start: int
    end: int
    links: tuple[Hyperlink, ...]

    @property
    def is_quote(self) -> bool:
        """Whether it is a blockquote."""
        return self.body[self.start : self.start + 4].lstrip(" ").startswith(">")

    @property
    def markdown(self) -> str:
        """The block as it is written."""
        return self.body[self.start : self.end]

    def words(self) -> Words:
        """The block as it is read."""
        characters: list[str] = []
        offsets: list[int] = []
        placed = []
        position = self.start
        for link in self.links:
            if link.start < position:
                continue  # an image within a link
            _see(self.body, position, link.start, characters, offsets)
            begun = len(offsets)
            if not link.is_image:
                opened = link.start + 1
                end = min(opened + len(link.text), link.end)
                _see(self.body, opened, end, characters, offsets)
            placed.append((begun, len(offsets), link))
            position = link.end
        _see(self.body, position, self.end, characters, offsets)
        return Words("".join(characters), offsets, tuple(placed))


def blocks(body: str, links: Sequence[Hyperlink]) -> Iterator[Block]:
    """The blocks of ``body``, in which ``links`` are what is known to be a link."""
    waiting = list(links)[::-1]
    for found in _BLOCK.finditer(body):
        start, end = found.span()
        within = []
        while waiting and waiting[-1].start < end:
            link = waiting.pop()
            if link.start >= start and link.end <= end:
                within.append(link)
        yield Block(body, start, end, tuple(within))


def _see(body: str, start: int, end: int, characters: list[str], offsets: list[int]) -> None:
    """Append what a reader sees of ``body[start:end]``, and the offset of each character."""
    position = start
    for found in _UNSEEN.finditer(body, start, end):
        characters.append(body[position : found.start()])
        offsets.extend(range(position, found.start()))
        if found["entity"]:
            shown = html.unescape(found["entity"])
            characters.append(shown)
            offsets.extend([found.start()] * len(shown))
        elif found["item"]:
            characters.append("\n")  # an item of a list is a sentence of its own
            offsets.append(found.start())
        position = found.end()
    characters.append(body[position:end])
    offsets.extend(range(position, end))
