"""Where in the article members begin: the order in which evidence and segments are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from casebook.model.graph import Casebook
from casebook.model.kinds import Kind
from casebook.model.links import Relation
from casebook.model.members import Argument, Evidence, Segment


def first_passage(casebook: Casebook, argument: Argument) -> tuple[int, str]:
    """Return where in the article an argument begins: its first quote, or its supporter's."""
    found: list[tuple[int, str]] = []
    waiting, seen = [argument], {argument}
    while waiting:
        supporter = waiting.pop()
        links = casebook.links_from(supporter, Relation.EVIDENCE)
        found += [passage_position(casebook, link.target) for link in links]
        if links:
            continue
        premises = {it for step in casebook.steps_to(supporter) for it in step.premises}
        found += [] if premises else [(_LAST, supporter.slug)]
        waiting += premises - seen
        seen |= premises
    return min(found, default=(_LAST, argument.slug))


_LAST = 1_000_000


def evidence_in_order(casebook: Casebook) -> tuple[Evidence, ...]:
    """Return evidence in the order of the passages it quotes, then what is from outside."""
    members = casebook.evidence.values()
    return tuple(sorted(members, key=lambda member: passage_position(casebook, member)))


def passage_position(casebook: Casebook, evidence: Evidence) -> tuple[int, str]:
    """Return the place of the first passage that ``evidence`` quotes among all passages."""
    places = casebook.passage_places
    quoted = [places.get(quote.passage, _LAST) for quote in evidence.fields.quotes]
    return min(quoted, default=_LAST), evidence.slug


def segments_in_order(casebook: Casebook) -> tuple[tuple[int, Segment], ...]:
    """Return every segment with its depth, in the order in which the article names them.

    Groups come before the groups that are part of them.
    """
    parts: dict[Segment | None, list[Segment]] = defaultdict(list)
    for segment in sorted(casebook.segments.values(), key=lambda it: first_spoken_of(casebook, it)):
        above = casebook.links_from(segment, Relation.BROADER)
        parts[above[0].target if above else None].append(segment)
    return tuple(_outermost_first(parts))


def _outermost_first(
    parts: Mapping[Segment | None, list[Segment]],
) -> Iterator[tuple[int, Segment]]:
    waiting = [(0, segment) for segment in reversed(parts.get(None, []))]
    while waiting:
        depth, segment = waiting.pop()
        yield depth, segment
        waiting += [(depth + 1, part) for part in reversed(parts.get(segment, []))]


def first_spoken_of(casebook: Casebook, segment: Segment) -> tuple[int, str]:
    """Return where in the article a segment is first spoken of."""
    places = [
        passage_position(casebook, casebook.evidence[link.source.slug])
        for link in casebook.links_to(segment, Relation.SEGMENTS)
        if link.source.kind is Kind.EVIDENCE
    ]
    return (min(places)[0] if places else _LAST), segment.slug
