"""What a revision's ``mkdocs.yml`` says of its pages: five plain values, and nothing is built.

The text is read as a stream of events, within limits, and of the values of five keys lists,
mappings and text are made. No tag means anything, no environment variable is looked up, nothing is
imported: of ``!ENV [NAME, default]`` the default is taken, as where no variable is set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

import yaml

from casebook.model.cannot_run import CannotRun
from casebook.reading.yaml_nodes import NOT_YAML, FastLoader

READ = ("docs_dir", "nav", "not_in_nav", "exclude_docs", "draft_docs")
"""The settings that are read of a revision; all others are those of the working tree."""

LARGEST = 1024 * 1024
"""Bytes of a file of settings."""

DEEPEST = 50
MOST_VALUES = 100_000
"""Keys and values of all that is read, aliases counted as often as they are used."""

_MOST_PARENTS = 10

Text = Callable[[str], bytes | None]
"""From a path of the revision to the bytes of its file; None where there is none."""


def plain_settings(text_at: Text, path: str) -> dict[str, Any]:
    """Return those settings of the file at ``path``, and of those that it inherits from.

    Raises CannotRun where there is no such file, or it is no YAML within the limits.
    """
    content = text_at(path)
    name = PurePosixPath(path).name
    if content is None:
        raise CannotRun(
            f"there is no {name} here: start in the folder that holds it, or name the folder "
            "of the pages with --docs"
        )
    found: dict[str, Any] = {}
    for _ in range(_MOST_PARENTS):
        own = _values(content, path)
        found = own | found
        parent = own.get("INHERIT")
        if not isinstance(parent, str):
            break
        path = _joined(path, parent)
        inherited = text_at(path)
        if inherited is None:
            raise CannotRun(f"{name}: INHERIT names {parent}, and the revision has no such file")
        content = inherited
    else:
        raise CannotRun(f"{name}: INHERIT leads on and on")
    return {key: found[key] for key in READ if found.get(key) is not None}


def within_tree(name: str) -> str:
    """Return ``name``, a ``docs_dir``, as a path of git's; raises CannotRun where it leads out."""
    windows = PureWindowsPath(name)
    if PurePosixPath(name).is_absolute() or windows.drive or windows.root or ".." in windows.parts:
        raise CannotRun(f"docs_dir names {name}, which is not within the tree")
    return "/".join(part for part in name.split("/") if part not in ("", "."))


def _joined(path: str, other: str) -> str:
    """Return the path of ``other``, which the file at ``path`` names."""
    folder = [*PurePosixPath(path).parts[:-1]]
    for part in other.split("/"):
        if part == ".." and folder:
            folder.pop()
        elif part == ".." or other.startswith("/"):
            raise CannotRun(f"INHERIT names {other}, which is not within the tree")
        elif part not in ("", "."):
            folder.append(part)
    return "/".join(folder)


def _values(content: bytes, path: str) -> dict[str, Any]:
    """Return what the keys of interest have in one file of settings."""
    if len(content) > LARGEST:
        raise CannotRun(f"{path} is larger than {LARGEST:,} bytes")
    try:
        text = content.decode("utf-8-sig")
        return _Reading(yaml.parse(text, Loader=FastLoader)).settings()
    except NOT_YAML as error:
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise CannotRun(f"{path} cannot be read: {problem}") from error
    except _NoSettings as reason:
        raise CannotRun(f"{path} {reason}") from None


class _NoSettings(Exception):
    """A reason why settings cannot be read; the message says it."""


_SCALAR_TAGS = frozenset({None, "!", *(f"tag:yaml.org,2002:{it}" for it in ("str", "int"))})
_NULL = frozenset({"", "~", "null", "Null", "NULL"})


class _Reading:
    """Makes plain values of a stream of YAML events; each is looked at once."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self._events = events
        self._anchored: dict[str, tuple[Any, int]] = {}
        self._read = 0

    def settings(self) -> dict[str, Any]:
        for event in self._events:
            if isinstance(event, yaml.MappingStartEvent):
                break
            if isinstance(event, (yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                return {}
            if isinstance(event, yaml.NodeEvent):
                raise _NoSettings("holds no settings")
        found: dict[str, Any] = {}
        # To the end, whichever keys are wanted: a file that does not parse has no settings.
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key, _ = self._value(event, 1)
            value, _ = self._value(next(self._events), 1)
            if isinstance(key, str) and key in (*READ, "INHERIT"):
                found[key] = value
        for _ in self._events:
            pass
        return found

    def _value(self, event: yaml.Event, depth: int) -> tuple[Any, int]:
        """Return the value that begins with ``event``, and of how many values it is made."""
        if depth > DEEPEST:
            raise _NoSettings(f"is nested more than {DEEPEST} levels deep")
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self._anchored:
                raise _NoSettings("has a value that holds itself, or an alias of nothing")
            value, size = self._anchored[event.anchor]
            self._count(size)
            return value, size
        self._count(1)
        if isinstance(event, yaml.ScalarEvent):
            value, size = _scalar(event), 1
        elif isinstance(event, yaml.SequenceStartEvent):
            value, size = self._sequence(event, depth)
        else:
            value, size = self._mapping(event, depth)
        if anchor := getattr(event, "anchor", None):
            self._anchored[anchor] = value, size
        return value, size

    def _sequence(self, start: yaml.Event, depth: int) -> tuple[Any, int]:
        items, size = [], 1
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            item, more = self._value(event, depth + 1)
            items.append(item)
            size += more
        if _tag(start) == "!ENV":
            return (items[-1] if len(items) > 1 else None), size
        return (None if _tagged(start, "seq") else items), size

    def _mapping(self, start: yaml.Event, depth: int) -> tuple[Any, int]:
        made: dict[str, Any] = {}
        size = 1
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key, more = self._value(event, depth + 1)
            value, yet_more = self._value(next(self._events), depth + 1)
            if isinstance(key, str):
                made[key] = value
            size += more + yet_more
        return (None if _tagged(start, "map") else made), size

    def _count(self, values: int) -> None:
        self._read += values
        if self._read > MOST_VALUES:
            raise _NoSettings(f"has more than {MOST_VALUES:,} values")


def _scalar(event: yaml.ScalarEvent) -> str | None:
    if event.tag not in _SCALAR_TAGS:
        return None
    return None if event.implicit[0] and event.value in _NULL else str(event.value)


def _tag(event: yaml.Event) -> str | None:
    tag: str | None = getattr(event, "tag", None)
    return tag


def _tagged(event: yaml.Event, kind: str) -> bool:
    return _tag(event) not in (None, "!", f"tag:yaml.org,2002:{kind}")
