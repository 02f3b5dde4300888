"""JSON-LD in a page's head: what the page is, in the terms of schema.org.

An argument is a Claim, evidence a Quotation (or, from outside, a CreativeWork that cites one), a
segment an Audience, the article an OpinionNewsArticle. Nothing is said of a witness but the words
by which the page names him: whether it is one person is often not known.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterable
from typing import Any

from casebook.model.fields import ArgumentFields, EvidenceFields, SegmentFields
from casebook.model.graph import Casebook
from casebook.model.kinds import ARTICLE_PAGE
from casebook.model.links import Relation
from casebook.model.members import AnyMember, Argument

_Told = dict[str, Any]


def linked_data(
    casebook: Casebook, uri: str, addresses: Callable[[str], str], site: str = ""
) -> str | None:
    """Return a script that only holds data, for the page ``uri``; None where it has no kind.

    ``site`` is the site's address, which makes the addresses in the data absolute; without it they
    are relative to the page.
    """

    def address(target: str) -> str:
        if site:
            return f"{site.rstrip('/')}/{addresses(target)}"
        return posixpath.relpath(addresses(target), posixpath.dirname(addresses(uri)) or ".")

    member = casebook.member_at(uri)
    if uri == ARTICLE_PAGE and casebook.article:
        told = _article(casebook, address)
    elif member is not None:
        told = _member(casebook, member, address)
    else:
        return None
    document = {"@context": "https://schema.org", "@id": address(uri), "url": address(uri), **told}
    # No `</script>` and no `<!--` can stand in it: in JSON, `<` is a character that can be escaped.
    data = json.dumps(document, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{data}</script>'


def _article(casebook: Casebook, address: Callable[[str], str]) -> _Told:
    article = casebook.article
    assert article is not None
    fields = article.fields
    told: _Told = {"inLanguage": fields.language or "en"}
    if fields.found:
        told["isBasedOn"] = {"@type": "CreativeWork", "url": fields.found.url}
    if fields.translated_from:
        original = {"@type": "CreativeWork", "inLanguage": fields.translated_from}
        told["translationOfWork"] = original
    return {
        **told,
        "@type": "OpinionNewsArticle",
        "headline": fields.title,
        "author": {"@type": "Person", "name": fields.author},
        "publisher": {"@type": "Organization", "name": fields.publisher},
        "hasPart": [
            {"@type": "Quotation", "@id": address(it.uri)}
            for it in casebook.evidence.values()
            if it.fields.quotes
        ],
    }


def _member(casebook: Casebook, member: AnyMember, address: Callable[[str], str]) -> _Told:
    fields = member.fields
    about = [
        {"@type": "Audience", "@id": address(link.target.uri), "name": link.target.title}
        for link in casebook.links_from(member, Relation.SEGMENTS)
    ]
    told: _Told
    if isinstance(fields, ArgumentFields):
        told = {
            "@type": "Claim",
            "name": fields.title,
            "text": fields.claim,
            "about": about,
            "citation": [
                {"@type": _type_of(link.target.fields), "@id": address(link.target.uri)}
                for link in casebook.links_from(member, Relation.EVIDENCE)
            ],
            "isBasedOn": [
                {"@type": "Claim", "@id": address(premise.uri)}
                for premise in _premises(casebook, member)
            ],
        }
        if fields.voice != "editors" and casebook.article:
            told["appearance"] = {"@type": "OpinionNewsArticle", "@id": address(ARTICLE_PAGE)}
    elif isinstance(fields, EvidenceFields):
        told = {"@type": _type_of(fields), "name": fields.title, "about": about}
        if fields.speaker:
            told["creditText"] = fields.speaker
        if fields.citation:
            cited = fields.citation
            told["citation"] = {
                "@type": "CreativeWork",
                "name": cited.title,
                "url": cited.url,
                "publisher": {"@type": "Organization", "name": cited.publisher},
            }
            if cited.date != "undated":
                told["citation"]["datePublished"] = cited.date
            if cited.archived:
                told["citation"]["archivedAt"] = cited.archived
            if cited.excerpt:
                told["hasPart"] = {
                    "@type": "Quotation",
                    "text": cited.excerpt,
                    "isPartOf": {"@type": "CreativeWork", "url": cited.url},
                }
        else:
            article = casebook.article
            told["inLanguage"] = (article.fields.language if article else None) or "en"
            told["text"] = " … ".join(quote.exact for quote in fields.quotes)
            told["isPartOf"] = {"@type": "OpinionNewsArticle", "@id": address(ARTICLE_PAGE)}
    else:
        told = _segment(fields)
    return {name: value for name, value in told.items() if value != []}


def _premises(casebook: Casebook, member: AnyMember) -> Iterable[Argument]:
    """Return what a claim is based on: every premise of a step to it, once."""
    argument = casebook.arguments[member.slug]
    return dict.fromkeys(it for step in casebook.steps_to(argument) for it in step.premises)


def _segment(fields: SegmentFields) -> _Told:
    return {"@type": "Audience", "name": fields.title, "audienceType": fields.audience}


def _type_of(fields: EvidenceFields) -> str:
    return "CreativeWork" if fields.citation else "Quotation"
