"""The site's menu as ``mkdocs.yml`` has it: which pages it names, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from yaml.nodes import MappingNode, Node, SequenceNode

from casebook.model.cannot_run import CannotRun
from casebook.model.navigation import Entry, Navigation
from casebook.model.source import Source
from casebook.reading.settings import environment_variable
from casebook.reading.settings_text import composed, settings_text
from casebook.reading.yaml_nodes import DEEPEST, FastLoader

# An address; or what only a plugin can read: a folder, a pattern.
_NO_PATH = re.compile(r"[a-z][a-z0-9+.-]*:|/|.*(\*|/$)", re.IGNORECASE)


def read_navigation(config: Path, shown_as: str, left_out: tuple[str, ...]) -> Navigation | None:
    """Return the menu in the file ``config``, which findings call ``shown_as``; None if none."""
    text = settings_text(config)
    source = Source(shown_as, text)
    root = composed(config, FastLoader(text))
    if not isinstance(root, MappingNode):
        return None
    for key, value in root.value:
        if key.value == "nav" and isinstance(value, SequenceNode):
            return Navigation(source, tuple(_entries(source, value)), left_out)
    return None


def _entries(source: Source, node: Node, level: int = 0, title: str = "") -> Iterator[Entry]:
    if level > DEEPEST:
        raise CannotRun(f"{source.path}: nav has more than {DEEPEST} levels")
    if node.tag == "!ENV":
        yield from _named(source, node, environment_variable(node), title)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _entries(source, item, level + 1)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _entries(source, value, level + 1, str(key.value))
    else:
        yield from _named(source, node, node.value, title)


def _named(source: Source, node: Node, path: object, title: str) -> Iterator[Entry]:
    if path and isinstance(path, str) and not _NO_PATH.match(path):
        start = node.start_mark.index if node.start_mark else 0
        end = node.end_mark.index if node.end_mark else start
        yield Entry(path.removeprefix("./"), source.place(start, end), title)
