"""Markdown that certainly holds no active content, as can be seen without rendering it.

Says no wherever it is not certain; ``tests/test_active.py`` compares it with rendering.
"""

from __future__ import annotations

import re

from casebook.prose.masking import LANGUAGE, masked

# A comment on a line of its own that asks for a part of the casebook, an address in angle brackets,
# and what marks words of another language; nothing in any can end it early.
_KNOWN = re.compile(
    rf"^<!-- *casebook: *[a-z-]+ *-->[ ]*$|<https?://[^<>\s&]*>|{LANGUAGE}", re.MULTILINE
)
# The id of a heading, as of every passage of an article.
_ID = re.compile(r"[ ]\{:?[ ]?#[A-Za-z][\w-]*[ ]?\}[ ]*$", re.MULTILINE)
_ABBREVIATION = re.compile(r"^\*\[[^\[\]\n]*\]:", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\((?!/)(?:[\w.-]|/(?!/))*\)")
_WEB = re.compile(r"(\](?:\(|:[ ]))(?:https?://[^\s()<>&\\\"']+)")
# One pattern for each thing, and none that begins in several ways: `re` leaps to where a pattern
# can begin, but takes ten times as long where it has to try several at each character.
_MARKUP = re.compile(r"[<{\x00-\x08\x0b-\x1f\x7f]")  # also attributes, what Markdown takes away
_ENTITY = re.compile(r"&[#A-Za-z]")
_LINK = re.compile(r"\]\([^)]*(?::|\Z)")  # one with a scheme, or without an end


def _may_be_active(body: str) -> bool:
    return "](" in body or ":" in body or "&" in body or "![" in body or "md-" in body


def harmless(body: str) -> bool:
    """Return whether ``body`` holds no active content for certain, whatever renders it."""
    if not (_MARKUP.search(body) or _may_be_active(body)):
        return True
    if "<" in body:
        body = _KNOWN.sub("x", body)
    if "`" in body or "~~~" in body:
        # A comment may end otherwise for a browser than for what blots it out.
        shown = None if "<!" in body else masked(body)
        if shown is None:
            return False
        body = shown
    if "{" in body:
        body = _ID.sub("", body)
    if "*[" in body:
        body = _ABBREVIATION.sub("x ", body)
    if "![" in body:
        body = _IMAGE.sub("x", body)
    if "//" in body:
        body = _WEB.sub(r"\1x", body)
    return not (
        _MARKUP.search(body)
        or "![" in body  # another image
        or "]:" in body  # a definition
        or "md-" in body  # a class of the theme
        or ("&" in body and _ENTITY.search(body))
        or ("](" in body and _LINK.search(body))
    )
