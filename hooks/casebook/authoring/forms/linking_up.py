"""Writes a link into the front matter of a page that is there, without touching the rest of it."""

from __future__ import annotations

import re

import yaml

from casebook.authoring.forms.answers import Refused
from casebook.reading.front_matter import FENCED

_TOP_LEVEL = re.compile(r"^[^\s#-]", re.MULTILINE)


def with_link(page: str, field: str, to: str, because: str | None) -> str:
    """``page`` with a link to ``to`` at the end of the list ``field``.

    Raises Refused where the list is written in a way to which no line can be added.
    """
    fenced = FENCED.match(page)
    if fenced is None:
        raise Refused("the page of the claim has no front matter")
    start, end = fenced.span("yaml")
    key = re.compile(rf"^{re.escape(field)}:(?P<value>.*)\n", re.MULTILINE).search(page, start, end)
    item = _item(to, because)
    if key is None:
        return page[:end] + f"{field}:\n" + _indented(item, "  ") + page[end:]
    if key["value"].strip() and not key["value"].strip().startswith("#"):
        raise Refused(f"`{field}` of the claim's page is written on one line: add the link by hand")
    following = _TOP_LEVEL.search(page, key.end(), end)
    last = following.start() if following else end
    first = re.compile(r"^(?P<indent> *)- ", re.MULTILINE).search(page, key.end(), last)
    indent = first["indent"] if first else "  "
    return page[:last] + _indented(item, indent) + page[last:]


def _item(to: str, because: str | None) -> str:
    link = {"to": to, "because": because} if because else to
    return yaml.safe_dump([link], sort_keys=False, allow_unicode=True, width=100)


def _indented(text: str, indent: str) -> str:
    return "".join(f"{indent}{line}" for line in text.splitlines(keepends=True))
