"""The prose of one casebook: each page's Markdown read once, by the fastest way that is certain."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from casebook.model.cannot_run import CannotRun
from casebook.prose import allowed_html
from casebook.prose.active import Active, active_in, address
from casebook.prose.anchors import scan_anchors, slugs, unknown_slugs
from casebook.prose.cost import MOST_BRACKETS, refuse_costly
from casebook.prose.harmless import harmless
from casebook.prose.markup import Anchors, CannotRead, Markup
from casebook.prose.scanning import scan
from casebook.prose.time_limit import TooLong, limited_to

if TYPE_CHECKING:
    from casebook.prose.rendering import Rendering

Extensions = Mapping[str, Mapping[str, Any]]

BASE: Extensions = {
    "toc": {},
    "tables": {},
    "fenced_code": {},
    "attr_list": {},
    "md_in_html": {},
}
"""What MkDocs always has, and what the casebook's own parts need."""

# Extensions with which the scanner is known to see what Python-Markdown sees.
KNOWN = frozenset(
    {
        *BASE,
        *("abbr", "admonition", "def_list", "footnotes"),
        *("pymdownx.details", "pymdownx.highlight", "pymdownx.inlinehilite"),
        *("pymdownx.snippets", "pymdownx.superfences", "pymdownx.tabbed", "pymdownx.tasklist"),
    }
)
LONGEST_TIME, SHORT_TIME = 8.0, 0.5
"""Seconds that a page may take; a hundredth is usual."""

MOST_OVERDUE = 1
"""Pages that may take so long; those that come after them may take the short time."""

MOST_TAGS = 10_000
"""Opening angle brackets of a body: nested in one another, more take an HTML parser forever."""

T = TypeVar("T")
_ENDS = "\n\n\"> '> -->\n"
_MANY_BRACES = re.compile(rf"(?:{{[^{{\n]*){{{MOST_BRACKETS}}}")
_FENCE = re.compile("```|~~~")
_SNIPPET = re.compile(r"-8<-+[ ]*[\"']([^\"'\n]+)[\"']|^[ ]*([^\"'\n]+\.\w+)$", re.MULTILINE)
_DEFINES = re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:", re.MULTILINE)


class ProseReader:
    """Reads bodies as a site with these ``extensions`` shows them."""

    def __init__(self, extensions: Extensions) -> None:
        self.extensions = {**BASE, **extensions}
        self._overdue = 0
        if "pymdownx.superfences" in self.extensions:
            self.extensions.pop("fenced_code")  # which it replaces

    def markup(self, body: str) -> Markup:
        """Return the links and images of ``body``, and the references that lead nowhere.

        Raises CannotRead where neither we nor Python-Markdown can tell; CannotRun where the
        extensions cannot be used. ``anchors`` raises the same.
        """
        found = scan(body) if self._plain else None
        return self._rendered(self._rendering.markup, body) if found is None else found

    def anchors(self, body: str) -> Anchors:
        """Return the headings of ``body``, and every id in it."""
        found = scan_anchors(body, self.extensions["toc"]) if self._plain else None
        return self._rendered(self._rendering.anchors, body) if found is None else found

    def active(self, body: str) -> tuple[Active, ...]:
        """Return what ``body`` holds and a page may not: programs, forms, things loaded elsewhere.

        Raises as ``markup`` does.
        """
        if self._certain and harmless(body) and not (self._fences and _FENCE.search(body)):
            return ()
        if body.count("<") > MOST_TAGS:
            raise CannotRead("it has too many tags; break it into several pages")
        if body.count("{") > MOST_BRACKETS and _MANY_BRACES.search(body):
            raise CannotRead("it has a line with too many braces; break it into several")
        return self._rendered(self._active, body)

    def _active(self, body: str) -> tuple[Active, ...]:
        html, defined = self._rendering.html(body)
        found = [*active_in(html)]
        refused = (address(target) for target in defined if not allowed_html.link(target))
        found += [one for one in refused if one not in found]
        if "&lt;" in html:
            # What is only text so far may be a tag that is ended by what the site adds below.
            ended, _ = self._rendering.html(f"{body}{_ENDS}")
            found += (one for one in active_in(ended) if one not in found)
        return tuple(found)

    def included(self, body: str) -> Iterator[tuple[Path, str]]:
        """Yield the files that ``body`` may have brought into a page, each with its text."""
        settings = self.extensions.get("pymdownx.snippets")
        if settings is None:
            return
        names = [*_listed(settings.get("auto_append", ())), *_snippets(body)]
        for name in dict.fromkeys(names):
            for folder in _listed(settings.get("base_path", ".")):
                path = Path(folder) / name
                try:
                    text = path.read_text("utf-8") if path.is_file() else None
                except (OSError, ValueError):
                    continue
                if text is not None:
                    yield path, text

    @property
    def knows_slugs(self) -> bool:
        """Whether it is known what ids the site gives to headings that have none."""
        return self.extensions["toc"].get("slugify") is not unknown_slugs

    def slug(self, heading: str) -> str:
        """Return the id of a heading that has none written, and is like no other on its page."""
        return slugs(self.extensions["toc"])(heading)

    @cached_property
    def _plain(self) -> bool:
        """Whether the scanner knows all that the extensions do, on every page."""
        return self.extensions.keys() <= KNOWN and not any(
            _DEFINES.search(text) for text in self.appended_texts()
        )

    @cached_property
    def _certain(self) -> bool:
        """Whether no page holds what is active but by what its body says."""
        return self.extensions.keys() <= KNOWN and all(map(harmless, self.appended_texts()))

    @property
    def _fences(self) -> bool:
        """Whether blocks of code may be shown by functions of the site's own."""
        return bool(self.extensions.get("pymdownx.superfences", {}).get("custom_fences"))

    def appended_texts(self) -> list[str]:
        """Return what the extension for snippets puts at the end of every page."""
        return [text for _, text in self.included("")]

    def _rendered(self, read: Callable[[str], T], body: str) -> T:
        refuse_costly(body)
        try:
            with limited_to(LONGEST_TIME if self._overdue < MOST_OVERDUE else SHORT_TIME):
                return read(body)
        except TooLong as error:
            self._overdue += 1
            raise CannotRead("Python-Markdown takes too long to read it") from error
        except (Exception, SystemExit) as error:  # of any extension
            reason = f"{error}".partition("\n")[0] or type(error).__name__
            raise CannotRead(f"Python-Markdown stops at it: {reason}") from error

    @cached_property
    def _rendering(self) -> Rendering:
        from casebook.prose.rendering import Rendering  # noqa: PLC0415 - slow, and seldom needed

        try:
            return Rendering(self.extensions)
        except (Exception, SystemExit) as error:  # of any extension
            reason = f"{type(error).__name__}: {error}"
            raise CannotRun(f"the Markdown extensions cannot be set up: {reason}") from error


def _listed(setting: object) -> list[str]:
    """Return the names in a setting that may be one name or several.

    Anything else is left for Python-Markdown to refuse.
    """
    several = setting if isinstance(setting, (list, tuple)) else (setting,)
    return [name for name in several if isinstance(name, str)]


def _snippets(body: str) -> list[str]:
    """Return the files that a body may include: on the line of the scissors, or in a block."""
    if "-8<-" not in body:
        return []
    return [found[1] or found[2] for found in _SNIPPET.finditer(body)]
