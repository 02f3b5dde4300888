"""Paragraphs and other blocks between blank lines, as a reader sees them: words without marks."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from casebook.prose.markup import Hyperlink
from casebook.prose.masking import blotted

_BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
# Where a blockquote begins right below other lines.
_QUOTE_BELOW = re.compile(r"\n(?=[ ]{0,3}>)")
# What Markdown takes away: the marks of quotes, lists and headings at a line's beginning, those of
# emphasis and code, attributes, tags, and the backslash before what it makes literal. The first
# line says what all of them begin with: other characters are passed over twice as fast.
_UNSEEN = re.compile(
    r"(?=[ >*+<\d\#`_{\\&-])"
    r"(?:^(?P<quote>[ ]*(?:>[ ]?)+)|^[ ]*(?:(?P<item>[*+-]|\d+\.)[ ]+|\#{1,6}[ ]*)"
    r"|[*`]+|(?<!\w)_+|_+(?!\w)|[ ]*\{:?[ ]*(?:[.#]|[\w-]+=)[^}\n]*\}"
    r"|(?P<break><br[ ]*/?>)|(?P<opens><q\b[^<>]*>)|(?P<closes></q[ ]*>)"
    r"|</?(?!https?:|mailto:)[A-Za-z][^<>]*>"
    r"|\\(?=[\\`*_{}\[\]()>#+.!|\"'-])|(?P<entity>&\#?\w+;))",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Words:
    """What a reader sees of a block.

    ``links`` holds the links, each with its place in ``text``; ``origins`` tells at which offset
    of the body the pieces begin that ``text`` is made of, ``begins`` where they do in ``text``.
    """

    text: str
    links: tuple[tuple[int, int, Hyperlink], ...]
    begins: list[int]
    origins: list[int]

    def offset(self, index: int) -> int:
        """Return the offset in the body of the character ``text[index]``."""
        piece = bisect_right(self.begins, index) - 1
        return self.origins[piece] + index - self.begins[piece]


class Block(NamedTuple):
    """The stretch of a body from ``start`` to ``end``, with its links.

    It lies between blank lines, and is a blockquote or holds none.
    """

    body: str
    start: int
    end: int
    links: tuple[Hyperlink, ...]

    @property
    def is_quote(self) -> bool:
        """Whether it is a blockquote; code, which may look like one, has no links."""
        written = self.body[self.start : self.end]
        begun = written.lstrip(" ")
        return begun[:1] == ">" and (len(written) - len(begun) < 4 or bool(self.links))

    @property
    def markdown(self) -> str:
        """The block as it is written."""
        return self.body[self.start : self.end]

    def words(self) -> Words:
        """Return the block as it is read."""
        seen = _Seen()
        placed = []
        position = self.start
        for link in self.links:
            if link.start < position:
                continue  # an image within a link
            seen.read(self.body, position, link.start)
            begun = seen.length
            if not link.is_image:
                opened = link.start + 1
                end = min(opened + len(link.text), link.end)
                seen.read(self.body, opened, end)
            placed.append((begun, seen.length, link))
            position = link.end
        seen.read(self.body, position, self.end)
        return Words("".join(seen.pieces), tuple(placed), seen.begins, seen.origins)


def blocks(body: str, links: Sequence[Hyperlink]) -> Iterator[Block]:
    """Yield the blocks of ``body``; ``links`` are the links that it is known to have."""
    waiting = list(links)[::-1]
    if ">" in body and ("`" in body or "~" in body or "<" in body):
        body = blotted(body)
    for start, end in _stretches(body):
        within = []
        while waiting and waiting[-1].start < end:
            link = waiting.pop()
            if link.start >= start and link.end <= end:
                within.append(link)
        yield Block(body, start, end, tuple(within))


def _stretches(body: str) -> Iterator[tuple[int, int]]:
    for found in _BLOCK.finditer(body):
        start, end = found.span()
        below = (
            None if found.group().lstrip(" ")[0] == ">" else _QUOTE_BELOW.search(body, start, end)
        )
        if below:
            yield start, below.end()
            start = below.end()
        yield start, end


@dataclass
class _Seen:
    """What a reader sees, piece by piece: each with where it begins, there and in the body."""

    pieces: list[str] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    length: int = 0

    def read(self, body: str, start: int, end: int) -> None:
        """Add what a reader sees of ``body[start:end]``."""
        position = start
        for found in _UNSEEN.finditer(body, start, end):
            self._add(body[position : found.start()], position)
            if found["entity"]:
                for character in html.unescape(found["entity"]):
                    self._add(character, found.start())
            elif found["opens"] or found["closes"]:
                self._add("“" if found["opens"] else "”", found.start())
            elif found["item"] or found["break"]:
                self._add("\n", found.start())  # an item of a list is a sentence of its own
            position = found.end()
        self._add(body[position:end], position)

    def _add(self, piece: str, origin: int) -> None:
        self.pieces.append(piece)
        self.begins.append(self.length)
        self.origins.append(origin)
        self.length += len(piece)
