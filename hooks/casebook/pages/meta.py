"""What front matter says to MkDocs and to a theme, which print it as it is given to them."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

TEXTS = ("title", "description", "author")
"""Fields that are text whatever YAML makes of it: ``no``, ``1.10`` and ``2013-07-03``."""

PATHS = ("template", "icon")
"""Fields that name a file of the theme."""


def for_theme(meta: Mapping[str, Any], written: Mapping[str, Any]) -> dict[str, Any]:
    """``meta``, which YAML made of what is ``written``, with text in it that brings no markup."""
    texts = {name: str(written[name]) for name in TEXTS if isinstance(written.get(name), str)}
    told = {**meta, **texts}
    if isinstance(tags := written.get("tags"), list):
        told["tags"] = [str(tag) for tag in tags if isinstance(tag, str)]
    return {
        name: value if name in PATHS else _without_markup(value) for name, value in told.items()
    }


def _without_markup(value: object) -> object:
    """``value`` with every text in it escaped, at any depth; front matter holds no circles."""
    if isinstance(value, str):
        return html.escape(value)
    if isinstance(value, list):
        return [_without_markup(inner) for inner in value]
    if isinstance(value, dict):
        return {name: _without_markup(inner) for name, inner in value.items()}
    return value
