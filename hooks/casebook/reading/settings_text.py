"""The text of ``mkdocs.yml`` and its nodes, within the limits that front matter has as well."""

from __future__ import annotations

from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode

from casebook.model.cannot_run import CannotRun
from casebook.reading.front_matter import MOST_NODES
from casebook.reading.regular_files import content
from casebook.reading.yaml_nodes import DEEPEST, too_deep_at


def settings_text(config: Path) -> str:
    """Return the text of ``config``, every line end a newline; raises CannotRun or OSError."""
    text = content(config).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    at = too_deep_at(text)
    if at is not None:
        line = text.count("\n", 0, at) + 1
        raise CannotRun(f"{config}: line {line} is nested more than {DEEPEST} levels deep")
    return text


def composed(config: Path, loader: yaml.SafeLoader) -> Node | None:
    """Return the root node of what ``loader`` reads; raises CannotRun where it has no end.

    A few lines of aliases, or of merges, can stand for more than any memory holds.
    """
    root = loader.get_single_node()
    if isinstance(root, MappingNode):
        measured: dict[int, int | None] = {}
        for key, value in root.value:
            if _size(value, measured) > MOST_NODES:
                raise CannotRun(
                    f"{config}: {key.value} holds itself, has more than {DEEPEST} levels, "
                    "or is far too large"
                )
    return root


def _size(node: Node, measured: dict[int, int | None], level: int = 0) -> int:
    """Count the nodes at and below ``node``, aliases as often as they are used."""
    if isinstance(node, ScalarNode):
        return 1
    known = measured.get(id(node), 0)
    if known is None or level > DEEPEST:  # this node is being measured: it holds itself
        return MOST_NODES + 1
    if known:
        return known
    measured[id(node)] = None
    total = 1
    for item in node.value:
        for part in item if isinstance(item, tuple) else (item,):
            total += _size(part, measured, level + 1)
    measured[id(node)] = total
    return total
