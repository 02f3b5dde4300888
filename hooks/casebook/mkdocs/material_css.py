"""Material's style sheet without what this site does not use.

Material ships one style sheet for all that it can do; a first view of this site needs a third of
it. What can go is told by the names of things that the site has not, so that whatever Material adds
stays until somebody names it. A test looks for each dropped selector on every kind of page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

OURS = "assets/casebook.css"
"""The theme's own style sheet; where it is not there, the theme is not ours, and all stays."""

NOT_HERE = re.compile(
    r"""
    \[dir=rtl\]|:dir\(rtl\)
    |\.md-(?:annotation|author|banner|blog|clipboard|code__|consent|draft|feedback|footer|hero
      |input|meta|option|pagination|path|pin|post|profile|progress|select|social|source-file
      |status|tabs|tooltip|version|button|content__button|content--post|sidebar--post
      |header--lifted|nav--lifted|nav--integrated|nav__container|nav__toggle|nav__icon
      |nav__item--section|nav__item--nested|nav__item--pruned|toggle--indeterminate
      |header__option|copyright|search__icon\[title=)
    |\[data-md-color-(?:scheme|primary|accent|switching)|\[data-md-level
    |\.(?:tabbed-|task-list|critic|keys|arithmatex|mermaid|highlighttable|linenos|linenodiv
      |footnote|grid|card|twemoji|emojione|gemoji|lg\b|doc-|autorefs|giscus|admonition
      |abstract|info|tip|success|question|warning|failure|danger|bug|example|note|quote|filename
      |headerlink:not|inline)
    |\.highlight\b|\.no-js|\.codehilite|\.md-typeset\s+(?:details|summary)|\bvideo\b|\biframe\b|\bobject\b|\bhr\b
    |\.[a-z]{1,2}\b(?!-)          # the names that a syntax highlighter gives to tokens
    """,
    re.VERBOSE,
)
"""What names a thing that this site has not, in a selector."""

_ICON = re.compile(r"--md-(?!search-result)[\w-]+-icon(?:--[\w-]+)?:url\((?:\"[^\"]*\"|[^)]*)\);?")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


_SWITCHED = re.compile(r"(\[data-md-toggle=\w+\]):checked\s*~\s*")
"""What a check box opens where the two are siblings: ours are in the header, by their labels."""


def one_style_sheet(files: Files, config: MkDocsConfig) -> None:
    """Put what the site uses of Material's style sheet before the theme's own, in one file."""
    ours = files.get_file_from_path(OURS)
    material = _of_theme(files, "assets/stylesheets/main.", ".css")
    if ours is None or material is None:
        return
    for file in [ours, *(f for f in files if f.src_uri.startswith("assets/stylesheets/"))]:
        files.remove(file)
    css = slimmed(material.content_string) + ours.content_string
    files.append(File.generated(config, OURS, content=css))


def scripts(files: Files) -> dict[str, str]:
    """The paths of Material's script and of its search, whose names change with their content."""
    found = {
        "script": _of_theme(files, "assets/javascripts/bundle.", ".js"),
        "worker": _of_theme(files, "assets/javascripts/workers/search.", ".js"),
    }
    return {name: file.src_uri for name, file in found.items() if file}


def _of_theme(files: Files, start: str, end: str) -> File | None:
    names = (
        file for file in files if file.src_uri.startswith(start) and file.src_uri.endswith(end)
    )
    return next(names, None)


def slimmed(css: str) -> str:
    """``css`` without the rules, and the selectors in them, that match nothing of this site."""
    return "".join(_kept(_COMMENT.sub("", css)))


def dropped_selectors(css: str) -> Iterator[str]:
    """Every selector that ``slimmed`` takes out of ``css``."""
    for head, body in _rules(_COMMENT.sub("", css)):
        if head.startswith(("@media", "@supports")):
            yield from dropped_selectors(body)
        elif not head.startswith("@"):
            yield from filter(NOT_HERE.search, _selectors(head))


def _kept(css: str) -> Iterator[str]:
    for written, body in _rules(css):
        head = _SWITCHED.sub(r":root:has(\1:checked) ", written)
        if head.startswith(("@media", "@supports")):
            inner = slimmed(body)
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        else:
            selectors = [one for one in _selectors(head) if not NOT_HERE.search(one)]
            kept = _ICON.sub("", body)
            if selectors and kept:
                yield f"{','.join(selectors)}{{{kept}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """The rules of a style sheet, each as what stands before its braces and between them."""
    depth = start = opened = 0
    for found in re.finditer(r"[{}]|\"[^\"]*\"|'[^']*'", css):
        if found.group() == "{":
            depth += 1
            if depth == 1:
                opened = found.start()
        elif found.group() == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : found.start()]
                start = found.end()


def _selectors(head: str) -> list[str]:
    """The selectors of a list; commas in brackets do not part them."""
    return re.findall(r"(?:[^,()\[\]]|\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])+", head)
