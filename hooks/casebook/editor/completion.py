"""What can be written at a place: fields, values, slugs, passages, the words of a quote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from casebook.analysis.analysis import Analysis
from casebook.editor import format as authored
from casebook.editor.clauses import offered
from casebook.editor.cursor import Cursor, cursor
from casebook.model.graph import Casebook
from casebook.model.kinds import ARTICLE_PAGE, PAGE_ENDINGS, Kind, identity
from casebook.model.members import Argument, Evidence, Segment
from casebook.model.source import Source
from casebook.prose.addresses import address, relative
from casebook.prose.parts import PARTS
from casebook.reading.yaml_edits import scalar
from casebook.rules import RULES

_LINK = re.compile(r"\]\((?P<target>[^()\s]*)$")
_PART = re.compile(r"<!-- *casebook: *(?P<name>[\w-]*)$")
_NAMES = re.compile(r"^([\w-]+)[ \t]*:", re.MULTILINE)
_SAID_BEFORE = ("speaker", "origin", "publisher")


class Sort(Enum):
    """The sort of a suggestion, by which an editor chooses its sign."""

    FIELD = auto()
    VALUE = auto()
    PAGE = auto()
    PASSAGE = auto()
    WORDS = auto()
    RULE = auto()
    PART = auto()


@dataclass(frozen=True)
class Suggestion:
    """Text that can be put in from offset ``start`` to ``end``.

    ``label`` is what is chosen from, ``beside`` stands next to it, ``about`` tells more.
    ``filtered`` is what an editor compares the typed words with.
    """

    label: str
    text: str
    start: int
    end: int
    sort: Sort
    beside: str = ""
    about: str = ""
    filtered: str = ""


def suggestions(analysis: Analysis, uri: str, source: Source, offset: int) -> Iterator[Suggestion]:
    """Return what can be written at ``offset`` of the page ``uri``, whose text is ``source``."""
    here = cursor(source.text, offset)
    if here is None:
        yield from _in_body(analysis, uri, source, offset)
        return
    kind, _ = identity(uri)
    if kind is not None:
        yield from _Front(analysis.casebook, kind, source, here).suggestions()


@dataclass(frozen=True)
class _Front:
    """A place in the front matter of a page of a kind."""

    casebook: Casebook
    kind: Kind
    source: Source
    here: Cursor

    def suggestions(self) -> Iterator[Suggestion]:
        here = self.here
        found = authored.allowed(self.kind, here.path)
        if found is None:
            return
        if here.is_key and not (found.is_list and not here.item and not here.siblings):
            yield from self._names(found)
        if here.item or not here.is_key:
            yield from self._values(found)
        if here.item and not here.is_key:
            yield from self._names(found)

    def _names(self, found: authored.Allowed) -> Iterator[Suggestion]:
        here = self.here
        if here.path == ("allow",):
            for rule in RULES.values():
                if rule.may_be_allowed:
                    yield self._one(rule.code, Sort.RULE, f"{rule.code}: ", rule.statement)
        if authored.takes_passages(here.path, is_key=True):
            yield from self._passages(": ")
        written = set(here.siblings) - {here.written}
        if not here.path:
            written |= set(_NAMES.findall(_front(self.source))) - {here.written}
        for name, field in authored.fields_of(found.model).items():
            if name not in written:
                text = name if here.named else f"{name}: "
                beside = "required" if field.is_required() else ""
                yield self._one(name, Sort.FIELD, text, field.description or "", beside)

    def _values(self, found: authored.Allowed) -> Iterator[Suggestion]:
        here = self.here
        leads_to = authored.kind_of_link(here.path, self.kind)
        if leads_to:
            for member in self.casebook.members[leads_to].values():
                yield self._one(
                    member.slug, Sort.PAGE, scalar(member.slug), about(member), member.title
                )
        if authored.takes_passages(here.path, is_key=False):
            yield from self._passages("")
        if here.path == ("quotes", "exact"):
            yield from self._words()
        if not found.model:
            for value in authored.values(found.field):
                yield self._one(value, Sort.VALUE, value)
        if here.path and here.path[-1] in _SAID_BEFORE:
            yield from self._said_before(here.path[-1])

    def _passages(self, behind: str) -> Iterator[Suggestion]:
        article = self.casebook.article
        for passage in article.passages.values() if article else ():
            text = f"{passage.id}{behind}"
            yield self._one(passage.id, Sort.PASSAGE, text, passage.words, passage.label)

    def _words(self) -> Iterator[Suggestion]:
        article, here = self.casebook.article, self.here
        if article is None:
            return
        typed = here.written.lstrip("\"'>|-").replace('\\"', '"').strip().rstrip("\"'")
        named = article.passages.get(here.siblings.get("passage", ""))
        if named is None and not typed:
            return
        end = self._end_of_line()
        for passage in [named] if named else article.passages.values():
            for words in offered(passage.words, typed):
                label = words if len(words) <= 80 else f"{words[:50]} … {words[-27:]}"
                text = scalar(words, '"' if here.written.startswith('"') else "")
                filtered = f"{here.written} {words}"
                yield Suggestion(
                    label, text, here.start, end, Sort.WORDS, passage.id, words, filtered
                )

    def _end_of_line(self) -> int:
        """Return where the value ends that is being written, so that all of it is replaced."""
        end = self.source.text.find("\n", self.here.end)
        rest = self.source.text[self.here.end : end if end >= 0 else None]
        return (
            self.here.end + len(rest.rstrip()) if rest.strip() in ("", '"', "'") else self.here.end
        )

    def _said_before(self, name: str) -> Iterator[Suggestion]:
        said: dict[str, str] = {}
        for evidence in self.casebook.evidence.values():
            holder = evidence.fields.citation if name == "publisher" else evidence.fields
            if value := getattr(holder, name, None):
                said.setdefault(value, evidence.title)
        for value, title in said.items():
            yield self._one(value, Sort.VALUE, scalar(value), "", title)

    def _one(
        self, label: str, sort: Sort, text: str, about: str = "", beside: str = ""
    ) -> Suggestion:
        return Suggestion(label, text, self.here.start, self.here.end, sort, beside, about)


def about(member: Argument | Evidence | Segment) -> str:
    """Return what a page says in a sentence or two: a claim, quoted words, an audience."""
    fields = member.fields
    if member.kind is Kind.EVIDENCE:
        quotes = [f"“{quote.exact}” ({quote.passage})" for quote in getattr(fields, "quotes", ())]
        citation = getattr(fields, "citation", None)
        cited = [f"“{citation.excerpt}” ({citation.publisher})"] if citation else []
        return "\n\n".join(quotes or cited)
    return str(getattr(fields, "claim", "") or getattr(fields, "audience", ""))


def _front(source: Source) -> str:
    end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(source.text, 4)
    return source.text[: end.start() if end else len(source.text)]


def _in_body(analysis: Analysis, uri: str, source: Source, offset: int) -> Iterator[Suggestion]:
    line = source.text[source.text.rfind("\n", 0, offset) + 1 : offset]
    if found := _PART.search(line):
        for name in PARTS:
            start = offset - len(found["name"])
            closing = "" if "-->" in source.text[offset : offset + 8] else " -->"
            yield Suggestion(name, f"{name}{closing}", start, offset, Sort.PART)
    elif found := _LINK.search(line):
        start = offset - len(found["target"])
        path, anchored, _ = found["target"].partition("#")
        if anchored:
            yield from _anchors(analysis, uri, path, start + len(path) + 1, offset)
        else:
            yield from _targets(analysis.casebook, uri, start, offset)


def _targets(casebook: Casebook, uri: str, start: int, offset: int) -> Iterator[Suggestion]:
    for other in sorted(casebook.files):
        if not other.endswith(PAGE_ENDINGS) or other == uri:
            continue
        target, member = relative(uri, other), casebook.member_at(other)
        title = member.title if member else _title(casebook, other)
        told = about(member) if member else ""
        yield Suggestion(target, target, start, offset, Sort.PAGE, title, told, target)
    article = casebook.article
    for passage in article.passages.values() if article else ():
        target = f"{relative(uri, ARTICLE_PAGE)}#{passage.id}" if uri != ARTICLE_PAGE else ""
        target = target or f"#{passage.id}"
        yield Suggestion(
            target, target, start, offset, Sort.PASSAGE, passage.label, passage.words, target
        )


def _title(casebook: Casebook, uri: str) -> str:
    page = casebook.page(uri)
    title = page.front.data.get("title") if page and page.front else None
    return title if isinstance(title, str) else ""


def _anchors(
    analysis: Analysis, uri: str, path: str, start: int, offset: int
) -> Iterator[Suggestion]:
    there = address(uri, path) if path else None
    casebook = analysis.casebook
    page = casebook.page(there.uri if there else uri)
    if page is None:
        return
    article = casebook.article
    passages = article.passages if article and article.page is page else {}
    for name in sorted(analysis.texts.anchors(page).ids | passages.keys()):
        words = passages[name].words if name in passages else ""
        beside = passages[name].label if name in passages else ""
        yield Suggestion(name, name, start, offset, Sort.PASSAGE, beside, words)
