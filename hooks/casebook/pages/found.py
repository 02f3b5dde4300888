"""What a search shows of a page, and the words by which it finds it besides those on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from casebook.model.fields import ArgumentFields, EvidenceFields
from casebook.model.kinds import ARTICLE_PAGE
from casebook.model.members import AnyMember, Argument
from casebook.model.standing import Standing
from casebook.pages.messages import Messages
from casebook.pages.preview import in_short, kind_of
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
    messages: Messages,
    marks_of_words: tuple[str, str] = ("“", "”"),
) -> Found:
    """Return what a search shows of the page ``uri``, whose front matter is ``written``."""
    if member is None:
        kind = messages.gettext("Article") if uri == ARTICLE_PAGE else messages.gettext("Page")
        told = written.get("description")
        words = told if isinstance(told, str) else ""
        return Found("", words, _asked(written), {messages.gettext("Kind"): (kind,)})
    kind, _, words = in_short(member, standing, messages, marks_of_words)
    name = messages.gettext(kind_of(member.kind))
    filters = {messages.gettext("Kind"): (name,), **_filters(member, standing, messages)}
    return Found(kind, words, _asked(written), filters)


def _filters(
    member: AnyMember, standing: Mapping[Argument, Standing], messages: Messages
) -> dict[str, tuple[str, ...]]:
    fields, say = member.fields, messages.gettext
    if isinstance(fields, ArgumentFields):
        state = standing[cast("Argument", member)]
        words = (BACKING[state.backing], *marks(state))
        return {
            say("Voice"): (say(VOICES[fields.voice]),),
            say("Standing"): tuple(say(it.text) for it in words),
        }
    if isinstance(fields, EvidenceFields):
        whose = say(VOICES["editors"]) if fields.citation else say("the article")
        return {say("Voice"): (whose,)}
    return {}


def _asked(written: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what readers ask, as the field ``search`` lists it."""
    settings = written.get("search")
    asked = settings.get(ASKED) if isinstance(settings, dict) else None
    if isinstance(asked, str):
        return (asked,)
    return tuple(it for it in asked if isinstance(it, str)) if isinstance(asked, list) else ()
