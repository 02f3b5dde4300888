"""Markdown with all that only looks like Markdown blotted out, every character in its place.

What is in code, in a comment, or in an address between angle brackets is no link and no heading. A
stretch is blotted out only where Python-Markdown certainly reads it as such; ``None`` says that
something is left that only Python-Markdown can decide.
"""

from __future__ import annotations

import re

# A block of code whose fences stand at the beginning of their lines, and whose opening one has no
# more behind it than a language and a title.
_FENCE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})(?P<rest>[ ]*(?:[\w#.+-]+)?(?:[ ]+title=\"[^\"\n]*\")?[ ]*)$",
    re.MULTILINE,
)
_CODE_SPAN = re.compile(r"`[^`\n]+`")
_COMMENT = re.compile(r"^<!--(?:(?!--)[^\n])*-->[ ]*$", re.MULTILINE)
_ADDRESS = re.compile(r"<https?://[^<>\s\[\]`]*>")
# Words of another language, marked as such within a text; the tags alone are blotted out.
LANGUAGE = r"<span(?: (?:lang|dir)=\"[A-Za-z0-9-]+\")+>|</span>"
_LANGUAGE = re.compile(LANGUAGE)
_MARKUP = re.compile(r"<[A-Za-z/!?]")
_INDENTED = re.compile(r"^ {4,}[^ \n]", re.MULTILINE)
_DEEP_IN_QUOTE = re.compile(r"^ {0,3}(?:> ?)+ {4}", re.MULTILINE)
_NOT_NEW_LINE = re.compile(r"[^\n]")


def masked(body: str) -> str | None:
    """Return ``body`` with code, comments and addresses blotted out; None where in doubt."""
    # One character is looked for first: several take ten times as long, and most pages have none.
    if ("`" in body and "```" in body) or ("~" in body and "~~~" in body):
        body = _without_fenced(body)
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
        body = _LANGUAGE.sub(_blank, body)
        if _MARKUP.search(body) or "-8<-" in body:
            return None
    if "\t" in body or ("    " in body and _INDENTED.search(body)):
        return None  # code, or what belongs to an item of a list
    if ">" in body and _DEEP_IN_QUOTE.search(body):
        return None
    return body


_RAW = re.compile(r"<!--|<(?P<tag>pre|script|style)\b", re.IGNORECASE)


def blotted(body: str) -> str:
    """Return ``body`` with blocks of code, comments and raw text blotted out, where certain."""
    return _without_raw(_without_fenced(body))


def _without_raw(body: str) -> str:
    """Blot out comments and raw text; each is looked through once, however many begin."""
    if not _RAW.search(body):
        return body
    small = body.lower() if len(body.lower()) == len(body) else body
    parts, position = [], 0
    unended: set[str] = set()
    while found := _RAW.search(body, position):
        end = f"</{found['tag'].lower()}>" if found["tag"] else "-->"
        closing = -1 if end in unended else small.find(end, found.end())
        if closing < 0:
            unended.add(end)
            if len(unended) == len(_ENDS):
                break
            parts.append(body[position : found.end()])
            position = found.end()
            continue
        parts.append(body[position : found.start()])
        position = closing + len(end)
        parts.append(_NOT_NEW_LINE.sub(" ", body[found.start() : position]))
    return "".join([*parts, body[position:]])


_ENDS = ("-->", "</pre>", "</script>", "</style>")


def _without_fenced(body: str) -> str:
    """Blot out blocks of code; fences that nothing closes are looked for once."""
    fences = [*_FENCE.finditer(body)]
    closing: dict[str, list[re.Match[str]]] = {}
    for found in reversed(fences):  # the last of each list comes first on the page
        if not found["rest"].strip():
            closing.setdefault(found["fence"], []).append(found)
    parts, position = [], 0
    for found in fences:
        if found.start() < position:
            continue
        ends = closing.get(found["fence"], [])
        while ends and ends[-1].start() <= found.start():
            ends.pop()
        if ends:
            parts.append(body[position : found.start()])
            position = ends[-1].end()
            parts.append(_NOT_NEW_LINE.sub(" ", body[found.start() : position]))
    return "".join([*parts, body[position:]])


def _blank(found: re.Match[str]) -> str:
    return _NOT_NEW_LINE.sub(" ", found.group())


def _letters(found: re.Match[str]) -> str:
    return "x" * len(found.group())


def blotted_with_spans(body: str) -> str:
    """Return ``body`` with blocks and spans of code blotted out, and nothing else."""
    return _CODE_SPAN.sub(_blank, _without_fenced(body))
