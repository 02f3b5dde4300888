"""Links and pictures in raw HTML. No generator rewrites them: they hold addresses of the site."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

from casebook.prose.markup import RawLink

MAY_HAVE = re.compile(r"<[A-Za-z][^<>]*\s(?:href|src|poster)\s*=", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"\s(?P<name>href|src|poster)\s*=\s*(?P<mark>[\"']?)(?P<value>(?:(?!(?P=mark))[^<>])*)(?P=mark)"
    r"(?=[\s/>])|\s(?P<bare>href|src)\s*=\s*(?P<word>[^\s\"'<>]+)",
    re.IGNORECASE,
)
_TAG = re.compile(r"<(?P<tag>[A-Za-z][\w-]*)[^<>]*>")
_LINKS, _PICTURES = frozenset({"a", "area"}), frozenset({"img", "source", "video", "audio"})
_PAGES, _MEDIA = (
    (".md", ".html", ".htm"),
    (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".mp4", ".webm", ".mp3", ".ogg"),
)
"""Endings of files that a site copies or makes from its sources; others may come from anywhere."""
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|\\|\{")


def raw_links(body: str, rendered: str, markdown: Counter[str]) -> Iterator[RawLink]:
    """Return the links and pictures in raw HTML of ``body`` that are in its ``rendered`` HTML.

    ``markdown`` counts the targets there that Markdown links have.
    """
    shown = _Shown()
    shown.feed(rendered)
    shown.close()
    left = shown.targets - markdown
    for tag in _TAG.finditer(body):
        name = tag["tag"].lower()
        if name not in _LINKS | _PICTURES:
            continue
        for found in _ATTRIBUTE.finditer(tag.group()):
            group = "value" if found["name"] else "word"
            target = unescape(found[group])
            if left[target] > 0 and target:
                left[target] -= 1
                start = tag.start() + found.start(group)
                yield RawLink(target, start, start + len(found[group]), name in _PICTURES)


class _Shown(HTMLParser):
    """Counts the addresses of the links and pictures in HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LINKS | _PICTURES:
            names = ("href", "src", "poster")
            self.targets.update(value for name, value in attrs if name in names and value)


def sources(page: str, target: str) -> tuple[str, ...] | None:
    """Return the files that a raw address on the page ``page`` may be made of.

    None where that is not known: the address is of another site, or of what has no source.
    """
    path = unquote(target.partition("#")[0].partition("?")[0])
    ending = posixpath.splitext(path)[1].lower()
    if not path or _ELSEWHERE.match(path) or ending not in (*_PAGES, *_MEDIA):
        return None
    folder = posixpath.dirname(page)
    # The page's address may be that of a file, or of a folder (`use_directory_urls`).
    bases = {folder, folder if page.endswith("index.md") else page.removesuffix(".md")}
    found = {posixpath.normpath(posixpath.join(base, path)) for base in bases}
    if any(uri.startswith("../") or uri == "404.html" for uri in found):
        return None
    # Themes bring pictures along, and no pages.
    if ending in _MEDIA and any(uri.startswith("assets/") for uri in found):
        return None
    if ending == ".md":
        return ()
    made = {re.sub(r"\.html?\Z", ".md", uri) for uri in found}
    readme = {re.sub(r"index\.html?\Z", "README.md", uri) for uri in found}
    return tuple(sorted(found | made | readme))
