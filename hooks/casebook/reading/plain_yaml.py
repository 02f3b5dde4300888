"""Front matter that is plain enough to be read line by line, or None where only PyYAML can.

What most pages hold is fields with words after them, lists of such, and mappings within these. That
much is read here several times as fast as PyYAML composes its nodes, and only where it is certain
what PyYAML would say: at anything else, and at anything that is wrong, this gives up.
``tests/test_plain_yaml.py`` holds the one to the other.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import yaml

from casebook.model.scalars import Whole

LONGEST = 50_000
"""Characters; more is left to PyYAML, and to the limits that hold there."""

LONGEST_NUMBER = 20
"""Characters; Python makes no number of too many digits."""

# Blanks, a dash, a key, and either plain words or words between quotation marks. Plain words begin
# with a letter or a digit, and no colon in them is followed by a blank; quoted ones have no escape.
_LINE = re.compile(
    r"^([ ]*)(-[ ])?(?:([A-Za-z_][A-Za-z0-9_-]{0,99}):(?:[ ]+|$))?"
    r"(?:([^\W_][^:\n]*(?::[^\s:][^:\n]*)*)|(\"[^\"\\\n]*\"|'[^'\n]*'))?$",
    re.MULTILINE,
)
_Line = tuple[str, str, str, str, str]
_BLANK: _Line = ("", "", "", "", "")

_NULL = ("null", "Null", "NULL")
_DIGITS = frozenset("0123456789")
_TYPES = dict(yaml.SafeLoader.yaml_implicit_resolvers["1"])
_WHOLE = _TYPES["tag:yaml.org,2002:int"]
"""What YAML 1.1 takes for a whole number."""
_TIME = _TYPES["tag:yaml.org,2002:timestamp"]
"""What it takes for a day or a time, which there may be or not."""


def plain_fields(text: str) -> dict[str, Any] | None:
    """The data of ``text``, whose lines all end in a line end; None if there is any doubt."""
    if "#" in text or " \n" in text or len(text) > LONGEST:  # a comment, perhaps; a folded blank
        return None
    if not text.replace("\n", "").isprintable():
        return None
    lines: list[_Line] = _LINE.findall(text)
    if len(lines) != text.count("\n") + 1 or lines.pop() != _BLANK:  # after the last line end
        return None
    reading = _Reading()
    return reading.fields if all(map(reading.take, lines)) and not reading.waiting else None


class _Reading:
    """Reads line after line; ``take`` says no to one of which it is not certain."""

    def __init__(self) -> None:
        self.fields: dict[str, Any] = {}
        self.waiting = ""
        """The field that has no value yet."""
        # What dashes at a column add to, what keys at a column add to; None where there is none.
        self._items: Any = None
        self._dashes = 0
        self._entries: Any = None
        self._keys = 0
        # What holds plain words that may go on, its name or number there, the column behind which.
        self._holder: Any = None
        self._name: str | int = 0
        self._edge = 0

    def take(self, line: _Line) -> bool:
        """Add what the line says."""
        blanks, dash, key, plain, quoted = line
        column = len(blanks)
        if not (dash or key):
            return self._go_on(column, plain)
        if not (self._at_dash(column) if dash else self._at_key(column)):
            return False
        if dash and key:
            column += 2
            self._keys, self._entries = column, {}
            self._items.append(self._entries)
        if plain or quoted:
            return plain not in _NULL and self._add(column, key, plain, quoted)
        self.waiting, self._holder = key, None
        return column == 0 and key != "" and self.fields.setdefault(key) is None

    def _at_dash(self, column: int) -> bool:
        if self.waiting:
            self._items = self.fields[self.waiting] = []
            self._dashes, self.waiting = column, ""
        self._entries = None
        return self._items is not None and column == self._dashes

    def _at_key(self, column: int) -> bool:
        if column == 0:
            self._items, self._entries, self._keys = None, self.fields, 0
            return not self.waiting
        if self.waiting:
            self._entries = self.fields[self.waiting] = {}
            self._keys, self.waiting = column, ""
        return self._entries is not None and column == self._keys

    def _add(self, column: int, key: str, plain: str, quoted: str) -> bool:
        value = plain or quoted[1:-1]
        if plain[:1] in _DIGITS:
            if _WHOLE.match(plain):
                value = Whole(plain)
            if not _there_is(plain):
                return False
        if key:
            if key in self._entries:
                return False
            self._entries[key] = value
            self._holder, self._name = self._entries, key
        else:
            self._items.append(value)
            self._holder, self._name = self._items, -1
        if quoted:
            self._holder = None
        self._edge = column
        return True

    def _go_on(self, column: int, plain: str) -> bool:
        if self._holder is None or not plain or column <= self._edge:
            return False
        self._holder[self._name] = f"{self._holder[self._name]} {plain}"
        return True


def _there_is(plain: str) -> bool:
    """Whether words that begin with a digit are certain to be no day or number without a value."""
    if "_" in plain or len(plain) > LONGEST_NUMBER:
        return not _WHOLE.match(plain)
    return plain[4:5] != "-" or not _TIME.match(plain) or _is_day(plain)


def _is_day(plain: str) -> bool:
    try:
        return date.fromisoformat(plain).isoformat() == plain
    except ValueError:
        return False
