"""Messages of commands about what they have done, from templates beside this module."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

templates = Environment(  # noqa: S701 - plain text
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def told(template: str, **given: object) -> str:
    """Return the text of a template, with what is given filled in."""
    return templates.get_template(template).render(**given)
