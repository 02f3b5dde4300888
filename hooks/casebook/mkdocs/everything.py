"""All of a casebook on one page, to be printed or kept: put together from the pages as built."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from casebook.model.languages import attributes
from casebook.model.site_files import EVERYTHING

PAGE = EVERYTHING
"""Its path in the site."""

_NOT_PRINTED = "nav, script, style, form, .headerlink, [data-search-exclude], [data-cb=cite]"
_NAMING = ("for", "aria-labelledby", "aria-describedby")
_FRAME = """<!doctype html>
<html {language}>
  <head>
    <meta charset="utf-8">
    <title>{title}</title>
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="robots" content="noindex">
    <meta name="color-scheme" content="light dark">
    {styles}
  </head>
  <body>
    <main>
      <article class="md-typeset cb-everything">
      <h1>{title}</h1>
{sections}
      </article>
    </main>
  </body>
</html>
"""


@dataclass(frozen=True)
class Part:
    """A page that was built: its address, and its file."""

    url: str
    file: Path

    @property
    def name(self) -> str:
        """What its section is called on the one page, and what its ids begin with."""
        return re.sub(r"[^\w]+", "-", self.url.removesuffix(".html")).strip("-") or "home"


def as_one(parts: Iterable[Part], title: str, language: str, styles: Iterable[str]) -> str:
    """Return the HTML of one page, at the top of the site, with all ``parts`` in their order."""
    there = {part.url: part for part in parts if part.file.is_file()}
    names = {_plain(url): part.name for url, part in there.items()}
    sections = "\n".join(_section(part, names) for part in there.values())
    links = (f'<link rel="stylesheet" href="{html.escape(style)}">' for style in styles)
    return _FRAME.format(
        language=attributes(language),
        title=html.escape(title),
        styles="\n    ".join(links),
        sections=sections,
    )


def _section(part: Part, names: Mapping[str, str]) -> str:
    tree = LexborHTMLParser(part.file.read_text("utf-8"))
    for node in tree.css(_NOT_PRINTED):
        node.decompose()
    main = tree.css_first("main article") or tree.css_first("article") or tree.css_first("main")
    if main is None:
        return ""
    for node in main.css("[id]"):
        node.attrs["id"] = f"{part.name}--{node.id}"
    for attribute in _NAMING:
        for node in main.css(f"[{attribute}]"):
            named = (node.attributes[attribute] or "").split()
            node.attrs[attribute] = " ".join(f"{part.name}--{name}" for name in named)
    for attribute in ("href", "src"):
        for node in main.css(f"[{attribute}]"):
            node.attrs[attribute] = _led(node, attribute, part, names)
    inner = main.inner_html or ""
    # A page's title is a section's here, so each heading is one level further down.
    for level in range(5, 0, -1):
        inner = re.sub(rf"(</?)h{level}\b", rf"\g<1>h{level + 1}", inner)
    return f'<section id="{part.name}">\n{inner}\n</section>'


def _led(node: LexborNode, attribute: str, part: Part, names: Mapping[str, str]) -> str:
    """Return where a link of a page leads from the one page: within it, if its target is there."""
    written = node.attributes[attribute] or ""
    address = urlsplit(written)
    if address.scheme or address.netloc:
        return written
    fragment = address.fragment.partition(":~:")[0]
    path = posixpath.normpath(posixpath.join(posixpath.dirname(part.url), unquote(address.path)))
    place = part.name if not address.path else names.get(_plain(path))
    if place:
        return f"#{place}--{fragment}" if fragment else f"#{place}"
    return f"{posixpath.relpath(path)}{'#' if fragment else ''}{fragment}"


def _plain(url: str) -> str:
    return url.removesuffix("index.html").rstrip("/") or "."
