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


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong, at one place, with the way out where there is one."""

    code: str
    source: Source
    place: Place
    message: str
    hint: str | None = None
    severity: Severity = Severity.ERROR

    @property
    def path(self) -> str:
        """The file's path, relative to the folder the check was started in."""
        return self.source.path

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Findings are told in the order of files, then of lines."""
        return self.path, self.place.line, self.place.column, self.code, self.message


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding before its rule has put code and severity on it."""

    source: Source
    place: Place
    message: str
    hint: str | None = None

    @classmethod
    def on_file(cls, source: Source, message: str, hint: str | None = None) -> Remark:
        """A remark that concerns the file as a whole."""
        return cls(source, WHOLE_FILE, message, hint)


def one_of(words: Iterable[str]) -> str:
    """``a, b or c``: the words as a choice, for a message."""
    *most, last = [f"`{word}`" for word in words]
    return f"{', '.join(most)} or {last}" if most else last
