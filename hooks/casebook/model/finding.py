"""What a rule says when it does not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from casebook.model.source import WHOLE_FILE, Place, Source


class Severity(StrEnum):
    """Errors stop a build; warnings do so only where the run is strict."""

    ERROR = "error"
    WARNING = "warning"


BYTE_ORDER_MARK = Place(1, 0, 1, 1)
"""The place of a byte-order mark: before the first column of a file, whose text is without it."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Other text for one place of a file; an empty place is where the text is put in."""

    source: Source
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """The one change that mends a finding, which a program may make.

    ``title`` says it to the editor, as in "write `p2-3`". The edits go together, whatever files
    they are in, and none overlaps another.
    """

    title: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, at one place, with the way out where there is one.

    ``fix`` is there only where the hint is certain; a hint that guesses has none.
    """

    code: str
    source: Source
    place: Place
    message: str
    hint: str | None = None
    severity: Severity = Severity.ERROR
    fix: Fix | None = None

    @property
    def path(self) -> str:
        """The file's path, relative to the folder the check was started in."""
        return self.source.path

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """What findings are sorted by: files, then lines."""
        return self.path, self.place.line, self.place.column, self.code, self.message


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding before its rule has put code and severity on it."""

    source: Source
    place: Place
    message: str
    hint: str | None = None
    fix: Fix | None = None

    @classmethod
    def on_file(cls, source: Source, message: str, hint: str | None = None) -> Remark:
        """Return a remark that concerns the file as a whole."""
        return cls(source, WHOLE_FILE, message, hint)


def one_of(words: Iterable[str]) -> str:
    """Return the words as a choice for a message: ``a``, ``b`` or ``c``, each in backticks."""
    *most, last = [f"`{word}`" for word in words]
    return f"{', '.join(most)} or {last}" if most else last
