"""The parts of ``casebook.json``, as models: the document is made of them, and so is its schema."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

VERSION = "2.0"
"""Of the format. A new second number adds; a new first number changes what was there."""


class Record(BaseModel):
    """The base of all parts of the document: it allows no unknown field."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Strength = Literal["strong", "moderate", "weak"] | None


class PassageRecord(Record):
    """A sentence or clause of the article."""

    id: str
    words: str = Field(description="With white space folded.")
    start: int | None = Field(description="In code points of the original; null where unknown.")
    end: int | None = Field(description="The first code point after it.")
    set_aside: str | None = Field(description="Why nothing quotes it.")


class FoundRecord(Record):
    """Where the text of the article was found."""

    url: str
    accessed: str


class ArticleRecord(Record):
    """The source text."""

    page: str
    title: str
    author: str
    publisher: str
    original: str
    sha256: str
    language: str = Field(description="BCP 47.")
    translated_from: str | None = Field(description="BCP 47.")
    found: FoundRecord | None = Field(description="Where this text was found.")
    passages: list[PassageRecord]


BackingWord = Literal["unsupported", "asserted", "attested", "corroborated"]


class StandingRecord(Record):
    """How well a claim is backed: derived, never written by hand."""

    backing: BackingWord
    contested: bool = Field(description="Counter-evidence, or an attacker not defeated.")
    defeated: bool = Field(description="By grounded semantics, over attacks that are not weak.")
    sources: list[str] = Field(description="Who attests it, by its own evidence.")


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
    formerly: list[str]
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
    excerpt: str | None = Field(description="The words of the cited page that bear the evidence.")
    archived: str | None = Field(description="The address of a kept copy.")


class EvidenceRecord(Record):
    """What arguments rest on."""

    slug: str
    page: str
    title: str
    kind: str
    speaker: str | None
    origin: str | None = Field(description="Who first said it, where another passes it on.")
    source: str = Field(description="Whom standing counts: one spelling for each source.")
    formerly: list[str]
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
    formerly: list[str]


class LinkRecord(Record):
    """A link between two pages: the slugs are of the kinds that the relation joins."""

    relation: Literal["supports", "attacks", "evidence", "counter_evidence", "segments", "broader"]
    source_kind: Literal["argument", "evidence", "segment"]
    source: str
    target: str
    because: str | None
    strength: Strength
    with_: list[str] = Field(alias="with", description="The other premises of a support.")
    denied: bool | None = Field(description="Whether a support lends nothing; else null.")
    passages: list[str] = Field(description="The passages whose quotes are about the group.")


class StepRecord(Record):
    """One or more premises that carry a claim: a support link, and what it is worth."""

    premises: list[str]
    conclusion: str
    because: str | None
    strength: Strength
    lends: BackingWord = Field(description="The least of what its premises have.")
    denied: bool = Field(description="By a premise that is defeated, or by an undercut.")
    questioned: bool = Field(description="By a weak undercut alone.")
    defeated_premises: list[str]
    undercut_by: list[str] = Field(description="The arguments that stand and undercut it.")


class UndercutRecord(Record):
    """A denial that ``supporter``, alone or with others, supports argument ``supported``."""

    source: str
    supporter: str
    supported: str
    because: str | None
    strength: Strength


class Document(Record):
    """A casebook."""

    schema_: Literal["casebook.schema.json"] = Field(alias="$schema")
    version: Literal["2.0"]
    article: ArticleRecord | None
    arguments: list[ArgumentRecord]
    evidence: list[EvidenceRecord]
    segments: list[SegmentRecord]
    links: list[LinkRecord]
    steps: list[StepRecord]
    undercuts: list[UndercutRecord]
