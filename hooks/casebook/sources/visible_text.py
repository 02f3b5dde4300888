"""What a reader sees of a page: no script, no style, no comment, nothing hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from casebook.sources.charset import decodings

_UNSEEN = frozenset(
    (
        *("script", "style", "template", "noscript", "head", "title", "iframe", "object", "audio"),
        *("video", "canvas", "datalist", "rp", "rt", "desc", "metadata", "noembed", "noframes"),
    )
)
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center"),
        *("dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html"),
        *("img", "input", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p"),
        *("pre", "search", "section", "select", "summary", "table", "tbody", "td", "textarea"),
        *("tfoot", "th", "thead", "tr", "ul"),
    )
)
"""Elements at whose edges words end; `<b>` and the like may begin within a word."""

_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_HTML = re.compile(r"html|xml", re.IGNORECASE)
_TEXT = re.compile(r"^(?:text/|application/(?:json|javascript)\b)", re.IGNORECASE)
_LOOKS_LIKE_HTML = re.compile(
    rb"^\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|title|meta)\b", re.I | re.S
)


@dataclass(frozen=True)
class Seen:
    """The text of a page as one way to read its bytes gives it, and the page's names for itself."""

    text: str
    names: tuple[str, ...] = ()


def is_pdf(body: bytes) -> bool:
    """Return whether a body is a PDF, whatever its server calls it."""
    return b"%PDF-" in body[:1024]


def is_text(body: bytes, content_type: str) -> bool:
    """Return whether a body can be read as text."""
    kind = content_type.partition(";")[0].strip()
    return not kind or bool(_TEXT.match(kind) or _HTML.search(kind) or _LOOKS_LIKE_HTML.match(body))


def seen(body: bytes, content_type: str) -> Iterator[Seen]:
    """Yield what a reader sees, once for each way in which the bytes may be meant.

    References to notes (raised links) are in the first reading of each and not in the second.
    """
    html = _HTML.search(content_type.partition(";")[0]) or _LOOKS_LIKE_HTML.match(body)
    for text in decodings(body, content_type):
        if not html:
            yield Seen(text)
            continue
        tree = LexborHTMLParser(text)
        names = tuple(
            node.text(strip=True)
            for node in (tree.css_first("title"), tree.css_first("h1"))
            if node
        )
        body_node = tree.body
        if body_node is None:
            yield Seen("", names)
            continue
        yield Seen("".join(_pieces(body_node)), names)
        if tree.css_first("sup a") is not None:
            yield Seen("".join(_pieces(body_node, notes=False)), names)


def _pieces(root: LexborNode, *, notes: bool = True) -> Iterator[str]:
    """Yield the text below ``root`` in its order, with a line's end at the edge of each block.

    No recursion: pages can be nested as deep as they like.
    """
    above = [root]
    node = root.child
    while above:
        if node is None:  # the end of the innermost element
            left = above.pop()
            if left.tag in _BLOCKS:
                yield "\n"
            node = left.next if above else None
            continue
        tag = node.tag or ""
        if tag == "-text":
            yield node.text_content or ""
        elif tag in _BLOCKS:
            yield "\n"
        if node.child is None or _is_unseen(node, tag, notes=notes):
            node = node.next
        else:
            above.append(node)
            node = node.child


def _is_unseen(node: LexborNode, tag: str, *, notes: bool) -> bool:
    if tag.startswith("-") or tag in _UNSEEN:
        return True
    if tag == "sup" and not notes and node.css_first("a") is not None:
        return True
    attributes = node.attributes
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if tag == "dialog" and "open" not in attributes:
        return True
    return bool(_HIDING.search(attributes.get("style") or ""))
