"""What differs between two casebooks: members, their fields, links, quotes, the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from casebook.diff.consequences import State, consequences
from casebook.diff.difference import (
    Difference,
    FieldChange,
    LinkChange,
    MemberChange,
    PassageChange,
    QuoteChange,
    SettingsChange,
    UnreadChange,
)
from casebook.diff.readings import reading_changes
from casebook.model.fields import MODELS, Link, SpokenOf, Support
from casebook.model.graph import Casebook
from casebook.model.kinds import Kind
from casebook.model.members import AnyMember
from casebook.model.passages import fold

ALIKE = 0.6
"""From this likeness on (0 to 1, of all that a page says) a page is one that has a new name."""

KINDS = (Kind.ARGUMENT, Kind.EVIDENCE, Kind.SEGMENT)
LINKS = ("supports", "attacks", "undercuts", "evidence", "counter_evidence", "segments", "broader")
"""The fields that hold links."""

# Links and quotes are told apart from other fields, exceptions are a consequence, and what the
# theme reads does not belong to the argument.
_THEME = ("template", "hide", "search", "icon", "status")
_NOT_PLAIN = frozenset({*LINKS, *_THEME, "quotes", "allow"})


def compare(base: State, head: State) -> Difference:
    """Return what differs between two states of a casebook."""
    names = {kind: _renamed(base.casebook, head.casebook, kind) for kind in KINDS}
    members = tuple(_members(base.casebook, head.casebook, names))
    links = tuple(_links(base.casebook, head.casebook, names))
    quotes = tuple(_quotes(base.casebook, head.casebook, names[Kind.EVIDENCE]))
    told = {f"{it.kind.folder}/{slug}.md" for it in members for slug in (it.slug, it.was)}
    return Difference(
        members,
        links,
        quotes,
        tuple(_passages(base.casebook, head.casebook)),
        tuple(reading_changes(base.casebook, head.casebook)),
        tuple(consequences(base, head, names)),
        tuple(_settings(base, head)),
        tuple(_unread(base, head)),
        (len(base.findings), len(head.findings)),
        tuple(_others(base.casebook, head.casebook, told)),
    )


def _others(base: Casebook, head: Casebook, told: Collection[str]) -> Iterator[str]:
    """Yield the files that differ, other than pages reported as added, removed or reworded."""
    before = {page.uri: page.source.text for page in base.pages}
    after = {page.uri: page.source.text for page in head.pages}
    for uri in sorted(base.files ^ head.files | {*before, *after}):
        same = before.get(uri) == after.get(uri) and (uri in base.files) == (uri in head.files)
        if not same and uri not in told:
            yield uri


Names = Mapping[str, str]
"""For a slug of before, that of now, where it is another."""


def _renamed(base: Casebook, head: Casebook, kind: Kind) -> Names:
    """Return the pages of a kind that have another name now, from old name to new.

    First come those that say so themselves; then, of pages removed and added, those most alike.
    """
    before, after = base.members[kind], head.members[kind]
    told = {
        old: it.slug
        for old, it in head.former_names[kind].items()
        if old in before and old not in after and it.slug not in before
    }
    gone = {slug: _said(before[slug]) for slug in before if slug not in {*after, *told}}
    come = {
        slug: _said(after[slug])
        for slug in after
        if slug not in before and slug not in told.values()
    }
    spent = 0
    alike = []
    for old, was in gone.items():
        for new, now in come.items():
            spent += len(was) * len(now)
            likeness = _likeness(was, now, quick=spent > MOST_COMPARED)
            if likeness >= ALIKE:
                alike.append((-likeness, old, new))
    pairs = sorted(alike)
    names: dict[str, str] = dict(told)
    for _, old, new in pairs:
        if old not in names and new not in names.values():
            names[old] = new
    return names


def _said(member: AnyMember) -> list[str]:
    """Return the words of all that a page says except its links, which a rename changes."""
    fields = [text for _, text in _plain_fields(member) if text]
    quotes = [quote.exact for quote in getattr(member.fields, "quotes", ())]
    return " ".join([*fields, *quotes, member.page.body]).split()


MOST_COMPARED = 10_000_000
"""Pairs of words that are compared in their order; beyond, the words alone are counted."""


def _likeness(one: list[str], other: list[str], *, quick: bool) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    bound = matcher.real_quick_ratio()
    if bound >= ALIKE:
        bound = min(bound, 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other)))
    return bound if quick or bound < ALIKE else matcher.ratio()


def _members(base: Casebook, head: Casebook, names: Mapping[Kind, Names]) -> Iterator[MemberChange]:
    for kind in KINDS:
        before, after = base.members[kind], head.members[kind]
        old_names = {new: old for old, new in names[kind].items()}
        for slug in sorted({*before, *after}):
            old = old_names.get(slug, slug if slug in before else None)
            if slug in names[kind]:
                continue
            if slug not in after:
                yield MemberChange("removed", kind, slug, before[slug].title)
            elif old is None:
                yield MemberChange("added", kind, slug, after[slug].title)
            else:
                fields = tuple(_field_changes(before[old], after[slug]))
                was = old if old != slug else None
                if was or fields:
                    what = "renamed" if was else "reworded"
                    yield MemberChange(what, kind, slug, after[slug].title, was, fields)


def _field_changes(before: AnyMember, after: AnyMember) -> Iterator[FieldChange]:
    was, now = dict(_plain_fields(before)), dict(_plain_fields(after))
    for name, text in now.items():
        if was[name] != text:
            yield FieldChange(name, was[name], text)
    texts = fold(before.page.body), fold(after.page.body)
    if texts[0] != texts[1]:
        yield FieldChange("text", *texts)


def _plain_fields(member: AnyMember) -> Iterator[tuple[str, str | None]]:
    """Yield the fields that say something themselves, as text."""
    for name in MODELS[member.kind].model_fields:
        if name not in _NOT_PLAIN:
            yield name, _text(getattr(member.fields, name))


def _text(value: Any) -> str | None:
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return ", ".join(str(it) for it in value)
    if hasattr(value, "model_dump"):
        return ", ".join(str(it) for it in value.model_dump().values())
    return fold(str(value))


_LinkKey = tuple[str, str, str]
_Said = dict[str, str | None]


def _links(base: Casebook, head: Casebook, names: Mapping[Kind, Names]) -> Iterator[LinkChange]:
    before, after = _all_links(base, names), _all_links(head, {})
    for key in sorted({*before, *after}):
        was, now = before.get(key, {}), after.get(key, {})
        if key not in before:
            yield LinkChange("gained", *key, was, now)
        elif key not in after:
            yield LinkChange("lost", *key, was, now)
        elif was != now:
            yield LinkChange("changed", *key, was, now)


def _all_links(casebook: Casebook, names: Mapping[Kind, Names]) -> dict[_LinkKey, _Said]:
    """Return every link as it is written, by its relation, its source and its target."""
    found: dict[_LinkKey, _Said] = {}
    for kind in KINDS:
        for slug, member in casebook.members[kind].items():
            source = f"{kind}/{_now(names, kind, slug)}"
            for relation in LINKS:
                for target, said in _written(member, relation, names):
                    found[(relation, source, target)] = said
    return found


def _written(
    member: AnyMember, relation: str, names: Mapping[Kind, Names]
) -> Iterator[tuple[str, _Said]]:
    value = getattr(member.fields, relation, None)
    if isinstance(value, str):  # a segment's `broader`
        yield _now(names, Kind.SEGMENT, value), {}
        return
    kind = {
        "evidence": Kind.EVIDENCE,
        "counter_evidence": Kind.EVIDENCE,
        "segments": Kind.SEGMENT,
    }.get(relation, Kind.ARGUMENT)
    for link in value or ():
        said: _Said = {"because": link.because, "strength": link.strength}
        if isinstance(link, Link):
            if isinstance(link, Support):
                joint = sorted(_now(names, kind, slug) for slug in link.joint)
                said["with"] = ", ".join(joint) or None
            elif isinstance(link, SpokenOf):
                said["passages"] = ", ".join(link.passages) or None
            yield _now(names, kind, link.to), said
        else:
            step = (_now(names, kind, link.source), _now(names, kind, link.target))
            yield " → ".join(step), said


def _now(names: Mapping[Kind, Names], kind: Kind, slug: str) -> str:
    return names.get(kind, {}).get(slug, slug)


def _quotes(base: Casebook, head: Casebook, names: Names) -> Iterator[QuoteChange]:
    """Yield changed quotations; one whose words stay and whose passage differs has moved."""
    before = {names.get(slug, slug): _quoted(it) for slug, it in base.evidence.items()}
    after = {slug: _quoted(it) for slug, it in head.evidence.items()}
    for slug in sorted({*before, *after}):
        was, now = before.get(slug, Counter()), after.get(slug, Counter())
        gone, come = [*(was - now).elements()], [*(now - was).elements()]
        for passage, exact in gone:
            moved = next((it for it in come if it[1] == exact), None)
            if moved:
                come.remove(moved)
                yield QuoteChange("moved", slug, exact, passage, moved[0])
            else:
                yield QuoteChange("removed", slug, exact, passage, None)
        for passage, exact in come:
            yield QuoteChange("added", slug, exact, None, passage)


def _quoted(member: Any) -> Counter[tuple[str, str]]:
    return Counter((quote.passage, fold(quote.exact)) for quote in member.fields.quotes)


def _passages(base: Casebook, head: Casebook) -> Iterator[PassageChange]:
    before, after = _words(base), _words(head)
    for name in _in_order(before, after):
        was, now = before.get(name), after.get(name)
        if was != now:
            what = "added" if was is None else "removed" if now is None else "changed"
            yield PassageChange(what, name, was, now)


def _words(casebook: Casebook) -> dict[str, str]:
    article = casebook.article
    return {it.id: it.words for it in article.passages.values()} if article else {}


def _in_order(*names: Iterable[str]) -> Iterator[str]:
    """Yield all names, each once: those of the first, then what only the others have."""
    yield from dict.fromkeys(name for some in names for name in some)


def _settings(base: State, head: State) -> Iterator[SettingsChange]:
    before, after = base.settings, head.settings
    if before != after:
        what = "added" if before is None else "removed" if after is None else "changed"
        yield SettingsChange("mkdocs.yml", what)


def _unread(base: State, head: State) -> Iterator[UnreadChange]:
    before, after = set(base.unread), set(head.unread)
    for it in sorted(before | after, key=lambda it: (it.path, it.reason)):
        what = "kept" if it in before and it in after else "added" if it in after else "removed"
        yield UnreadChange(what, it.path, it.reason)
