"""The arguments as a tree: each under what it bears on, the thesis first.

The casebook is a graph; a map of it is read as a tree. Each argument is drawn once, under what it
bears on that is nearest to the thesis, and only named under whatever else it bears on. A map is a
row for each of its lines, with the depth of the line: that is all a nested list needs.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from casebook.model.graph import Casebook
from casebook.model.kinds import Kind
from casebook.model.links import Relation, Step
from casebook.model.members import AnyMember, Argument
from casebook.pages import order

DEEPEST = 8
"""What stands deeper than this is counted and not drawn: nobody could read it."""

BESIDE = 4
"""How many of its neighbours on either side an argument's own map shows."""


class How(StrEnum):
    """How a line of a map bears on the line above it."""

    THESIS = "thesis"
    ROOT = "claim"
    REASON = "reason"
    OBJECTION = "objection"
    UNDERCUT = "undercut"
    EVIDENCE = "evidence"
    COUNTER_EVIDENCE = "counter-evidence"
    MORE = "more"


@dataclass(frozen=True)
class Bearing:
    """One argument that bears on another.

    ``step`` is the reason whose step to ``target`` an undercut denies, ``carries`` the step in
    which a reason is a premise.
    """

    how: How
    source: Argument
    target: Argument
    step: Argument | None = None
    carries: Step | None = None


@dataclass(frozen=True)
class Row:
    """One line of a map.

    ``also`` is what else the argument bears on, ``elsewhere`` where it is drawn if this line only
    names it, ``more`` how many lines that are not drawn stand under it, ``carries`` the step by
    which it is a reason for the line above. A line of its own says how many neighbours are not
    drawn.
    """

    depth: int
    how: How
    member: AnyMember
    step: Argument | None = None
    here: bool = False
    also: tuple[Bearing, ...] = ()
    elsewhere: Argument | None = None
    more: int = 0
    carries: Step | None = None


class ArgumentMap:
    """The maps of one casebook."""

    def __init__(self, casebook: Casebook) -> None:
        self.casebook = casebook

    @cached_property
    def bearing_on(self) -> Mapping[Argument, tuple[Bearing, ...]]:
        """What bears on each argument: its reasons, objections to it, undercuts of its reasons.

        Within each of these, what speaks from an earlier passage of the article comes first.
        """
        found: dict[Argument, list[Bearing]] = {a: [] for a in self.casebook.arguments.values()}
        reasons: dict[tuple[Argument, Argument], Step] = {}
        for step in self.casebook.steps:
            for premise in step.premises:
                reasons.setdefault((premise, step.conclusion), step)
        for premise, target in sorted(reasons, key=lambda ends: self._begins[ends[0]]):
            carries = reasons[premise, target]
            found[target].append(Bearing(How.REASON, premise, target, carries=carries))
        attacks = self.casebook.links_of(Relation.ATTACKS)
        for link in sorted(attacks, key=lambda it: self._begins[it.source]):
            found[link.target].append(Bearing(How.OBJECTION, link.source, link.target))
        for undercut in self.casebook.undercuts:
            bearing = Bearing(
                How.UNDERCUT, undercut.undercutter, undercut.supported, undercut.supporter
            )
            found[undercut.supported].append(bearing)
        return {argument: tuple(bearings) for argument, bearings in found.items()}

    @cached_property
    def drawn_under(self) -> Mapping[Argument, Bearing]:
        """For each argument but the roots, what it bears on where it is drawn."""
        drawn: dict[Argument, Bearing] = {}
        for root in self.roots:
            waiting = deque([root])
            while waiting:
                for bearing in self.bearing_on[waiting.popleft()]:
                    if bearing.source not in drawn and bearing.source not in self.roots:
                        drawn[bearing.source] = bearing
                        waiting.append(bearing.source)
        return drawn

    @cached_property
    def roots(self) -> tuple[Argument, ...]:
        """The thesis, and whatever argument does not lead to it."""
        roots = [self.casebook.thesis] if self.casebook.thesis else []
        reached = set(roots)
        for argument in (*roots, *self.casebook.arguments.values()):
            if argument not in reached:
                roots.append(argument)
                reached.add(argument)
            waiting = [argument]
            while waiting:
                below = {bearing.source for bearing in self.bearing_on[waiting.pop()]} - reached
                reached |= below
                waiting += below
        return tuple(roots)

    @cached_property
    def in_order(self) -> tuple[Argument, ...]:
        """Every argument, each followed by what bears on it."""
        shown = []
        waiting = [*reversed(self.roots)]
        while waiting:
            argument = waiting.pop()
            shown.append(argument)
            drawn = [
                bearing.source
                for bearing in self.bearing_on[argument]
                if self.drawn_under.get(bearing.source) is bearing
            ]
            waiting += reversed(drawn)
        return tuple(shown)

    def whole(self) -> Iterator[Row]:
        """Yield the map of all arguments and of the evidence they rest on."""
        waiting = [self._root(root) for root in reversed(self.roots)]
        while waiting:
            row = waiting.pop()
            argument = self._drawn(row)
            if argument is None:
                yield row
                continue
            below = [*self._below(argument, row.depth + 1)]
            if row.depth < DEEPEST:
                yield row
                waiting += reversed(below)
            else:
                yield replace(row, more=len(below))

    def outline(self) -> Iterator[Row]:
        """Yield the map of all arguments, without the evidence that they rest on."""
        return (row for row in self.whole() if row.member.kind is Kind.ARGUMENT)

    def around(self, argument: Argument) -> Iterator[Row]:
        """Yield the map of one argument: its target, what else bears on that, what bears on it."""
        drawn = self.drawn_under.get(argument)
        if drawn is None:
            yield replace(self._root(argument), here=True)
            yield from self._below(argument, 1)
            return
        yield self._root(drawn.target, as_drawn=True)
        for row in self._beside(drawn):
            yield row
            if row.here:
                yield from self._below(argument, 2)

    @cached_property
    def deepest(self) -> int:
        """How many levels the whole map has."""
        return max((row.depth for row in self.whole()), default=0) + 1

    def _drawn(self, row: Row) -> Argument | None:
        """Return the argument that a row draws with all that is under it."""
        is_argument = row.member.kind is Kind.ARGUMENT and not row.elsewhere
        return self.casebook.arguments[row.member.slug] if is_argument else None

    def _root(self, argument: Argument, *, as_drawn: bool = False) -> Row:
        if argument is self.casebook.thesis:
            return Row(0, How.THESIS, argument)
        drawn = self.drawn_under.get(argument) if as_drawn else None
        return Row(0, drawn.how if drawn else How.ROOT, argument, drawn.step if drawn else None)

    def _beside(self, drawn: Bearing) -> Iterator[Row]:
        """Yield the nearest of what bears on the same as ``drawn``, and how many more there are."""
        bearings = self.bearing_on[drawn.target]
        place = bearings.index(drawn)
        first, last = max(0, place - BESIDE), min(len(bearings), place + BESIDE + 1)
        if first:
            yield Row(1, How.MORE, drawn.target, more=first)
        for bearing in bearings[first:last]:
            yield self._line(bearing, 1, here=bearing is drawn)
        if last < len(bearings):
            yield Row(1, How.MORE, drawn.target, more=len(bearings) - last)

    def _below(self, argument: Argument, depth: int) -> Iterator[Row]:
        for links, how in (
            (self.casebook.links_from(argument, Relation.EVIDENCE), How.EVIDENCE),
            (self.casebook.links_from(argument, Relation.COUNTER_EVIDENCE), How.COUNTER_EVIDENCE),
        ):
            for link in links:
                yield Row(depth, how, link.target)
        for bearing in self.bearing_on[argument]:
            yield self._line(bearing, depth)

    def _line(self, bearing: Bearing, depth: int, *, here: bool = False) -> Row:
        argument = bearing.source
        drawn = self.drawn_under.get(argument)
        row = Row(depth, bearing.how, argument, bearing.step, here, carries=bearing.carries)
        if drawn is not bearing:
            return replace(row, elsewhere=drawn.target if drawn else argument)
        return replace(row, also=self._also(argument, bearing))

    def _also(self, argument: Argument, but: Bearing) -> tuple[Bearing, ...]:
        return tuple(bearing for bearing in self._bears_on[argument] if bearing is not but)

    @cached_property
    def _bears_on(self) -> Mapping[Argument, tuple[Bearing, ...]]:
        found: dict[Argument, list[Bearing]] = {a: [] for a in self.casebook.arguments.values()}
        for bearing in _all(self.bearing_on.values()):
            found[bearing.source].append(bearing)
        return {argument: tuple(bearings) for argument, bearings in found.items()}

    @cached_property
    def _begins(self) -> Mapping[Argument, tuple[int, str]]:
        """Where in the article each argument begins."""
        return {a: order.first_passage(self.casebook, a) for a in self.casebook.arguments.values()}


def _all(bearings: Iterable[Iterable[Bearing]]) -> Iterator[Bearing]:
    for some in bearings:
        yield from some
