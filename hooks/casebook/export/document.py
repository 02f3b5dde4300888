"""``casebook.json``: the whole graph, and the JSON Schema (2020-12) that it keeps to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from casebook.authoring.schema import DIALECT
from casebook.export.positions import offsets, quoted
from casebook.export.records import (
    VERSION,
    ArgumentRecord,
    ArticleRecord,
    CitationRecord,
    Document,
    EvidenceRecord,
    FoundRecord,
    LinkRecord,
    PassageRecord,
    QuoteRecord,
    SegmentRecord,
    StandingRecord,
    StepRecord,
)
from casebook.model.fields import Citation
from casebook.model.graph import Casebook
from casebook.model.links import AnyLink
from casebook.model.members import Argument, Evidence
from casebook.model.sources import source_names
from casebook.model.standing import Standing, StepStanding, standings


def as_json(casebook: Casebook, addresses: Callable[[str], str]) -> str:
    """Return the document; addresses of pages count from the top of the site."""
    return _document(casebook, addresses).model_dump_json(by_alias=True, indent=2) + "\n"


def json_schema() -> str:
    """Return the schema of the document."""
    made = Document.model_json_schema(by_alias=True)
    document = {"$schema": DIALECT, "$id": "casebook.schema.json", **made}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _document(casebook: Casebook, addresses: Callable[[str], str]) -> Document:
    standing = standings(casebook)
    steps: dict[AnyLink, StepStanding] = {
        it.step.link: it for found in standing.values() for it in found.steps
    }
    return Document.model_validate(
        {
            "$schema": "casebook.schema.json",
            "version": VERSION,
            "article": _article(casebook, addresses),
            "arguments": [
                _argument(it, standing[it], addresses(it.uri)) for it in casebook.arguments.values()
            ],
            "evidence": _evidence(casebook, addresses),
            "segments": [
                SegmentRecord(
                    slug=it.slug,
                    page=addresses(it.uri),
                    title=it.title,
                    audience=it.fields.audience,
                    formerly=list(it.fields.formerly),
                )
                for it in casebook.segments.values()
            ],
            "links": [_link(it, steps) for it in casebook.links],
            "steps": [_step(it) for it in steps.values()],
            "undercuts": [
                {
                    "source": it.undercutter.slug,
                    "supporter": it.supporter.slug,
                    "supported": it.supported.slug,
                    "because": it.because,
                    "strength": it.strength,
                }
                for it in casebook.undercuts
            ],
        }
    )


def _link(link: AnyLink, steps: Mapping[AnyLink, StepStanding]) -> LinkRecord:
    step = steps.get(link)
    return LinkRecord.model_validate(
        {
            "relation": link.relation,
            "source_kind": link.source.kind,
            "source": link.source.slug,
            "target": link.target.slug,
            "because": link.because,
            "strength": link.strength,
            "with": [premise.slug for premise in step.step.premises[1:]] if step else [],
            "denied": step.denied if step else None,
            "passages": list(link.passages),
        }
    )


def _step(it: StepStanding) -> StepRecord:
    return StepRecord.model_validate(
        {
            "premises": [premise.slug for premise in it.step.premises],
            "conclusion": it.step.conclusion.slug,
            "because": it.step.because,
            "strength": it.step.strength,
            "lends": it.lends.word,
            "denied": it.denied,
            "questioned": it.questioned,
            "defeated_premises": [premise.slug for premise in it.defeated],
            "undercut_by": [undercut.undercutter.slug for undercut in it.denials + it.doubts],
        }
    )


def _article(casebook: Casebook, addresses: Callable[[str], str]) -> ArticleRecord | None:
    article = casebook.article
    if article is None:
        return None
    fields, places = article.fields, offsets(article)
    return ArticleRecord(
        page=addresses(article.uri),
        title=fields.title,
        author=fields.author,
        publisher=fields.publisher,
        original=f"article/{fields.original}",
        sha256=fields.sha256,
        language=fields.language or "en",
        translated_from=fields.translated_from,
        found=FoundRecord(**fields.found.model_dump()) if fields.found else None,
        passages=[
            PassageRecord(
                id=passage.id,
                words=passage.words,
                start=places[passage.id][0] if passage.id in places else None,
                end=places[passage.id][-1] + 1 if passage.id in places else None,
                set_aside=fields.set_aside.get(passage.id),
            )
            for passage in article.passages.values()
        ],
    )


def _argument(argument: Argument, standing: Standing, page: str) -> ArgumentRecord:
    fields = argument.fields
    return ArgumentRecord(
        slug=argument.slug,
        page=page,
        title=argument.title,
        claim=fields.claim,
        role=fields.role,
        voice=fields.voice,
        fidelity=fields.fidelity,
        warrant=fields.warrant,
        formerly=list(fields.formerly),
        standing=StandingRecord.model_validate(
            {
                "backing": standing.backing.word,
                "contested": standing.contested,
                "defeated": standing.defeated,
                "sources": list(standing.sources),
            }
        ),
    )


def _evidence(casebook: Casebook, addresses: Callable[[str], str]) -> list[EvidenceRecord]:
    article = casebook.article
    places: Mapping[str, list[int]] = offsets(article) if article else {}
    sources = source_names(casebook)
    return [
        EvidenceRecord(
            slug=it.slug,
            page=addresses(it.uri),
            title=it.title,
            kind=it.fields.kind,
            speaker=it.fields.speaker,
            origin=it.fields.origin,
            source=sources[it],
            formerly=list(it.fields.formerly),
            reliability=it.fields.reliability,
            credibility=it.fields.credibility,
            quotes=_quotes(casebook, it, places),
            citation=_citation(it.fields.citation),
        )
        for it in casebook.evidence.values()
    ]


def _quotes(
    casebook: Casebook, evidence: Evidence, places: Mapping[str, list[int]]
) -> list[QuoteRecord]:
    found = quoted(casebook.article, evidence, places) if casebook.article and places else []
    return [
        QuoteRecord(
            passage=quote.passage,
            exact=quote.exact,
            prefix=quote.prefix,
            suffix=quote.suffix,
            start=found[number].start if found else None,
            end=found[number].end if found else None,
        )
        for number, quote in enumerate(evidence.fields.quotes)
    ]


def _citation(citation: Citation | None) -> CitationRecord | None:
    return None if citation is None else CitationRecord(**citation.model_dump())
