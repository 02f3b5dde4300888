"""What stands at a place of front matter that is being written, and need not be YAML yet.

The lines of the field around the place are read up to it, as far as they go: keys by their
indentation, lists with hyphens and with brackets, mappings with braces. So this works where a
parser would give up, in the middle of a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*$")
_KEY = re.compile(r"(?P<key>[\w-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*:(?=[ \t]|$)")
_TOP = re.compile(r"[^\s#-][^\n]*?:(?:[ \t]|$)", re.MULTILINE)
_TYPED = re.compile(r"[^\s\[\]{},:]*$")
_REST = re.compile(r"[\w-]*")
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]*$")
LONGEST_FIELD = 2000
"""Lines of one field that are looked at."""


@dataclass(frozen=True)
class Cursor:
    """A place in front matter.

    ``path`` names the fields that it is in, from the outside; where ``is_key``, it is at the name
    of one more. ``start`` is the offset at which what is written there begins, ``end`` the one
    at which it ends; ``item`` tells whether it is the beginning of an item of a list, which may
    be a value or the name of a field. ``siblings`` are the fields of the same mapping.
    """

    path: tuple[str, ...]
    start: int
    end: int
    written: str
    is_key: bool = False
    item: bool = False
    named: bool = False
    siblings: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Frame:
    """A key, or an item of a list, that is open."""

    column: int
    key: str | None
    siblings: dict[str, str] = field(default_factory=dict)


def cursor(text: str, offset: int) -> Cursor | None:
    """Return what stands at ``offset`` of a page's text; None where that is no front matter.

    The whole word there counts, also what stands of it behind the place.
    """
    begin = text.find("\n") + 1
    if begin == 0 or offset < begin or not _FENCE.match(text[: begin - 1]):
        return None
    line_start = text.rfind("\n", 0, offset) + 1
    line_end = text.find("\n", offset)
    line_end = len(text) if line_end < 0 else line_end
    lines = text[begin:line_start].split("\n")[:-1]
    if any(_FENCE.match(line) for line in lines) or _FENCE.match(text[line_start:line_end]):
        return None
    if (rest := _REST.match(text, offset, line_end)) is not None:
        offset = rest.end()
    lines = lines[-LONGEST_FIELD:]
    top = next((i for i in range(len(lines) - 1, -1, -1) if _TOP.match(lines[i])), len(lines))
    reading = _Reading()
    for line in lines[top:]:
        reading.line(line)
    here = text[line_start:offset]
    if _TOP.match(text[line_start:line_end]) and not here[:1].isspace():
        reading = _Reading()
    return reading.end(here, offset, text[offset:line_end], text[line_end + 1 :])


class _Reading:
    """Reads the lines of one field, and knows what is open behind each."""

    def __init__(self) -> None:
        self.frames = [_Frame(-1, None)]
        self.flow: list[_Frame] = []
        self.quote = ""
        self.block: int | None = None
        """The column of the key whose text, on lines of its own, is being read."""
        self.value_at = -1
        """Where on the last line a continued value begins."""

    def line(self, line: str) -> None:
        """Read a line as a whole."""
        content = line.lstrip(" ")
        column = len(line) - len(content)
        self.value_at = -1
        if self.block is not None:
            if not content or column > self.block:
                return
            self.block = None
        if self.quote or self.flow:
            self._inside(line, 0)
        elif content and not content.startswith("#"):
            self._block_line(line, column)

    def _block_line(self, line: str, column: int) -> None:
        while line[column : column + 1] == "-" and line[column + 1 : column + 2] in ("", " "):
            while self.frames[-1].column > column or (
                self.frames[-1].column == column and self.frames[-1].key is None
            ):
                self.frames.pop()
            self.frames.append(_Frame(column, None))
            column += 1
            column += len(line[column:]) - len(line[column:].lstrip(" "))
        found = _KEY.match(line, column)
        if found:
            while self.frames[-1].column >= column:
                self.frames.pop()
            key = found["key"].strip("\"'")
            rest = line[found.end() :]
            self.frames[-1].siblings[key] = rest.strip().strip("\"'")
            self.frames.append(_Frame(column, key))
            if _BLOCK.match(rest.strip()):
                self.block = column
                return
            column = found.end()
        self._inside(line, column)

    def _inside(self, line: str, column: int) -> None:
        """Read a value, or its continuation: its quotation marks and brackets."""
        start = column + len(line[column:]) - len(line[column:].lstrip(" "))
        self.value_at = start
        if not (self.quote or self.flow) and line[start : start + 1] not in ("[", "{", '"', "'"):
            return
        position = start
        while position < len(line):
            position = self._character(line, position)

    def _character(self, line: str, at: int) -> int:
        character = line[at]
        if self.quote:
            if character == "\\" and self.quote == '"':
                return at + 2
            if character == self.quote:
                self.quote = ""
        elif character in "\"'" and line[:at].rstrip(" ")[-1:] in ("", ":", "[", "{", ",", "-"):
            self.quote, self.value_at = character, at
        elif character in "[{":
            self.flow.append(_Frame(0 if character == "{" else -1, None))
            self.value_at = at + 1
        elif character in "]}" and self.flow:
            self.flow.pop()
        elif character == "," and self.flow:
            self.flow[-1].key, self.value_at = None, at + 1
        elif self.flow and self.flow[-1].column == 0 and (found := _KEY.match(line, at)):
            self.flow[-1].key = found["key"].strip("\"'")
            told = re.match(r"[ \t]*[\"']?([\w-]*)", line[found.end() :])
            self.flow[-1].siblings[self.flow[-1].key] = told[1] if told else ""
            self.value_at = found.end()
            return found.end()
        return at + 1

    def end(self, here: str, offset: int, rest: str, below: str) -> Cursor | None:
        """Return what stands behind ``here``, the beginning of the last line."""
        column = len(here) - len(here.lstrip(" "))
        if self.block is not None and column <= self.block and here.strip():
            self.block = None
        was_open = bool(self.quote or self.flow or self.block is not None)
        self.line(here)
        if here.lstrip().startswith("#") and not was_open:
            return None
        names_one = bool(re.match(r"[\"']?[ \t]*:(?:[ \t]|$)", rest))
        if self.quote:
            self._look_below(below)
            start = offset - len(here) + max(self.value_at, 0)
            return self._value(here, start, offset)
        typed = _TYPED.search(here)
        start = offset - len(typed.group() if typed else "")
        if self.flow:
            in_mapping = self.flow[-1].column == 0 and self.flow[-1].key is None
            return Cursor(
                self._path(),
                start,
                offset,
                here[len(here) - (offset - start) :],
                is_key=in_mapping,
                named=names_one,
                item=self.flow[-1].column == -1,
                siblings=self._siblings(),
            )
        return self._of_block(here, offset, start, below, names_one=names_one)

    def _of_block(
        self, here: str, offset: int, start: int, below: str, *, names_one: bool
    ) -> Cursor:
        content = here.lstrip(" ")
        column = len(here) - len(content)
        line_start = offset - len(here)
        last = self.frames[-1]
        on_this_line = _KEY.search(content.lstrip("- ")) if content else None
        dash = content.startswith("-") and content[1:2] in ("", " ")
        if on_this_line or self.block is not None:
            self._look_below(below)
            value = max(self.value_at, 0)
            return self._value(here, line_start + value, offset)
        if dash and last.key is None:
            return Cursor(
                self._path(),
                start,
                offset,
                here[start - line_start :],
                is_key=names_one,
                item=True,
                named=names_one,
                siblings={},
            )
        while len(self.frames) > 1 and self.frames[-1].column >= column:
            self.frames.pop()
        last = self.frames[-1]
        is_key = last.key is None or names_one or not content or column > last.column
        self._look_below(below)
        return Cursor(
            self._path(),
            start,
            offset,
            here[start - line_start :],
            is_key=is_key,
            named=names_one,
            siblings=self._siblings(),
        )

    def _value(self, here: str, start: int, offset: int) -> Cursor:
        line_start = offset - len(here)
        written = here[max(start - line_start, 0) :]
        return Cursor(self._path(), start, offset, written, siblings=self._siblings())

    def _look_below(self, below: str) -> None:
        """Take in the fields of the same mapping that stand on the lines below."""
        frame = self.frames[-1]
        if frame.key is None or len(self.frames) < 2:
            return
        for line in below.split("\n", 30)[:30]:
            column = len(line) - len(line.lstrip(" "))
            if line.strip() and column < frame.column:
                return
            if column == frame.column:
                found = _KEY.match(line, column)
                if not found:
                    return
                value = line[found.end() :].strip().strip("\"'")
                self.frames[-2].siblings.setdefault(found["key"].strip("\"'"), value)

    def _path(self) -> tuple[str, ...]:
        frames = (*self.frames, *self.flow)
        return tuple(frame.key for frame in frames if frame.key is not None)

    def _siblings(self) -> dict[str, str]:
        if self.flow:
            return self.flow[-1].siblings
        frame = self.frames[-1]
        return (self.frames[-2] if frame.key is not None else frame).siblings
