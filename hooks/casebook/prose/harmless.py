"""Which Markdown can be seen to hold no active content without rendering it.

Says no wherever it is not certain; ``tests/test_active.py`` holds it against rendering.
"""

from __future__ import annotations

import re

from casebook.prose.masking import masked

# A comment on a line of its own that asks for a part of the casebook, and an address in angle
# brackets; nothing in either can end it early.
_KNOWN = re.compile(r"^<!-- *casebook: *[a-z-]+ *-->[ ]*$|<https?://[^<>\s&]*>", re.MULTILINE)
# The id of a heading, as of every passage of an article.
_ID = re.compile(r"[ ]\{:?[ ]?#[A-Za-z][\w-]*[ ]?\}[ ]*$", re.MULTILINE)
_ABBREVIATION = re.compile(r"^\*\[[^\[\]\n]*\]:", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\((?!/)(?:[\w.-]|/(?!/))*\)")
_WEB = re.compile(r"(\](?:\(|:[ ]))(?:https?://[^\s()<>&\\\"']+)")
_WHAT_MATTERS = re.compile(
    r"[<{\x00-\x08\x0b-\x1f\x7f]"  # markup, attributes, what Markdown takes away
    r"|&[#A-Za-z]"  # an entity
    r"|!\["  # another image
    r"|\]:"  # a definition
    r"|\]\([^)]*(?::|\Z)"  # a link with a scheme, or without an end
    r"|md-"  # a class of the theme
)
_SUSPECT = re.compile(r"[<{&:\x00-\x08\x0b-\x1f\x7f]|!\[|md-|\]\(")


def harmless(body: str) -> bool:
    """Tell whether ``body`` holds no active content for certain, whatever renders it."""
    if not _SUSPECT.search(body):
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
    return not _WHAT_MATTERS.search(body)
