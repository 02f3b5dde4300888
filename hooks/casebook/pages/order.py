"""Where in the article members begin: the order in which evidence and segments are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from casebook.model.graph import Argument, Casebook, Evidence, Relation, Segment
from casebook.model.kinds import Kind


def first_passage(
    casebook: Casebook, argument: Argument, below: frozenset[Argument] = frozenset()
) -> tuple[int, str]:
    """Where in the article an argument begins: its first quote, or its first supporter's."""
    own = [
        passage_position(casebook, link.target)
        for link in casebook.links_from(argument, Relation.EVIDENCE)
    ]
    if not own and argument not in below:
        own = [
            first_passage(casebook, premise, below | {argument})
            for step in casebook.steps_to(argument)
            for premise in step.premises
        ]
    return min(own, default=(_LAST, argument.slug))


_LAST = 1_000_000


def evidence_in_order(casebook: Casebook) -> tuple[Evidence, ...]:
    """Evidence in the order of the passages it quotes, then what comes from outside."""
    members = casebook.evidence.values()
    return tuple(sorted(members, key=lambda member: passage_position(casebook, member)))


def passage_position(casebook: Casebook, evidence: Evidence) -> tuple[int, str]:
    """The place of the first passage that ``evidence`` quotes among all passages."""
    places = casebook.passage_places
    quoted = [places.get(quote.passage, _LAST) for quote in evidence.fields.quotes]
    return min(quoted, default=_LAST), evidence.slug


def segments_in_order(casebook: Casebook) -> tuple[tuple[int, Segment], ...]:
    """Every segment with its depth, as the article comes to speak of them.

    Groups come before the groups that are part of them.
    """
    parts: dict[Segment | None, list[Segment]] = defaultdict(list)
    for segment in sorted(casebook.segments.values(), key=lambda it: first_spoken_of(casebook, it)):
        above = casebook.links_from(segment, Relation.BROADER)
        parts[above[0].target if above else None].append(segment)
    return tuple(_below(parts, None, 0))


def _below(
    parts: Mapping[Segment | None, list[Segment]], broader: Segment | None, depth: int
) -> Iterator[tuple[int, Segment]]:
    for segment in parts.get(broader, ()):
        yield depth, segment
        yield from _below(parts, segment, depth + 1)


def first_spoken_of(casebook: Casebook, segment: Segment) -> tuple[int, str]:
    """Where in the article a segment is first spoken of."""
    places = [
        passage_position(casebook, casebook.evidence[link.source.slug])
        for link in casebook.links_to(segment, Relation.SEGMENTS)
        if link.source.kind is Kind.EVIDENCE
    ]
    return (min(places)[0] if places else _LAST), segment.slug
