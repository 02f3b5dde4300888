"""Links between members: as they are authored, the steps they state, and those that lead nowhere.

``Unresolved`` holds a link that names no page; the rules report what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Literal, TypeVar

from casebook.model.kinds import Kind
from casebook.model.members import AnyMember, Argument
from casebook.model.source import Place


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


# The same for the type checker: the kinds of a link's ends follow from its relation.
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
