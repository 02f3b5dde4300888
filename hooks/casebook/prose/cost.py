"""The cost of a body to Python-Markdown: text that would take forever is refused, not read.

From each opening bracket on it looks for the closing one, up to the end of the paragraph. So what
counts is the way from bracket to bracket.
"""

from __future__ import annotations

import re

from casebook.prose.markup import CannotRead
from casebook.prose.masking import blotted

LONGEST_LINE = 20_000
MOST_BRACKETS = 1_000
"""Characters, and opening brackets, of a line."""

MOST_STEPS = 3_000_000
"""Characters from brackets to those that close them, all in all."""

MARK_LENGTH = 6
"""Characters that are put before each bracket, to find it again."""

_BLANK_LINE = re.compile(r"\n[ \t>]*\n")
_BRACKET = re.compile(r"[\[\]]")


def refuse_costly(body: str) -> None:
    """Raise CannotRead where Python-Markdown would take too long to read ``body``."""
    begin = 0
    for line in body.split("\n"):
        brackets = line.count("[")
        if (len(line) > LONGEST_LINE and brackets) or brackets > MOST_BRACKETS:
            raise CannotRead("it has a line that is too long; break it into several", begin)
        begin += len(line) + 1
    if body.count("[") * len(body) <= MOST_STEPS:
        return
    body = blotted(body)
    begin = steps = 0
    for end in (*(found.start() for found in _BLANK_LINE.finditer(body)), len(body)):
        steps += _steps(body, begin, end)
        if steps > MOST_STEPS:
            raise CannotRead("it has too many brackets that are not closed", begin)
        begin = end


def _steps(body: str, begin: int, end: int) -> int:
    """Count the characters from each bracket of a paragraph to the one that closes it."""
    opened: list[int] = []
    steps = marks = 0
    for found in _BRACKET.finditer(body, begin, end):
        place = found.start() + marks * MARK_LENGTH
        if found.group() == "[":
            marks += 1
            opened.append(place)
        elif opened:
            steps += place - opened.pop()
    last = end + marks * MARK_LENGTH
    return steps + sum(last - place for place in opened)
