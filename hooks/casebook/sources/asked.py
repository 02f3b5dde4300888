"""The questions: each address that a page of evidence cites, with the words it should hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from casebook.model.cannot_run import CannotRun
from casebook.model.graph import Casebook
from casebook.model.kinds import Kind
from casebook.model.page import Page
from casebook.model.values import WEB_ADDRESS
from casebook.quoting.did_you_mean import nearest


@dataclass(frozen=True)
class Asked:
    """An address that is cited, and the words quoted from it; None where none are."""

    slug: str
    url: str
    excerpt: str | None


@dataclass(frozen=True)
class Question:
    """All that is asked, and the slugs of pages with a citation that cannot be read."""

    asked: tuple[Asked, ...]
    unread: tuple[str, ...]


def question(casebook: Casebook, slugs: Sequence[str] = ()) -> Question:
    """Return what to ask, of the pages named by ``slugs`` or of all.

    Citations are read as they are written: whatever else is wrong with a page or the casebook, the
    addresses in it can be asked. Raises CannotRun where a slug is of no page that cites anything.
    """
    pages = {page.slug: page for page in casebook.pages if page.kind is Kind.EVIDENCE}
    for slug in slugs:
        if slug not in pages:
            near = nearest(slug, pages)
            meant = f": did you mean `{near}`?" if near else ""
            raise CannotRun(f"there is no page of evidence `{slug}`{meant}")
    asked: list[Asked] = []
    unread: list[str] = []
    for slug in sorted(set(slugs) or pages):
        found = tuple(_cited(pages[slug]))
        asked += found
        if not found and _is_unread(pages[slug]):
            unread.append(slug)
        elif not found and slug in slugs:
            raise CannotRun(f"`{slug}` cites no address: it quotes the article")
    return Question(tuple(asked), tuple(unread))


def _cited(page: Page) -> Iterator[Asked]:
    citation = page.front.data.get("citation") if page.front else None
    if not isinstance(citation, dict):
        return
    excerpt = citation.get("excerpt")
    words = str(excerpt) if isinstance(excerpt, str) and excerpt.strip() else None
    for name in ("url", "archived"):
        address = citation.get(name)
        if isinstance(address, str) and WEB_ADDRESS.fullmatch(address):
            yield Asked(page.slug, str(address), words)


def _is_unread(page: Page) -> bool:
    """Return whether the page cites something, or may do so, that cannot be read."""
    return page.front is None or "citation" in page.front.data
