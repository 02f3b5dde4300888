"""Standing: how well each claim is backed, and whether anything speaks against it.

Derived, never written by hand. It is about the casebook, not about the world: what the article
gives for a claim, not whether the claim is true.

*Defeat* is Dung's grounded semantics over ``attacks`` (P. M. Dung, "On the acceptability of
arguments", Artificial Intelligence 77, 1995): an argument that nobody attacks is accepted; what an
accepted argument attacks is defeated; an argument whose attackers are all defeated is accepted;
the rest is undecided. What is not defeated *stands*.

*Backing* is the best of what an argument's own evidence gives and what the arguments that support
it lend; a defeated argument lends nothing, nor does a support link whose undercutter stands.

*Contested* is a claim with counter evidence, or with an attacker that stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from casebook.model.graph import AnyMember, Argument, Casebook, Evidence, Link, Relation


class Backing(IntEnum):
    """How well a claim is backed; a greater value is better."""

    UNSUPPORTED = 0
    ASSERTED = 1
    ATTESTED = 2
    CORROBORATED = 3

    @property
    def word(self) -> str:
        """The name that pages and exports use."""
        return self.name.lower()


Support = Link[Argument, Argument]

ONLY_SAID = frozenset({"assertion", "common-ground"})
"""Kinds of evidence that say a thing without giving anything for it."""


@dataclass(frozen=True)
class Standing:
    """The standing of one argument, with what it comes from.

    ``own`` is the backing its own evidence gives, ``lenders`` the support links that count, and
    ``attackers`` the attacks on it whose arguments stand.
    """

    backing: Backing
    own: Backing
    defeated: bool
    sources: tuple[str, ...]
    lenders: tuple[Support, ...]
    attackers: tuple[Link[Argument, Argument], ...]
    counter_evidence: tuple[Link[AnyMember, Evidence], ...]

    @property
    def contested(self) -> bool:
        """Whether anything that stands speaks against the claim."""
        return bool(self.attackers or self.counter_evidence)


def standings(
    casebook: Casebook, *, without: frozenset[str] = frozenset()
) -> dict[Argument, Standing]:
    """The standing of every argument; what the sources ``without`` attest is not counted."""
    defeated = defeated_arguments(casebook)
    own = {
        argument: own_backing(casebook, argument, without=without)
        for argument in casebook.arguments.values()
    }
    lenders = _lenders(casebook, defeated)
    backing = _shared(own, lenders)
    return {
        argument: Standing(
            backing[argument],
            own[argument],
            argument in defeated,
            sources(casebook, argument, without=without),
            lenders[argument],
            tuple(
                link
                for link in casebook.links_to(argument, Relation.ATTACKS)
                if link.source not in defeated
            ),
            casebook.links_from(argument, Relation.COUNTER_EVIDENCE),
        )
        for argument in casebook.arguments.values()
    }


def defeated_arguments(casebook: Casebook) -> frozenset[Argument]:
    """The arguments that the grounded extension attacks."""
    attackers: dict[Argument, set[Argument]] = {a: set() for a in casebook.arguments.values()}
    attacked: dict[Argument, set[Argument]] = {a: set() for a in casebook.arguments.values()}
    for link in casebook.links_of(Relation.ATTACKS):
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


def own_backing(
    casebook: Casebook, argument: Argument, *, without: frozenset[str] = frozenset()
) -> Backing:
    """The backing that an argument's own evidence gives it."""
    if not _grounds(casebook, argument, without):
        return Backing.UNSUPPORTED
    count = len(sources(casebook, argument, without=without))
    return Backing(min(Backing.ASSERTED + count, Backing.CORROBORATED))


def sources(
    casebook: Casebook, argument: Argument, *, without: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Who attests a claim: the different speakers and publishers of its evidence."""
    found = {
        same_source(name): name
        for evidence in _grounds(casebook, argument, without)
        if evidence.fields.kind not in ONLY_SAID
        for name in (source(casebook, evidence),)
    }
    return tuple(found.values())


def same_source(name: str) -> str:
    """What two ways of writing a source have in common: case and blanks do not tell them apart."""
    return " ".join(name.casefold().split())


def _grounds(casebook: Casebook, argument: Argument, without: frozenset[str]) -> list[Evidence]:
    grounds = [link.target for link in casebook.links_from(argument, Relation.EVIDENCE)]
    if not without:
        return grounds
    gone = frozenset(map(same_source, without))
    return [
        it
        for it in grounds
        if it.fields.kind in ONLY_SAID or same_source(source(casebook, it)) not in gone
    ]


def source(casebook: Casebook, evidence: Evidence) -> str:
    """Who an item of evidence comes from: its publisher, its speaker, or the article's author."""
    if evidence.fields.citation is not None:
        return evidence.fields.citation.publisher
    if evidence.fields.speaker is not None:
        return evidence.fields.speaker
    return casebook.article.fields.author if casebook.article else "the author"


def _lenders(
    casebook: Casebook, defeated: frozenset[Argument]
) -> Mapping[Argument, tuple[Support, ...]]:
    """The support links of each argument that count."""
    denied = {
        undercut.link for undercut in casebook.undercuts if undercut.undercutter not in defeated
    }
    return {
        argument: tuple(
            link
            for link in casebook.links_to(argument, Relation.SUPPORTS)
            if link.source not in defeated and link not in denied
        )
        for argument in casebook.arguments.values()
    }


def _shared(
    own: Mapping[Argument, Backing], lenders: Mapping[Argument, tuple[Support, ...]]
) -> dict[Argument, Backing]:
    """Each argument's best backing: its own, or one that reaches it over links that count.

    The best backings are handed on first, so every argument is settled once, cycles or none.
    """
    lends_to: dict[Argument, list[Argument]] = {argument: [] for argument in own}
    for argument, links in lenders.items():
        for link in links:
            lends_to[link.source].append(argument)
    settled: dict[Argument, Backing] = {}
    for level in sorted(Backing, reverse=True):
        waiting = [argument for argument in own if own[argument] is level]
        while waiting:
            argument = waiting.pop()
            if argument not in settled:
                settled[argument] = level
                waiting += lends_to[argument]
    return settled
