"""Headings of plain Markdown and their ids; None where only Python-Markdown can find them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from casebook.model.cannot_run import CannotRun
from casebook.prose.markup import Anchors, Heading
from casebook.prose.masking import masked

_HEADING = re.compile(
    r"^\#{1,6}(?P<words>.*?)\#*(?:[ ]+\{:?(?P<attributes>[^{}\n]*)\})?[ ]*$", re.MULTILINE
)
_UNDERLINED = re.compile(r"^[^\S\n]*\S.*\n(?:=+|-+)[ ]*$", re.MULTILINE)
_ID = re.compile(r"(?:^|[ ])\#([\w.:-]+)(?=[ ]|$)")
_NESTED = re.compile(r"^[ ]*(?:(?:[>*+:-]|\d+\.)[ ]*)+\#", re.MULTILINE)
_ATTRIBUTES = re.compile(r"\{[^}\n]*\#")
_NAMED = re.compile(r"\{[^}\n]*=")  # such as `{ id=x }`
_PLAIN = re.compile(r"""[\w\s,.;:?!'"()’“”–—/%-]*""")  # noqa: RUF001


def scan_anchors(body: str, toc: Mapping[str, Any]) -> Anchors | None:
    """Return the headings and ids of ``body``; None where only Python-Markdown can find them.

    ``toc`` holds the settings of that extension.
    """
    text = masked(body)
    if text is None or _NESTED.search(text) or _UNDERLINED.search(text) or "[^" in text:
        return None
    if _NAMED.search(text):
        return None
    found = [*_HEADING.finditer(text)]
    with_ids = sum(bool(_ID.search(heading["attributes"] or "")) for heading in found)
    if len(_ATTRIBUTES.findall(text)) != with_ids:
        return None
    written: list[str | None] = []
    for heading in found:
        ids = _ID.findall(heading["attributes"] or "")
        words = heading["words"]
        as_it_is = body[heading.start("words") : heading.end("words")] == words
        if len(ids) > 1 or not (ids or (as_it_is and _PLAIN.fullmatch(words) and "_" not in words)):
            return None
        written.append(ids[0] if ids else None)
    ids = _with_slugs(written, [heading["words"] for heading in found], toc)
    headings = (Heading(h.start(), name) for h, name in zip(found, ids, strict=True))
    return Anchors(tuple(headings), frozenset(ids))


def slugs(toc: Mapping[str, Any]) -> Callable[[str], str]:
    """Return the function by which the site makes ids of headings.

    ``toc`` holds the settings of that extension. What is returned raises CannotRun where the site's
    own function fails.
    """
    from markdown.extensions.toc import slugify  # noqa: PLC0415 - slow, and seldom needed

    slug: Callable[[str, str], str] = toc.get("slugify") or slugify
    separator = str(toc.get("separator", "-"))

    def of(heading: str) -> str:
        try:
            return slug(heading.strip(), separator)
        except Exception as error:  # whatever the function raises
            raise CannotRun(f"toc cannot use its slugify: {error}") from error

    return of


def _with_slugs(written: list[str | None], words: list[str], toc: Mapping[str, Any]) -> list[str]:
    """Return the ids that are written, and for the other headings those that ``toc`` gives."""
    if None not in written:
        return [name for name in written if name]
    from markdown.extensions.toc import unique  # noqa: PLC0415 - as above

    slug = slugs(toc)
    used = {name for name in written if name}
    return [
        name or unique(slug(heading), used) for name, heading in zip(written, words, strict=True)
    ]


def unknown_slugs(heading: str, separator: str) -> str:
    """Stand in for a function of the site's own that makes ids of headings."""
    return heading
