"""What a reader sees of a page before going there: its kind, its title, and its words in short."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from casebook.model.fields import ArgumentFields, EvidenceFields
from casebook.model.kinds import Kind
from casebook.model.members import AnyMember, Argument
from casebook.model.passages import fold
from casebook.model.standing import Standing
from casebook.pages.messages import N_, Messages
from casebook.pages.words import in_words

LONGEST = 240
"""Characters of a preview's words: some three lines."""

_LONG_WORD = 80
"""Where so many characters have no blank among them, they are of a script without any."""


_KINDS = {
    Kind.ARGUMENT: N_("Argument"),
    Kind.EVIDENCE: N_("Evidence"),
    Kind.SEGMENT: N_("People"),
}


def kind_of(kind: Kind) -> str:
    """Return the message that names one member of a kind."""
    return _KINDS[kind]


def in_short(
    member: AnyMember,
    standing: Mapping[Argument, Standing],
    messages: Messages,
    marks: tuple[str, str] = ("“", "”"),
) -> tuple[str, str, str]:
    """Return a member's kind with what is known of it in a word, its title, and its words.

    Words of the article stand between the quotation ``marks`` of its language.
    """
    fields, say = member.fields, messages.gettext
    kind = say(_KINDS[member.kind])
    if isinstance(fields, ArgumentFields):
        known = in_words(standing[cast("Argument", member)], messages)
        if fields.voice == "editors":
            known = say("%(standing)s, by the editors", standing=known)
        role = say("Thesis") if fields.role == "thesis" else kind
        return f"{role} · {known}", fields.title, shortened(fields.claim)
    if isinstance(fields, EvidenceFields):
        quotes = " … ".join(fold(quote.exact).join(marks) for quote in fields.quotes)
        citation, known = fields.citation, say(fields.kind)
        words = quotes or (f"{citation.publisher}, {citation.date}" if citation else "")
        if citation:
            known = say("%(kind)s, from outside", kind=known)
        who = f" · {fields.speaker}" if fields.speaker else ""
        return f"{kind} · {known}{who}", fields.title, shortened(words)
    return kind, fields.title, shortened(fields.audience)


def shortened(words: str) -> str:
    """Return ``words`` up to the last whole word that fits, with an ellipsis if cut short.

    Scripts without blanks are cut after any character.
    """
    words = fold(words)
    if len(words) <= LONGEST:
        return words
    blank = words.rfind(" ", LONGEST - _LONG_WORD, LONGEST)
    return words[: blank if blank > 0 else LONGEST - 2] + " …"
