"""Plain Markdown read at a glance: links, images and headings, or None where it is not plain.

What is decided here is what Python-Markdown with the extensions of ``reader.KNOWN`` decides;
``tests/test_prose.py`` holds the one to the other.
"""

from __future__ import annotations

import re

from casebook.prose.markup import NOTHING, Hyperlink, Markup
from casebook.prose.masking import masked
from casebook.prose.raw_links import MAY_HAVE

# A link whose text and target hold nothing that could end them early. A line end within the text
# is followed by a letter, though it be set in as in a list, so that no block begins there.
_LINK = re.compile(
    r"\[(?P<text>(?:[^\[\]|\\\n]|\n(?=[ ]{0,3}[^\W\d_]))*)\]"
    r"(?:\((?P<target>[^\s()<>\[\]|\\\"'`]*)(?:[ ]\"[^\"'()\[\]|\\\n]*\")?\))?"
)
# What may not follow square brackets that are no link: a target, a label or a definition.
_GOES_ON = re.compile(r"\(|\s?\[|:")


def scan(body: str) -> Markup | None:
    """Return the links and images of ``body``; None where only Python-Markdown can tell."""
    if "[" not in body:
        return None if "-8<-" in body or ("<" in body and MAY_HAVE.search(body)) else NOTHING
    text = masked(body)
    if text is None:
        return None
    matches = [*_LINK.finditer(text)]
    if len(matches) < text.count("["):  # one that is no such link, and holds no other bracket
        return None
    links = []
    for found in matches:
        words, target = found.groups()
        position, end = found.span()
        before = text[position - 1 : position]
        if before == "\\":
            return None
        if target is None:
            if words[:1] in ("^", "!") or _GOES_ON.match(text, end):
                return None
            continue
        is_image = before == "!"
        if is_image and (target[:1] == "!" or text[position - 2 : position - 1] in ("!", "\\")):
            return None
        target_at = found.start("target")
        words = body[position + 1 : position + 1 + len(words)]
        links.append(Hyperlink(position - is_image, end, target, target_at, words, is_image))
    return Markup(tuple(links))
