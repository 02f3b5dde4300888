"""Changes an existing page without touching the rest of it."""

from __future__ import annotations

import re
from bisect import bisect_left

import yaml

from casebook.authoring.forms.answers import Refused
from casebook.reading.front_matter import FENCED

_TOP_LEVEL = re.compile(r"^[^\s#-]", re.MULTILINE)


def with_link(page: str, field: str, to: str, because: str | None) -> str:
    """Return ``page`` with a link to ``to`` at the end of the list ``field``.

    The lines that are there stay as they are, and the new ones end as they do. Raises Refused where
    the list is written in a way to which no line can be added.
    """
    text = page.replace("\r\n", "\n").replace("\r", "\n")
    fenced = FENCED.match(text)
    if fenced is None:
        raise Refused("the page of the claim has no front matter")
    start, end = fenced.span("yaml")
    key = re.compile(rf"^{re.escape(field)}:(?P<value>.*)\n", re.MULTILINE).search(text, start, end)
    item = _item(to, because)
    if key is None:
        return replaced(page, end, end, f"{field}:\n" + _indented(item, "  "))
    if key["value"].strip() and not key["value"].strip().startswith("#"):
        raise Refused(f"`{field}` of the claim's page is written on one line: add the link by hand")
    following = _TOP_LEVEL.search(text, key.end(), end)
    last = following.start() if following else end
    first = re.compile(r"^(?P<indent> *)- ", re.MULTILINE).search(text, key.end(), last)
    indent = first["indent"] if first else "  "
    return replaced(page, last, last, _indented(item, indent))


def replaced(page: str, start: int, end: int, words: str) -> str:
    """Return ``page`` with other ``words`` from ``start`` to ``end``, and all else untouched.

    The two are offsets in the page with every line end a newline; the new lines end as its first.
    """
    ends = [found.start() for found in re.finditer("\r\n", page)]
    at = [offset - i for i, offset in enumerate(ends)]
    start, end = start + bisect_left(at, start), end + bisect_left(at, end)
    if ends and "\n" not in page[: ends[0]]:
        words = words.replace("\n", "\r\n")
    return page[:start] + words + page[end:]


def _item(to: str, because: str | None) -> str:
    link = {"to": to, "because": because} if because else to
    return yaml.safe_dump([link], sort_keys=False, allow_unicode=True, width=100)


def _indented(text: str, indent: str) -> str:
    return "".join(f"{indent}{line}" for line in text.splitlines(keepends=True))
