"""What HTML the text of a page may hold: elements, their attributes, and where addresses lead.

The lists say what is allowed, so that whatever a browser learns to run stays out until somebody
adds it here. They hold what Markdown and its common extensions write, and what writes, marks up and
illustrates a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_TEXT = (
    *("a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br", "caption"),
    *("center", "cite", "code", "col", "colgroup", "data", "dd", "del", "details", "dfn", "div"),
    *("dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("header", "hgroup", "hr", "i", "ins", "kbd", "li", "mark", "meter", "nav", "ol", "p", "pre"),
    *("progress", "q", "rp", "rt", "ruby", "s", "samp", "search", "section", "small", "span"),
    *("strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time"),
    *("tr", "tt", "u", "ul", "var", "wbr"),
)
_MEDIA = ("audio", "img", "picture", "source", "track", "video")
# What extensions draw icons with.
_DRAWN = ("circle", "ellipse", "g", "line", "path", "polygon", "polyline", "rect", "svg")
# The boxes of a list of tasks and of tabs, which are held to their own forms below.
_BOXES = ("input", "label")

ELEMENTS = frozenset({*_TEXT, *_MEDIA, *_DRAWN, *_BOXES})

Test = Callable[[str], bool]


def _any(value: str) -> bool:
    return True


def _one_of(pattern: str) -> Test:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda value: bool(compiled.fullmatch(value))


def _names(value: str) -> bool:
    """Return whether no script can take an element of this name for one of the theme's own.

    The theme's names begin with two underscores; extensions make a few such names of their own.
    """
    return not value.startswith("__") or bool(_GENERATED_ID.fullmatch(value))


def _classes(value: str) -> bool:
    """Return whether no class makes an element look like a part of the theme, such as an overlay.

    Nor for what is derived, such as a verdict: a line of time is all that pages may draw so. Of
    ``mermaid`` Material makes a picture, with a script that it loads from another host.
    """
    return all(
        name != "mermaid"
        and (not name.startswith("cb-") or name == "cb-timeline")
        and (not name.startswith("md-") or name.startswith(("md-button", "md-tag")))
        for name in value.lower().split()
    )


_GENERATED_ID = re.compile(r"__(?:codelineno|span|tabbed)_?[\w-]*")
_AT_END = re.compile(r"[\x00-\x20]+\Z|\A[\x00-\x20]+")
_WITHIN = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
SCHEMES = ("http", "https", "mailto")


def scheme(address: str) -> str:
    """Return the scheme that a browser sees in an address; empty where it sees none.

    It passes over white space and control characters around an address, and over tabs and line ends
    within it (https://url.spec.whatwg.org/#concept-basic-url-parser).
    """
    found = _SCHEME.match(_plain(address))
    return found[1].lower() if found else ""


def _plain(address: str) -> str:
    return _WITHIN.sub("", _AT_END.sub("", address))


def link(address: str) -> bool:
    """Return whether a link may lead to ``address``."""
    return scheme(address) in ("", *SCHEMES)


def own(address: str) -> bool:
    """Return whether ``address`` is that of a file of the site itself."""
    plain = _plain(address).replace("\\", "/")
    return not scheme(address) and not plain.startswith("//")


def own_choices(choices: str) -> bool:
    """Return whether all addresses of a ``srcset`` are those of files of the site itself."""
    return all(map(own, choices.replace(",", " ").split()))


def _drawn(value: str) -> bool:
    return "(" not in value or bool(
        re.fullmatch(
            r"(?:(?:matrix|rotate|scale|translate|skew[xy]|"
            r"rgba?|hsla?)\([\w\s.,%+-]*\)[\s,]*)+",
            value,
            re.I,
        )
    )


_EVERYWHERE: Mapping[str, Test] = {
    "align": _any,
    "class": _classes,
    "data-lang": _any,
    "data-linenos": _any,
    "dir": _any,
    "id": _names,
    "lang": _any,
    "markdown": _any,
    "role": _any,
    "style": _one_of(r"\s*text-align\s*:\s*(?:left|right|center|justify|start|end)\s*;?\s*"),
    "tabindex": _one_of("0|-1"),
    "title": _any,
    "translate": _any,
}
_SIZED: Mapping[str, Test] = {"height": _any, "width": _any}
_PLAYED: Mapping[str, Test] = {
    **_SIZED,
    **dict.fromkeys(("controls", "loop", "muted", "playsinline", "preload"), _any),
    "poster": own,
    "src": own,
}
_CELL: Mapping[str, Test] = dict.fromkeys(("abbr", "colspan", "headers", "rowspan", "scope"), _any)
_SPAN: Mapping[str, Test] = {"span": _any, "width": _any}
_EDIT: Mapping[str, Test] = {"cite": link, "datetime": _any}
_MEASURE: Mapping[str, Test] = dict.fromkeys(
    ("high", "low", "max", "min", "optimum", "value"), _any
)
_SHAPE: Mapping[str, Test] = dict.fromkeys(
    (
        *("clip-rule", "cx", "cy", "d", "fill", "fill-opacity", "fill-rule", "height", "opacity"),
        *("points", "preserveaspectratio", "r", "rx", "ry", "stroke", "stroke-linecap"),
        *("stroke-linejoin", "stroke-width", "transform", "version", "viewbox", "width", "x", "x1"),
        *("x2", "xmlns", "y", "y1", "y2"),
    ),
    _drawn,
)
_OF: Mapping[str, Mapping[str, Test]] = {
    **dict.fromkeys(_DRAWN, _SHAPE),
    "a": {
        "download": _any,
        "href": link,
        "hreflang": _any,
        "name": _names,
        "rel": _any,
        "target": _one_of("_blank|_self|_parent|_top"),
        "type": _any,
    },
    "audio": _PLAYED,
    "blockquote": {"cite": link},
    "col": _SPAN,
    "colgroup": _SPAN,
    "data": {"value": _any},
    "del": _EDIT,
    "details": {"name": _any, "open": _any},
    "img": {
        **_SIZED,
        **dict.fromkeys(("alt", "decoding", "loading", "sizes"), _any),
        "src": own,
        "srcset": own_choices,
    },
    "input": {
        **dict.fromkeys(("checked", "disabled"), _any),
        "name": _one_of(r"__tabbed_\d+"),
        "type": _one_of("checkbox|radio"),
    },
    "ins": _EDIT,
    "label": {"for": _one_of(r"__tabbed_\d+_\d+")},
    "li": {"value": _any},
    "meter": _MEASURE,
    "ol": {"reversed": _any, "start": _any, "type": _any},
    "progress": _MEASURE,
    "q": {"cite": link},
    "source": {
        **_SIZED,
        "media": _any,
        "sizes": _any,
        "src": own,
        "srcset": own_choices,
        "type": _any,
    },
    "table": {"border": _any, "width": _any},
    "td": _CELL,
    "th": _CELL,
    "time": {"datetime": _any},
    "track": {"default": _any, "kind": _any, "label": _any, "src": own, "srclang": _any},
    "video": _PLAYED,
}


def attribute(tag: str, name: str, value: str) -> bool:
    """Return whether an element ``tag`` may have the attribute, with this value."""
    if name.startswith("aria-"):
        return True
    test = _OF.get(tag, {}).get(name) or _EVERYWHERE.get(name)
    return bool(test and test(value))


def known(tag: str, name: str) -> bool:
    """Return whether an element ``tag`` may have the attribute with some value."""
    return name.startswith("aria-") or name in _OF.get(tag, {}) or name in _EVERYWHERE


def box(attributes: Mapping[str, str]) -> bool:
    """Return whether an ``input`` is one that extensions make: switched off, or of tabs."""
    kind = attributes.get("type", "").lower()
    if kind == "checkbox":
        return "disabled" in attributes
    return kind == "radio" and "name" in attributes
