"""Plain Markdown read at a glance: links, images and headings, or None where it is not plain.

What is decided here is what Python-Markdown with the extensions of ``reader.KNOWN`` decides;
``tests/test_prose.py`` holds the one to the other.
"""

from __future__ import annotations

import re

from casebook.prose.markup import NOTHING, Hyperlink, Markup
from casebook.prose.masking import masked

# A link whose text and target hold nothing that could end them early. A line end within the text
# is followed by a letter, so that no block begins there.
_LINK = re.compile(
    r"\[(?P<text>(?:[^\[\]|\\\n]|\n(?=[^\W\d_]))*)\]"
    r"(?:\((?P<target>[^\s()<>\[\]|\\\"'`]*)(?:[ ]\"[^\"'()\[\]|\\\n]*\")?\))?"
)
# What may not follow square brackets that are no link: a target, a label or a definition.
_GOES_ON = re.compile(r"\(|\s?\[|:")


def scan(body: str) -> Markup | None:
    """The links and images of ``body``; None where only Python-Markdown can tell."""
    if "[" not in body:
        return NOTHING
    text = masked(body)
    if text is None:
        return None
    links = []
    position = text.find("[")
    while position >= 0:
        found = _LINK.match(text, position)
        if found is None or text[position - 1 : position] == "\\":
            return None
        target, end = found["target"], found.end()
        if target is None:
            if found["text"][:1] in ("^", "!") or _GOES_ON.match(text, end):
                return None
        else:
            is_image = position > 0 and text[position - 1] == "!"
            if "!" in (target[:1], text[position - 2 : position - 1]) and is_image:
                return None
            start = position - is_image
            words = body[position + 1 : position + 1 + len(found["text"])]
            links.append(Hyperlink(start, end, target, found.start("target"), words, is_image))
        position = text.find("[", end)
    return Markup(tuple(links))
