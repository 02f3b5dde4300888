"""The graph: a casebook's members and article, and the links between them.

What is derived from the links alone is derived here once, for the checker, the views and the
exports. ``reading.linking`` makes a casebook of pages with any number of faults.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, overload

from casebook.model.finding import Finding
from casebook.model.kinds import FOLDERS, Kind
from casebook.model.links import (
    AnyLink,
    BetweenArguments,
    Link,
    Relation,
    Step,
    ToEvidence,
    ToSegments,
    Undercut,
    Unresolved,
)
from casebook.model.members import AnyMember, Argument, Article, Evidence, Segment
from casebook.model.navigation import Navigation
from casebook.model.page import Page


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
