"""What the casebook may mean where it cannot be read: the benefit of the doubt.

One slip should bring one finding. Where a link names no page, the page it comes nearest to is
taken to be linked; where a value cannot be read, every word in it may be a link. The rules that
find something *missing* ask here before they say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from casebook.analysis.placement import misnamed, misplaced_kind
from casebook.model.fields import ArgumentFields
from casebook.model.graph import Casebook
from casebook.model.kinds import SLUG, Kind
from casebook.model.links import LEADS_TO, Relation, Unresolved
from casebook.model.members import AnyMember, Argument
from casebook.model.passages import Passage, fold
from casebook.model.scalars import NO_VALUE
from casebook.model.words import FEWEST_WORDS, word_count
from casebook.quoting.did_you_mean import Guesses, slug_meant, slugs_in

LINKED_FROM = {
    Kind.ARGUMENT: {Kind.ARGUMENT},
    Kind.EVIDENCE: {Kind.ARGUMENT, Kind.SEGMENT},
    Kind.SEGMENT: {Kind.ARGUMENT, Kind.EVIDENCE, Kind.SEGMENT},
}
"""The kinds of page that have links to each kind."""

M = TypeVar("M", bound=AnyMember)


class Doubt:
    """The doubts of one casebook."""

    def __init__(self, casebook: Casebook) -> None:
        self.casebook = casebook
        self.misplaced = {
            (kind, page.slug) for page in casebook.pages if (kind := misplaced_kind(page))
        }
        self.misplaced |= {meant for uri in casebook.files if (meant := misnamed(uri))}
        self.unread = {
            (page.kind, page.slug) for page in casebook.pages if page.kind and page.fields is None
        }
        # Another finding says what the file is to be called, and then the link is right.
        self.to_be_renamed = {
            (page.kind, slug_meant(page.slug)): page.slug
            for page in casebook.pages
            if page.kind in LINKED_FROM and not SLUG.fullmatch(page.slug)
        }
        self.words = self._words_in_doubt()
        self._guesses = Guesses()
        self.meant = {unresolved: self._meant(unresolved) for unresolved in casebook.unresolved}

    def exists(self, kind: Kind, slug: str) -> bool:
        """Return whether the slug has a page, counting pages that are unreadable or misplaced."""
        return (
            slug in self.casebook.members[kind]
            or (kind, slug) in self.unread
            or (kind, slug) in self.misplaced
            or (kind, slug) in self.to_be_renamed
        )

    @property
    def article_exists(self) -> bool:
        """Whether there is an article page, counting one that is unreadable or misplaced."""
        return self.casebook.article is not None or any(
            kind is Kind.ARTICLE for kind, _ in self.unread | self.misplaced
        )

    def may_be_linked(self, member: AnyMember) -> bool:
        """Return whether some link that cannot be followed may lead to ``member``."""
        sources = LINKED_FROM[member.kind]
        return (
            not sources.isdisjoint(self.blank)
            or any(member.slug in self.words[kind] for kind in sources)
            or member in self._linked_perhaps
        )

    def unexplained(self, missed: list[M], kind: Kind) -> list[M]:
        """Return members that nobody links to, less those that broken links may have meant.

        A link that names nothing, nor anything near, may have meant any one of them, and so may one
        that leads back to its own page.
        """
        missed = [member for member in missed if not self.may_be_linked(member)]
        astray = [unresolved.kind for unresolved, meant in self.meant.items() if not meant]
        astray += [link.target.kind for link in self.casebook.links if link.target is link.source]
        astray += [LEADS_TO[relation] for relation in self._without_value()]
        spare = astray.count(kind)
        return missed if len(missed) > spare else []

    def _without_value(self) -> Iterator[Relation]:
        """Yield the relations of link fields that have a key and no value."""
        for page in self.casebook.pages:
            for relation in Relation if page.front and page.doubt else ():
                if page.front and page.front.data.get(relation) is NO_VALUE:
                    yield relation

    def may_be_quoted(self, passage: Passage) -> bool:
        """Return whether some quote that cannot be read may be from ``passage``."""
        return (
            Kind.EVIDENCE in self.blank
            or passage.id in self.words[Kind.EVIDENCE]
            or any(
                fold(word) in passage.words
                for word in self.words[Kind.EVIDENCE]
                if word_count(word) >= FEWEST_WORDS
            )
        )

    def targets(self, argument: Argument) -> Iterator[Argument]:
        """Yield the arguments that unreadable links of ``argument`` may lead to."""
        for unresolved in self._astray.get(argument, ()):
            if slug := self.meant[unresolved]:
                yield self.casebook.arguments[slug]
        for word in argument.page.words:
            if word in self.casebook.arguments:
                yield self.casebook.arguments[word]

    def premise_meant(self, broken: Unresolved) -> Argument | None:
        """Return the argument that a premise named under ``with`` comes nearest to."""
        slug = self.meant[broken] if "with" in broken.path else None
        return self.casebook.arguments[slug] if slug else None

    def premises_perhaps(self) -> Iterator[tuple[Argument, Argument]]:
        """Yield the premises that cannot be read as written, each with its conclusion."""
        for broken in self.meant:
            premise, fields = self.premise_meant(broken), broken.source.fields
            if premise and isinstance(fields, ArgumentFields) and isinstance(broken.path[1], int):
                conclusion = self.casebook.arguments.get(fields.supports[broken.path[1]].to)
                if conclusion:
                    yield premise, conclusion

    @property
    def premises_astray(self) -> int:
        """The number of named premises that come near no argument: each may have meant any."""
        return sum("with" in broken.path and not slug for broken, slug in self.meant.items())

    def leads_out_of_sight(self, argument: Argument) -> bool:
        """Return whether ``argument`` links to itself, or to an argument that cannot be found."""
        return argument in self._astray or any(
            link.target is argument
            for link in self.casebook.links_from(argument, Relation.SUPPORTS, Relation.ATTACKS)
        )

    @cached_property
    def _astray(self) -> Mapping[AnyMember, list[Unresolved]]:
        """The links of each member that should lead to an argument, and lead to none."""
        found: dict[AnyMember, list[Unresolved]] = {}
        for unresolved in self.casebook.unresolved:
            if unresolved.kind is Kind.ARGUMENT and "with" not in unresolved.path:
                found.setdefault(unresolved.source, []).append(unresolved)
        return found

    @property
    def too_many(self) -> bool:
        """Whether more slugs are astray than nearest words are looked for."""
        return self._guesses.spent

    @property
    def thesis_may_be_hidden(self) -> bool:
        """Whether a page that cannot be read, or that links look for in vain, may be the thesis."""
        return (
            any(argument.page.doubts("role") for argument in self.casebook.arguments.values())
            or any(kind is Kind.ARGUMENT for kind, _ in self.unread | self.misplaced)
            or any(
                unresolved.kind is Kind.ARGUMENT and not slug
                for unresolved, slug in self.meant.items()
            )
        )

    @cached_property
    def blank(self) -> set[Kind]:
        """The kinds that have a page without readable fields, which may link to anything."""
        known = {slug for members in self.casebook.members.values() for slug in members}
        return {
            page.kind
            for page in self.casebook.pages
            if page.kind and page.fields is None and page.words.isdisjoint(known)
        }

    def _words_in_doubt(self) -> Mapping[Kind, set[str]]:
        """Return, for each kind, the words of its pages that could not be read as fields."""
        words: dict[Kind, set[str]] = {kind: set() for kind in Kind}
        for page in self.casebook.pages:
            elsewhere = misplaced_kind(page)
            if elsewhere and page.front:
                words[elsewhere] |= page.front.words()
            elif page.kind:
                words[page.kind] |= page.words
        return words

    @cached_property
    def _linked_perhaps(self) -> set[AnyMember]:
        """The members that broken links come nearest to, or name in the field of another kind."""
        members = self.casebook.members
        near = {members[broken.kind][slug] for broken, slug in self.meant.items() if slug}
        return near | {
            others[slug]
            for broken in self.meant
            for slug in (broken.slug, *slugs_in(broken.slug))
            for others in members.values()
            if slug in others
        }

    def _meant(self, unresolved: Unresolved) -> str | None:
        if named := self.to_be_renamed.get((unresolved.kind, unresolved.slug)):
            return named if named in self.casebook.members[unresolved.kind] else None
        if self._guesses.spent or self.exists(unresolved.kind, unresolved.slug):
            return None
        # A path to the file is a slip for its slug.
        slug = unresolved.slug.rpartition("/")[2].removesuffix(".md")
        out_of_question = self._out_of_question(unresolved)
        if renamed := self.casebook.former_names[unresolved.kind].get(slug):
            return renamed.slug
        members = self.casebook.members[unresolved.kind].values()
        likely = [member.slug for member in members if member not in out_of_question]
        return self._guesses.nearest(slug, likely)

    def _out_of_question(self, unresolved: Unresolved) -> set[AnyMember]:
        """Return what a link cannot have meant: its own page, and what that already links to."""
        source, field = unresolved.source, unresolved.path[0]
        if field == "undercuts":  # which may lead to a support of the page itself
            return {source} if unresolved.path[-1] == "from" else set()
        if "with" in unresolved.path:
            return {source}
        either_or = (Relation.SUPPORTS, Relation.ATTACKS)
        fields = either_or if field in either_or else (field,)
        links = self.casebook.links_from(source, *Relation)
        return {source, *(link.target for link in links if link.relation in fields)}
