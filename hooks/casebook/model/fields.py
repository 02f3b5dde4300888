"""The front matter of each kind of page: the one source of the authored format.

The names follow schema.org (Claim, Quotation, Audience, OpinionNewsArticle), the W3C Web
Annotation model (``exact``, ``prefix``, ``suffix``) and Toulmin (``warrant``). What these models
cannot say, because it needs more than one page or one field, is in ``rules``.
"""

from __future__ import annotations

from collections.abc import Set
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo

from casebook.model.scalars import NO_VALUE
from casebook.model.values import (
    Credibility,
    Language,
    Number,
    OneOrMore,
    Reason,
    Switch,
    Text,
    Title,
    Verbatim,
    WebAddress,
)


class Fields(BaseModel):
    """The base of every checked mapping: it allows no unknown field."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


Strength = Literal["strong", "moderate", "weak"] | None


class Link(Fields):
    """A link to another page: a slug alone, or a mapping that also says why the link holds."""

    to: Text = Field(description="The slug of the page linked to.")
    because: Text | None = Field(None, description="Why the link holds (Toulmin: the warrant).")
    strength: Strength = Field(
        None, description="How strong the link is; a weak one neither carries nor topples a claim."
    )

    @model_validator(mode="before")
    @classmethod
    def _slug_alone(cls, value: object) -> object:
        return {"to": value} if isinstance(value, str) else value


class Support(Link):
    """A support link: with its premise alone, or together with other premises (one step)."""

    joint: tuple[Text, ...] = Field(
        (),
        alias="with",
        description="The slugs of the other premises without which the step does not hold.",
    )


class SpokenOf(Link):
    """A link from evidence to a user group that speaks in it or is spoken of."""

    passages: tuple[Text, ...] = Field(
        (), description="The passages whose quotes are about the group; all where none is named."
    )


class Undercut(Fields):
    """Denies the step in which argument ``from`` is a premise for argument ``to``."""

    source: Text = Field(alias="from", description="The slug of a premise of the step.")
    target: Text = Field(alias="to", description="The slug of the step's conclusion.")
    because: Text | None = Field(None, description="Why the one does not support the other.")
    strength: Strength = Field(
        None, description="How strong the denial is; a weak one only questions the step."
    )


class Quote(Fields):
    """Words of the article, as a W3C TextQuoteSelector within one passage."""

    passage: Text = Field(description="The passage's id, such as `p2-3`.")
    exact: Verbatim = Field(description="The words, verbatim, three at least.")
    prefix: Verbatim | None = Field(None, description="What stands right before the words.")
    suffix: Verbatim | None = Field(None, description="What stands right after the words.")


class Citation(Fields):
    """Where an outside fact was read."""

    title: Text = Field(description="The title of the cited page.")
    publisher: Text = Field(description="Who published it: the source that standing counts.")
    url: WebAddress = Field(description="Its address, http or https.")
    date: Text = Field(description="When it was published, or `undated`.")
    accessed: Text = Field(description="When the editors read it.")
    excerpt: Verbatim | None = Field(
        None, description="The very words of the cited page that bear the evidence, at most 60."
    )
    archived: WebAddress | None = Field(None, description="The address of a kept copy of it.")


class Found(Fields):
    """Where the text of the article was found."""

    url: WebAddress = Field(description="Its address, http or https.")
    accessed: Text = Field(description="When the editors read it there.")


class SearchOptions(BaseModel):
    """What the search plugins of MkDocs and Material read of a page."""

    model_config = ConfigDict(extra="allow", frozen=True)

    exclude: Switch | None = Field(None, description="Whether the page is left out of the search.")
    boost: Number | None = Field(
        None, description="How much more a word counts there than elsewhere."
    )


Links = tuple[Link, ...]


class PageFields(Fields):
    """Fields that any page of a casebook may have."""

    KIND: ClassVar[str] = "page"

    title: Title = Field(description="A short heading, at most 80 characters.")
    description: Text | None = Field(None, description="One sentence for search engines.")
    tags: tuple[Text, ...] = Field((), description="Tags, shown by the theme.")
    formerly: tuple[Text, ...] = Field(
        (), description="Slugs that the page had before; their addresses lead on to it."
    )
    allow: dict[Text, Text] = Field(
        default_factory=dict,
        description="Deliberate exceptions: a finding's code and the reason to allow it.",
    )
    template: Text | None = Field(None, description="The theme's template for the page.")
    hide: tuple[Text, ...] = Field((), description="Parts of the theme to hide on the page.")
    search: SearchOptions | None = Field(
        None, description="The search plugin's settings for the page."
    )
    icon: Text | None = Field(None, description="The theme's icon for the page.")
    status: Text | None = Field(None, description="The theme's status mark for the page.")


class ArgumentFields(PageFields):
    """A claim and its links to other arguments (schema:Claim; AIF I-node)."""

    KIND: ClassVar[str] = "argument"

    claim: Text = Field(description="One sentence in the editors' plain English.")
    role: Literal["thesis", "claim", "counterclaim"] = Field(
        "claim", description="The one thesis of the casebook, a claim, or a counterclaim."
    )
    voice: Literal["author", "reported", "open", "editors"] = Field(
        description="Who argues: the author, someone the author cites, the editors, "
        "or `open` where the article leaves open whose view it is."
    )
    fidelity: (
        Literal["quotation", "paraphrase", "compression", "interpretation", "imputation"] | None
    ) = Field(
        None,
        description="How far the claim stands from the printed words; "
        "required unless `voice` is `editors`.",
    )
    warrant: Text | None = Field(
        None,
        description="Why that reading is justified; "
        "required where `fidelity` is `interpretation` or `imputation`.",
    )
    supports: tuple[Support, ...] = Field(
        (), description="Arguments that this one is a reason for."
    )
    attacks: Links = Field((), description="Arguments that this one is a reason against.")
    undercuts: tuple[Undercut, ...] = Field((), description="Support links that this one denies.")
    evidence: Links = Field((), description="Evidence for the claim.")
    counter_evidence: Links = Field((), description="Evidence against the claim.")
    segments: Links = Field((), description="The user groups that the claim is about.")


class EvidenceFields(PageFields):
    """What an argument rests on (schema:Quotation; Toulmin's grounds)."""

    KIND: ClassVar[str] = "evidence"

    kind: Literal[
        "testimony",
        "expert-opinion",
        "statistic",
        "anecdote",
        "example",
        "common-ground",
        "assertion",
        "document",
    ] = Field(description="What kind of ground it is.")
    quotes: tuple[Quote, ...] = Field(
        (), description="The article's words, passage by passage; in their place: `citation`."
    )
    citation: Citation | None = Field(
        None, description="The source of an outside fact; in its place: `quotes`."
    )
    speaker: Text | None = Field(
        None,
        description="Who says it, as far as is known; "
        "required where `kind` is `testimony` or `expert-opinion`.",
    )
    origin: Text | None = Field(
        None,
        description="Who first said it, where the publisher or speaker only passes it on: "
        "the source that standing counts.",
    )
    reliability: Literal["A", "B", "C", "D", "E", "F"] = Field(
        description="The Admiralty grade of the source; F: cannot be judged."
    )
    credibility: Credibility = Field(
        description="The Admiralty grade of the information, 1 to 6; 6: cannot be judged."
    )
    segments: tuple[SpokenOf, ...] = Field(
        (), description="The user groups that speak or are spoken of."
    )


class SegmentFields(PageFields):
    """A user group that the article speaks of (schema:Audience; skos:Concept)."""

    KIND: ClassVar[str] = "segment"

    audience: Text = Field(description="Who they are, in one line (schema:audienceType).")
    evidence: Links = Field(
        (), description="What the article says about the group where no argument cites it."
    )
    broader: Text | None = Field(None, description="The slug of the group they are part of.")


class ArticleFields(PageFields):
    """The source text (schema:OpinionNewsArticle)."""

    KIND: ClassVar[str] = "article"

    title: Text = Field(description="The article's title as printed, of any length.")
    author: Text = Field(description="Its author, as printed.")
    publisher: Text = Field(description="Who published it.")
    original: Text = Field(description="The file beside the page that holds it byte for byte.")
    sha256: Text = Field(description="The SHA-256 of that file, in hexadecimal digits.")
    language: Language | None = Field(
        None, description="The language of its words (BCP 47), such as `en`; the default is `en`."
    )
    translated_from: Language | None = Field(
        None, description="The language it was translated from (BCP 47)."
    )
    found: Found | None = Field(None, description="Where this text was found.")
    set_aside: dict[str, Reason] = Field(
        default_factory=dict, description="Passages that nobody quotes, each with the reason."
    )


class OtherFields(BaseModel):
    """On pages of no kind any field passes; those that MkDocs and themes read have their types."""

    title: Text | None = None
    description: Text | None = None
    author: Text | None = None
    tags: OneOrMore = ()
    template: Text | None = None
    hide: OneOrMore = ()
    search: SearchOptions | None = None
    icon: Text | None = None
    status: Text | None = None
    card: Text | None = None
    allow: dict[Text, Text] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, value: object) -> object:
        """Leave out fields without a value, as a theme does."""
        if not isinstance(value, dict):
            return value
        return {name: it for name, it in value.items() if it is not NO_VALUE or name == "allow"}


MODELS: dict[str, type[PageFields]] = {
    model.KIND: model for model in (ArgumentFields, EvidenceFields, SegmentFields, ArticleFields)
}
"""The model of each kind of page."""


def as_written(model: type[PageFields]) -> dict[str, FieldInfo]:
    """Return the fields in the order of writing: the title, the kind's own, those of any page."""
    own = [name for name in model.model_fields if name not in PageFields.model_fields]
    names = dict.fromkeys(["title", *own, *model.model_fields])
    return {name: model.model_fields[name] for name in names}


_REQUIRED = {
    kind: {name for name, info in model.model_fields.items() if info.is_required()}
    for kind, model in MODELS.items()
}


def kind_meant(names: Set[str]) -> str | None:
    """Return the kind whose required fields are all among ``names``; None if there is none."""
    for model in (ArgumentFields, EvidenceFields, SegmentFields):
        required = _REQUIRED[model.KIND]
        # Other pages may use the word `audience` too: only what is a segment in all it says is
        # taken for one.
        others_allowed = model is not SegmentFields
        if required <= names and (others_allowed or model.model_fields.keys() >= names):
            return model.KIND
    return None
