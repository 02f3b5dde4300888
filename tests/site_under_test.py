"""A built site, asked in sentences: ``site.page("method").says("…")``."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal
from urllib.parse import urldefrag, urljoin

from bs4 import BeautifulSoup, Tag
from mkdocs.commands.build import build
from mkdocs.config import load_config

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Site:
    """The pages of a site in ``folder``, and what MkDocs logged when it built them."""

    folder: Path
    log: tuple[logging.LogRecord, ...]
    _read: dict[Path, SitePage] = field(default_factory=dict, compare=False)

    def page(self, address: str) -> SitePage:
        """The page at ``address``, such as ``arguments/only-chinese-use-it`` or ``""``."""
        index = self.folder / address / "index.html"
        file = index if index.is_file() else self.folder / f"{address}.html"
        return self._read.setdefault(file, SitePage(self, file))  # read once, however often asked

    @property
    def pages(self) -> Iterator[SitePage]:
        """Every page, but for those that only lead on to another.

        Nor the one for addresses that do not exist, whose links are absolute.
        """
        for file in sorted(self.folder.rglob("*.html")):
            page = self._read.setdefault(file, SitePage(self, file))
            if file.name != "404.html" and page.html.find("article"):
                yield page


@dataclass(frozen=True)
class SitePage:
    """One page of a site."""

    site: Site
    file: Path

    @cached_property
    def html(self) -> BeautifulSoup:
        """The whole page."""
        return BeautifulSoup(self.file.read_text("utf-8"), "html.parser")

    @cached_property
    def article(self) -> Tag:
        """What the page is about: the part that the theme calls its content."""
        found = self.html.find("article")
        assert isinstance(found, Tag)
        return found

    @cached_property
    def text(self) -> str:
        """The words of the article, white space folded."""
        return words(self.article)

    def says(self, *sentences: str) -> bool:
        """Whether the page has all these words."""
        return all(" ".join(sentence.split()) in self.text for sentence in sentences)

    def links_to(self, address: str) -> bool:
        """Whether a link on the page leads to ``address`` of the site, to a part of it or not."""
        page, anchor = page_of_link(address)
        places = (page_of_link(link) for link in self.links)
        return any(place == (page, anchor) or (not anchor and place[0] == page) for place in places)

    @cached_property
    def links(self) -> tuple[str, ...]:
        """Where the links of the article lead, as addresses from the top of the site."""
        here = self.file.relative_to(self.site.folder).as_posix().removesuffix("index.html")
        found = []
        for link in self.article.find_all("a", href=True):
            target = urljoin(f"http://site/{here}", str(link["href"]))
            found.append(target.removeprefix("http://site/"))
        return tuple(found)

    def has_anchor(self, name: str) -> bool:
        """Whether something on the page has the id ``name``."""
        return name in self._ids

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(str(tag["id"]) for tag in self.html.find_all(id=True))


def words(tag: Tag) -> str:
    """The words in ``tag``, white space folded, without the marks beside headings."""
    copy = BeautifulSoup(str(tag), "html.parser")
    for mark in copy.select(".headerlink"):
        mark.decompose()
    return " ".join(copy.get_text().split())


@dataclass
class _Kept(logging.Handler):
    """Keeps what is logged."""

    records: list[logging.LogRecord] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def __hash__(self) -> int:
        return id(self)


def build_site(
    config: Path, folder: Path, *, command: Literal["build", "serve"] = "build", dirty: bool = False
) -> Site:
    """Build the site that ``config`` describes into ``folder``, as ``mkdocs build`` does."""
    kept = _Kept()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(kept)
    try:
        settings = load_config(str(config), site_dir=str(folder))
        settings.plugins.on_startup(command=command, dirty=dirty)
        build(settings, dirty=dirty)
        settings.plugins.on_shutdown()
    finally:
        logger.removeHandler(kept)
    return Site(folder, tuple(kept.records))


def page_of_link(link: str) -> tuple[str, str]:
    """The page and the anchor that a link within the site leads to: ``("article", "p1-1")``.

    However the site writes addresses: ``article/``, ``article/index.html`` and ``article.html`` are
    the same page. Words that a link points out in a page are no anchor.
    """
    address, anchor = urldefrag(link)
    address = address.removesuffix("index.html").removesuffix(".html").rstrip("/")
    return address, anchor.partition(":~:")[0]
