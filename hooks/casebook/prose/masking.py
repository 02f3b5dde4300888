"""Markdown with all that only looks like Markdown blotted out, every character in its place.

What is in code, in a comment, or in an address between angle brackets is no link and no heading.
A stretch is blotted out only where Python-Markdown is certain to see it so; ``None`` says that
something is left that only Python-Markdown can decide.
"""

from __future__ import annotations

import re

# A block of code whose fences stand at the beginning of their lines, and whose opening one has no
# more behind it than a language and a title.
_FENCED = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[ ]*(?:[\w#.+-]+)?(?:[ ]+title=\"[^\"\n]*\")?[ ]*\n"
    r"(?P<code>(?:.*\n)*?)(?P=fence)[ ]*(?=\n|\Z)",
    re.MULTILINE,
)
_CODE_SPAN = re.compile(r"`[^`\n]+`")
_COMMENT = re.compile(r"^<!--(?:(?!--)[^\n])*-->[ ]*$", re.MULTILINE)
_ADDRESS = re.compile(r"<https?://[^<>\s\[\]`]*>")
_MARKUP = re.compile(r"<[A-Za-z/!?]")
_INDENTED = re.compile(r"^ {4,}[^ \n]", re.MULTILINE)
_DEEP_IN_QUOTE = re.compile(r"^ {0,3}(?:> ?)+ {4}", re.MULTILINE)
_NOT_NEW_LINE = re.compile(r"[^\n]")


def masked(body: str) -> str | None:
    """``body`` with code, comments and addresses blotted out; None where that is not certain."""
    # One character is looked for first: several take ten times as long, and most pages have none.
    if ("`" in body and "```" in body) or ("~" in body and "~~~" in body):
        body = _FENCED.sub(_blank, body)
        if "```" in body or "~~~" in body:
            return None
    if "`" in body:
        if "\\`" in body:
            return None
        body = _CODE_SPAN.sub(_letters, body)
        if "`" in body:
            return None
    if "<" in body:
        body = _ADDRESS.sub(_letters, _COMMENT.sub(_blank, body))
        if _MARKUP.search(body) or "-8<-" in body:
            return None
    if "\t" in body or ("    " in body and _INDENTED.search(body)):
        return None  # code, or what belongs to an item of a list
    if ">" in body and _DEEP_IN_QUOTE.search(body):
        return None
    return body


_RAW = re.compile(r"<!--.*?-->|<(pre|script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)


def blotted(body: str) -> str:
    """``body`` with blocks of code, comments and raw text blotted out, where that is certain."""
    return _RAW.sub(_blank, _FENCED.sub(_blank, body))


def _blank(found: re.Match[str]) -> str:
    return _NOT_NEW_LINE.sub(" ", found.group())


def _letters(found: re.Match[str]) -> str:
    return "x" * len(found.group())


def blotted_with_spans(body: str) -> str:
    """``body`` with blocks and spans of code blotted out, and nothing else."""
    return _CODE_SPAN.sub(_blank, _FENCED.sub(_blank, body))
