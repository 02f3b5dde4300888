"""Active content in HTML: what a browser would run, fetch from elsewhere or take for its own.

Decided as a browser decides it, by a parser after the HTML standard (Lexbor), on the very text that
a page will have. The text is parsed within what a theme puts around it: so it is seen as well where
it closes the theme's elements, or leaves one of its own open.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from casebook.prose import allowed_html as allowed

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BEGIN, _END = "data-casebook-begin", "data-casebook-end"
_AROUND = f"<!doctype html><body><div><section><main><article {_BEGIN}>"
_BEHIND = f"<div {_END}>x</div></article></main></section></div>"
_LONGEST = 60


class Active(NamedTuple):
    """One thing that a page may not hold: what it is, and by what it can be found in the source."""

    what: str
    hint: str
    sought: tuple[str, ...]


def active_in(html: str) -> Iterator[Active]:
    """Yield what ``html``, which a theme puts into a page, holds and may not hold."""
    if "<" not in html and "&" not in html:
        return
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - seldom needed

    tree = LexborHTMLParser(f"{_AROUND}{html}{_BEHIND}".encode(errors="replace").decode())
    begun = ended = None
    for node in _walk(tree.root):
        attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
        if begun is None:
            begun = node if _BEGIN in attributes else None
            if begun is None and attributes:  # given to what the theme began by a second `<body>`
                yield from _of_element((node.tag or "").lower(), attributes)
        elif node.tag == "div" and attributes == {_END: ""}:
            if ended is not None:  # this element was the page's own
                yield from _of_element("div", attributes)
            ended = node
        else:
            yield from _of_element((node.tag or "").lower(), attributes)
    left_open = _left_open(ended, begun) if ended is not None else ""
    if left_open is not None:
        yield _unbalanced(left_open)


def _walk(root: LexborNode | None) -> Iterator[LexborNode]:
    """Yield all elements in order; recursion would exhaust the stack where they nest deeply."""
    node, depth = root, 0
    while node is not None:
        if (node.tag or "-")[0] != "-":  # a comment, a text
            yield node
        child = node.child
        if child is not None:
            node, depth = child, depth + 1
            continue
        while node is not None:
            if depth <= 0:
                return
            if (following := node.next) is not None:
                node = following
                break
            node, depth = node.parent, depth - 1


def _of_element(tag: str, attributes: dict[str, str]) -> Iterator[Active]:
    if tag not in allowed.ELEMENTS or (tag == "input" and not allowed.box(attributes)):
        yield Active(f"the element `<{tag}>`", _HINT, (f"<{tag}", f"</{tag}"))
        return
    for name, value in attributes.items():
        if not allowed.attribute(tag, name, value):
            yield _attribute(tag, name, value)


_HINT = "write it in Markdown; what runs, sends or loads is no part of a page"


def _attribute(tag: str, name: str, value: str) -> Active:
    sought = (f"{name}=", f"{name} =", name)
    if not allowed.known(tag, name):
        return Active(f"the attribute `{name}` of `<{tag}>`", _HINT, sought)
    shown = _short(value)
    if name == "style":
        hint = "only `text-align` may be set in a page; the rest is the theme's"
        return Active(f"the style `{shown}`", hint, sought)
    if name in ("id", "name", "class", "type", "for", "target", "tabindex"):
        return Active(
            f'`{name}="{shown}"`', "the theme uses this itself; choose another", (value, *sought)
        )
    return address(value, name)


def address(value: str, name: str = "href") -> Active:
    """Return the finding for an address that a page may not hold."""
    sought = (value, value.strip(), f"{name}=", _scheme_as_written(value), name)
    if name in ("src", "srcset", "poster"):
        hint = "put the file beside the page, and name it by its path"
        return Active(f"the address `{_short(value)}` of another host", hint, sought)
    hint = "links lead to pages, or to addresses that begin with `https:`, `http:` or `mailto:`"
    return Active(f"the address `{_short(value)}`", hint, sought)


def _scheme_as_written(value: str) -> str:
    return value.partition(":")[0].strip() + ":"


def _short(value: str) -> str:
    shown = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]} …"


def _left_open(end: LexborNode, begin: LexborNode | None) -> str | None:
    """Return the page's own element that is still open where its text ends; None if none is."""
    inner, parent = end.child, end.parent
    if inner is not None and inner.tag != "-text":  # such as emphasis that runs on into the rest
        return inner.tag
    if parent is None or begin is None or parent.mem_id == begin.mem_id:
        return None
    return parent.tag


def _unbalanced(tag: str | None) -> Active:
    """Return the finding for an element left open: ``tag``, or one that swallows all the rest."""
    if not tag:
        what = "a comment, or a tag, that is not closed"
        return Active(what, "close it: else the rest of the page is lost in it", ("<!--", "<"))
    if tag in ("body", "html", "div", "section", "main"):
        what = "an element that is closed and did not begin here, or begins and is not closed"
        hint = "write an end for each beginning: else what follows is out of place"
        return Active(what, hint, ("</", f"<{tag}"))
    hint = f"close it with `</{tag}>`: else the rest of the page is within it"
    return Active(f"`<{tag}>`, which is not closed", hint, (f"<{tag}",))
