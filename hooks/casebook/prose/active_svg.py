"""Active content in a picture that is text (SVG): what runs, or fetches, where it is opened.

A browser that opens the file itself reads it as XML, up to the first fault: so a file that is no
XML is refused as well, and so is what only a document type or an instruction could hide.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat

from casebook.prose import allowed_html as allowed

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
ELEMENTS = frozenset(
    {
        *("a", "circle", "clipPath", "defs", "desc", "ellipse", "filter", "g", "image", "line"),
        *("linearGradient", "marker", "mask", "metadata", "path", "pattern", "polygon", "polyline"),
        *("radialGradient", "rect", "stop", "style", "svg", "switch", "symbol", "text", "textPath"),
        *("title", "tspan", "use", "view"),
        *("feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix"),
        *("feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood"),
        *("feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode"),
        *("feMorphology", "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight"),
        *("feTile", "feTurbulence"),
    }
)
# What drawing programs note for themselves; nothing is done with it.
_INERT = (
    "http://www.inkscape.org/namespaces/inkscape",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_FETCHES = re.compile(
    r"@import|\\|image-set|expression|url\(\s*[\"']?\s*(?!#|[\"'\s])", re.IGNORECASE
)
_BETWEEN = " "


class InPicture(NamedTuple):
    """One thing that a picture may not hold, with its line and its column, both from 1."""

    what: str
    line: int
    column: int


def active_in_picture(content: bytes) -> list[InPicture]:
    """Return what an SVG file holds and may not hold."""
    return _Reader().read(content)


class _Reader:
    def __init__(self) -> None:
        self.found: list[InPicture] = []
        self.style: list[str] | None = None
        self.parser = expat.ParserCreate(namespace_separator=_BETWEEN)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._document_type
        self.parser.ProcessingInstructionHandler = self._instruction
        self.parser.XmlDeclHandler = self._declaration

    def read(self, content: bytes) -> list[InPicture]:
        try:
            self.parser.Parse(content, True)
        except expat.ExpatError as error:
            told = expat.ErrorString(error.code)
            where = InPicture(f"a fault ({told})", error.lineno, error.offset + 1)
            self.found.append(where)
        return self.found

    def _note(self, what: str) -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.found.append(InPicture(what, line, column))

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        space, _, name = qualified.rpartition(_BETWEEN)
        if space not in _INERT and (space != _SVG or name not in ELEMENTS):
            self._note(f"the element `<{name}>`")
        if space == _SVG and name == "style":
            self.style = []
        for written, value in attributes.items():
            self._attribute(name, written, value)

    def _attribute(self, tag: str, qualified: str, value: str) -> None:
        space, _, name = qualified.rpartition(_BETWEEN)
        if space in _INERT:
            return
        if name.lower().startswith("on") or (space, name) == (_XML, "base"):
            self._note(f"the attribute `{name}`")
        elif name in ("href", "src") and not _address(tag, value):
            self._note(f"the address `{value[:60]}`")
        elif _FETCHES.search(value) and space != _XLINK and name not in ("href", "id"):
            self._note(f"the value `{value[:60]}` of `{name}`")

    def _end(self, qualified: str) -> None:
        if self.style is not None and qualified == f"{_SVG}{_BETWEEN}style":
            if _FETCHES.search("".join(self.style)):
                self._note("a style that fetches something")
            self.style = None

    def _text(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)

    def _document_type(self, name: str, system: object, public: object, internal: int) -> None:
        if internal:
            self._note("definitions of its own, which can hide anything")

    def _instruction(self, target: str, data: str) -> None:
        self._note(f"the instruction `<?{target}`")

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "us-ascii", "ascii"):
            self._note(f"the encoding {encoding}, where UTF-8 is meant")


def _address(tag: str, value: str) -> bool:
    if tag == "a":
        return allowed.link(value)
    if tag == "image":
        return allowed.own(value) or bool(_PICTURE.fullmatch(value.strip()))
    return value.strip().startswith("#")
