"""Places as a language server counts them: lines and characters from 0, in units of an encoding."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types as lsp

from casebook.model.source import Place, Source


@dataclass(frozen=True)
class Units:
    """What a client counts characters in: code points, or units of UTF-16 or UTF-8."""

    encoding: str = "utf-16"

    def length(self, text: str) -> int:
        """Return how long ``text`` is."""
        if text.isascii() or self.encoding == "utf-32":
            return len(text)
        if self.encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text) + sum(character > "\uffff" for character in text)

    def position(self, source: Source, line: int, column: int) -> lsp.Position:
        """Return the position of a line and a column that count from 1."""
        before = source.line(line)[: max(column - 1, 0)]
        return lsp.Position(max(line - 1, 0), self.length(before))

    def range(self, source: Source, place: Place) -> lsp.Range:
        """Return the range of a place."""
        start = self.position(source, place.line, place.column)
        return lsp.Range(start, self.position(source, place.end_line, place.end_column))

    def stretch(self, source: Source, start: int, end: int) -> lsp.Range:
        """Return the range from one offset to another."""
        return self.range(source, source.place(start, end))

    def offset(self, source: Source, position: lsp.Position) -> int:
        """Return the offset of a position; of one that is not there, the nearest before it."""
        lines = source.text.count("\n") + 1
        if position.line >= lines:
            return len(source.text)
        line = source.line(position.line + 1)
        start = source.offset(position.line + 1)
        if line.isascii():
            return start + max(0, min(position.character, len(line)))
        units = 0
        for i, character in enumerate(line):
            if units >= position.character:
                return start + i
            units += self.length(character)
        return start + len(line)
