"""Files of a theme that pages name in front matter: a template, an icon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from jinja2 import Environment, TemplateError

NAMED = {"template": "{}", "icon": ".icons/{}.svg"}
"""Fields that name a file, and how a theme makes its path of them."""


def missing(
    env: Environment, pages: Iterable[tuple[str, Mapping[str, Any]]]
) -> Iterator[tuple[str, str, str]]:
    """Yield each page that names a file missing from the theme, with the field and a message.

    Otherwise the theme would end the build at the first page that shows it.
    """
    for uri, meta in pages:
        for name, path in NAMED.items():
            value = meta.get(name)
            if value and not _is_there(env, path.format(value)):
                yield uri, name, f"the theme has no {name} `{value}`"


def _is_there(env: Environment, path: str) -> bool:
    try:
        env.get_template(path)
    except (TemplateError, OSError, ValueError, UnicodeError):
        return False
    return True
