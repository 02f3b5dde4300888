"""What front matter says to MkDocs and to a theme, which print it as it is given to them."""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import date
from typing import Any

TEXTS = ("title", "description", "author")
"""Fields that are text whatever YAML makes of it: ``no``, ``1.10`` and ``2013-07-03``."""

LISTS = ("tags", "hide")
"""Fields that are lists of texts, or one text."""

PATHS = ("template", "icon")
"""Fields that name a file of the theme."""


def for_theme(meta: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``meta``, which YAML made of what is ``written``, with no markup in its text."""
    texts = {name: str(written[name]) for name in TEXTS if isinstance(written.get(name), str)}
    told = {**meta, **texts}
    for name in LISTS:
        listed = [it] if isinstance(it := written.get(name), str) else it
        if isinstance(listed, list):
            told[name] = [str(item) for item in listed if isinstance(item, str)]
    return {
        name: value if name in PATHS else _without_markup(value)
        for name, value in told.items()
        if value is not None  # a key without value: not every plugin expects one
    }


def _without_markup(value: object) -> object:
    """Return ``value`` with every text in it escaped, at any depth; it must hold no circles."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, dict):
        return {html.escape(str(name)): _without_markup(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple, set)):  # YAML has tags for all three
        return [_without_markup(inner) for inner in value]
    if isinstance(value, date):
        return value
    return html.escape(str(value))
