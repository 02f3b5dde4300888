"""Headings of the first level, which take the place of a page's title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from casebook.model.passages import fold
from casebook.prose.blocks import Block
from casebook.prose.markup import Anchors

_MAY_BE = re.compile(r"\n(?:#(?!#)|=+[ ]*$)", re.MULTILINE)
_UNDERLINED = re.compile(r"[^\n]*\n=+[ ]*(?:\n|\Z)")
_MARKS = re.compile(r"#+[ ]*(?=\Z|\{)")


class FirstLevel(NamedTuple):
    """A heading of the first level, at ``start`` up to ``end`` of a body, and its words."""

    start: int
    end: int
    words: str


def first_level(body: str, anchors: Callable[[], Anchors]) -> Iterator[FirstLevel]:
    """Yield the headings of the first level in a body; ``anchors`` reads all that it has."""
    if not _MAY_BE.search(f"\n{body}"):
        return
    for heading in anchors().headings:
        end = f"{body}\n".index("\n", heading.start)
        line = body[heading.start : end]
        if (line.startswith("#") and line[1:2] != "#") or _UNDERLINED.match(body, heading.start):
            words = Block(body, heading.start, end, ()).words().text
            yield FirstLevel(heading.start, end, fold(_MARKS.sub("", words)))
