"""The site's menu as ``mkdocs.yml`` has it: which pages it names, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pathspec import GitIgnoreSpec
from yaml.nodes import MappingNode, Node, SequenceNode

from casebook.model.cannot_run import CannotRun
from casebook.model.source import Place, Source
from casebook.reading.settings import environment_variable
from casebook.reading.settings_text import composed, settings_text
from casebook.reading.yaml_nodes import DEEPEST, FastLoader

# An address; or what only a plugin can read: a folder, a pattern.
_NO_PATH = re.compile(r"[a-z][a-z0-9+.-]*:|/|.*(\*|/$)", re.IGNORECASE)


# What gitignore's patterns do not take as it is.
_MEANS_MORE, _ESCAPED = re.compile(r"[\\*?\[\]! ]"), r"\\\g<0>"


@dataclass(frozen=True)
class Entry:
    """A path that the menu names, and its place in the file of settings."""

    path: str
    place: Place


@dataclass(frozen=True)
class Navigation:
    """The menu: its entries, and the patterns of pages that are meant to be in none."""

    source: Source
    entries: tuple[Entry, ...]
    left_out: tuple[str, ...] = ()

    def without(self, uris: Iterable[str]) -> Navigation:
        """Return the same menu with these pages left out of it on purpose, too."""
        patterns = (f"/{_MEANS_MORE.sub(_ESCAPED, uri)}" for uri in uris)
        return replace(self, left_out=(*self.left_out, *patterns))

    def unlisted(self, uris: Iterator[str]) -> Iterator[str]:
        """Those of ``uris`` that the menu neither names nor leaves out on purpose."""
        named = {entry.path for entry in self.entries}
        left_out = GitIgnoreSpec.from_lines(self.left_out)
        return (uri for uri in uris if uri not in named and not left_out.match_file(uri))


def read_navigation(config: Path, shown_as: str, left_out: tuple[str, ...]) -> Navigation | None:
    """The menu in the file ``config``, which findings call ``shown_as``; None if it has none."""
    text = settings_text(config)
    source = Source(shown_as, text)
    root = composed(config, FastLoader(text))
    if not isinstance(root, MappingNode):
        return None
    for key, value in root.value:
        if key.value == "nav" and isinstance(value, SequenceNode):
            return Navigation(source, tuple(_entries(source, value)), left_out)
    return None


def _entries(source: Source, node: Node, level: int = 0) -> Iterator[Entry]:
    if level > DEEPEST:
        raise CannotRun(f"{source.path}: nav has more than {DEEPEST} levels")
    if node.tag == "!ENV":
        yield from _named(source, node, environment_variable(node))
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _entries(source, item, level + 1)
    elif isinstance(node, MappingNode):
        for _, value in node.value:
            yield from _entries(source, value, level + 1)
    else:
        yield from _named(source, node, node.value)


def _named(source: Source, node: Node, path: object) -> Iterator[Entry]:
    if path and isinstance(path, str) and not _NO_PATH.match(path):
        start = node.start_mark.index if node.start_mark else 0
        end = node.end_mark.index if node.end_mark else start
        yield Entry(path.removeprefix("./"), source.place(start, end))
