"""The words that readers meet: two scales and four marks, in one place.

Data and exports keep the names of the format (``attested``, ``contested`` …). What a page says in
their place is here, each with the id on the page about the method that explains it in a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casebook.model.fields import ArgumentFields
from casebook.model.standing import Backing, Standing, StepStanding

METHOD = "method.md"
"""The page that explains the words, where a casebook has one."""


@dataclass(frozen=True)
class Word:
    """A word or a few, and the id under which the page about the method explains them.

    ``name`` is for style sheets, and the same in every language.
    """

    text: str
    explained: str
    name: str


BACKING: Mapping[Backing, Word] = {
    Backing.UNSUPPORTED: Word("nothing is given", "what-backs-it", "nothing"),
    Backing.ASSERTED: Word("only said", "what-backs-it", "said"),
    Backing.ATTESTED: Word("one source", "what-backs-it", "one"),
    Backing.CORROBORATED: Word("two sources or more", "what-backs-it", "more"),
}
"""What backs a claim."""

SURE = Word("sure", "how-sure", "sure")
REPAIRED = Word("repaired", "how-sure", "repaired")
INFERRED = Word("inferred", "how-sure", "inferred")
READING: Mapping[str, Word] = {
    "quotation": SURE,
    "paraphrase": SURE,
    "compression": SURE,
    "interpretation": REPAIRED,
    "imputation": INFERRED,
}
"""How sure our reading of the article is, by a claim's fidelity."""

DISPUTED = Word("disputed", "disputed", "disputed")
ANSWERED = Word("answered", "answered", "answered")
DENIED = Word("this step is denied", "step-denied", "denied")
QUESTIONED = Word("this step is questioned", "questioned", "questioned")

VOICES: Mapping[str, str] = {
    "author": "the author",
    "reported": "someone the author cites",
    "open": "left open by the article",
    "editors": "the editors, from outside",
}
"""Whose claim it is, by its voice."""


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


def in_words(standing: Standing) -> str:
    """Return a standing in plain words: ``one source, disputed``."""
    return ", ".join(word.text for word in (BACKING[standing.backing], *marks(standing)))
