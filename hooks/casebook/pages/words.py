"""The words that readers meet: two scales, four marks, and the names of the format, in one place.

Data and exports keep the names of the format (``attested``, ``contested`` …). What a page says in
their place is here, each with the id on the page about the method that explains it in a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casebook.model.fields import ArgumentFields
from casebook.model.kinds import Kind
from casebook.model.standing import Backing, Standing, StepStanding
from casebook.pages.messages import N_, Messages

METHOD = "method.md"
"""The page that explains the words, where a casebook has one."""


@dataclass(frozen=True)
class Word:
    """A word or a few, and the id under which the page about the method explains them.

    ``text`` is the message, in English; ``name`` is for style sheets, and the same in every
    language.
    """

    text: str
    explained: str
    name: str


BACKING: Mapping[Backing, Word] = {
    Backing.UNSUPPORTED: Word(N_("nothing is given"), "what-backs-it", "nothing"),
    Backing.ASSERTED: Word(N_("only said"), "what-backs-it", "said"),
    Backing.ATTESTED: Word(N_("one source"), "what-backs-it", "one"),
    Backing.CORROBORATED: Word(N_("two sources or more"), "what-backs-it", "more"),
}
"""What backs a claim."""

SURE = Word(N_("sure"), "how-sure", "sure")
REPAIRED = Word(N_("repaired"), "how-sure", "repaired")
INFERRED = Word(N_("inferred"), "how-sure", "inferred")
READING: Mapping[str, Word] = {
    "quotation": SURE,
    "paraphrase": SURE,
    "compression": SURE,
    "interpretation": REPAIRED,
    "imputation": INFERRED,
}
"""How sure our reading of the article is, by a claim's fidelity."""

DISPUTED = Word(N_("disputed"), "disputed", "disputed")
ANSWERED = Word(N_("answered"), "answered", "answered")
DENIED = Word(N_("this step is denied"), "step-denied", "denied")
QUESTIONED = Word(N_("this step is questioned"), "questioned", "questioned")

VOICES: Mapping[str, str] = {
    "author": N_("the author"),
    "reported": N_("someone the author cites"),
    "open": N_("left open by the article"),
    "editors": N_("the editors, from outside"),
}
"""Whose claim it is, by its voice."""

TITLES: Mapping[Kind, str] = {
    Kind.ARGUMENT: N_("Arguments"),
    Kind.EVIDENCE: N_("Evidence"),
    Kind.SEGMENT: N_("People"),
}
"""What the index of a kind is called where nobody has written one, and on the way up to it."""

OF_FORMAT = (
    *(N_("testimony"), N_("expert-opinion"), N_("statistic"), N_("anecdote"), N_("example")),
    *(N_("common-ground"), N_("assertion"), N_("document")),
    *(N_("thesis"), N_("claim"), N_("counterclaim")),
    *(N_("author"), N_("reported"), N_("open"), N_("editors")),
    *(N_("quotation"), N_("paraphrase"), N_("compression"), N_("interpretation")),
    *(N_("imputation"), N_("strong"), N_("moderate"), N_("weak")),
    *(N_("unsupported"), N_("asserted"), N_("attested"), N_("corroborated")),
    *(N_("supports"), N_("attacks"), N_("evidence"), N_("counter evidence")),
    *(N_("reason"), N_("objection"), N_("undercut")),
)
"""Values of fields, and names of relations, that are shown as they are; a test knows them all."""


def marks(standing: Standing) -> tuple[Word, ...]:
    """Return the marks of a claim: whether it is answered, and whether it is disputed."""
    found = (
        (ANSWERED, standing.defeated),
        (DISPUTED, standing.contested and not standing.defeated),
    )
    return tuple(word for word, holds in found if holds)


def step_marks(step: StepStanding) -> tuple[Word, ...]:
    """Return the mark of a step: that it is denied, or else that it is questioned."""
    if step.denied:
        return (DENIED,)
    return (QUESTIONED,) if step.questioned else ()


def reading(fields: ArgumentFields) -> Word | None:
    """Return how sure the reading is; None for a claim that is not the article's."""
    return READING.get(fields.fidelity) if fields.fidelity else None


def in_words(standing: Standing, messages: Messages) -> str:
    """Return a standing in plain words: ``one source, disputed``."""
    found = (BACKING[standing.backing], *marks(standing))
    return messages.listed(messages.gettext(word.text) for word in found)
