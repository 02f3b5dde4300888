"""Where a casebook's pages are: as ``mkdocs.yml`` says, or in a folder given by name."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pathspec import GitIgnoreSpec

from casebook.model.cannot_run import CannotRun
from casebook.model.navigation import Navigation
from casebook.reading.navigation import read_navigation
from casebook.reading.settings import extensions, settings

# MkDocs excludes these first of all; a site's own patterns can take them in again.
ALWAYS_LEFT_OUT = (".*", "/templates/")


@dataclass(frozen=True)
class Project:
    """A folder of pages, and which of its files are pages.

    ``left_out`` holds sets of gitignore patterns; what one of them matches is not published.
    ``directories`` tells whether a page is published as the index of a folder of its name.
    Where ``uris`` is given, it names the files that are, as paths below the folder, and nothing
    is looked for; ``generated`` are those that are published and have no file.
    ``extensions`` are those of Python-Markdown, each with its settings; ``navigation`` is the
    site's menu, where it has one of its own. ``loaded`` are the style sheets and scripts of the
    site's own that its settings name. ``unsaved`` holds what is read in place of files, by their
    paths below the folder: None for a file that is taken not to be there.
    """

    docs: Path
    directories: bool = False
    left_out: tuple[tuple[str, ...], ...] = (ALWAYS_LEFT_OUT,)
    uris: tuple[str, ...] | None = None
    generated: frozenset[str] = frozenset()
    extensions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    navigation: Navigation | None = None
    loaded: frozenset[str] = frozenset()
    unsaved: Mapping[str, bytes | None] = field(default_factory=dict)

    @cached_property
    def shown_as(self) -> str:
        """The folder as findings name it: relative to the current folder where it is below it."""
        return _shown(self.docs, "/")


def _shown(path: Path, end: str = "") -> str:
    shown = os.path.relpath(path)
    return "" if shown == os.curdir else Path(shown).as_posix() + end


def from_folder(docs: Path) -> Project:
    """Return the project whose pages are in ``docs``; raises CannotRun where there is none."""
    if not docs.is_dir():
        raise CannotRun(f"there is no folder {docs}: name the folder that holds the pages")
    return Project(docs)


def from_config(config: Path) -> Project:
    """Return the project that ``config`` (``mkdocs.yml``) describes; raises CannotRun."""
    found = settings(config)
    docs_dir = found.get("docs_dir") or "docs"
    if not isinstance(docs_dir, str):
        raise CannotRun(f"{config}: docs_dir should be the name of a folder")
    docs = config.parent / docs_dir
    if not docs.is_dir():
        raise CannotRun(f"{config}: docs_dir names {docs_dir}, and there is no such folder")
    drafts = _patterns(found, "draft_docs")
    left_out = ((*ALWAYS_LEFT_OUT, *_patterns(found, "exclude_docs")), drafts)
    not_in_nav = (*_patterns(found, "not_in_nav"), *_posts(found.get("plugins")))
    navigation = None
    if found.get("nav"):  # an empty one, in this file or a parent, is none to MkDocs
        navigation = navigation_of(config, not_in_nav, found.get("INHERIT"))
    return Project(
        docs,
        found.get("use_directory_urls", True) is True,
        left_out,
        extensions=extensions(found),
        navigation=navigation,
        loaded=_loaded(found),
    )


def _loaded(found: Mapping[str, Any]) -> frozenset[str]:
    """Return the style sheets and scripts that settings name, alone or as a ``path``."""
    named = [*(found.get("extra_css") or ()), *(found.get("extra_javascript") or ())]
    paths = (name.get("path") if isinstance(name, dict) else name for name in named)
    return frozenset(path for path in paths if isinstance(path, str))


def navigation_of(config: Path, left_out: tuple[str, ...], parent: object) -> Navigation | None:
    """Return the menu in ``config``, or else in the file ``parent`` that it inherits from."""
    found = read_navigation(config, _shown(config), left_out)
    if found is None and isinstance(parent, str):
        above = config.parent / parent
        return navigation_of(above, left_out, settings(above).get("INHERIT"))
    return found


def _posts(plugins: object) -> Iterator[str]:
    """Yield the patterns of posts of Material's blog plugin, which it keeps out of the menu."""
    listed = plugins if isinstance(plugins, list) else [plugins]
    named: list[tuple[object, object]] = []
    for plugin in listed:
        named += plugin.items() if isinstance(plugin, Mapping) else [(plugin, {})]
    for name, given in named:
        if name in ("blog", "material/blog"):
            options = given if isinstance(given, Mapping) else {}
            blog = str(options.get("blog_dir", "blog")).strip("/")
            posts = str(options.get("post_dir", "{blog}/posts")).replace("{blog}", blog)
            yield f"/{posixpath.normpath(posts)}/**/*.md"


def _patterns(found: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the gitignore patterns of the setting ``name``, one a line; raises CannotRun."""
    written = found.get(name) or ""
    if not isinstance(written, str):
        raise CannotRun(f"{name} should be text, with one pattern a line")
    patterns = tuple(written.splitlines())
    try:
        GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise CannotRun(f"{name}: {error}") from error
    return patterns
