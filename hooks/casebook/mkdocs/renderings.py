"""Pages turned into HTML once, and kept from build to build by all that the HTML comes from.

That is: the page's Markdown, the extensions with their settings, what is put at the end of every
page, and the addresses of the site's files. Where any of it cannot be told, nothing is kept: a page
that takes in other files, an extension that is not known to be a function of its text alone. Nor is
a page kept of which MkDocs has something to tell, so that it tells it each time.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from mkdocs.structure.toc import get_toc

from casebook.mkdocs.kept_files import KeptFiles, digest

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink

KEPT = 1
"""The version of what is kept: to be raised where it becomes something else."""

_LIBRARIES = ("mkdocs", "markdown", "pymdown-extensions", "pygments")

_SETTINGS = ("validation", "use_directory_urls")
"""What MkDocs itself goes by when it turns a page into HTML."""

# Extensions whose HTML comes from the page's text and their settings alone. Those that read files
# (pymdownx.b64, emoji), or that run what others wrote, are none of them.
_OF_TEXT_ALONE = frozenset(
    {
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code"),
        *("footnotes", "legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists"),
        *("smarty", "tables", "toc", "wikilinks"),
        *(
            f"pymdownx.{name}"
            for name in (
                *("arithmatex", "betterem", "blocks.admonition", "blocks.caption"),
                *("blocks.definition", "blocks.details", "blocks.html", "blocks.tab", "caret"),
                *("critic", "details", "escapeall", "fancylists", "highlight"),
                *("inlinehilite", "keys", "magiclink", "mark", "progressbar", "quotes"),
                *("saneheaders", "smartsymbols", "snippets", "superfences", "tabbed", "tasklist"),
                "tilde",
            )
        ),
    }
)
# What takes in another file (pymdownx.snippets), unless a semicolon stands before it.
_INCLUDES = re.compile(r"(?<![;-])-+8<-")
_OWN_FUNCTIONS = ("markdown.", "pymdownx.")


class Renderings:
    """The HTML of one build's pages; ``appended`` is what is put at the end of each."""

    def __init__(
        self, kept: KeptFiles, config: MkDocsConfig, files: Files, appended: list[str]
    ) -> None:
        self._kept = kept
        known = _all_that_counts(config, files, appended)
        self._site = digest(known) if known else None

    def take_over(self, page: Page) -> None:
        """Have ``page`` look for what is kept when MkDocs asks it to turn itself into HTML."""
        if self._site is not None:
            page.render = partial(self._render, page, page.render)  # type: ignore[method-assign]

    def forget_others(self) -> None:
        """Remove what is kept of pages that are no longer there, or no longer so."""
        if self._site is not None:
            self._kept.forget_others()

    def _render(self, page: Page, render: Any, config: MkDocsConfig, files: Files) -> None:
        if _INCLUDES.search(page.markdown or ""):
            render(config, files)
            return

        def rendered() -> bytes | None:
            with _counted() as told:
                render(config, files)
            return None if told else _written(page)

        written = self._kept.get([self._site, page.file.src_uri, page.markdown], rendered)
        if page.content is None and written is not None:
            try:
                _read(page, written, files)
            except (ValueError, KeyError, TypeError):
                render(config, files)


def _all_that_counts(
    config: MkDocsConfig, files: Files, appended: list[str]
) -> dict[str, object] | None:
    """Return what the HTML of every page comes from, as JSON can write it; None if it cannot."""
    names: list[object] = [*config.markdown_extensions]  # a plugin may have put in one it made
    known = all(isinstance(name, str) and _short(name) in _OF_TEXT_ALONE for name in names)
    asks_for_more = logging.getLogger("mkdocs").getEffectiveLevel() <= logging.DEBUG
    if not known or asks_for_more or any(map(_INCLUDES.search, appended)):
        return None
    try:
        settings = json.dumps(config.mdx_configs or {}, default=_as_text, sort_keys=True)
    except (TypeError, ValueError):
        return None
    return {
        "kept": KEPT,
        "versions": [_version(name) for name in _LIBRARIES],
        "mkdocs": {name: repr(config.get(name)) for name in _SETTINGS},
        "extensions": names,
        "settings": settings,
        "appended": appended,
        "files": sorted([it.src_uri, it.url, it.inclusion.name] for it in files),
    }


def _short(name: str) -> str:
    return name.removeprefix("markdown.extensions.")


def _as_text(setting: object) -> str:
    """Return a setting that is no plain value as text that is the same in each run."""
    if isinstance(setting, os.PathLike):
        return str(os.fspath(setting))
    name = f"{getattr(setting, '__module__', '')}.{getattr(setting, '__qualname__', '')}"
    if callable(setting) and name.startswith(_OWN_FUNCTIONS):
        return name
    raise TypeError(f"nobody knows what {setting!r} does")


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


@contextmanager
def _counted() -> Iterator[list[logging.LogRecord]]:
    """Collect the records that go to MkDocs' log, which writes them all the same."""
    told: list[logging.LogRecord] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record)

    collector, logger = Collector(), logging.getLogger("mkdocs")
    logger.addHandler(collector)
    try:
        yield told
    finally:
        logger.removeHandler(collector)


def _written(page: Page) -> bytes | None:
    if page.content is None:
        return None
    linked = {it.src_uri: anchors for it, anchors in (page.links_to_anchors or {}).items()}
    document = {
        "content": page.content,
        "toc": [_token(it) for it in page.toc],
        "title": page._title_from_render,
        "ids": sorted(page.present_anchor_ids or ()),
        "links": linked,
    }
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _token(entry: AnchorLink) -> dict[str, object]:
    below = [_token(it) for it in entry.children]
    return {"level": entry.level, "id": entry.id, "name": entry.title, "children": below}


def _read(page: Page, written: bytes, files: Files) -> None:
    document: Mapping[str, Any] = json.loads(written.decode("utf-8", "surrogatepass"))
    links: dict[File, dict[str, str]] = {}
    for uri, anchors in document["links"].items():
        file = files.get_file_from_path(uri)
        if file is None:
            raise KeyError(uri)
        links[file] = anchors
    page.toc = get_toc(document["toc"])
    page._title_from_render = document["title"]
    page.present_anchor_ids = set(document["ids"])
    page.links_to_anchors = links
    page.content = document["content"]
