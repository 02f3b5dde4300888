"""``casebook.argdown``: the argument map in Argdown 1 (https://argdown.org/syntax/).

Claims and evidence are statements; ``+`` and ``-`` under one are what speaks for and against it. An
undercut is ``_`` under an argument of one step, from what supports to what is supported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from casebook.export.aif import evidence_text
from casebook.model.graph import AnyMember, Argument, Casebook, Relation
from casebook.model.passages import fold
from casebook.model.standing import standings

_SPECIAL = re.compile(r"[\\\[\]<>#@{}*_/:+`|^~=-]")
# A title ends at the first bracket, and nothing in it can be escaped.
_IN_TITLES = str.maketrans({"[": "(", "]": ")", "<": "(", ">": ")", "\n": " "})

_SIGNS = (
    (Relation.SUPPORTS, "+"),
    (Relation.EVIDENCE, "+"),
    (Relation.ATTACKS, "-"),
    (Relation.COUNTER_EVIDENCE, "-"),
)


def as_argdown(casebook: Casebook, addresses: Callable[[str], str]) -> str:
    """The map; the thesis is where it begins."""
    return "\n\n".join(_parts(casebook, addresses)) + "\n"


def _parts(casebook: Casebook, addresses: Callable[[str], str]) -> Iterator[str]:
    titles = _titles([*casebook.arguments.values(), *casebook.evidence.values()])
    standing = standings(casebook)
    thesis = [casebook.thesis] if casebook.thesis else []
    others = [it for it in casebook.arguments.values() if it not in thesis]
    for argument in (*thesis, *others):
        tags = [argument.fields.role, argument.fields.voice, standing[argument].backing.word]
        lines = [
            f"[{titles[argument]}]: {_escaped(argument.fields.claim)} "
            f"{_tags(tags)} [page]({addresses(argument.uri)})"
        ]
        for relation, sign in _SIGNS:
            lines += [f"  {sign} [{titles[it]}]" for it in _bearing(casebook, argument, relation)]
        yield "\n".join(lines)
    for evidence in casebook.evidence.values():
        yield (
            f"[{titles[evidence]}]: {_escaped(evidence_text(evidence))} "
            f"{_tags(['evidence', evidence.fields.kind])} [page]({addresses(evidence.uri)})"
        )
    for undercut in casebook.undercuts:
        supporter, supported = titles[undercut.supporter], titles[undercut.supported]
        step = f"From {supporter} to {supported}"
        yield f"<{step}>\n\n(1) [{supporter}]\n----\n(2) [{supported}]"
        yield f"<{step}>\n  _ [{titles[undercut.undercutter]}]"


def _bearing(casebook: Casebook, argument: Argument, relation: Relation) -> Iterator[AnyMember]:
    """What bears on an argument by ``relation``, whichever of the two pages has the link."""
    if relation is Relation.SUPPORTS or relation is Relation.ATTACKS:
        yield from (link.source for link in casebook.links_to(argument, relation))
    elif relation is Relation.EVIDENCE or relation is Relation.COUNTER_EVIDENCE:
        yield from (link.target for link in casebook.links_from(argument, relation))


def _titles(members: list[AnyMember]) -> Mapping[AnyMember, str]:
    """Titles that tell members apart: where two are the same, with kind and slug."""
    shown = {member: fold(member.title.translate(_IN_TITLES)) for member in members}
    count = Counter(shown.values())
    return {
        member: title if count[title] == 1 else f"{title} ({member.kind} {member.slug})"
        for member, title in shown.items()
    }


def _escaped(text: str) -> str:
    """``text`` as Argdown shows it: every character that could mean something is escaped."""
    return _SPECIAL.sub(r"\\\g<0>", fold(text))


def _tags(names: list[str]) -> str:
    return " ".join(f"#{name}" for name in dict.fromkeys(names))
