"""The article in plain words, sentence by sentence: what each is read from, and what it carries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from casebook.model.graph import Casebook
from casebook.model.kinds import Kind
from casebook.model.links import Link, Relation
from casebook.model.members import AnyMember, Argument, Article, Evidence
from casebook.model.passages import Passage, fold
from casebook.model.standing import WEAK, Backing, Standing
from casebook.pages.argument_map import ArgumentMap, How
from casebook.pages.messages import Messages
from casebook.pages.words import VOICES
from casebook.prose.plain_reading import end_of_quote, reading_span

_LINKED = (
    re.compile(
        r"!?\[(?P<text>[^\][]*)\](?:\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)|\[[^\][]*\])"
    ),
    re.compile(r"<(?P<text>[a-z]+:[^\s<>]+)>", re.IGNORECASE),
)
_FOOTNOTE = re.compile(r"\[\^[^\][]*\]")
_LABEL = re.compile(r"^(\*\*|__)(?P<label>[^*_\n]{1,80})\1[ \t]*", re.MULTILINE)
_NO_TEXT = re.compile(r"^[ \t]*(?:#|<|```|~~~|\|)", re.MULTILINE)
_DOUBT = re.compile(r"\((?P<word>[^()*]+)\)[^()]*\Z")


@dataclass(frozen=True)
class Outcome:
    """What is known from outside of the claims of a sentence: for it, or against it.

    ``step`` says that it is not against the claim, but against a step to it.
    """

    member: AnyMember
    against: bool
    step: bool = False


@dataclass(frozen=True)
class Sentence:
    """A passage in plain words.

    ``plain`` is the Markdown of its plain reading without links, empty where it has none. ``doubt``
    is what the label of that reading says in brackets, and ``note`` the Markdown, without links, of
    what stands below it.
    ``carries`` are the claims that rest on its words, ``against`` those that they speak against,
    and ``backing`` what the least backed claim has that it carries.
    """

    passage: Passage
    plain: str
    doubt: str
    note: str
    evidence: tuple[Evidence, ...]
    carries: tuple[Argument, ...]
    against: tuple[Argument, ...]
    backing: Backing | None
    outcomes: tuple[Outcome, ...]

    def said_by(self, messages: Messages) -> tuple[str, ...]:
        """Return who says it: the speakers, or else whose the claims are."""
        speakers = (it.fields.speaker for it in self.evidence if it.fields.speaker)
        claims = (*self.carries, *self.against)
        voices = (messages.gettext(VOICES[claim.fields.voice]) for claim in claims)
        return tuple(dict.fromkeys(tuple(speakers) or voices))


def sentences(
    casebook: Casebook, standings: Mapping[Argument, Standing], drawn: ArgumentMap
) -> dict[str, Sentence]:
    """Return each passage of the article as a sentence, by its id."""
    article = casebook.article
    passages = article.passages.values() if article else ()
    return {it.id: _sentence(casebook, article, it, standings, drawn) for it in passages if article}


def _sentence(
    casebook: Casebook,
    article: Article,
    passage: Passage,
    standings: Mapping[Argument, Standing],
    drawn: ArgumentMap,
) -> Sentence:
    evidence = casebook.quoting.get(passage.id, ())
    carries = _claims(casebook, evidence, Relation.EVIDENCE)
    plain, doubt, note = _reading(article, passage)
    return Sentence(
        passage=passage,
        plain=plain,
        doubt=doubt,
        note=note,
        evidence=evidence,
        carries=carries,
        against=_claims(casebook, evidence, Relation.COUNTER_EVIDENCE),
        backing=min((standings[claim].backing for claim in carries), default=None),
        outcomes=tuple({it.member: it for it in _outcomes(casebook, carries, drawn)}.values()),
    )


def _claims(
    casebook: Casebook,
    evidence: tuple[Evidence, ...],
    relation: Literal[Relation.EVIDENCE, Relation.COUNTER_EVIDENCE],
) -> tuple[Argument, ...]:
    """Return the arguments for which, or against which, evidence is given."""
    found = (
        casebook.arguments[link.source.slug]
        for it in evidence
        for link in casebook.links_to(it, relation)
        if link.source.kind is Kind.ARGUMENT
    )
    return tuple(dict.fromkeys(found))


def _outcomes(
    casebook: Casebook, claims: tuple[Argument, ...], drawn: ArgumentMap
) -> Iterator[Outcome]:
    """Yield what the editors brought in on ``claims``, what is not weak first."""
    links: list[Link[AnyMember, AnyMember]] = []
    for claim in claims:
        for bearing in drawn.bearing_on.get(claim, ()):
            if bearing.how is not How.REASON and bearing.source.fields.voice == "editors":
                yield Outcome(bearing.source, against=True, step=bearing.how is How.UNDERCUT)
        links += casebook.links_from(claim, Relation.EVIDENCE, Relation.COUNTER_EVIDENCE)
    for link in sorted(links, key=lambda it: it.strength == WEAK):
        if getattr(link.target.fields, "citation", None):
            yield Outcome(link.target, link.relation is Relation.COUNTER_EVIDENCE)


def _reading(article: Article, passage: Passage) -> tuple[str, str, str]:
    """Return the plain reading of a passage, its label's doubt, and the note below it."""
    text = article.page.source.text
    span = reading_span(text, passage.start, passage.end)
    if span is None:
        return "", "", ""
    label = text[end_of_quote(text, passage.start, passage.end) : span[0]].strip(" \t\n*_:")
    doubt = _DOUBT.search(label)
    plain = _unlinked(fold(text[slice(*span)]))
    return plain, doubt["word"] if doubt else "", _note(text[span[1] : passage.end])


def _note(text: str) -> str:
    """Return the paragraphs of a text up to a heading or HTML, in one, their labels not bold."""
    paragraphs = _NO_TEXT.split(text, maxsplit=1)[0]
    return _unlinked(fold(_LABEL.sub(r"\g<label> ", paragraphs)))


def _unlinked(markdown: str) -> str:
    """Return Markdown without links: the whole of it is to be one."""
    for linked in _LINKED:
        markdown = linked.sub(r"\g<text>", markdown)
    return _FOOTNOTE.sub("", markdown)
