"""Standing, held to its definition on any small graph.

Here the definition is followed to the letter and as slowly as can be: sets, and functions applied
until nothing changes. ``casebook.model.standing`` does the same in one pass over the links.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.model.standing import Standing, standings
from pages import Pages

Pair = tuple[int, int]

AUTHOR = "A. Walker"
KINDS = ("testimony", "statistic", "assertion", "common-ground")
SAY_ONLY = {"assertion", "common-ground"}
SPEAKERS = (None, "Ann", " ANN", "a. walker", "Bo")


@dataclass(frozen=True)
class Item:
    """An item of evidence: a quotation, or what ``speaker`` has published elsewhere."""

    kind: str
    speaker: str | None
    outside: bool

    @property
    def slug(self) -> str:
        return f"{KINDS.index(self.kind)}-{SPEAKERS.index(self.speaker)}-{int(self.outside)}"

    @property
    def source(self) -> str:
        return (self.speaker or AUTHOR).strip().lower()


@dataclass(frozen=True)
class Graph:
    """Arguments 0, 1, 2 …, and what is authored of them."""

    size: int
    attacks: frozenset[Pair]
    supports: frozenset[Pair]
    undercuts: frozenset[tuple[int, Pair]]
    evidence: tuple[frozenset[Item], ...]
    contradicted: frozenset[int]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Any graph of up to seven arguments: rings and self-attacks included."""
    size = draw(st.integers(1, 7))
    argument = st.integers(0, size - 1)
    pairs = st.frozensets(st.tuples(argument, argument), max_size=size + 1)
    supports = draw(pairs)
    undercuts = st.tuples(argument, st.sampled_from(sorted(supports) or [(0, 0)]))
    item = st.builds(Item, st.sampled_from(KINDS), st.sampled_from(SPEAKERS), st.booleans())
    items = st.frozensets(item, max_size=3)
    return Graph(
        size,
        draw(pairs),
        supports,
        draw(st.frozensets(undercuts, max_size=3)) if supports else frozenset(),
        tuple(draw(st.lists(items, min_size=size, max_size=size))),
        draw(st.frozensets(argument, max_size=2)),
    )


def written(graph: Graph, folder: Path) -> dict[int, Standing]:
    """The standings that ``casebook`` finds in the graph, written as pages."""
    pages = Pages(folder).article(author=AUTHOR)
    for item in frozenset().union(*graph.evidence) | {Item("statistic", "Bo", outside=False)}:
        fields: dict[str, object] = {"speaker": item.speaker} if item.speaker else {}
        if item.outside:
            publisher = item.speaker or AUTHOR
            citation = {"title": "T", "publisher": publisher, "url": "http://x.example"}
            fields = {"citation": citation | {"date": "undated", "accessed": "2018"}}
        pages.evidence(item.slug, kind=item.kind, **fields)
    for a in range(graph.size):
        pages.argument(
            f"a{a}",
            attacks=[f"a{target}" for source, target in sorted(graph.attacks) if source == a],
            supports=[f"a{target}" for source, target in sorted(graph.supports) if source == a],
            undercuts=[
                {"from": f"a{source}", "to": f"a{target}"}
                for undercutter, (source, target) in sorted(graph.undercuts)
                if undercutter == a
            ],
            evidence=[item.slug for item in graph.evidence[a]],
            counter_evidence=["1-4-0"] if a in graph.contradicted else [],
        )
    return {int(a.slug[1:]): standing for a, standing in standings(pages.casebook()).items()}


def grounded(graph: Graph) -> frozenset[int]:
    """Dung 1995: the least fixed point of F(S) = {a : S defends a}, reached from nothing."""
    accepted: frozenset[int] = frozenset()
    while True:
        beaten = {target for source, target in graph.attacks if source in accepted}
        defended = frozenset(
            a
            for a in range(graph.size)
            if all(source in beaten for source, target in graph.attacks if target == a)
        )
        if defended == accepted:
            return accepted
        accepted = defended


def defeated(graph: Graph) -> frozenset[int]:
    """What the grounded extension attacks."""
    accepted = grounded(graph)
    return frozenset(target for source, target in graph.attacks if source in accepted)


def own(graph: Graph, a: int) -> int:
    """0: no evidence; 1: it is only said; 2: one source attests it; 3: two or more do."""
    sources = {item.source for item in graph.evidence[a] if item.kind not in SAY_ONLY}
    return min(1 + len(sources), 3) if graph.evidence[a] else 0


def backing(graph: Graph) -> dict[int, int]:
    """The least function that is no less than own evidence, and than what supporters have."""
    out = defeated(graph)
    cut = {support for undercutter, support in graph.undercuts if undercutter not in out}
    lending = [pair for pair in graph.supports - cut if pair[0] not in out]
    found = dict.fromkeys(range(graph.size), 0)
    while True:
        better = {
            a: max([own(graph, a), *(found[source] for source, target in lending if target == a)])
            for a in found
        }
        if better == found:
            return found
        found = better


def contested(graph: Graph) -> frozenset[int]:
    """What has counter evidence, or an attacker that is not defeated."""
    out = defeated(graph)
    attacked = {target for source, target in graph.attacks if source not in out}
    return graph.contradicted | attacked


@settings(max_examples=250, deadline=None, derandomize=True)
@given(graphs())
def test_standing_is_what_its_definition_says(graph: Graph) -> None:
    with TemporaryDirectory() as folder:
        found = written(graph, Path(folder))
    assert {a for a in found if found[a].defeated} == defeated(graph)
    assert {a: int(found[a].backing) for a in found} == backing(graph)
    assert {a for a in found if found[a].contested} == contested(graph)
