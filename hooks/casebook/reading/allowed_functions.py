"""The functions that tags of ``mkdocs.yml`` may name, each by its whole name, and no others.

They are what Markdown extensions take as settings: how to make the ids of headings, how to write
fences, mathematics and emoji. What is not among them is not imported, let alone called.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

_SLUGS = ("slugify", "gfm", "gfm_encoded")
_USLUGS = ("uslugify", "uslugify_encoded", "uslugify_cased", "uslugify_cased_encoded")
_INDEXES = ("emojione", "gemoji", "twemoji")
_PICTURES = ("to_alt", "to_awesome", "to_png", "to_png_sprite", "to_svg", "to_svg_sprite")

NAMED = frozenset(
    {
        *(f"markdown.extensions.toc.{it}" for it in ("slugify", "slugify_unicode")),
        *(f"pymdownx.slugs.{it}" for it in (*_SLUGS, *_USLUGS)),
        *(f"pymdownx.emoji.{it}" for it in (*_INDEXES, *_PICTURES)),
        *(f"pymdownx.superfences.fence_{it}_format" for it in ("code", "div")),
        *(f"pymdownx.arithmatex.fence_{it}_format" for it in ("mathjax", "generic")),
        *(f"pymdownx.arithmatex.inline_{it}_format" for it in ("mathjax", "generic")),
        *(f"material.extensions.emoji.{it}" for it in ("twemoji", "to_svg")),
    }
)
"""What ``!!python/name:`` may name."""

APPLIED = frozenset(
    {
        "pymdownx.slugs.slugify",
        *(f"pymdownx.arithmatex.arithmatex_{it}_format" for it in ("inline", "fenced")),
    }
)
"""What ``!!python/object/apply:`` may call: functions that give back a function, and do no more."""


def named(name: str) -> Callable[..., Any] | None:
    """Return the function ``name``; None where it is not allowed, or is not there."""
    return _imported(name) if name in NAMED else None


def applied(name: str, *args: Any, **kwds: Any) -> Any:
    """Return what the function ``name`` gives; None where it may not be called so."""
    function = _imported(name) if name in APPLIED else None
    try:
        return function(*args, **kwds) if function else None
    except TypeError:
        return None


def _imported(name: str) -> Callable[..., Any] | None:
    module, _, attribute = name.rpartition(".")
    try:
        found = getattr(import_module(module), attribute)
    except (ImportError, AttributeError):
        return None
    return found if callable(found) else None
