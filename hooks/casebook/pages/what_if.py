"""What if a source had said nothing: the argument as a script needs it to answer that at once.

The script ``what-if.js`` derives standings as ``model.standing`` does; a test holds the two to each
other. Arguments, sources and steps are named by their places in lists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from casebook.model.graph import Casebook
from casebook.model.links import Relation
from casebook.model.members import AnyMember, Evidence
from casebook.model.sources import source_names
from casebook.model.standing import ONLY_SAID, WEAK, Backing
from casebook.pages import words
from casebook.pages.messages import Messages


@dataclass(frozen=True)
class Sources:
    """The sources of a casebook: those that speak in the article, and those from outside it."""

    inside: tuple[str, ...]
    outside: tuple[str, ...]


def sources_by_place(casebook: Casebook) -> Sources:
    """Return the sources in the order of their evidence, each once, with its one spelling."""
    names = source_names(casebook)
    inside = {names[it]: None for it in names if it.fields.citation is None}
    outside = {name: None for name in names.values() if name not in inside}
    return Sources(tuple(inside), tuple(sorted(outside, key=str.casefold)))


def graph(casebook: Casebook) -> dict[str, Any]:
    """Return what the script needs: who grounds what, what attacks what, and the steps.

    ``grounds`` holds, for each argument, pairs of a source and whether it attests (0 or 1);
    ``counter`` the sources of the evidence against it; ``attacks`` triples of attacker, target and
    whether it is weak; ``steps`` triples of premises, conclusion and whether it is weak;
    ``undercuts`` triples of undercutter, steps and whether it is weak.
    """
    names = source_names(casebook)
    sources = {name: i for i, name in enumerate(dict.fromkeys(names.values()))}
    arguments: dict[AnyMember, int] = {
        argument: i for i, argument in enumerate(casebook.arguments.values())
    }
    steps = {step: i for i, step in enumerate(casebook.steps)}
    grounds: list[list[list[int]]] = [[] for _ in arguments]
    counter: list[list[int]] = [[] for _ in arguments]
    for link in casebook.links_of(Relation.EVIDENCE, Relation.COUNTER_EVIDENCE):
        place = arguments.get(link.source)
        if place is None:  # a segment's
            continue
        source = sources[names[link.target]]
        if link.relation is Relation.EVIDENCE:
            grounds[place].append([source, int(_attests(link.target, link.strength))])
        else:
            counter[place].append(source)
    return {
        "sources": list(sources),
        "arguments": [argument.slug for argument in arguments],
        "grounds": grounds,
        "counter": counter,
        "attacks": [
            [arguments[link.source], arguments[link.target], int(link.strength == WEAK)]
            for link in casebook.links_of(Relation.ATTACKS)
        ],
        "steps": [
            [
                [arguments[premise] for premise in step.premises],
                arguments[step.conclusion],
                int(step.strength == WEAK),
            ]
            for step in steps
        ],
        "undercuts": [
            [
                arguments[undercut.undercutter],
                [steps[step] for step in undercut.steps],
                int(undercut.strength == WEAK),
            ]
            for undercut in casebook.undercuts
        ],
    }


def said_in_words(messages: Messages) -> dict[str, Any]:
    """Return the words in which the script tells standings."""
    return {
        "backing": [messages.gettext(words.BACKING[level].text) for level in Backing],
        "names": [level.word for level in Backing],
        "disputed": messages.gettext(words.DISPUTED.text),
        "answered": messages.gettext(words.ANSWERED.text),
        "between": messages.listed(["", ""]),
    }


def _attests(evidence: Evidence, strength: str | None) -> bool:
    return strength != WEAK and evidence.fields.kind not in ONLY_SAID
