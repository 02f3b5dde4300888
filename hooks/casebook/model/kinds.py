"""The kinds of page that a casebook is made of, and how a file's path tells its kind and slug."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of page; the folder of a file tells its kind."""

    ARGUMENT = "argument"
    EVIDENCE = "evidence"
    SEGMENT = "segment"
    ARTICLE = "article"

    @property
    def folder(self) -> str:
        """The folder of the kind's pages, below the docs folder."""
        return self if self in (Kind.EVIDENCE, Kind.ARTICLE) else f"{self}s"

    @property
    def plural(self) -> str:
        """The word for several pages of the kind."""
        return "evidence" if self is Kind.EVIDENCE else f"{self}s"

    @property
    def noun(self) -> str:
        """The words for one page of the kind."""
        return "page of evidence" if self is Kind.EVIDENCE else str(self)

    @property
    def with_article(self) -> str:
        """The words for one page of the kind, with "a" or "an" where English has it."""
        if self is Kind.EVIDENCE:
            return "evidence"
        return f"an {self}" if self in (Kind.ARGUMENT, Kind.ARTICLE) else f"a {self}"


MEMBERS = (Kind.ARGUMENT, Kind.EVIDENCE, Kind.SEGMENT)
"""The kinds that have members: any number of pages, one file each."""

FOLDERS: Mapping[str, Kind] = {kind.folder: kind for kind in (MEMBERS)}
"""The folder of each kind that has members."""

ARTICLE_PAGE = "article/index.md"
# What MkDocs takes for a page (mkdocs.utils.markdown_extensions).
PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
SLUG = re.compile(r"[a-z0-9-]+")
# What Windows takes for a device whatever its ending, so that a repository cannot be checked out.
DEVICE = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)


def identity(uri: str) -> tuple[Kind | None, str]:
    """Return the kind and the slug that a path gives a page; None for pages of no kind."""
    folder, _, name = uri.rpartition("/")
    slug = name.rpartition(".")[0]
    if uri == ARTICLE_PAGE:
        return Kind.ARTICLE, slug
    if is_index(uri):
        return None, slug
    return FOLDERS.get(folder), slug


def is_index(uri: str) -> bool:
    """Return whether MkDocs takes a page for the index of its folder (mkdocs.structure.files)."""
    return uri.rpartition("/")[2].rpartition(".")[0] in ("index", "README")
