"""Evidence: every claim rests on something, and every ground is used and can be traced."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.analysis.analysis import Analysis
from casebook.model.finding import Remark
from casebook.model.graph import Casebook
from casebook.model.kinds import Kind
from casebook.model.links import Relation
from casebook.model.members import AnyMember, Evidence
from casebook.model.sources import same_source, source_without_origin
from casebook.rules.rule import rule

Remarks = Iterator[Remark]

SPOKEN = ("testimony", "expert-opinion")


@rule
def argument_without_grounds(analysis: Analysis) -> Remarks:
    """An argument has evidence, or an argument that supports it."""
    casebook = analysis.casebook
    doubt = analysis.doubt
    named = _naming_unknown_evidence(casebook)
    bare = [
        argument
        for argument in casebook.arguments.values()
        if not casebook.links_from(argument, Relation.EVIDENCE)
        and not casebook.steps_to(argument)
        and not argument.page.doubts("evidence")
        and argument not in named
    ]
    for argument in doubt.unexplained(bare, Kind.ARGUMENT):
        message = f"`{argument.slug}` has neither evidence nor an argument that supports it"
        hint = "list what it rests on under `evidence`"
        yield Remark.on_file(argument.page.source, message, hint)


def _naming_unknown_evidence(casebook: Casebook) -> set[AnyMember]:
    """Return the pages that name missing evidence, which another finding reports."""
    return {broken.source for broken in casebook.unresolved if broken.kind is Kind.EVIDENCE}


@rule
def evidence_not_cited(analysis: Analysis) -> Remarks:
    """Every page of evidence is cited by an argument or a segment."""
    casebook = analysis.casebook
    unused = [
        evidence
        for evidence in casebook.evidence.values()
        if not casebook.links_to(evidence, Relation.EVIDENCE, Relation.COUNTER_EVIDENCE)
    ]
    for evidence in analysis.doubt.unexplained(unused, Kind.EVIDENCE):
        message = f"no argument or segment cites `{evidence.slug}`"
        hint = "list it under `evidence` or `counter_evidence` of the argument it bears on"
        yield Remark.on_file(evidence.page.source, message, hint)


@rule
def segment_not_mentioned(analysis: Analysis) -> Remarks:
    """Every segment is mentioned by an argument or evidence, or is the broader one of another."""
    casebook = analysis.casebook
    unused = [
        segment
        for segment in casebook.segments.values()
        if not casebook.links_to(segment, Relation.SEGMENTS, Relation.BROADER)
        and not casebook.links_from(segment, Relation.EVIDENCE)
        and not segment.page.doubts("evidence")
    ]
    for segment in analysis.doubt.unexplained(unused, Kind.SEGMENT):
        message = f"no argument or evidence mentions `{segment.slug}`"
        hint = "list it under `segments` of a page that is about it"
        yield Remark.on_file(segment.page.source, message, hint)


@rule
def speaker_missing(analysis: Analysis) -> Remarks:
    """Testimony and expert opinion say who speaks."""
    for evidence in analysis.casebook.evidence.values():
        fields, page = evidence.fields, evidence.page
        if fields.kind in SPOKEN and not fields.speaker and not page.doubts("kind", "speaker"):
            message = f"`kind: {fields.kind}` requires a `speaker`"
            hint = "say who speaks, as far as is known (`speaker: a guide, unnamed`)"
            yield Remark(page.source, page.place("kind"), message, hint)


@rule
def quotes_and_citation(analysis: Analysis) -> Remarks:
    """Evidence quotes the article or cites an outside source, not both."""
    for evidence in analysis.casebook.evidence.values():
        page = evidence.page
        given = page.front.data.keys() if page.front else set()
        if {"quotes", "citation"} <= given:
            message = "a page of evidence has either `quotes` or a `citation`"
            hint = "make two pages of it"
            yield Remark(page.source, page.key_place("citation"), message, hint)


@rule
def outside_evidence_alone(analysis: Analysis) -> Remarks:
    """What the author, or someone the author cites, claims is shown in the article's words."""
    casebook = analysis.casebook
    named = _naming_unknown_evidence(casebook)
    for argument in casebook.arguments.values():
        page = argument.page
        if argument.fields.voice == "editors" or page.doubts("voice", "evidence"):
            continue
        grounds = casebook.links_from(argument, Relation.EVIDENCE)
        inside = [link for link in grounds if not _from_outside(link.target)]
        supported = casebook.steps_to(argument)
        if grounds and not inside and not supported and argument not in named:
            message = f"`voice: {argument.fields.voice}`, and only outside evidence is given"
            hint = "quote where the article says it, or make it `voice: editors`"
            yield Remark(page.source, page.place("voice"), message, hint)


def _from_outside(evidence: Evidence) -> bool:
    """Return whether evidence cites a source and, as far as can be read, quotes nothing."""
    fields = evidence.fields
    return bool(fields.citation and not fields.quotes and not evidence.page.doubts("quotes"))


@rule
def origin_adds_nothing(analysis: Analysis) -> Remarks:
    """The `origin` of evidence is another than the source that counts without it."""
    casebook = analysis.casebook
    for evidence in casebook.evidence.values():
        fields, page = evidence.fields, evidence.page
        if fields.origin is None or page.doubts("origin", "citation", "speaker"):
            continue
        otherwise = source_without_origin(casebook, evidence)
        if same_source(fields.origin) == same_source(otherwise):
            who = "author of the article"
            if fields.citation is not None:
                who = "publisher"
            elif fields.speaker is not None:
                who = "speaker"
            message = f"`origin` names the {who}, who is the source without it"
            hint = "leave it out; it is for what the source only passes on"
            yield Remark(page.source, page.place("origin"), message, hint)


@rule
def passage_not_quoted_here(analysis: Analysis) -> Remarks:
    """A link to a group names only passages that the page of evidence quotes."""
    for evidence in analysis.casebook.evidence.values():
        quoted = dict.fromkeys(quote.passage for quote in evidence.fields.quotes)
        if evidence.page.doubts("quotes"):
            continue
        for i, link in enumerate(evidence.fields.segments):
            for j, passage in enumerate(link.passages):
                if passage not in quoted:
                    page = evidence.page
                    message = f"this page quotes nothing from `{passage}`"
                    hint = "it quotes " + ", ".join(f"`{it}`" for it in quoted) if quoted else None
                    place = page.place("segments", i, "passages", j)
                    yield Remark(page.source, place, message, hint)
