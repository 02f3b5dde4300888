"""Where the argument is thinnest: how much of it depends on each single voice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casebook.model.graph import Casebook
from casebook.model.members import Argument, Evidence
from casebook.model.sources import source_names
from casebook.model.standing import ONLY_SAID, Backing, Standing, standings


@dataclass(frozen=True)
class Fall:
    """A claim that loses backing, and what it is left with."""

    argument: Argument
    left: Backing


@dataclass(frozen=True)
class Voice:
    """A source that attests something, and the claims whose backing would fall without it."""

    name: str
    evidence: tuple[Evidence, ...]
    falls: tuple[Fall, ...]


def voices(
    casebook: Casebook, standing: Mapping[Argument, Standing], in_order: tuple[Argument, ...]
) -> tuple[Voice, ...]:
    """Return every voice that attests something, those first on which most depends.

    One voice after the other is taken away, and all standings are derived again without it.
    """
    names = source_names(casebook)
    spoken: dict[str, list[Evidence]] = {}
    for evidence in casebook.evidence.values():
        if evidence.fields.kind not in ONLY_SAID:
            spoken.setdefault(names[evidence], []).append(evidence)
    found = []
    for name, said in spoken.items():
        without = standings(casebook, without=frozenset({name}))
        falls = tuple(
            Fall(argument, without[argument].backing)
            for argument in in_order
            if without[argument].backing < standing[argument].backing
        )
        found.append(Voice(name, tuple(said), falls))
    return tuple(sorted(found, key=lambda voice: -len(voice.falls)))
