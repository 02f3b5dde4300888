"""A plain text in blocks: title, byline, paragraphs, verse, lists, tables and code, as printed.

A block is what blank lines part; where a text has none, each line is one. What kind of block it
is decides where it may be cut: prose at the ends of sentences, verse at ends of sentences that are
ends of lines, a list before each item, and tables and code not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from itertools import pairwise
from unicodedata import east_asian_width

from casebook.model.passages import WHITE_SPACE

SHORT = 80
"""Columns that a byline fills at most."""

_FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
_ITEM = re.compile(
    r"[ \t]*(?:[-*+•‣◦·–—†‡§]\s+|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+"  # noqa: RUF001
    r"|\[\^?[\w*†‡]{1,9}\]:?\s*|[¹²³⁰-⁹]+\s*|\d{1,3}[、．]\s*|[一二三四五六七八九十]{1,3}、)"  # noqa: RUF001
)
_COLUMNS = re.compile(r"\S *\|.*\S|\S\t+\S|\S {3,}\S")
_ENDED = re.compile(r"[.!?…。！？؟।][\"'”’»」』)]*$")  # noqa: RUF001
_INDENT = "\u3000"
_INDENTED = re.compile(r"( {4}|\t)")


class BlockKind(Enum):
    """What a block is, as far as it matters to where it is cut."""

    PROSE = auto()
    VERSE = auto()
    LIST = auto()
    AS_IS = auto()


@dataclass(frozen=True)
class Block:
    """Lines that belong together; ``widest`` is the width of the text that they are from."""

    lines: tuple[str, ...]
    widest: int

    @cached_property
    def kind(self) -> BlockKind:
        """What the block is."""
        lines = self.lines
        if _FENCE.match(lines[0]) or all(_INDENTED.match(line) for line in lines):
            return BlockKind.AS_IS
        if len(lines) > 1 and sum(bool(_COLUMNS.search(line)) for line in lines) > len(lines) / 2:
            return BlockKind.AS_IS
        if _ITEM.match(lines[0]) and (len(lines) > 1 or not lines[0][:1].isalpha()):
            return BlockKind.LIST
        return BlockKind.VERSE if self._is_verse else BlockKind.PROSE

    @property
    def _is_verse(self) -> bool:
        """Whether lines end before they are full, or all begin with a capital letter."""
        lines = [line.strip() for line in self.lines]
        if len(lines) < 2:
            return False
        early = sum(
            width(line) + 1 + width(_first_word(following)) <= self.widest
            for line, following in pairwise(lines)
        )
        capitals = len(lines) > 2 and all(line[:1].isupper() for line in lines)
        return capitals or early > (len(lines) - 1) / 2

    def items(self) -> Iterator[tuple[str, ...]]:
        """Return the lines of each item of a list."""
        item: list[str] = []
        for line in self.lines:
            if item and _ITEM.match(line):
                yield tuple(item)
                item = []
            item.append(line)
        yield tuple(item)

    @property
    def is_short_line(self) -> bool:
        """Whether the block is one line, no longer than a byline."""
        return len(self.lines) == 1 and width(self.lines[0].strip()) <= SHORT


def blocks(text: str) -> list[Block]:
    """Return the blocks of ``text``, in which every line end is a newline."""
    lines = [line.rstrip(WHITE_SPACE) for line in text.split("\n")]
    found = list(_parted(lines))
    if len(found) == 1 and _lines_are_paragraphs(found[0]):
        found = [[line] for line in found[0]]
    found = [part for block in found for part in _at_indents(block)]
    several = [line for block in found if len(block) > 1 for line in block]
    widest = max((width(line) for line in several), default=0)
    return [Block(tuple(block), widest) for block in found]


def _parted(lines: list[str]) -> Iterator[list[str]]:
    """Return the lines between blank ones; a blank line within fenced code parts nothing."""
    block: list[str] = []
    fence = ""
    for line in lines:
        opening = _FENCE.match(line)
        if opening and not fence:
            fence = opening["fence"]
        elif opening and opening["fence"].startswith(fence) and line.strip() == opening["fence"]:
            fence = ""
        if line.strip() or (fence and block):
            block.append(line)
        elif block or line:  # other white space than that of ASCII is a character of the article
            yield [*block, line] if line else block
            block = []
    if block:
        yield block


def _lines_are_paragraphs(lines: list[str]) -> bool:
    """Return whether a text without blank lines has a paragraph on each line."""
    longest = max(width(line) for line in lines)
    ended = sum(bool(_ENDED.search(line)) for line in lines[2:])  # title and byline aside
    return longest > 2 * SHORT or len(lines) <= 3 or ended > 0.7 * (len(lines) - 2)


def _at_indents(lines: list[str]) -> Iterator[list[str]]:
    """Yield groups of lines, parted before each line with the indent of a Chinese paragraph."""
    paragraph: list[str] = []
    for line in lines:
        if paragraph and line.startswith(_INDENT):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def width(text: str) -> int:
    """Return the columns that ``text`` fills: two for a character of Chinese or Japanese."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _first_word(line: str) -> str:
    word = line.split(maxsplit=1)[0] if line.split() else ""
    return word[:1] if word and east_asian_width(word[0]) in "WF" else word
