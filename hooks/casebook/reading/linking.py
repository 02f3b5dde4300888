"""Pages to a casebook: members, and slugs resolved to them.

A casebook is made of pages with any number of faults; what leads nowhere is kept, for the rules to
report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar, cast

from casebook.model import fields as authored
from casebook.model.fields import (
    MODELS,
    ArgumentFields,
    ArticleFields,
    EvidenceFields,
    SegmentFields,
)
from casebook.model.graph import Casebook
from casebook.model.kinds import Kind
from casebook.model.links import (
    LEADS_TO,
    AnyLink,
    Link,
    Relation,
    Step,
    Undercut,
    Unresolved,
)
from casebook.model.members import AnyMember, Argument, Article, Evidence, Member, Segment
from casebook.model.page import Page
from casebook.model.passages import fold, scan
from casebook.reading.below_docs import below_docs
from casebook.reading.files import published, read, read_original
from casebook.reading.gc_pause import nothing_collected
from casebook.reading.kept import KeptPages
from casebook.reading.project import Project
from casebook.reading.static_files import active_files, astray, taken

F = TypeVar("F", ArgumentFields, EvidenceFields, SegmentFields)


@nothing_collected()
def load(project: Project, kept: KeptPages | None = None) -> Casebook:
    """Return the casebook that the project's files make; raises CannotRun.

    What ``kept`` has of files that have not changed is not read again.
    """
    if kept:
        kept.next_round()
    below = below_docs(project.docs)
    files = published(project, below.files)
    own = sorted({*files} & {*below.files})  # the others are the theme's
    pages = read(project, files, kept.page if kept else None)
    article = _article(project, pages, kept)
    arguments = _members(pages, ArgumentFields)
    evidence = _members(pages, EvidenceFields)
    segments = _members(pages, SegmentFields)
    resolver = _Resolver(arguments, evidence, segments)
    for members in resolver.members.values():
        for member in members.values():
            resolver.follow(member)
    undercuts = tuple(resolver.undercuts())
    return Casebook(
        pages,
        article,
        arguments,
        evidence,
        segments,
        tuple(resolver.links),
        tuple(resolver.steps),
        undercuts,
        tuple(resolver.unresolved),
        frozenset(files) | project.generated,
        project.extensions,
        project.navigation,
        project.shown_as,
        (*astray(project, below), *taken(project, own), *active_files(project, own)),
    )


def _members(pages: Iterable[Page], model: type[F]) -> dict[str, Member[F]]:
    return {
        page.slug: Member(Kind(model.KIND), page.slug, page, page.fields)
        for page in pages
        if type(page.fields) is model  # which Pydantic makes slow to ask by `isinstance`
    }


def _article(project: Project, pages: Iterable[Page], kept: KeptPages | None) -> Article | None:
    for page in pages:
        if page.kind is Kind.ARTICLE and isinstance(page.fields, ArticleFields):
            original = read_original(project, page.fields.original)
            printed = fold(original.text or "") if original else ""
            scanned = (
                kept.passages(page, printed)
                if kept
                else scan(page.source, page.body_start, printed)
            )
            return Article(Kind.ARTICLE, page.slug, page, page.fields, scanned, original)
    return None


_WRITTEN = {
    Kind(kind): tuple(relation for relation in Relation if relation in model.model_fields)
    for kind, model in MODELS.items()
}
"""The relations that pages of each kind have a field for."""


class _Resolver:
    """Turns the slugs of authored links into members."""

    def __init__(
        self,
        arguments: Mapping[str, Argument],
        evidence: Mapping[str, Evidence],
        segments: Mapping[str, Segment],
    ) -> None:
        self.arguments = arguments
        self.members: dict[Kind, Mapping[str, AnyMember]] = {
            Kind.ARGUMENT: arguments,
            Kind.EVIDENCE: evidence,
            Kind.SEGMENT: segments,
        }
        self.links: list[AnyLink] = []
        self.steps: list[Step] = []
        self.unresolved: list[Unresolved] = []

    def follow(self, member: AnyMember) -> None:
        """Resolve every link that ``member`` has written."""
        for relation in _WRITTEN[member.kind]:
            written = getattr(member.fields, relation)
            if isinstance(written, str):
                self._link(relation, member, authored.Link(to=written), (relation.value,))
                continue
            for i, link in enumerate(written or ()):
                self._link(relation, member, link, (relation.value, i))

    def _link(
        self,
        relation: Relation,
        source: AnyMember,
        link: authored.Link,
        path: tuple[str | int, ...],
    ) -> None:
        kind = LEADS_TO[relation]
        joint = self._joint(source, link, path) if isinstance(link, authored.Support) else ()
        target = self.members[kind].get(link.to)
        if target is None:
            self.unresolved.append(Unresolved(source, (*path, "to"), link.to, kind))
            return
        passages = link.passages if isinstance(link, authored.SpokenOf) else ()
        resolved = Link(relation, source, target, link.because, link.strength, path, passages)
        self.links.append(resolved)
        if relation is Relation.SUPPORTS:
            support = cast("Link[Argument, Argument]", resolved)
            # A premise that is named twice, which is a finding, is one premise still.
            self.steps.append(Step(support, tuple(dict.fromkeys((support.source, *joint)))))

    def _joint(
        self, source: AnyMember, link: authored.Support, path: tuple[str | int, ...]
    ) -> tuple[Argument, ...]:
        """Resolve the premises that a support link names under ``with``."""
        found = []
        for i, slug in enumerate(link.joint):
            premise = self.arguments.get(slug)
            if premise is None:
                missing = Unresolved(source, (*path, "with", i), slug, Kind.ARGUMENT)
                self.unresolved.append(missing)
            else:
                found.append(premise)
        return tuple(found)

    def undercuts(self) -> Iterable[Undercut]:
        """Resolve the undercuts, after all steps are known."""
        steps: dict[tuple[AnyMember, AnyMember], list[Step]] = defaultdict(list)
        for step in self.steps:
            for premise in step.premises:
                steps[premise, step.conclusion].append(step)
        for argument in self.arguments.values():
            for i, undercut in enumerate(argument.fields.undercuts):
                path = ("undercuts", i)
                ends = []
                for name, slug in (("from", undercut.source), ("to", undercut.target)):
                    end = self.arguments.get(slug)
                    if end is None:
                        missing = Unresolved(argument, (*path, name), slug, Kind.ARGUMENT)
                        self.unresolved.append(missing)
                    else:
                        ends.append(end)
                if len(ends) == 2:
                    denied = tuple(steps.get((ends[0], ends[1]), ()))
                    said = undercut.because, undercut.strength
                    yield Undercut(argument, ends[0], ends[1], *said, path, denied)
