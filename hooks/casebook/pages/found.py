"""What a search says of a page, and by what words it finds it besides those on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from casebook.model.fields import ArgumentFields, EvidenceFields
from casebook.model.graph import AnyMember, Argument
from casebook.model.kinds import ARTICLE_PAGE
from casebook.model.standing import Standing
from casebook.pages.preview import in_short
from casebook.pages.words import BACKING, VOICES, marks

ASKED = "asked"
"""The name below the field ``search`` of what readers ask and the page answers."""


@dataclass(frozen=True)
class Found:
    """A page as a search shows it.

    ``kind`` is its kind with what is known of it in a word; ``words`` its claim, or what it says in
    a sentence; ``asked`` holds questions and words of readers; ``filters`` what a reader can choose
    by: each a name and the values that the page has.
    """

    kind: str
    words: str
    asked: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def found(
    uri: str,
    member: AnyMember | None,
    written: Mapping[str, Any],
    standing: Mapping[Argument, Standing],
) -> Found:
    """What a search says of the page ``uri``, whose front matter is ``written``."""
    if member is None:
        kind = "Article" if uri == ARTICLE_PAGE else "Page"
        told = written.get("description")
        words = told if isinstance(told, str) else ""
        return Found("", words, _asked(written), {"Kind": (kind,)})
    kind, _, words = in_short(member, standing)
    name = kind.partition(" · ")[0]
    if name == "Thesis":
        name = "Argument"
    return Found(kind, words, _asked(written), {"Kind": (name,), **_filters(member, standing)})


def _filters(
    member: AnyMember, standing: Mapping[Argument, Standing]
) -> dict[str, tuple[str, ...]]:
    fields = member.fields
    if isinstance(fields, ArgumentFields):
        state = standing[cast("Argument", member)]
        words = (BACKING[state.backing], *marks(state))
        return {"Voice": (VOICES[fields.voice],), "Standing": tuple(it.text for it in words)}
    if isinstance(fields, EvidenceFields):
        return {"Voice": (VOICES["editors"] if fields.citation else "the article",)}
    return {}


def _asked(written: Mapping[str, Any]) -> tuple[str, ...]:
    """What readers ask, as the field ``search`` lists it."""
    settings = written.get("search")
    asked = settings.get(ASKED) if isinstance(settings, dict) else None
    if isinstance(asked, str):
        return (asked,)
    return tuple(it for it in asked if isinstance(it, str)) if isinstance(asked, list) else ()
