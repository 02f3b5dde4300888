"""Marks the words of the glossary once in a section, not each time that they occur.

A word that is dotted at every turn is noise, and a page of many marks is slow.
"""

from __future__ import annotations

import re

_BEGINS = r"<(?:h[1-6]|tr|blockquote)\b|class=\"[^\"]*\bcb-(?:row|panel|original|sentence)\b"
_MARKED = re.compile(rf"(?P<begins>{_BEGINS})|<abbr (?P<told>[^>]*)>(?P<word>[^<]*)</abbr>")


def marked_once(html: str) -> str:
    """Return ``html`` with the first ``abbr`` of each kind in a section, and of others the word.

    A section is what follows a heading; so is a quotation, a row, and a sentence to be chosen.
    """
    seen: set[str] = set()

    def once(found: re.Match[str]) -> str:
        if found["begins"]:
            seen.clear()
        elif found["told"] in seen:
            return found["word"]
        else:
            seen.add(found["told"])
        return found.group()

    return _MARKED.sub(once, html)
