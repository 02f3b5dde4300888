"""``annotations.jsonld``: each quote as a W3C Web Annotation.

The target has a TextQuoteSelector and a TextPositionSelector, both of ``original.txt`` as it is, in
code points; an outside excerpt has the first alone, on its address, once for each stretch of it: https://www.w3.org/TR/annotation-model/#text-quote-selector
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from casebook.export.positions import CONTEXT, Position, offsets, quoted
from casebook.model.graph import Casebook
from casebook.model.languages import direction
from casebook.model.members import Article, Evidence
from casebook.model.passages import fold
from casebook.model.words import ELLIPSIS

CONTEXT_OF_MODEL = "http://www.w3.org/ns/anno.jsonld"


def as_annotations(casebook: Casebook, addresses: Callable[[str], str]) -> str:
    """Return an AnnotationCollection with one page, in the order of the article."""
    found: list[tuple[Position, Evidence, int]] = []
    article = casebook.article
    if article is not None:
        places = offsets(article)
        for evidence in casebook.evidence.values():
            for number, position in enumerate(quoted(article, evidence, places), 1):
                found.append((position, evidence, number))
    found.sort(key=lambda it: (it[0].start, it[0].end, it[1].slug))
    items = [
        _annotation(article, evidence, number, position, addresses)
        for position, evidence, number in found
        if article
    ]
    items += [
        _outside(evidence, addresses)
        for evidence in casebook.evidence.values()
        if evidence.fields.citation and evidence.fields.citation.excerpt
    ]
    collection = {
        "@context": CONTEXT_OF_MODEL,
        "id": "annotations.jsonld",
        "type": "AnnotationCollection",
        "label": "The words that are quoted as evidence, of the article and of outside sources",
        "total": len(items),
        "first": {
            "id": "annotations.jsonld#first",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return json.dumps(collection, ensure_ascii=False, indent=2) + "\n"


def _outside(evidence: Evidence, addresses: Callable[[str], str]) -> dict[str, Any]:
    """Return the excerpt of an outside source; it has no position, as the page is not kept.

    Where words are left out of it, each stretch of it is a target, for no page holds the whole.
    """
    citation = evidence.fields.citation
    assert citation is not None
    assert citation.excerpt is not None
    stretches = filter(None, map(fold, ELLIPSIS.split(citation.excerpt)))
    targets = [
        {
            "source": citation.url,
            "selector": [{"type": "TextQuoteSelector", "exact": exact}],
        }
        for exact in stretches
    ]
    return {
        "id": f"annotations.jsonld#{evidence.slug}",
        "type": "Annotation",
        "motivation": "describing",
        "body": _body(evidence, addresses),
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _body(evidence: Evidence, addresses: Callable[[str], str]) -> dict[str, str]:
    return {"id": addresses(evidence.uri), "type": "Text", "format": "text/html"}


def _annotation(
    article: Article,
    evidence: Evidence,
    number: int,
    position: Position,
    addresses: Callable[[str], str],
) -> dict[str, Any]:
    original = (article.original.text if article.original else None) or ""
    start, end = position.start, position.end
    return {
        "id": f"annotations.jsonld#{evidence.slug}-{number}",
        "type": "Annotation",
        "motivation": "describing",
        "body": _body(evidence, addresses),
        "target": {
            "source": f"article/{article.fields.original}",
            "language": article.fields.language or "en",
            "textDirection": direction(article.fields.language or "en"),
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": original[start:end],
                    "prefix": original[max(0, start - CONTEXT) : start],
                    "suffix": original[end : end + CONTEXT],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }
