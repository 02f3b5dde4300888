"""Thesis: there is one, and every argument leads to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from casebook.analysis.analysis import Analysis
from casebook.model.finding import Remark
from casebook.model.links import Relation
from casebook.model.members import AnyMember, Argument
from casebook.model.source import Source
from casebook.rules.rule import rule
from casebook.rules.steps import support_pairs

Remarks = Iterator[Remark]


@rule
def no_thesis(analysis: Analysis) -> Remarks:
    """One argument is the thesis."""
    casebook = analysis.casebook
    if casebook.thesis or analysis.doubt.thesis_may_be_hidden:
        return
    onward = _onward(analysis)
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
def two_theses(analysis: Analysis) -> Remarks:
    """No more than one argument is the thesis."""
    casebook = analysis.casebook
    for argument in casebook.arguments.values():
        is_thesis = argument.fields.role == "thesis" and not argument.page.doubts("role")
        if is_thesis and casebook.thesis and argument is not casebook.thesis:
            message = f"`{casebook.thesis.slug}` is the thesis already"
            hint = "make one of the two a claim"
            place = argument.page.place("role")
            yield Remark(argument.page.source, place, message, hint)


@rule
def does_not_reach_thesis(analysis: Analysis) -> Remarks:
    """Every argument leads to the thesis, over supports, attacks and undercuts."""
    casebook = analysis.casebook
    if casebook.thesis is None:
        return
    onward = _onward(analysis)
    doubt = analysis.doubt
    there = {argument for argument in onward if argument.fields.role == "thesis"}
    there |= {argument for argument in onward if doubt.leads_out_of_sight(argument)}
    spare = doubt.premises_astray
    reached = _leading_to(there, onward)
    lost = [argument for argument in onward if argument not in reached]
    hint = f"say which argument it supports or attacks, `{casebook.thesis.slug}` at the last"
    last = list(_last_of(lost, onward, support_pairs(casebook)))
    for argument in last if len(last) > spare else ():
        if not argument.page.doubts("supports", "attacks", "undercuts", "role"):
            message = f"`{argument.slug}` does not lead to the thesis"
            yield Remark.on_file(argument.page.source, message, hint)


def _onward(analysis: Analysis) -> dict[Argument, list[Argument]]:
    """Return the arguments that each argument leads to."""
    casebook = analysis.casebook
    doubt = analysis.doubt
    onward = {a: list(doubt.targets(a)) for a in casebook.arguments.values()}
    for step in casebook.steps:
        for premise in step.premises:
            onward[premise].append(step.conclusion)
    for premise, conclusion in doubt.premises_perhaps():
        onward[premise].append(conclusion)
    for link in casebook.links_of(Relation.ATTACKS):
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


def _last_of(
    lost: list[Argument],
    onward: dict[Argument, list[Argument]],
    supported: set[tuple[AnyMember, AnyMember]],
) -> Iterator[Argument]:
    """Yield, of arguments that lead nowhere, those in which the trails end: the causes."""
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
        # Another rule reports a ring of supports.
        if not all(pair in supported for pair in zip(ring, [*ring[1:], ring[0]], strict=True)):
            yield min(ring, key=lambda member: member.uri)
