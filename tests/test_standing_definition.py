"""Standing, held to its definition on any small graph.

Here the definition is followed to the letter and as slowly as can be: sets, and functions applied
until nothing changes. ``casebook.model.standing`` does the same in one pass over the links.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.model.graph import Casebook
from casebook.model.members import Argument
from casebook.model.standing import Standing, standings
from pages import Pages

AUTHOR = "A. Walker"
KINDS = ("testimony", "statistic", "assertion", "common-ground")
SAY_ONLY = {"assertion", "common-ground"}
NAMES = (None, "Ann", " ANN", "a. walker", "Bo")
STRENGTHS = (None, "strong", "moderate", "weak")


@dataclass(frozen=True, order=True)
class Item:
    """An item of evidence; ``speaker`` and the others are places in ``NAMES``."""

    kind: str
    speaker: int
    publisher: int
    origin: int

    @property
    def slug(self) -> str:
        return f"{self.kind}-{self.speaker}{self.publisher}{self.origin}"

    @property
    def source(self) -> str:
        named = (NAMES[self.origin], NAMES[self.publisher], NAMES[self.speaker], AUTHOR)
        return next(name for name in named if name).strip().lower()


@dataclass(frozen=True, order=True)
class Attack:
    """An attack of one argument on another."""

    source: int
    target: int
    weak: bool


@dataclass(frozen=True)
class Step:
    """A step: the argument that has written it, the others it goes with, and where it leads."""

    writer: int
    others: frozenset[int]
    conclusion: int
    weak: bool

    @property
    def premises(self) -> frozenset[int]:
        return self.others | {self.writer}


@dataclass(frozen=True)
class Undercut:
    """A denial of every step in which ``premise`` is a premise for ``conclusion``."""

    undercutter: int
    premise: int
    conclusion: int
    weak: bool

    def denies(self, step: Step) -> bool:
        return self.premise in step.premises and self.conclusion == step.conclusion


@dataclass(frozen=True)
class Ground:
    """An item of evidence under an argument, for or against it."""

    argument: int
    item: Item
    weak: bool


@dataclass(frozen=True)
class Graph:
    """Arguments 0, 1, 2 …, and what is authored of them."""

    size: int
    attacks: frozenset[Attack]
    steps: tuple[Step, ...]
    undercuts: tuple[Undercut, ...]
    evidence: tuple[Ground, ...]
    counter_evidence: tuple[Ground, ...]


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Any graph of up to six arguments: rings, self-attacks and steps to a premise included."""
    size = draw(st.integers(1, 6))
    argument, weak = st.integers(0, size - 1), st.booleans()
    name = st.integers(0, len(NAMES) - 1)
    item = st.builds(Item, st.sampled_from(KINDS), name, name, name)
    ground = st.lists(st.builds(Ground, argument, item, weak), max_size=6)
    joint = st.frozensets(argument, max_size=2)
    attacks = st.frozensets(st.builds(Attack, argument, argument, weak), max_size=size + 1)
    steps = st.lists(st.builds(Step, argument, joint, argument, weak), max_size=size + 2)
    cuts = st.lists(st.builds(Undercut, argument, argument, argument, weak), max_size=3)
    return Graph(
        size,
        draw(attacks),
        tuple(draw(steps)),
        tuple(draw(cuts)),
        tuple(draw(ground)),
        tuple(draw(ground)),
    )


def strength(weak: bool, draw: int = 0) -> dict[str, str]:
    """The field of a link; what is not weak is written in one of three ways."""
    written = "weak" if weak else STRENGTHS[draw % 3]
    return {"strength": written} if written else {}


def written(graph: Graph, folder: Path) -> Casebook:
    """The casebook that the graph makes, written as pages and read again."""
    pages = Pages(folder).article(author=AUTHOR)
    for item in {ground.item for ground in graph.evidence + graph.counter_evidence}:
        names = {"speaker": NAMES[item.speaker], "origin": NAMES[item.origin]}
        fields: dict[str, object] = {field: name for field, name in names.items() if name}
        if publisher := NAMES[item.publisher]:
            citation = {"title": "T", "publisher": publisher, "url": "http://x.example"}
            fields["citation"] = citation | {"date": "undated", "accessed": "2018"}
        pages.evidence(item.slug, kind=item.kind, **fields)
    for a in range(graph.size):
        pages.argument(
            f"a{a}",
            attacks=[
                {"to": f"a{it.target}"} | strength(it.weak, it.target)
                for it in sorted(graph.attacks)
                if it.source == a
            ],
            supports=[
                {"to": f"a{it.conclusion}", "with": [f"a{other}" for other in sorted(it.others)]}
                | strength(it.weak, it.conclusion)
                for it in graph.steps
                if it.writer == a
            ],
            undercuts=[
                {"from": f"a{it.premise}", "to": f"a{it.conclusion}"}
                | strength(it.weak, it.premise)
                for it in graph.undercuts
                if it.undercutter == a
            ],
            evidence=grounds(graph.evidence, a),
            counter_evidence=grounds(graph.counter_evidence, a),
        )
    return pages.casebook()


def grounds(given: tuple[Ground, ...], argument: int) -> list[dict[str, str]]:
    return [
        {"to": it.item.slug} | strength(it.weak, it.item.speaker)
        for it in given
        if it.argument == argument
    ]


# ---- The definition, word by word ----------------------------------------------------------------


def grounded(graph: Graph) -> frozenset[int]:
    """Dung's grounded extension: the least fixed point of *defends* over attacks not weak."""
    attacks = {(it.source, it.target) for it in graph.attacks if not it.weak}
    accepted: frozenset[int] = frozenset()
    while True:
        beaten = {target for source, target in attacks if source in accepted}
        defended = frozenset(
            a
            for a in range(graph.size)
            if all(source in beaten for source, target in attacks if target == a)
        )
        if defended == accepted:
            return accepted
        accepted = defended


def defeated(graph: Graph) -> frozenset[int]:
    """What the grounded extension attacks."""
    accepted = grounded(graph)
    return frozenset(it.target for it in graph.attacks if not it.weak and it.source in accepted)


def undercut(graph: Graph, step: Step, *, weakly: bool) -> bool:
    """Whether an argument that is not defeated undercuts the step."""
    out = defeated(graph)
    return any(
        it.denies(step) and it.weak is weakly and it.undercutter not in out
        for it in graph.undercuts
    )


def denied(graph: Graph, step: Step) -> bool:
    """Whether a premise is defeated, or an undercut that is not weak stands."""
    return bool(step.premises & defeated(graph)) or undercut(graph, step, weakly=False)


def attesting(graph: Graph, a: int) -> frozenset[str]:
    """The sources of the evidence of an attesting kind that is linked by a link not weak."""
    return frozenset(
        it.item.source
        for it in graph.evidence
        if it.argument == a and not it.weak and it.item.kind not in SAY_ONLY
    )


def own(graph: Graph, a: int) -> int:
    """0: no evidence; 1: it is only said; 2: one source attests it; 3: two or more do."""
    if all(it.argument != a for it in graph.evidence):
        return 0
    return min(1 + len(attesting(graph, a)), 3)


def lent(graph: Graph, step: Step, backing: dict[int, int]) -> int:
    """The least of the premises' backings, 1 at most if the step is weak, 0 if it is denied."""
    if denied(graph, step):
        return 0
    least = min(backing[premise] for premise in step.premises)
    return min(least, 1) if step.weak else least


def backings(graph: Graph) -> dict[int, int]:
    """The least function that is no less than own evidence, and than what each step lends."""
    found = dict.fromkeys(range(graph.size), 0)
    while True:
        better = {
            a: max(
                [
                    own(graph, a),
                    *(lent(graph, it, found) for it in graph.steps if it.conclusion == a),
                ]
            )
            for a in found
        }
        if better == found:
            return found
        found = better


def contested(graph: Graph) -> frozenset[int]:
    """What has counter-evidence, or an attacker, weak or not, that is not defeated."""
    out = defeated(graph)
    attacked = {it.target for it in graph.attacks if it.source not in out}
    return frozenset(it.argument for it in graph.counter_evidence) | attacked


def silenced(graph: Graph, sources: frozenset[str]) -> Graph:
    """The graph with neither evidence nor counter-evidence of the sources, of whatever kind."""

    def left(given: tuple[Ground, ...]) -> tuple[Ground, ...]:
        return tuple(it for it in given if it.item.source not in sources)

    evidence, counter_evidence = left(graph.evidence), left(graph.counter_evidence)
    return Graph(
        graph.size, graph.attacks, graph.steps, graph.undercuts, evidence, counter_evidence
    )


def same(graph: Graph, found: dict[Argument, Standing]) -> None:
    """Hold every part of the standings that were found to the definition."""
    by_number = {int(a.slug[1:]): standing for a, standing in found.items()}

    def those(holds: Callable[[Standing], bool]) -> set[int]:
        return {a for a, standing in by_number.items() if holds(standing)}

    assert those(lambda it: it.defeated) == defeated(graph)
    assert {a: int(it.own) for a, it in by_number.items()} == {
        a: own(graph, a) for a in range(graph.size)
    }
    assert {a: int(it.backing) for a, it in by_number.items()} == backings(graph)
    assert those(lambda it: it.contested) == contested(graph)
    for a, standing in by_number.items():
        assert {name.lower() for name in standing.sources} == attesting(graph, a)
        steps = sorted((it for it in graph.steps if it.conclusion == a), key=lambda it: it.writer)
        assert [
            (it.denied, it.questioned, int(it.lends))
            for it in sorted(standing.steps, key=lambda it: it.step.link.source.slug)
        ] == [
            (
                denied(graph, step),
                undercut(graph, step, weakly=True) and not denied(graph, step),
                lent(graph, step, backings(graph)),
            )
            for step in steps
        ]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(graphs(), st.frozensets(st.sampled_from(("Bo", "ANN ", "A.  Walker", "Nobody"))))
def test_standing_is_what_its_definition_says(graph: Graph, without: frozenset[str]) -> None:
    with TemporaryDirectory() as folder:
        casebook = written(graph, Path(folder))
    same(graph, standings(casebook))
    names = frozenset(" ".join(name.split()).lower() for name in without)
    same(silenced(graph, names), standings(casebook, without=without))
