"""``casebook.argdown``: the argument map in Argdown 1 (https://argdown.org/syntax/).

Claims and evidence are statements; ``+`` and ``-`` under one are what speaks for and against it. A
step of several premises, or one that is undercut, is a reconstructed argument: its premises, a
line, its conclusion. An undercut is ``_`` under it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping

from casebook.export.aif import evidence_text
from casebook.model.graph import Casebook
from casebook.model.links import Relation, Step, Undercut
from casebook.model.members import AnyMember, Argument
from casebook.model.passages import fold
from casebook.model.standing import standings

_SPECIAL = re.compile(r"[\\\[\]<>#@{}*_/:+`|^~=-]")
# A title ends at the first bracket, and nothing in it can be escaped.
_IN_TITLES = str.maketrans({"[": "(", "]": ")", "<": "(", ">": ")"})
# Where a link's title begins with a hyphen, Argdown sees no title.
_HYPHENS = re.compile(r"\A-+")
_EN_DASH = "\u2013"
_LINE_ENDS = re.compile(r"[\u0085\u2028\u2029]")

_SIGNS = (
    (Relation.EVIDENCE, "+"),
    (Relation.ATTACKS, "-"),
    (Relation.COUNTER_EVIDENCE, "-"),
)


def as_argdown(casebook: Casebook, addresses: Callable[[str], str]) -> str:
    """Return the map, which begins at the thesis."""
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
        alone = [it for it in casebook.steps_to(argument) if len(it.premises) == 1]
        lines += [f"  + [{titles[step.link.source]}]" for step in alone]
        for relation, sign in _SIGNS:
            lines += [f"  {sign} [{titles[it]}]" for it in _bearing(casebook, argument, relation)]
        yield "\n".join(lines)
    for evidence in casebook.evidence.values():
        yield (
            f"[{titles[evidence]}]: {_escaped(evidence_text(evidence))} "
            f"{_tags(['evidence', evidence.fields.kind])} [page]({addresses(evidence.uri)})"
        )
    cuts: dict[Step, list[Undercut]] = defaultdict(list)
    for undercut in casebook.undercuts:
        for step in undercut.steps:
            cuts[step].append(undercut)
    for step in casebook.steps:
        if step in cuts or len(step.premises) > 1:
            yield from _reconstructed(step, cuts.get(step, []), titles)


def _reconstructed(
    step: Step, cuts: list[Undercut], titles: Mapping[AnyMember, str]
) -> Iterator[str]:
    premises, conclusion = [titles[it] for it in step.premises], titles[step.conclusion]
    name = f"From {' and '.join(premises)} to {conclusion}"
    listed = "\n".join(f"({number}) [{title}]" for number, title in enumerate(premises, 1))
    yield f"<{name}>\n\n{listed}\n----\n({len(premises) + 1}) [{conclusion}]"
    if cuts:
        lines = [f"  _ [{titles[undercut.undercutter]}]" for undercut in cuts]
        yield "\n".join([f"<{name}>", *dict.fromkeys(lines)])


def _bearing(casebook: Casebook, argument: Argument, relation: Relation) -> Iterator[AnyMember]:
    """Yield what bears on an argument by ``relation``, whichever of the two pages has the link."""
    if relation is Relation.ATTACKS:
        yield from (link.source for link in casebook.links_to(argument, relation))
    elif relation is Relation.EVIDENCE or relation is Relation.COUNTER_EVIDENCE:
        yield from (link.target for link in casebook.links_from(argument, relation))


def _titles(members: list[AnyMember]) -> Mapping[AnyMember, str]:
    """Return titles that tell members apart: where two are the same, with kind and slug."""
    shown = {member: _title(member.title) for member in members}
    count = Counter(shown.values())
    return {
        member: title if count[title] == 1 else f"{title} ({member.kind} {member.slug})"
        for member, title in shown.items()
    }


def _title(text: str) -> str:
    """Return ``text`` as Argdown takes it for a title, wherever it names one."""
    return _HYPHENS.sub(_EN_DASH, _on_one_line(text).translate(_IN_TITLES))


def _on_one_line(text: str) -> str:
    return fold(_LINE_ENDS.sub(" ", text))


def _escaped(text: str) -> str:
    """Return ``text`` with every character escaped that could mean something to Argdown."""
    return _SPECIAL.sub(r"\\\g<0>", _on_one_line(text))


def _tags(names: list[str]) -> str:
    return " ".join(f"#{name}" for name in dict.fromkeys(names))
