"""The ids of what the site adds to a page: headings that no file has, and links may lead to."""

from __future__ import annotations

from collections.abc import Mapping

from casebook.analysis.analysis import Analysis
from casebook.model.kinds import ARTICLE_PAGE, Kind
from casebook.prose.parts import asked_for
from casebook.rules.rule import RULES

HEADINGS: Mapping[Kind, tuple[str, ...]] = {
    Kind.ARGUMENT: (
        *("For", "Against", "The words", "Whom it is about"),
        *("Our notes", "Where it stands", "What it bears on"),
    ),
    Kind.EVIDENCE: ("What rests on it", "Who speaks or is spoken of"),
    Kind.SEGMENT: ("What is claimed about them", "What is said about them, and by whom"),
    Kind.ARTICLE: ("Where this text was found",),
}
"""For each kind, the headings in its templates; not every page has all of them."""


def generated_ids(analysis: Analysis, uri: str) -> frozenset[str]:
    """Return the ids that the site gives to what it adds to the page ``uri``."""
    casebook = analysis.casebook
    page, member = casebook.page(uri), casebook.member_at(uri)
    slug = analysis.texts.reader.slug
    ids = {slug(heading) for heading in (member.title, *HEADINGS[member.kind])} if member else set()
    if uri == ARTICLE_PAGE:
        ids |= {slug(heading) for heading in HEADINGS[Kind.ARTICLE]}
    asked = {found["name"] for found in asked_for(page.body)} if page else set()
    if "read" in asked and casebook.article:
        ids |= set(casebook.article.passages)
    if "fields" in asked:
        ids |= set(Kind)
    if "rules" in asked:
        ids |= {*RULES, *(slug(rule.family) for rule in RULES.values())}
    return frozenset(ids)
