"""The ids of what the site adds to a page: headings that no file has, and links may lead to."""

from __future__ import annotations

from collections.abc import Mapping

from casebook.casebook import Casebook
from casebook.read import Kind

HEADINGS: Mapping[Kind, frozenset[str]] = {
    Kind.ARGUMENT: frozenset(
        {
            *("grounds", "grounds-against", "supported-by", "attacked-by", "supports", "attacks"),
            *("undercuts", "undercut-by", "whom-it-is-about", "where-it-stands"),
        }
    ),
    Kind.EVIDENCE: frozenset({"what-rests-on-it", "who-speaks-or-is-spoken-of"}),
    Kind.SEGMENT: frozenset(
        {"what-is-claimed-about-them", "what-is-said-about-them-and-by-whom"},
    ),
    Kind.ARTICLE: frozenset(),
}
"""For each kind, the ids of the headings in its templates."""


def generated_ids(casebook: Casebook, uri: str) -> frozenset[str]:
    """The ids that the site gives to what it adds to the page ``uri``."""
    member = casebook.member_at(uri)
    if member is None:
        return frozenset()
    from markdown.extensions.toc import slugify  # noqa: PLC0415 - slow, and seldom needed

    return HEADINGS[member.kind] | {slugify(member.title, "-")}
