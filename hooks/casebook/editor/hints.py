"""Text shown beside the page: the titles of pages that are linked, and what rests on a page."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.graph import Casebook
from casebook.model.kinds import Kind
from casebook.model.links import Relation
from casebook.model.members import AnyMember
from casebook.model.page import Page
from casebook.model.source import Place


def titles(casebook: Casebook, page: Page) -> Iterator[tuple[Place, str]]:
    """Return the title of each page that a page's fields link to, with the place of its slug."""
    member = casebook.member_at(page.uri)
    for link in casebook.links_from(member, *Relation) if member else ():
        yield link.place, link.target.title


def rests_on(casebook: Casebook, member: AnyMember) -> str:
    """Return in a sentence what rests on a page; empty where nothing does."""
    linking = {
        link.source.slug
        for link in casebook.links_to(member, *Relation)
        if _is_argument(link.source)
    }
    count = len(linking)
    if not count:
        return ""
    if member.kind is Kind.SEGMENT:
        return f"{count} argument{'s are' if count != 1 else ' is'} about this"
    if member.kind is Kind.EVIDENCE:
        return f"{count} argument{'s rest' if count != 1 else ' rests'} on this"
    return f"{count} argument{'s bear' if count != 1 else ' bears'} on this"


def _is_argument(member: AnyMember) -> bool:
    return member.kind is Kind.ARGUMENT
