"""The graph: members, the links between them, and the article they rest on.

What is derived from the pages is derived here once, for the checker, the views and the exports.
``linking`` makes a casebook of pages with any number of faults; ``Unresolved`` holds the links that
lead nowhere, and the rules say what is wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar, overload

from casebook.model.fields import ArgumentFields, ArticleFields, EvidenceFields, SegmentFields
from casebook.model.finding import Finding
from casebook.model.kinds import FOLDERS, Kind
from casebook.model.navigation import Navigation
from casebook.model.page import Original, Page
from casebook.model.passages import Passage, Passages, first_difference, fold
from casebook.model.source import Place

R = TypeVar("R")
F = TypeVar("F", ArgumentFields, EvidenceFields, SegmentFields, ArticleFields, covariant=True)


@dataclass(frozen=True, eq=False)
class Member(Generic[F]):
    """A page of one of the kinds, with its fields."""

    kind: Kind
    slug: str
    page: Page
    fields: F

    @property
    def uri(self) -> str:
        """The page's path below the docs folder."""
        return self.page.uri

    @property
    def title(self) -> str:
        """The page's heading."""
        return self.fields.title


Argument = Member[ArgumentFields]
Evidence = Member[EvidenceFields]
Segment = Member[SegmentFields]
AnyMember = Argument | Evidence | Segment


@dataclass(frozen=True, eq=False)
class Article(Member[ArticleFields]):
    """The article's page, what its blockquotes hold, and the original if it is there."""

    scanned: Passages
    original: Original | None

    @property
    def unchanged(self) -> bool:
        """Whether the original is the file that the page's ``sha256`` was taken of."""
        return self.original is not None and self.original.sha256 == self.fields.sha256.lower()

    @cached_property
    def faithful(self) -> bool:
        """Whether the page's passages are the whole of the unchanged original."""
        ids = [passage.id for passage in self.scanned.found]
        return (
            self.unchanged
            and not self.scanned.strays
            and len(ids) == len(set(ids))
            and first_difference(self.scanned, self.text) is None
        )

    @cached_property
    def text(self) -> str:
        """The folded text of the original; empty where there is none."""
        return fold(self.original.text or "") if self.original else ""

    @cached_property
    def running_text(self) -> str:
        """The words of all passages, one after the other, with a blank between."""
        return " ".join(passage.words for passage in self.passages.values())

    @cached_property
    def begins_at(self) -> Mapping[str, int]:
        """For each passage id, where the passage begins in the running text."""
        places, position = {}, 0
        for passage in self.passages.values():
            places[passage.id] = position
            position += len(passage.words) + 1
        return places

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """The passages by id, in the order of the page; the first where an id is there twice."""
        passages: dict[str, Passage] = {}
        for passage in self.scanned.found:
            passages.setdefault(passage.id, passage)
        return passages


class Relation(StrEnum):
    """What a link says; the names of the fields that hold links."""

    SUPPORTS = "supports"
    ATTACKS = "attacks"
    EVIDENCE = "evidence"
    COUNTER_EVIDENCE = "counter_evidence"
    SEGMENTS = "segments"
    BROADER = "broader"


LEADS_TO: Mapping[Relation, Kind] = {
    Relation.SUPPORTS: Kind.ARGUMENT,
    Relation.ATTACKS: Kind.ARGUMENT,
    Relation.EVIDENCE: Kind.EVIDENCE,
    Relation.COUNTER_EVIDENCE: Kind.EVIDENCE,
    Relation.SEGMENTS: Kind.SEGMENT,
    Relation.BROADER: Kind.SEGMENT,
}
"""The kind of page that a link of each relation leads to."""


S = TypeVar("S", bound=AnyMember, covariant=True)
T = TypeVar("T", bound=AnyMember, covariant=True)


@dataclass(frozen=True, eq=False)
class Link(Generic[S, T]):
    """One authored link; ``path`` is where its source's fields hold it.

    ``passages`` are those whose quotes are about a user group; all where none is named.
    """

    relation: Relation
    source: S
    target: T
    because: str | None
    strength: str | None
    path: tuple[str | int, ...]
    passages: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where the slug is written."""
        return self.source.page.place(*self.path, "to")


# The same, told to the type checker: what a link's ends are follows from its relation.
BetweenArguments = Literal[Relation.SUPPORTS, Relation.ATTACKS]
ToEvidence = Literal[Relation.EVIDENCE, Relation.COUNTER_EVIDENCE]
ToSegments = Literal[Relation.SEGMENTS, Relation.BROADER]
AnyLink = Link[AnyMember, AnyMember]


@dataclass(frozen=True, eq=False)
class Step:
    """One or more premises that carry a claim (AIF: RA-node): what a support link says.

    ``premises`` are the argument that has written the ``link``, then those of its ``with``.
    """

    link: Link[Argument, Argument]
    premises: tuple[Argument, ...]

    @property
    def conclusion(self) -> Argument:
        """The claim that the premises carry."""
        return self.link.target

    @property
    def because(self) -> str | None:
        """Why the step holds."""
        return self.link.because

    @property
    def strength(self) -> str | None:
        """How strong the step is."""
        return self.link.strength


@dataclass(frozen=True, eq=False)
class Undercut:
    """An argument's denial that ``supporter``, alone or with others, supports ``supported``.

    ``steps`` are those in which it does. Where there are none nothing is denied, and a rule reports
    it.
    """

    undercutter: Argument
    supporter: Argument
    supported: Argument
    because: str | None
    strength: str | None
    path: tuple[str | int, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, eq=False)
class Unresolved:
    """A slug that names no page of the kind it should."""

    source: AnyMember
    path: tuple[str | int, ...]
    slug: str
    kind: Kind

    @property
    def place(self) -> Place:
        """Where the slug is written."""
        return self.source.page.place(*self.path)


@dataclass(frozen=True, eq=False)
class Casebook:
    """Everything the pages say, linked. Members are in the order of their slugs.

    ``files`` are the paths of all that is published, ``extensions`` those of Python-Markdown
    with their settings, ``navigation`` is the site's menu where it has one, ``shown_as`` what
    findings put before the path of a page, and ``of_files`` what looking through the files has
    found.
    """

    pages: tuple[Page, ...]
    article: Article | None
    arguments: Mapping[str, Argument]
    evidence: Mapping[str, Evidence]
    segments: Mapping[str, Segment]
    links: tuple[AnyLink, ...]
    steps: tuple[Step, ...]
    undercuts: tuple[Undercut, ...]
    unresolved: tuple[Unresolved, ...]
    files: frozenset[str] = frozenset()
    extensions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    navigation: Navigation | None = None
    shown_as: str = ""
    of_files: tuple[Finding, ...] = ()

    @cached_property
    def members(self) -> Mapping[Kind, Mapping[str, AnyMember]]:
        """The members of each kind that has any, by slug."""
        return {
            Kind.ARGUMENT: self.arguments,
            Kind.EVIDENCE: self.evidence,
            Kind.SEGMENT: self.segments,
        }

    @overload
    def links_of(self, *relations: BetweenArguments) -> tuple[Link[Argument, Argument], ...]: ...
    @overload
    def links_of(self, *relations: ToEvidence) -> tuple[Link[AnyMember, Evidence], ...]: ...
    @overload
    def links_of(self, *relations: ToSegments) -> tuple[Link[AnyMember, Segment], ...]: ...
    def links_of(self, *relations: Relation) -> tuple[AnyLink, ...]:
        """Return all links of the given relations."""
        return tuple(link for link in self.links if link.relation in relations)

    @overload
    def links_from(
        self, member: AnyMember, *relations: BetweenArguments
    ) -> tuple[Link[Argument, Argument], ...]: ...
    @overload
    def links_from(
        self, member: AnyMember, *relations: ToEvidence
    ) -> tuple[Link[AnyMember, Evidence], ...]: ...
    @overload
    def links_from(
        self, member: AnyMember, *relations: ToSegments
    ) -> tuple[Link[AnyMember, Segment], ...]: ...
    def links_from(self, member: AnyMember, *relations: Relation) -> tuple[AnyLink, ...]:
        """Return the links of the given relations that ``member`` has written, in order."""
        return tuple(link for link in self._outgoing[member] if link.relation in relations)

    @overload
    def links_to(
        self, member: AnyMember, *relations: BetweenArguments
    ) -> tuple[Link[Argument, Argument], ...]: ...
    @overload
    def links_to(
        self, member: AnyMember, *relations: ToEvidence
    ) -> tuple[Link[AnyMember, Evidence], ...]: ...
    @overload
    def links_to(
        self, member: AnyMember, *relations: ToSegments
    ) -> tuple[Link[AnyMember, Segment], ...]: ...
    def links_to(self, member: AnyMember, *relations: Relation) -> tuple[AnyLink, ...]:
        """Return the links that others have written to ``member``; these are never authored."""
        return tuple(link for link in self._incoming[member] if link.relation in relations)

    def steps_to(self, argument: Argument) -> tuple[Step, ...]:
        """Return the steps that have ``argument`` as their conclusion."""
        return tuple(self._steps_to[argument])

    def steps_from(self, argument: Argument) -> tuple[Step, ...]:
        """Return the steps that have ``argument`` among their premises, whoever wrote them."""
        return tuple(self._steps_from[argument])

    def step_of(self, link: AnyLink) -> Step | None:
        """Return the step that a support link states; None for a link of another relation."""
        return self._step_of.get(link)

    def page(self, uri: str) -> Page | None:
        """Return the page with the path ``uri``; None if there is none."""
        return self._pages.get(uri)

    @cached_property
    def _pages(self) -> Mapping[str, Page]:
        return {page.uri: page for page in self.pages}

    @cached_property
    def former_names(self) -> Mapping[Kind, Mapping[str, AnyMember]]:
        """The members of each kind by the names that they had before."""
        return {
            kind: {name: it for it in members.values() for name in it.fields.formerly}
            for kind, members in self.members.items()
        }

    def member_at(self, uri: str) -> AnyMember | None:
        """Return the member whose page has the path ``uri``; None if there is none."""
        return self._members_at.get(uri)

    @cached_property
    def _members_at(self) -> Mapping[str, AnyMember]:
        return {
            member.uri: member for members in self.members.values() for member in members.values()
        }

    @cached_property
    def kind_indexes(self) -> frozenset[str]:
        """The paths of the indexes that a site has, whether or not they have files."""
        return frozenset(f"{folder}/index.md" for folder, k in FOLDERS.items() if self.members[k])

    @cached_property
    def thesis(self) -> Argument | None:
        """What the article argues for in the end; the first where there are two."""
        theses = (a for a in self.arguments.values() if a.fields.role == "thesis")
        return next((a for a in theses if not a.page.doubts("role")), None)

    @cached_property
    def passage_places(self) -> Mapping[str, int]:
        """For each passage id, its place among all passages, from 0."""
        return (
            {passage: i for i, passage in enumerate(self.article.passages)} if self.article else {}
        )

    @cached_property
    def quoting(self) -> Mapping[str, tuple[Evidence, ...]]:
        """For each passage id, the evidence that quotes it."""
        found: dict[str, list[Evidence]] = defaultdict(list)
        for evidence in self.evidence.values():
            for passage in dict.fromkeys(quote.passage for quote in evidence.fields.quotes):
                found[passage].append(evidence)
        return {passage: tuple(members) for passage, members in found.items()}

    @cached_property
    def _outgoing(self) -> Mapping[AnyMember, list[AnyLink]]:
        found: dict[AnyMember, list[AnyLink]] = defaultdict(list)
        for link in self.links:
            found[link.source].append(link)
        return found

    @cached_property
    def _incoming(self) -> Mapping[AnyMember, list[AnyLink]]:
        found: dict[AnyMember, list[AnyLink]] = defaultdict(list)
        for link in self.links:
            found[link.target].append(link)
        return found

    @cached_property
    def _steps_to(self) -> Mapping[Argument, list[Step]]:
        found: dict[Argument, list[Step]] = defaultdict(list)
        for step in self.steps:
            found[step.conclusion].append(step)
        return found

    @cached_property
    def _steps_from(self) -> Mapping[Argument, list[Step]]:
        found: dict[Argument, list[Step]] = defaultdict(list)
        for step in self.steps:
            for premise in step.premises:
                found[premise].append(step)
        return found

    @cached_property
    def _step_of(self) -> Mapping[AnyLink, Step]:
        return {step.link: step for step in self.steps}
