"""What a casebook speaks of again and again: a page for each, with all that is said of it.

The glossary names the topics in its front matter, each with the forms in which it is spoken of::

    topics:
      Facebook: [Facebook]
      Fees: [fee, fees, charge, charging]

Whatever has one of these forms in its title, claim, quotes or text belongs to the topic.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from casebook.model.fields import ArgumentFields, EvidenceFields
from casebook.model.graph import Casebook
from casebook.model.members import AnyMember
from casebook.model.passages import Passage
from casebook.prose.plain_reading import reading_span

GLOSSARY = "glossary.md"
FOLDER = "topics"
FIELD = "topics"
"""The page whose front matter names the topics, the field, and the folder of their pages."""


@dataclass(frozen=True)
class Topic:
    """A topic of a casebook, and what in the casebook speaks of it."""

    casebook: Casebook
    name: str
    forms: tuple[str, ...]

    @property
    def slug(self) -> str:
        """The name of its page."""
        return re.sub(r"[\W_]+", "-", self.name.casefold()).strip("-")

    @property
    def uri(self) -> str:
        """The path of its page below the docs folder."""
        return f"{FOLDER}/{self.slug}.md"

    @cached_property
    def members(self) -> frozenset[AnyMember]:
        """The arguments, segments and evidence that speak of it."""
        members = (it for of_kind in self.casebook.members.values() for it in of_kind.values())
        return frozenset(it for it in members if any(map(self._speaks, _texts(it))))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages whose words or plain reading speak of it."""
        article = self.casebook.article
        if article is None:
            return ()
        text = article.page.source.text
        return tuple(
            passage
            for passage in article.passages.values()
            if self._speaks(passage.words) or self._speaks(_reading(text, passage))
        )

    @property
    def count(self) -> int:
        """How many members and passages speak of it."""
        return len(self.members) + len(self.passages)

    def _speaks(self, text: str) -> bool:
        return self._pattern.search(text) is not None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = map(_bounded, sorted(self.forms, key=len, reverse=True))
        return re.compile("|".join(forms), re.IGNORECASE)


def topics(casebook: Casebook) -> Iterator[Topic]:
    """Yield the topics that the glossary names and that something in the casebook speaks of."""
    page = casebook.page(GLOSSARY)
    named = page.front.data.get(FIELD) if page and page.front else None
    slugs: set[str] = set()
    for name, forms in named.items() if isinstance(named, dict) else ():
        listed = [forms] if isinstance(forms, str) else forms if isinstance(forms, list) else []
        words = tuple(form for form in listed if isinstance(form, str) and form.strip())
        topic = Topic(casebook, str(name), words or (str(name),))
        if topic.slug and topic.slug not in slugs and topic.count:
            slugs.add(topic.slug)
            yield topic


def _bounded(form: str) -> str:
    """Return a pattern of a form as a whole word, in scripts that part words."""
    before, after = (r"\b" if end.isascii() else "" for end in (form[0], form[-1]))
    return f"{before}{re.escape(form)}{after}"


def _texts(member: AnyMember) -> Iterator[str]:
    fields = member.fields
    yield member.title
    yield member.page.body
    if isinstance(fields, ArgumentFields):
        yield fields.claim
    elif isinstance(fields, EvidenceFields):
        yield from (quote.exact for quote in fields.quotes)
        yield fields.speaker or ""
        if fields.citation:
            yield fields.citation.title
            yield fields.citation.excerpt or ""
    else:
        yield fields.audience


def _reading(text: str, passage: Passage) -> str:
    span = reading_span(text, passage.start, passage.end)
    return text[span[0] : span[1]] if span else ""
