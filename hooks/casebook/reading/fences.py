"""The lines ``---`` around front matter, where they are not as YAML and MkDocs require."""

from __future__ import annotations

import re

from casebook.model.finding import Finding
from casebook.model.source import WHOLE_FILE, Source
from casebook.quoting.looks_alike import BLANKS, UNSEEN, named

_BLANK = rf"[ \t{BLANKS}{UNSEEN}]*"
_HYPHEN = r"-\u2010-\u2015\u2212\ufe63\uff0d"
_CLOSING = re.compile(rf"^{_BLANK}(?:[{_HYPHEN}=]{_BLANK}){{2,}}$", re.MULTILINE)
_OPENING = re.compile(rf"{_BLANK}(?:[{_HYPHEN}=*_+]{_BLANK}){{2,}}$", re.MULTILINE)
_CONFLICT = re.compile(r"<{7}(?= |$)", re.MULTILINE)
_EMPTY_LINE = re.compile(r"^[ \t]*$", re.MULTILINE)


def no_front_matter(source: Source) -> Finding:
    """Return the finding for a page without front matter, by what stands in its place."""
    text = source.text
    begin = len(text) - len(text.lstrip("\n"))
    first = text[begin:].partition("\n")[0]
    message, hint, place = "the page has no front matter", None, WHOLE_FILE
    if _CONFLICT.match(first):
        hint = "the page holds both sides of a merge conflict: keep one, and remove its marks"
    elif _is_fence(first) and not begin:
        message = "the front matter is not closed"
        hint = "put a line `---` after its last field"
        if meant := closing_meant(text, len(first) + 1):
            place, hint = source.place(*meant[0]), meant[1]
    elif _OPENING.match(first):
        place, hint = source.place(begin, begin + len(first)), _said_of(first)
    elif first.startswith("---"):
        message, hint = "the front matter is not closed", "put a line `---` after its last field"
    hint = hint or "begin it with a line `---`, fields, and `---`"
    return Finding("no-front-matter", source, place, message, hint)


def closing_meant(
    text: str, start: int, end: int | None = None
) -> tuple[tuple[int, int], str] | None:
    """Return the line meant to close front matter which begins at ``start``, and a hint.

    It is above the first empty line, since the text below may have rules and underlines like it.
    """
    empty = _EMPTY_LINE.search(text, start)
    limit = min(empty.start() if empty else len(text), len(text) if end is None else end)
    found = _CLOSING.search(text, start, limit)
    return (found.span(), _said_of(found.group())) if found else None


def _is_fence(line: str) -> bool:
    return line.rstrip(" \t") == "---"


def _said_of(line: str) -> str:
    """Return what to do with a line that was meant as a fence."""
    strange = [letter for letter in line if letter not in "-*_+= \t"]
    if strange:
        return f"this line has {named(strange)}: write three hyphens, `---`, in its place"
    if _is_fence(line):
        return "let this line be the first of the file"
    if line.strip() == "---":
        return "let the hyphens begin at the left: no blank stands before them"
    return "write three hyphens, `---`, in place of this line"
