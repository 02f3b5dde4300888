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
class Block:
    """A stretch of a body between blank lines, from offset ``start``.

    ``words`` is what a reader sees, ``offsets`` where each of its characters is from;
    ``links`` holds the links in it, each with its place in ``words``.
    """

    start: int
    is_quote: bool
    words: str
    offsets: tuple[int, ...]
    links: tuple[tuple[int, int, Hyperlink], ...]


def blocks(body: str, links: Sequence[Hyperlink]) -> Iterator[Block]:
    """The blocks of ``body``, in which ``links`` are what is known to be a link."""
    waiting = list(links)[::-1]
    for found in _BLOCK.finditer(body):
        within = []
        while waiting and waiting[-1].start < found.end():
            link = waiting.pop()
            if link.start >= found.start() and link.end <= found.end():
                within.append(link)
        yield _block(body, found.start(), found.end(), within)


def _block(body: str, start: int, end: int, links: Sequence[Hyperlink]) -> Block:
    characters: list[tuple[str, int]] = []
    placed = []
    position = start
    is_quote = body[start:end].lstrip(" ").startswith(">")
    for link in links:
        if link.start < position:
            continue  # an image within a link
        characters += _seen(body, position, link.start)
        begun = len(characters)
        if not link.is_image:
            opened = link.start + 1
            characters += _seen(body, opened, min(opened + len(link.text), link.end))
        placed.append((begun, len(characters), link))
        position = link.end
    characters += _seen(body, position, end)
    words = "".join(character for character, _ in characters)
    offsets = tuple(offset for _, offset in characters)
    return Block(start, is_quote, words, offsets, tuple(placed))


def _seen(body: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The characters that a reader sees of ``body[start:end]``, each with its offset."""
    position = start
    for found in _UNSEEN.finditer(body, start, end):
        yield from zip(body[position : found.start()], range(position, found.start()), strict=True)
        if found["entity"]:
            for character in html.unescape(found["entity"]):
                yield character, found.start()
        elif found["item"]:
            yield "\n", found.start()  # an item of a list is a sentence of its own
        position = found.end()
    yield from zip(body[position:end], range(position, end), strict=True)
