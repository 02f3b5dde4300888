"""What a reader sees of a page before going there: its kind, its title, and its words in short."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from casebook.model.fields import ArgumentFields, EvidenceFields
from casebook.model.graph import AnyMember, Argument
from casebook.model.passages import fold
from casebook.model.standing import Standing
from casebook.pages.words import in_words

LONGEST = 240
"""Characters of a preview's words: some three lines."""


def in_short(member: AnyMember, standing: Mapping[Argument, Standing]) -> tuple[str, str, str]:
    """The kind of a member with what is known of it in a word, its title, and its words."""
    fields = member.fields
    if isinstance(fields, ArgumentFields):
        word = in_words(standing[cast("Argument", member)])
        role = "Thesis" if fields.role == "thesis" else "Argument"
        whose = ", by the editors" if fields.voice == "editors" else ""
        return f"{role} · {word}{whose}", fields.title, shortened(fields.claim)
    if isinstance(fields, EvidenceFields):
        quotes = " … ".join(f"“{fold(quote.exact)}”" for quote in fields.quotes)
        citation = fields.citation
        words = quotes or (f"{citation.publisher}, {citation.date}" if citation else "")
        outside = ", from outside" if citation else ""
        who = f" · {fields.speaker}" if fields.speaker else ""
        return f"Evidence · {fields.kind}{outside}{who}", fields.title, shortened(words)
    return "Segment", fields.title, shortened(fields.audience)


def shortened(words: str) -> str:
    """``words`` up to the last whole word that fits, and an ellipsis where some are left out."""
    words = fold(words)
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rpartition(" ")[0] + " …"
