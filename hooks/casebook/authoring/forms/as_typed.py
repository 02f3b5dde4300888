"""What people type where a form asks for a slug, a passage, printed words or an address.

They copy: with back-ticks, in quotation marks, as a Markdown link, between angle brackets, as the
whole address from the browser. These wrappings are accepted, and taken away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from casebook.model.passages import fold

_LINK = re.compile(r"!?\[(?P<text>[^\]]*)\]\(\s*<?(?P<url>[^)\s>]+)>?(?:\s+[\"'(][^)]*)?\)")
_DOUBLED = ("``", "**", "__", "''")
_ALIKE = "`*_\"'”＂"  # noqa: RUF001
_PAIRS = "“” „“ „” ‘’ ‚‘ «» »« ‹› 「」 『』 () [] <>"  # noqa: RUF001
_AROUND = (
    *((mark, mark) for mark in (*_DOUBLED, *_ALIKE)),
    *((pair[0], pair[1]) for pair in _PAIRS.split()),
)
_QUOTED_LINES = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_ELLIPSIS = re.compile(r"\A(?:…|\.{3}|\[…\]|\[\.{3}\])\s*|\s*(?:…|\.{3}|\[…\]|\[\.{3}\])\Z")
_PASSAGE = re.compile(r"(?<![\w.])p?\s*(\d{1,4})\s*[-‐‑‒–—−]\s*(\d{1,4})(?!\w)", re.IGNORECASE)  # noqa: RUF001


def unwrapped(answer: str) -> str:
    """Return an answer without what is only put around it; of a link, its address."""
    text = fold(answer)
    while True:
        link = _LINK.fullmatch(text)
        inner = link["url"] if link else _within_pair(text)
        if inner is None or not inner:
            return text
        text = inner


def names(answer: str) -> Iterator[str]:
    """Yield the slugs and titles that an answer may mean, the likeliest first."""
    link = _LINK.fullmatch(fold(answer))
    text = unwrapped(answer)
    yield text
    yield unwrapped(text.rstrip(" .,;"))
    address, _, fragment = text.partition("#")
    parts = [unquote(part) for part in address.partition("?")[0].split("/") if part]
    if parts and re.fullmatch(r"index(\.html|\.md)?", parts[-1]):
        parts.pop()
    if parts:
        yield re.sub(r"\.(html?|md)\Z", "", parts[-1]).strip(" .,;")
    if link:
        yield unwrapped(link["text"])
    if fragment:
        yield unquote(fragment)


def passage(answer: str) -> str | None:
    """Return the id of the passage that an answer names; None where it names none, or several."""
    text = unquote(unwrapped(answer))
    for part in (text.partition("#")[2], text):
        found = {f"p{int(one)}-{int(other)}" for one, other in _PASSAGE.findall(part)}
        if len(found) == 1:
            return found.pop()
    return None


def words(answer: str) -> list[str]:
    """Return what printed words an answer may mean: as they are, and without marks around them."""
    found = [fold(answer), fold(_QUOTED_LINES.sub("", answer))]
    while (inner := _within_pair(found[-1]) or _ELLIPSIS.sub("", found[-1])) not in ("", found[-1]):
        found.append(inner)
    return [*dict.fromkeys(found)]


def address(answer: str) -> str:
    """Return the address that an answer holds."""
    return unwrapped(answer)


def _within_pair(text: str) -> str | None:
    """Return what stands between marks that enclose the whole text; None if none do."""
    for opening, closing in _AROUND:
        if len(text) > len(opening + closing) and text.startswith(opening):
            inner = text[len(opening) : -len(closing)]
            if text.endswith(closing) and opening not in inner and closing not in inner:
                return inner.strip()
    return None
