"""Links: every link leads to a page of its kind, once, and not in a circle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from graphlib import CycleError, TopologicalSorter

from casebook.analysis.analysis import Analysis
from casebook.analysis.benefit_of_doubt import Doubt
from casebook.analysis.certain import certain_slug, one_less
from casebook.model.finding import Remark
from casebook.model.graph import Casebook
from casebook.model.kinds import MEMBERS, Kind
from casebook.model.links import Relation, Step
from casebook.model.members import AnyMember, Argument
from casebook.model.page import Page
from casebook.model.passages import fold
from casebook.quoting.did_you_mean import TOO_MANY, did_you_mean
from casebook.rules.rule import rule
from casebook.rules.steps import joint_premises, support_pairs

Remarks = Iterator[Remark]


@rule
def unknown_slug(analysis: Analysis) -> Remarks:
    """A link names a page that exists."""
    casebook = analysis.casebook
    doubt = analysis.doubt
    for unresolved, meant in doubt.meant.items():
        kind, slug = unresolved.kind, unresolved.slug
        if doubt.exists(kind, slug) or _other_kinds(doubt, kind, slug):
            continue
        hint = did_you_mean(meant, slug) if meant else TOO_MANY if doubt.too_many else None
        if renamed := casebook.former_names[kind].get(slug):
            hint = f"it was renamed: write `{renamed.slug}`"
        elif not hint:
            hint = f"the slugs are the file names in the folder {kind.folder}, without `.md`"
        message = f"there is no {kind.noun} `{slug}`"
        fix = certain_slug(casebook, unresolved, meant)
        yield Remark(unresolved.source.page.source, unresolved.place, message, hint, fix)


@rule
def wrong_kind(analysis: Analysis) -> Remarks:
    """A link leads to a page of the kind that its field is for."""
    doubt = analysis.doubt
    for unresolved in analysis.casebook.unresolved:
        kind, slug = unresolved.kind, unresolved.slug
        others = _other_kinds(doubt, kind, slug)
        if others and not doubt.exists(kind, slug):
            message = f"`{slug}` is {others[0].with_article}, and `{unresolved.path[0]}` links "
            message += f"to {kind.plural}"
            yield Remark(unresolved.source.page.source, unresolved.place, message)


def _other_kinds(doubt: Doubt, kind: Kind, slug: str) -> list[Kind]:
    return [other for other in MEMBERS if other is not kind and doubt.exists(other, slug)]


@rule
def listed_twice(analysis: Analysis) -> Remarks:
    """A field links to a page, or quotes the same words, once."""
    casebook = analysis.casebook
    seen: set[tuple[AnyMember, Path, str]] = set()
    for source, listed, path, slug in _listed(analysis):
        if (source, listed, slug) in seen:
            message = f"`{slug}` is listed twice under `{listed[-1]}`"
            hint = "keep one of the two, with its reason"
            fix, place = one_less(source.page, path), source.page.place(*path)
            yield Remark(source.page.source, place, message, hint, fix)
        seen.add((source, listed, slug))
    denied: set[tuple[Argument, Step]] = set()
    for undercut in casebook.undercuts:
        steps = {(undercut.undercutter, step) for step in undercut.steps}
        if steps and steps <= denied:
            page = undercut.undercutter.page
            message = "the same support is undercut twice"
            fix = one_less(page, undercut.path)
            yield Remark(page.source, page.place(*undercut.path), message, fix=fix)
        denied |= steps
    for evidence in casebook.evidence.values():
        quoted: set[tuple[str, ...]] = set()
        for i, quote in enumerate(evidence.fields.quotes):
            around = fold(quote.prefix or ""), fold(quote.suffix or "")
            words = quote.passage, fold(quote.exact), *around
            if words in quoted:
                page = evidence.page
                message = f"the same words of `{quote.passage}` are quoted twice"
                place = page.place("quotes", i, "exact")
                fix = one_less(page, ("quotes", i))
                yield Remark(page.source, place, message, "keep one of the two", fix)
            quoted.add(words)


Path = tuple[str | int, ...]


def _listed(analysis: Analysis) -> Iterator[tuple[AnyMember, Path, Path, str]]:
    """Yield each item of a list: whose list it is, the list's path, the item's, what it names."""
    casebook = analysis.casebook
    exists = analysis.doubt.exists
    for link in casebook.links:
        yield link.source, link.path[:1], (*link.path, "to"), link.target.slug
        for i, passage in enumerate(link.passages):
            path = (*link.path, "passages", i)
            yield link.source, path[:-1], path, passage
    for broken in casebook.unresolved:
        path = broken.path
        listed = path[:-1] if "with" in path else path[:1]
        if exists(broken.kind, broken.slug) and path[0] != "undercuts":
            yield broken.source, listed, path, broken.slug
    for argument in casebook.arguments.values():
        for i, link_written in enumerate(argument.fields.supports):
            for j, slug in enumerate(link_written.joint):
                path = ("supports", i, "with", j)
                if slug in casebook.arguments:
                    yield argument, path[:-1], path, slug
    for members in casebook.members.values():
        for member in members.values():
            for i, name in enumerate(member.fields.formerly):
                yield member, ("formerly",), ("formerly", i), name


@rule
def link_to_itself(analysis: Analysis) -> Remarks:
    """A page does not link to itself."""
    casebook = analysis.casebook
    for link in casebook.links:
        if link.source is link.target:
            message = f"`{link.source.slug}` links to itself"
            yield Remark(link.source.page.source, link.place, message)
    for argument, path, premise in joint_premises(casebook):
        conclusion = argument.fields.supports[path[1]].to
        if premise is argument or premise.slug == conclusion:
            page = argument.page
            message = f"`{premise.slug}` is named as a premise that goes with itself"
            if premise is not argument:
                message = f"`{premise.slug}` is named as a premise for itself"
            yield Remark(page.source, page.place(*path), message, "name the other premises alone")
    for undercut in casebook.undercuts:
        steps = undercut.steps
        if undercut.undercutter is undercut.supporter or any(
            undercut.undercutter in step.premises for step in steps
        ):
            page = undercut.undercutter.page
            message = f"`{undercut.undercutter.slug}` undercuts its own support"
            hint = "leave the support out, or let another argument deny it"
            yield Remark(page.source, page.place(*undercut.path, "from"), message, hint)


@rule
def supports_and_attacks(analysis: Analysis) -> Remarks:
    """An argument does not both support and attack another."""
    casebook = analysis.casebook
    supported = support_pairs(casebook)
    for link in casebook.links_of(Relation.ATTACKS):
        if (link.source, link.target) in supported:
            message = f"`{link.target.slug}` is supported and attacked by the same argument"
            hint = "decide for one, or split the argument into its two points"
            yield Remark(link.source.page.source, link.place, message, hint)


@rule
def cycle(analysis: Analysis) -> Remarks:
    """Reasons, and groups within groups, do not lead back to where they began."""
    casebook = analysis.casebook
    broader: dict[tuple[AnyMember, AnyMember], _Written] = {
        (link.source, link.target): (link.source.page, (*link.path, "to"))
        for link in casebook.links_of(Relation.BROADER)
    }
    for links, does in ((_premises(casebook), "supports"), (broader, "is part of")):
        pairs = [ends for ends in links if ends[0] is not ends[1]]
        for found, is_last_looked_for in _cycles(pairs):
            first = found.index(min(found, key=lambda member: member.uri))
            ring = found[first:] + found[:first]
            page, path = links[ring[0], ring[1 % len(ring)]]
            message = f"`{ring[0].slug}` {does} itself through other pages"
            shown = ring if len(ring) <= MOST_NAMED else [*ring[: MOST_NAMED - 1], ring[-1]]
            hint = f" {does} ".join(f"`{member.slug}`" for member in (*shown, ring[0]))
            if len(shown) < len(ring):
                hint += f" ({len(ring)} pages in all)"
            if is_last_looked_for:
                hint += "; there are more such rings, looked for once these are mended"
            yield Remark(page.source, page.place(*path), message, hint)


_Written = tuple[Page, tuple[str | int, ...]]
"""A page, and where its front matter says something: to find the place takes much longer."""


def _premises(casebook: Casebook) -> dict[tuple[AnyMember, AnyMember], _Written]:
    """Return, for each premise and what it helps to carry, where that is first written."""
    found: dict[tuple[AnyMember, AnyMember], _Written] = {}
    for step in casebook.steps:
        page = step.link.source.page
        found.setdefault((step.link.source, step.conclusion), (page, (*step.link.path, "to")))
    for argument, path, premise in joint_premises(casebook):
        if conclusion := casebook.arguments.get(argument.fields.supports[path[1]].to):
            found.setdefault((premise, conclusion), (argument.page, path))
    return found


MOST_LINKS_FOLLOWED = 2_000_000
"""Links that are followed to find cycles; there may be more cycles than anybody can count."""

MOST_NAMED = 100
"""Pages of a ring that a hint names."""


def _cycles(
    links: Collection[tuple[AnyMember, AnyMember]],
) -> Iterator[tuple[list[AnyMember], bool]]:
    """Yield cycles, one at a time, each broken at one link before the next is looked for.

    With each comes whether the search ends there although there may be more.
    """
    followed = 0
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
            followed += len(links)
            yield ring, followed > MOST_LINKS_FOLLOWED
            if followed > MOST_LINKS_FOLLOWED:
                return
            del targets[ring[0]][ring[1 % len(ring)]]
        else:
            return


@rule
def undercut_of_nothing(analysis: Analysis) -> Remarks:
    """An undercut denies a support link that exists."""
    casebook = analysis.casebook
    doubt = analysis.doubt
    perhaps = {doubt.premise_meant(broken) for broken in casebook.unresolved}
    for undercut in casebook.undercuts:
        supporter, supported = undercut.supporter, undercut.supported
        if undercut.steps or supporter.page.doubts("supports") or supporter in perhaps:
            continue
        page = undercut.undercutter.page
        message = f"`{supporter.slug}` does not support `{supported.slug}`"
        carried = dict.fromkeys(step.conclusion.slug for step in casebook.steps_from(supporter))
        hint = None
        if carried:
            hint = "it supports " + ", ".join(f"`{slug}`" for slug in carried)
        elif any(step.conclusion is supporter for step in casebook.steps_from(supported)):
            hint = "it is the other way round: swap `from` and `to`"
        yield Remark(page.source, page.place(*undercut.path), message, hint)
