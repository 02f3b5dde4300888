"""The text of one file, and places in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file. Lines and columns count from 1, columns in code points.

    ``end_column`` is the column after the last character, so a place of no length has both equal.
    """

    line: int
    column: int
    end_line: int
    end_column: int


WHOLE_FILE = Place(1, 1, 1, 1)
"""Where a finding stands that concerns a file as a whole."""


@dataclass(frozen=True)
class Source:
    """A file's text, every line end a newline, and the path under which findings name it."""

    path: str
    text: str

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    def place(self, start: int, end: int | None = None) -> Place:
        """Return the place from offset ``start`` up to, not including, offset ``end``."""
        line, column = self._line_and_column(start)
        if end is None or end <= start:
            return Place(line, column, line, column)
        return Place(line, column, *self._line_and_column(end))

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int) -> int:
        """Return the offset at which a line begins; the text's end if there is no such line."""
        starts = self._line_starts
        return starts[line - 1] if 1 <= line <= len(starts) else len(self.text)

    def line(self, number: int) -> str:
        """Return the text of line ``number``; empty where the file has no such line."""
        if not 1 <= number <= len(self._line_starts):
            return ""
        start = self._line_starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start:] if end < 0 else self.text[start:end]

    def words_at(self, place: Place) -> str:
        """Return what stands at a place."""
        if place.line == place.end_line:
            return self.line(place.line)[place.column - 1 : place.end_column - 1]
        first = self.line(place.line)[place.column - 1 :]
        between = [self.line(number) for number in range(place.line + 1, place.end_line)]
        return "\n".join([first, *between, self.line(place.end_line)[: place.end_column - 1]])
