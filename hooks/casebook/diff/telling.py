"""A difference as people and programs read it: text, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby

from casebook.diff.consequences import Consequence
from casebook.diff.difference import Difference, LinkChange, MemberChange
from casebook.diff.revision_settings import READ
from casebook.model.characters import as_document, printable_lines
from casebook.pages.comment import harmless
from casebook.pages.words import ANSWERED, BACKING, DISPUTED

FORMATS = ("text", "markdown", "json")
"""What ``casebook diff --format`` can be."""

LONGEST = 60_000
"""Characters of Markdown: a comment on GitHub may have 65,536."""

_READ_OF_SETTINGS = (
    f"of each revision's, only {', '.join(READ[:-1])} and {READ[-1]} are read here; all else, such "
    "as the Markdown extensions, is as the working tree has it"
)

_GAINED, _LOST, _OTHER = "+", "-", "~"
_SIGNS = {
    **dict.fromkeys(("added", "gained"), _GAINED),
    **dict.fromkeys(("removed", "lost"), _LOST),
}
_VERBS = {
    "supports": "supports",
    "attacks": "attacks",
    "undercuts": "undercuts",
    "evidence": "rests on",
    "counter_evidence": "has against it",
    "segments": "is about",
    "broader": "is part of",
}
_FOLLOWS = {
    "thesis-changed": "The thesis is another",
    "lost-only-evidence": "Claims that lost their only evidence",
    "standing-fell": "Standings that fell",
    "standing-rose": "Standings that rose",
    "step-denied": "Steps that are denied now",
    "step-questioned": "Steps that are questioned now",
    "step-holds": "Steps that hold again",
    "sources-one": "Sources that turned out to be one",
    "passage-uncovered": "Passages no longer quoted",
    "passage-covered": "Passages newly quoted",
    "passage-otherwise": "Passages accounted for in another way",
    "exception-added": "Exceptions added",
    "exception-changed": "Exceptions with another reason",
    "exception-removed": "Exceptions removed",
    "new-finding": "New findings of the check",
    "mended-finding": "Findings that are mended",
}


def told(difference: Difference, form: str, base: str, head: str) -> str:
    """Return the difference between the revisions ``base`` and ``head`` in one of the formats."""
    if form == "json":
        return as_json(difference, base, head)
    return as_markdown(difference, base, head) if form == "markdown" else as_text(difference)


def as_json(difference: Difference, base: str, head: str) -> str:
    """Return one JSON object; its members are those of ``Difference``, under the same names."""
    found = asdict(difference)
    before, after = found.pop("findings")
    document = {"base": base, "head": head, **found, "findings": {"base": before, "head": after}}
    return as_document(document)


def as_text(difference: Difference) -> str:
    """Return a paragraph for each sort of change; ``+`` is new, ``-`` is gone, ``~`` is another."""
    lines: list[str] = []
    for title, entries in sections(difference):
        lines += ["", title, *(f"  {sign} {entry}" for sign, entry in entries)]
    whole = [*lines[1:], *([""] if lines else []), _last(difference), ""]
    return printable_lines("\n".join(whole))


def as_markdown(difference: Difference, base: str, head: str) -> str:
    """Return Markdown to answer a pull request: nothing in it is markup or calls anybody."""
    parts = [f"**The casebook from {harmless(base)} to {harmless(head)}.** {_last(difference)}"]
    for title, entries in sections(difference):
        listed = "\n".join(f"- {_WORDS[sign]}{harmless(entry)}" for sign, entry in entries)
        parts.append(f"### {title}\n\n{listed}")
    text = "\n\n".join(parts) + "\n"
    if len(text) <= LONGEST:
        return text
    kept = text[:LONGEST].rpartition("\n")[0]
    return f"{kept}\n\n… and more: `casebook diff {base} {head}` has all of it.\n"


_WORDS = {_GAINED: "**new** ", _LOST: "**gone** ", _OTHER: ""}


def _last(difference: Difference) -> str:
    before, after = difference.findings
    check = f"The check has {_count(after, 'finding')}"
    check += "" if before == after else f"; before it had {before}"
    check += ", and some files were not read." if difference.unread else "."
    return check if difference else f"Nothing in the casebook has changed. {check}"


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'s' * (number != 1)}"


Section = tuple[str, list[tuple[str, str]]]


def sections(difference: Difference) -> Iterator[Section]:
    """Yield the sections, consequences first: they are what a change is judged by."""
    yield from _grouped(difference.consequences)
    for title, entries in (
        ("Pages", [it for member in difference.members for it in _member(member)]),
        ("Links", [(_SIGNS.get(it.what, _OTHER), _link(it)) for it in difference.links]),
        (
            "Quotations",
            [
                (
                    _SIGNS.get(it.what, _OTHER),
                    f"{it.evidence}: “{it.exact}” "
                    + (f"{it.before} → {it.after}" if it.what == "moved" else _either(it)),
                )
                for it in difference.quotes
            ],
        ),
        (
            "Words of the article",
            [
                (_SIGNS.get(it.what, _OTHER), f"{it.id}: {_from_to(it.before, it.after)}")
                for it in difference.passages
            ],
        ),
        (
            "Plain readings and notes",
            [
                (
                    _SIGNS.get(it.what, _OTHER),
                    f"{it.passage}: {it.part}: {_from_to(it.before, it.after)}",
                )
                for it in difference.readings
            ],
        ),
        (
            "Settings of the site",
            [
                (_SIGNS.get(it.what, _OTHER), f"{it.path} differs: {_READ_OF_SETTINGS}")
                for it in difference.settings
            ],
        ),
        ("Other differences in these files", [(_OTHER, uri) for uri in difference.others]),
        (
            "Not read",
            [(_SIGNS.get(it.what, _OTHER), f"{it.path} {it.reason}") for it in difference.unread],
        ),
    ):
        if entries:
            yield title, entries


def _either(it: object) -> str:
    return str(getattr(it, "after", None) or getattr(it, "before", None))


def _grouped(consequences: tuple[Consequence, ...]) -> Iterator[Section]:
    places = {code: place for place, code in enumerate(_FOLLOWS)}
    in_order = sorted(consequences, key=lambda it: places[it.code])
    for code, some in groupby(in_order, key=lambda it: it.code):
        yield _FOLLOWS[code], [(_OTHER, _consequence(it)) for it in some]


def _consequence(it: Consequence) -> str:
    if it.code.startswith("exception"):
        return f"{it.about}: {it.title}: {_from_to(it.before, it.after)}"
    if it.code.endswith("finding"):
        return f"{it.about}: {it.after or it.before}"
    if it.code == "lost-only-evidence":
        return f"{it.title} ({it.about}): it had {it.before}"
    name = f"{it.title} ({it.about})" if it.title else it.about
    if it.code.startswith("standing"):
        return f"{name}: {_from_to(_plainly(it.before), _plainly(it.after))}"
    if it.code == "sources-one":
        return f"{it.before} → {it.after}"
    if it.code.startswith("step"):
        return f"{it.about} ({it.title}): {_from_to(it.before, it.after)}"
    return f"{name}: {_from_to(it.before, it.after)}"


_PLAIN = {
    **{level.word: word.text for level, word in BACKING.items()},
    "contested": DISPUTED.text,
    "defeated": ANSWERED.text,
}


def _plainly(standing: str | None) -> str:
    """Return a standing in the words that readers meet, made from the names that data have."""
    return ", ".join(_PLAIN[name] for name in (standing or "").split(", ") if name)


def _from_to(before: str | None, after: str | None) -> str:
    if before is None or after is None:
        return after or before or "none"
    return f"{before} → {after}"


def _member(it: MemberChange) -> Iterator[tuple[str, str]]:
    name = f"{it.kind} {it.slug}: {it.title}"
    if it.what in ("added", "removed"):
        yield _SIGNS[it.what], name
        return
    renamed = f", before: {it.was}" if it.was else ""
    words = [
        f"{change.name}: {_from_to(change.before, change.after)}"
        for change in it.fields
        if change.name != "text"
    ]
    if any(change.name == "text" for change in it.fields):
        words.append("its text is another")
    yield _OTHER, f"{name}{renamed}{'; ' if words else ''}{'; '.join(words)}"


def _link(it: LinkChange) -> str:
    line = f"{it.source} {_VERBS[it.relation]} {it.target}"
    said = it.after or it.before
    if it.what == "changed":
        changes = [
            f"{name}: {_from_to(it.before.get(name), it.after.get(name))}"
            for name in said
            if it.before.get(name) != it.after.get(name)
        ]
        return f"{line}; {'; '.join(changes)}"
    return f"{line}: {said['because']}" if said.get("because") else line
