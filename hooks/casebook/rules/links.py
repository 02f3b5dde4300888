"""Links: every link leads to a page, and the arguments lead to one thesis."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from casebook.analysis.benefit_of_doubt import Doubt, doubt_about
from casebook.model.finding import Remark
from casebook.model.graph import AnyLink, AnyMember, Argument, Casebook, Relation, Unresolved
from casebook.model.kinds import Kind
from casebook.model.passages import fold
from casebook.model.source import Source
from casebook.rules.rule import rule

Remarks = Iterator[Remark]


@rule
def unknown_slug(casebook: Casebook) -> Remarks:
    """A link names a page that exists."""
    doubt = doubt_about(casebook)
    for unresolved, meant in doubt.meant.items():
        kind, slug = unresolved.kind, unresolved.slug
        if doubt.exists(kind, slug) or _other_kinds(doubt, kind, slug):
            continue
        hint = f"did you mean `{meant}`?" if meant else None
        if not hint:
            folder = "evidence" if kind is Kind.EVIDENCE else f"{kind}s"
            hint = f"the slugs are the file names in the folder {folder}, without `.md`"
        message = f"there is no {_page_of(kind)} `{slug}`"
        yield Remark(unresolved.source.page.source, unresolved.place, message, hint)


@rule
def wrong_kind(casebook: Casebook) -> Remarks:
    """A link leads to a page of the kind that its field is for."""
    doubt = doubt_about(casebook)
    for unresolved in casebook.unresolved:
        kind, slug = unresolved.kind, unresolved.slug
        others = _other_kinds(doubt, kind, slug)
        if others and not doubt.exists(kind, slug):
            message = f"`{slug}` is {_with_article(others[0])}, and `{unresolved.path[0]}` links "
            message += f"to {_plural(kind)}"
            yield Remark(unresolved.source.page.source, unresolved.place, message)


def _other_kinds(doubt: Doubt, kind: Kind, slug: str) -> list[Kind]:
    kinds = (Kind.ARGUMENT, Kind.EVIDENCE, Kind.SEGMENT)
    return [other for other in kinds if other is not kind and doubt.exists(other, slug)]


def _page_of(kind: Kind) -> str:
    return "page of evidence" if kind is Kind.EVIDENCE else str(kind)


def _with_article(kind: Kind) -> str:
    return {Kind.ARGUMENT: "an argument", Kind.EVIDENCE: "evidence"}.get(kind, f"a {kind}")


def _plural(kind: Kind) -> str:
    return "evidence" if kind is Kind.EVIDENCE else f"{kind}s"


@rule
def listed_twice(casebook: Casebook) -> Remarks:
    """A field links to a page, or quotes the same words, once."""
    seen: set[tuple[AnyMember, str | int, str]] = set()
    exists = doubt_about(casebook).exists
    written: list[tuple[AnyMember, tuple[str | int, ...], str, AnyLink | Unresolved]] = [
        *((link.source, link.path, link.target.slug, link) for link in casebook.links),
        *(
            (unread.source, unread.path, unread.slug, unread)
            for unread in casebook.unresolved
            if exists(unread.kind, unread.slug) and unread.path[0] != "undercuts"
        ),
    ]
    for source, path, slug, link in written:
        if (source, path[0], slug) in seen:
            message = f"`{slug}` is listed twice under `{path[0]}`"
            hint = "keep one of the two, with its reason"
            yield Remark(source.page.source, link.place, message, hint)
        seen.add((source, path[0], slug))
    denied: set[tuple[Argument, Argument, Argument]] = set()
    for undercut in casebook.undercuts:
        ends = undercut.undercutter, undercut.supporter, undercut.supported
        if ends in denied:
            page = undercut.undercutter.page
            message = "the same support is undercut twice"
            yield Remark(page.source, page.place(*undercut.path), message)
        denied.add(ends)
    for evidence in casebook.evidence.values():
        quoted: set[tuple[str, ...]] = set()
        for i, quote in enumerate(evidence.fields.quotes):
            around = fold(quote.prefix or ""), fold(quote.suffix or "")
            words = quote.passage, fold(quote.exact), *around
            if words in quoted:
                page = evidence.page
                message = f"the same words of `{quote.passage}` are quoted twice"
                place = page.place("quotes", i, "exact")
                yield Remark(page.source, place, message, "keep one of the two")
            quoted.add(words)


@rule
def link_to_itself(casebook: Casebook) -> Remarks:
    """A page does not link to itself."""
    for link in casebook.links:
        if link.source is link.target:
            message = f"`{link.source.slug}` links to itself"
            yield Remark(link.source.page.source, link.place, message)
    for undercut in casebook.undercuts:
        if undercut.undercutter is undercut.supporter:
            page = undercut.undercutter.page
            message = f"`{undercut.undercutter.slug}` undercuts its own support"
            hint = "leave the support out, or let another argument deny it"
            yield Remark(page.source, page.place(*undercut.path, "from"), message, hint)


@rule
def supports_and_attacks(casebook: Casebook) -> Remarks:
    """An argument does not both support and attack another."""
    supported = _supported(casebook)
    for link in casebook.links_of(Relation.ATTACKS):
        if (link.source, link.target) in supported:
            message = f"`{link.target.slug}` is supported and attacked by the same argument"
            hint = "decide for one, or split the argument into its two points"
            yield Remark(link.source.page.source, link.place, message, hint)


@rule
def cycle(casebook: Casebook) -> Remarks:
    """Reasons, and groups within groups, do not lead back to where they began."""
    for relation in (Relation.SUPPORTS, Relation.BROADER):
        links = {
            (link.source, link.target): link
            for link in reversed(casebook.links)
            if link.relation is relation and link.source is not link.target
        }
        for found in _cycles(links):
            first = found.index(min(found, key=lambda member: member.uri))
            ring = found[first:] + found[:first]
            link = links[ring[0], ring[1 % len(ring)]]
            does = "supports" if relation is Relation.SUPPORTS else "is part of"
            message = f"`{ring[0].slug}` {does} itself through other pages"
            hint = f" {does} ".join(f"`{member.slug}`" for member in (*ring, ring[0]))
            yield Remark(link.source.page.source, link.place, message, hint)


def _cycles(links: Iterable[tuple[AnyMember, AnyMember]]) -> Iterator[list[AnyMember]]:
    """Cycles, one at a time, each broken at one link before the next is looked for."""
    targets: dict[AnyMember, dict[AnyMember, None]] = defaultdict(dict)
    for source, target in links:
        targets[source][target] = None
    while True:
        try:
            TopologicalSorter(targets).prepare()
        except CycleError as error:
            # graphlib names each node before the one that has it as a predecessor: turned round,
            # each stands before the one it links to.
            ring = list(reversed(error.args[1]))[:-1]
            yield ring
            del targets[ring[0]][ring[1 % len(ring)]]
        else:
            return


@rule
def undercut_of_nothing(casebook: Casebook) -> Remarks:
    """An undercut denies a support link that exists."""
    for undercut in casebook.undercuts:
        supporter, supported = undercut.supporter, undercut.supported
        if undercut.steps or supporter.page.doubts("supports"):
            continue
        page = undercut.undercutter.page
        message = f"`{supporter.slug}` does not support `{supported.slug}`"
        supports = casebook.links_from(supporter, Relation.SUPPORTS)
        hint = None
        if supports:
            hint = "it supports " + ", ".join(f"`{link.target.slug}`" for link in supports)
        elif any(
            link.target is supporter for link in casebook.links_from(supported, Relation.SUPPORTS)
        ):
            hint = "it is the other way round: swap `from` and `to`"
        yield Remark(page.source, page.place(*undercut.path), message, hint)


@rule
def no_thesis(casebook: Casebook) -> Remarks:
    """One argument is the thesis."""
    if casebook.thesis or doubt_about(casebook).thesis_may_be_hidden:
        return
    onward = _onward(casebook)
    last = [argument for argument in onward if not onward[argument]]
    if len(last) == 1:
        source = last[0].page.source
        hint = f"`{last[0].slug}` leads to no other argument: give it `role: thesis`"
    else:
        index = [page.source for page in casebook.pages if page.uri == "arguments/index.md"]
        source = index[0] if index else Source(casebook.shown_as + "arguments/index.md", "")
        hint = "give the argument that all others lead to `role: thesis`"
    yield Remark.on_file(source, "no argument is the thesis", hint)


@rule
def two_theses(casebook: Casebook) -> Remarks:
    """No more than one argument is the thesis."""
    for argument in casebook.arguments.values():
        is_thesis = argument.fields.role == "thesis" and not argument.page.doubts("role")
        if is_thesis and casebook.thesis and argument is not casebook.thesis:
            message = f"`{casebook.thesis.slug}` is the thesis already"
            hint = "make one of the two a claim"
            place = argument.page.place("role")
            yield Remark(argument.page.source, place, message, hint)


@rule
def does_not_reach_thesis(casebook: Casebook) -> Remarks:
    """Every argument leads to the thesis, over supports, attacks and undercuts."""
    if casebook.thesis is None:
        return
    onward = _onward(casebook)
    doubt = doubt_about(casebook)
    there = {argument for argument in onward if argument.fields.role == "thesis"}
    there |= {argument for argument in onward if doubt.leads_out_of_sight(argument)}
    reached = _leading_to(there, onward)
    lost = [argument for argument in onward if argument not in reached]
    hint = f"say which argument it supports or attacks, `{casebook.thesis.slug}` at the last"
    for argument in _last_of(lost, onward, _supported(casebook)):
        if not argument.page.doubts("supports", "attacks", "undercuts", "role"):
            message = f"`{argument.slug}` does not lead to the thesis"
            yield Remark.on_file(argument.page.source, message, hint)


def _onward(casebook: Casebook) -> dict[Argument, list[Argument]]:
    """The arguments that each argument leads to."""
    doubt = doubt_about(casebook)
    onward = {a: list(doubt.targets(a)) for a in casebook.arguments.values()}
    for link in casebook.links_of(Relation.SUPPORTS, Relation.ATTACKS):
        onward[link.source].append(link.target)
    for undercut in casebook.undercuts:
        onward[undercut.undercutter].append(undercut.supported)
    return onward


def _leading_to(there: set[Argument], onward: dict[Argument, list[Argument]]) -> set[Argument]:
    backward: dict[Argument, list[Argument]] = defaultdict(list)
    for argument, targets in onward.items():
        for target in targets:
            backward[target].append(argument)
    reached, waiting = set(there), list(there)
    while waiting:
        for argument in backward[waiting.pop()]:
            if argument not in reached:
                reached.add(argument)
                waiting.append(argument)
    return reached


def _supported(casebook: Casebook) -> set[tuple[AnyMember, AnyMember]]:
    return {(link.source, link.target) for link in casebook.links_of(Relation.SUPPORTS)}


def _last_of(
    lost: list[Argument],
    onward: dict[Argument, list[Argument]],
    supported: set[tuple[AnyMember, AnyMember]],
) -> Iterator[Argument]:
    """Of arguments that lead nowhere, those that the others lead to: the cause, not its trail."""
    explained: set[Argument] = set()
    for argument in lost:
        if all(target is argument for target in onward[argument]):
            yield argument
            explained |= _leading_to({argument}, onward)
    for argument in lost:
        if argument in explained:
            continue
        passed = [argument]  # only rings are left: walk until one closes
        while (step := onward[passed[-1]][0]) not in passed:
            passed.append(step)
        ring = passed[passed.index(step) :]
        explained |= _leading_to({step}, onward)
        # A ring of supports is told as such, by another rule.
        if not all(pair in supported for pair in zip(ring, [*ring[1:], ring[0]], strict=True)):
            yield min(ring, key=lambda member: member.uri)
