"""Standing: how well each claim is backed, and whether anything speaks against it.

Derived, never written by hand. It is about the casebook, not about the world: what the article
gives for a claim, not whether the claim is true.

1. *Defeat* is Dung's grounded semantics over the attacks that are not weak (P. M. Dung, "On the
   acceptability of arguments", Artificial Intelligence 77, 1995): an argument that nobody attacks
   is accepted; what an accepted argument attacks is defeated; an argument whose attackers are all
   defeated is accepted; the rest is undecided. What is not defeated *stands*.
2. A *step* is denied if one of its premises is defeated, or if an argument that stands undercuts it
   and the undercut is not weak. A weak undercut by an argument that stands only questions it.
3. *Backing* is the best of what an argument's own evidence gives and what the steps to it lend. A
   step lends the least of what its premises have, ``asserted`` at most if it is weak, and nothing
   if it is denied.
4. *Contested* is a claim with counter-evidence, or with an attacker that stands, weak or not.

Each part is worked out in one pass over the links, so that the time taken grows with their number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from casebook.model.graph import Casebook
from casebook.model.links import Link, Relation, Step, Undercut
from casebook.model.members import AnyMember, Argument, Evidence
from casebook.model.sources import same_source, source_names

WEAK = "weak"
"""The strength of a link that neither carries nor topples a claim."""

ONLY_SAID = frozenset({"assertion", "common-ground"})
"""Kinds of evidence that say a thing without giving anything for it."""


class Backing(IntEnum):
    """How well a claim is backed; a greater value is better."""

    UNSUPPORTED = 0
    ASSERTED = 1
    ATTESTED = 2
    CORROBORATED = 3

    @property
    def word(self) -> str:
        """The name that data and exports use."""
        return self.name.lower()


@dataclass(frozen=True)
class StepStanding:
    """What a step is worth, and why.

    ``defeated`` are the premises that are, ``denials`` and ``doubts`` the undercuts by arguments
    that stand: those that deny the step, and the weak ones, which only question it.
    """

    step: Step
    defeated: tuple[Argument, ...]
    denials: tuple[Undercut, ...]
    doubts: tuple[Undercut, ...]
    lends: Backing

    @property
    def denied(self) -> bool:
        """Whether the step lends nothing, whatever its premises have."""
        return bool(self.defeated or self.denials)

    @property
    def questioned(self) -> bool:
        """Whether a weak undercut stands against the step, and nothing denies it."""
        return bool(self.doubts) and not self.denied


@dataclass(frozen=True)
class Standing:
    """The standing of one argument, with what it comes from.

    ``own`` is the backing that its own evidence gives, ``sources`` who attests it there, ``steps``
    what is said to carry it, and ``attackers`` the attacks on it whose arguments stand.
    """

    backing: Backing
    own: Backing
    defeated: bool
    sources: tuple[str, ...]
    steps: tuple[StepStanding, ...]
    attackers: tuple[Link[Argument, Argument], ...]
    counter_evidence: tuple[Link[AnyMember, Evidence], ...]

    @property
    def contested(self) -> bool:
        """Whether anything that stands speaks against the claim."""
        return bool(self.attackers or self.counter_evidence)

    @property
    def lenders(self) -> tuple[StepStanding, ...]:
        """The steps that are not denied."""
        return tuple(step for step in self.steps if not step.denied)

    @property
    def carried_by(self) -> tuple[StepStanding, ...]:
        """The steps that give the claim a better backing than its own evidence does."""
        if self.backing == self.own:
            return ()
        return tuple(step for step in self.steps if step.lends == self.backing)


def standings(
    casebook: Casebook, *, without: frozenset[str] = frozenset()
) -> dict[Argument, Standing]:
    """Return the standing of every argument, as if the sources ``without`` had said nothing.

    Their evidence and counter-evidence, of any kind, count as absent; claims and attacks stay.
    """
    names = source_names(casebook)
    gone = frozenset(map(same_source, without))
    return _standings(casebook, names, lambda it: same_source(names[it]) not in gone)


def standings_inside(casebook: Casebook) -> dict[Argument, Standing]:
    """Return the standings as if nothing from outside the article were cited."""
    return _standings(casebook, source_names(casebook), lambda it: it.fields.citation is None)


def _standings(
    casebook: Casebook, names: Mapping[Evidence, str], there: Callable[[Evidence], bool]
) -> dict[Argument, Standing]:
    """Return the standings of a casebook where only the evidence in ``there`` counts."""
    arguments = casebook.arguments.values()
    grounds: dict[AnyMember, list[Link[AnyMember, Evidence]]] = defaultdict(list)
    counter: dict[AnyMember, list[Link[AnyMember, Evidence]]] = defaultdict(list)
    attackers: dict[Argument, list[Link[Argument, Argument]]] = defaultdict(list)
    steps: dict[Argument, list[StepStanding]] = defaultdict(list)
    for ground in casebook.links_of(Relation.EVIDENCE, Relation.COUNTER_EVIDENCE):
        if there(ground.target):
            of_kind = grounds if ground.relation is Relation.EVIDENCE else counter
            of_kind[ground.source].append(ground)
    sources = {a: _attesting(grounds[a], names) if a in grounds else () for a in arguments}
    own = {a: _own_backing(a in grounds, len(sources[a])) for a in arguments}
    defeated = defeated_arguments(casebook)
    for attack in casebook.links_of(Relation.ATTACKS):
        if attack.source not in defeated:
            attackers[attack.target].append(attack)
    against = _objections(casebook, defeated)
    backing = _spread(own, casebook.steps, against)
    for step in casebook.steps:
        found = against.get(step, _NOTHING)
        lends = _lends(step, found, min([backing[premise] for premise in step.premises]))
        steps[step.conclusion].append(StepStanding(step, *found, lends))
    return {
        a: Standing(
            backing=backing[a],
            own=own[a],
            defeated=a in defeated,
            sources=sources[a],
            steps=tuple(steps.get(a, ())),
            attackers=tuple(attackers.get(a, ())),
            counter_evidence=tuple(counter.get(a, ())),
        )
        for a in arguments
    }


# ---- 1. Defeat -----------------------------------------------------------------------------------


def defeated_arguments(casebook: Casebook) -> frozenset[Argument]:
    """Return the arguments that the grounded extension attacks."""
    attackers: dict[Argument, set[Argument]] = {a: set() for a in casebook.arguments.values()}
    attacked: dict[Argument, set[Argument]] = {a: set() for a in casebook.arguments.values()}
    for link in casebook.links_of(Relation.ATTACKS):
        if link.strength != WEAK:
            attackers[link.target].add(link.source)
            attacked[link.source].add(link.target)
    accepted = [argument for argument, against in attackers.items() if not against]
    defeated: set[Argument] = set()
    while accepted:
        for victim in attacked[accepted.pop()] - defeated:
            defeated.add(victim)
            for freed in attacked[victim]:
                attackers[freed].discard(victim)
                if not attackers[freed] and freed not in defeated:
                    accepted.append(freed)
    return frozenset(defeated)


# ---- 2. Steps ------------------------------------------------------------------------------------

_Objections = tuple[tuple[Argument, ...], tuple[Undercut, ...], tuple[Undercut, ...]]
_NOTHING: _Objections = ((), (), ())


def _objections(casebook: Casebook, defeated: frozenset[Argument]) -> dict[Step, _Objections]:
    """Return, for each step, its defeated premises, its denials and its weak undercuts.

    Steps that nothing stands against are left out.
    """
    denials: dict[Step, list[Undercut]] = defaultdict(list)
    doubts: dict[Step, list[Undercut]] = defaultdict(list)
    for undercut in casebook.undercuts:
        if undercut.undercutter not in defeated:
            for step in undercut.steps:
                (doubts if undercut.strength == WEAK else denials)[step].append(undercut)
    fallen: dict[Step, None] = {
        step: None for premise in defeated for step in casebook.steps_from(premise)
    }
    return {
        step: (
            tuple(premise for premise in step.premises if premise in defeated),
            tuple(denials.get(step, ())),
            tuple(doubts.get(step, ())),
        )
        for step in fallen | dict.fromkeys((*denials, *doubts))
    }


def _lends(step: Step, against: _Objections, least: Backing) -> Backing:
    """Return what a step lends if ``least`` is the least that a premise of it has."""
    defeated, denials, _ = against
    if defeated or denials:
        return Backing.UNSUPPORTED
    return min(least, Backing.ASSERTED) if step.strength == WEAK else least


# ---- 3. Backing ----------------------------------------------------------------------------------


def _attesting(
    grounds: Iterable[Link[AnyMember, Evidence]], names: Mapping[Evidence, str]
) -> tuple[str, ...]:
    """Return the different sources of the evidence that attests a claim."""
    found = {
        same_source(names[link.target]): names[link.target]
        for link in grounds
        if link.strength != WEAK and link.target.fields.kind not in ONLY_SAID
    }
    return tuple(found.values())


def _own_backing(has_evidence: bool, sources: int) -> Backing:
    if not has_evidence:
        return Backing.UNSUPPORTED
    return Backing(min(Backing.ASSERTED + sources, Backing.CORROBORATED))


def _spread(
    own: Mapping[Argument, Backing],
    steps: Iterable[Step],
    against: Mapping[Step, _Objections],
) -> dict[Argument, Backing]:
    """Return each argument's backing: the best of its own and of what the steps to it lend.

    The best backings are handed on first. So an argument's backing is known once it is reached,
    and what a step lends once the last of its premises is: each is looked at once, and steps in a
    ring back nothing.
    """
    waiting: dict[Backing, list[Argument]] = {level: [] for level in Backing}
    for argument, level in own.items():
        waiting[level].append(argument)
    lends_to: dict[Argument, list[Step]] = defaultdict(list)
    missing: dict[Step, int] = {}
    for step in steps:
        missing[step] = len(step.premises)
        for premise in step.premises:
            lends_to[premise].append(step)
    settled: dict[Argument, Backing] = {}
    for level in sorted(Backing, reverse=True):
        while waiting[level]:
            argument = waiting[level].pop()
            if argument in settled:
                continue
            settled[argument] = level
            for step in lends_to.get(argument, ()):
                missing[step] -= 1
                if not missing[step]:
                    lent = _lends(step, against.get(step, _NOTHING), level)
                    waiting[lent].append(step.conclusion)
    return settled
