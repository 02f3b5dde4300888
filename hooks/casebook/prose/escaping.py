"""Text as Markdown that shows it as it is: no field brings markup of its own."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from markupsafe import Markup

from casebook.model.passages import fold

# Character references, not backslashes: no Markdown extension gives them a meaning of its own.
_SPECIAL = re.compile(
    r"""[\\`*_{}\[\]|~^$#<>&]      # Markdown's and HTML's own characters, wherever they stand
    |==                           # a mark
    |:(?=[\w+-]+:)                # an emoji's name
    |\A[^\w\s"'“”\u2018\u2019(]   # what would begin a list, a rule, an admonition …
    |(?<=\A\d)[.)]|(?<=\A\d\d)[.)]|(?<=\A\d\d\d)[.)]|(?<=\A\d{4})[.)]  # … or a numbered list
    """,
    re.VERBOSE,
)
_IN_ADDRESSES = ":/?#@!$&*+,;=%-._~"


def plain(value: object) -> Markup:
    """Return ``value`` as Markdown that shows it as it is, on one line."""
    if value is None:
        return Markup("")
    if isinstance(value, Markup):
        return value
    return _escaped(str(value))


@lru_cache(maxsize=65_536)  # titles are shown on many pages
def _escaped(text: str) -> Markup:
    return Markup(_SPECIAL.sub(_references, fold(text)))  # noqa: S704 - escaped just there


def _references(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in found.group())


def verbatim(words: str) -> Markup:
    """Return ``words`` of others as Markdown that no extension changes, quotation marks included.

    Each sign is a character reference, which `smarty` and the like leave alone.
    """
    escaped = re.sub(r"[^\w\s]|_", _references, fold(words))
    return Markup(escaped)  # noqa: S704 - only letters and digits are left


def address(url: str) -> Markup:
    """Return ``url`` as the destination of a Markdown link."""
    return Markup(quote(url, safe=_IN_ADDRESSES))  # noqa: S704 - percent-encoded


_ENDED = re.compile(r"[.!?…。！？｡؟۔।॥։።].?\Z")  # noqa: RUF001
_UNSPACED_END = re.compile(r"[\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]\W*\Z")


def sentence(text: str) -> str:
    """Return ``text`` with a capital letter, and with a full stop where it has no end mark."""
    text = fold(text)
    if text and not _ENDED.search(text):
        text += "。" if _UNSPACED_END.search(text) else "."
    return text[:1].upper() + text[1:]
