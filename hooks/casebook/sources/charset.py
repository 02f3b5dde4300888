"""Bytes to text, whatever they are called: byte-order mark, header, meta, then a guess."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a label means to browsers (https://encoding.spec.whatwg.org/#names-and-labels), where it is
# more than it says.
_WIDER = {
    **dict.fromkeys(("iso8859-1", "ascii", "latin-1"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "iso8859-9": "cp1254",
}
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]+)", re.IGNORECASE)
_META = re.compile(
    rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:+-]+)", re.IGNORECASE
)
_META_WITHIN = 4096
_GUESSED_FROM = 65_536


def decodings(body: bytes, content_type: str) -> Iterator[str]:
    """Yield the text, read as the likeliest charset first; the labels on pages are often wrong."""
    seen = set()
    exact = False
    for charset in _charsets(body, content_type):
        if charset not in seen:
            seen.add(charset)
            try:
                yield body.decode(charset)
                exact = True
            except (UnicodeDecodeError, UnicodeError):
                continue
    if not exact:
        yield body.decode("utf-8", "replace")
        yield body.decode("cp1252", "replace")


def _charsets(body: bytes, content_type: str) -> Iterator[str]:
    for mark, charset in _MARKS:
        if body.startswith(mark):
            yield "utf-8-sig" if charset == "utf-8" else charset
    labels = [found[1] for found in [_HEADER.search(content_type)] if found]
    labels += [label.decode("ascii") for label in _META.findall(body[:_META_WITHIN])]
    for label in labels:
        if known := _known(label):
            yield known
    yield "utf-8"
    if (guess := from_bytes(body[:_GUESSED_FROM]).best()) is not None:
        yield _WIDER.get(guess.encoding, guess.encoding)


def _known(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return None
    return _WIDER.get(name, name) if _is_text(name) else None


def _is_text(name: str) -> bool:
    """Return whether a codec of Python is a charset: some turn bytes into bytes."""
    return bool(getattr(codecs.lookup(name), "_is_text_encoding", True))
