"""Material's style sheet without what this site does not use.

Material ships one style sheet for all that it can do; a first view of this site needs a third of
it. What can go is told by the names of things that the site has not, so that whatever Material adds
stays until somebody names it. A test looks for each dropped selector on every kind of page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

RIGHT_TO_LEFT = r"\[dir=rtl\]|:dir\(rtl\)"
"""What names the other direction: a site that is written from left to right has not got it."""

NOT_HERE = r"""
    \.md-(?:annotation|author|banner|blog|clipboard|code__|consent|draft|feedback|footer|hero
      |input|meta|option|pagination|path|pin|post|profile|progress|select|social|source-file
      |status|tabs|tooltip|version|button|content__button|content--post|sidebar--post
      |header--lifted|nav--lifted|nav--integrated|nav__container|nav__toggle|nav__icon
      |nav__item--section|nav__item--nested|nav__item--pruned|toggle--indeterminate
      |header__option|header__title|header__topic|source__fact|source__repository--active
      |copyright|search__icon\[title=|nav__\w+\[for|nav__link\.focus-visible|logo|tags?\b
      |typeset__(?:table|scrollwrap)|nav__link--passed|nav__button|ellipsis|header\[hidden)
    |--primary\s+\.md-nav--secondary|nav__title\s*~|nav__link\s+(?:svg|\.md-)
    |sidebar__scrollwrap:focus|\.x+l\b
    |\[data-md-color-(?:scheme|primary|accent|switching)|\[data-md-level
    |\.(?:mermaid|grid|card|lg\b|doc-|autorefs|giscus|filename|headerlink:not)
    |\[role=columnheader\]|\[data-preview\]|\ba\.focus-visible
    |\.no-js|\.codehilite|\bvideo\b|\biframe\b|\bobject\b|\bhr\b
"""
"""What names, in a selector, a thing that no page of such a site has (a verbose pattern)."""

BY_EXTENSION = {
    "admonition": r"\.(?:admonition|abstract|info|tip|success|question|warning|failure|danger|bug"
    r"|example|note|quote|inline)",
    "footnotes": r"\.footnote",
    "pymdownx.arithmatex": r"\.arithmatex",
    "pymdownx.critic": r"\.critic",
    "pymdownx.details": r"\.md-typeset\s+(?:details|summary)",
    "pymdownx.emoji": r"\.(?:twemoji|emojione|gemoji)",
    # The names of one or two letters are those that a highlighter gives to tokens.
    "pymdownx.highlight": r"\.highlight\b|\.(?:highlighttable|linenos|linenodiv)"
    r"|\.[a-z]{1,2}\b(?!-)",
    "pymdownx.keys": r"\.keys",
    "pymdownx.tabbed": r"\.tabbed-",
    "pymdownx.tasklist": r"\.task-list",
}
"""What names a thing that only this Markdown extension makes."""

_KEPT_ICONS = {
    "admonition": "admonition",
    "footnotes": "footnotes",
    "pymdownx.details": "details",
    "pymdownx.tasklist": "tasklist",
}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


_SWITCHED = re.compile(r"(\[data-md-toggle=\w+\]):checked\s*~\s*")
"""What a check box opens where the two are siblings: ours are in the header, by their labels."""


@dataclass(frozen=True)
class Unused:
    """What a site with these Markdown ``extensions`` has no use for in Material's style sheet."""

    extensions: frozenset[str]
    right_to_left: bool = False

    @cached_property
    def selectors(self) -> re.Pattern[str]:
        """A pattern that finds something in each selector that can go."""
        off = [names for name, names in BY_EXTENSION.items() if name not in self.extensions]
        off += [] if self.right_to_left else [RIGHT_TO_LEFT]
        return re.compile("|".join([NOT_HERE, *off]), re.VERBOSE)

    @cached_property
    def icons(self) -> re.Pattern[str]:
        """A pattern that finds the pictures, given as variables, that can go."""
        kept = [icon for name, icon in _KEPT_ICONS.items() if name in self.extensions]
        but = "|".join(["search-result", *kept])
        return re.compile(rf"--md-(?!{but})[\w-]+-icon(?:--[\w-]+)?:url\((?:\"[^\"]*\"|[^)]*)\);?")


def slimmed(css: str, extensions: Iterable[str], *, right_to_left: bool = False) -> str:
    """Return ``css`` without the selectors that match nothing on a site with ``extensions``."""
    unused = Unused(frozenset(extensions), right_to_left)
    return "".join(_kept(_COMMENT.sub("", css), unused))


def dropped_selectors(css: str, extensions: Iterable[str]) -> Iterator[str]:
    """Yield every selector that ``slimmed`` takes out of ``css``."""
    unused = Unused(frozenset(extensions))
    for head, body in _rules(_COMMENT.sub("", css)):
        if head.startswith(("@media", "@supports")):
            yield from dropped_selectors(body, extensions)
        elif not head.startswith("@"):
            yield from filter(unused.selectors.search, _selectors(head))


def _kept(css: str, unused: Unused) -> Iterator[str]:
    for written, body in _rules(css):
        head = _SWITCHED.sub(r":root:has(\1:checked) ", written)
        if head.startswith(("@media", "@supports")):
            inner = "".join(_kept(body, unused))
            if inner:
                yield f"{head}{{{inner}}}"
        elif head.startswith("@"):
            yield f"{head}{{{body}}}"
        else:
            selectors = [one for one in _selectors(head) if not unused.selectors.search(one)]
            kept = unused.icons.sub("", body)
            if selectors and kept:
                yield f"{','.join(selectors)}{{{kept}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield the rules of a style sheet, each as what stands before its braces and between them."""
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
    """Return the selectors of a list; commas in brackets do not part them."""
    return re.findall(r"(?:[^,()\[\]]|\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])+", head)
