"""``casebook.json``: the whole graph, and the JSON Schema (2020-12) that it keeps to.

The models are both: what is written is made of them, and the schema is made of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from casebook.authoring.schema import DIALECT
from casebook.export.positions import offsets, quoted
from casebook.model.fields import Citation
from casebook.model.graph import Argument, Casebook, Evidence
from casebook.model.standing import Standing, standings

VERSION = "1.0"
"""Of the format. A new second number adds; a new first number changes what was there."""


class Record(BaseModel):
    """What all parts of the document have in common: nothing in them is unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class PassageRecord(Record):
    """A sentence or clause of the article."""

    id: str
    words: str = Field(description="With white space folded.")
    start: int | None = Field(description="In code points of the original; null where unknown.")
    end: int | None = Field(description="The first code point after it.")
    set_aside: str | None = Field(description="Why nothing quotes it.")


class ArticleRecord(Record):
    """The source text."""

    page: str
    title: str
    author: str
    publisher: str
    original: str
    sha256: str
    passages: list[PassageRecord]


class StandingRecord(Record):
    """How well a claim is backed: derived, never written by hand."""

    backing: Literal["unsupported", "asserted", "attested", "corroborated"]
    contested: bool
    defeated: bool
    sources: list[str]


class ArgumentRecord(Record):
    """A claim."""

    slug: str
    page: str
    title: str
    claim: str
    role: Literal["thesis", "claim", "counterclaim"]
    voice: Literal["author", "reported", "open", "editors"]
    fidelity: str | None
    warrant: str | None
    standing: StandingRecord


class QuoteRecord(Record):
    """Words of the article, as a TextQuoteSelector and a TextPositionSelector have them."""

    passage: str
    exact: str
    prefix: str | None
    suffix: str | None
    start: int | None
    end: int | None


class CitationRecord(Record):
    """Where an outside fact was read."""

    title: str
    publisher: str
    url: str
    date: str
    accessed: str


class EvidenceRecord(Record):
    """What arguments rest on."""

    slug: str
    page: str
    title: str
    kind: str
    speaker: str | None
    reliability: str
    credibility: int
    quotes: list[QuoteRecord]
    citation: CitationRecord | None


class SegmentRecord(Record):
    """A user group."""

    slug: str
    page: str
    title: str
    audience: str


class LinkRecord(Record):
    """A link between two pages: the slugs are of the kinds that the relation joins."""

    relation: Literal["supports", "attacks", "evidence", "counter_evidence", "segments", "broader"]
    source_kind: Literal["argument", "evidence", "segment"]
    source: str
    target: str
    because: str | None
    strength: str | None


class UndercutRecord(Record):
    """A denial that argument ``supporter`` supports argument ``supported``."""

    source: str
    supporter: str
    supported: str
    because: str | None


class Document(Record):
    """A casebook."""

    schema_: Literal["casebook.schema.json"] = Field(alias="$schema")
    version: Literal["1.0"]
    article: ArticleRecord | None
    arguments: list[ArgumentRecord]
    evidence: list[EvidenceRecord]
    segments: list[SegmentRecord]
    links: list[LinkRecord]
    undercuts: list[UndercutRecord]


def as_json(casebook: Casebook, addresses: Callable[[str], str]) -> str:
    """The document; pages are addresses from the top of the site."""
    return _document(casebook, addresses).model_dump_json(by_alias=True, indent=2) + "\n"


def json_schema() -> str:
    """The schema of the document."""
    made = Document.model_json_schema(by_alias=True)
    document = {"$schema": DIALECT, "$id": "casebook.schema.json", **made}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _document(casebook: Casebook, addresses: Callable[[str], str]) -> Document:
    standing = standings(casebook)
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
                )
                for it in casebook.segments.values()
            ],
            "links": [
                {
                    "relation": link.relation,
                    "source_kind": link.source.kind,
                    "source": link.source.slug,
                    "target": link.target.slug,
                    "because": link.because,
                    "strength": link.strength,
                }
                for link in casebook.links
            ],
            "undercuts": [
                UndercutRecord(
                    source=it.undercutter.slug,
                    supporter=it.supporter.slug,
                    supported=it.supported.slug,
                    because=it.because,
                )
                for it in casebook.undercuts
            ],
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
    return [
        EvidenceRecord(
            slug=it.slug,
            page=addresses(it.uri),
            title=it.title,
            kind=it.fields.kind,
            speaker=it.fields.speaker,
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
    return (
        None
        if citation is None
        else CitationRecord(**citation.model_dump(include={*CitationRecord.model_fields}))
    )
