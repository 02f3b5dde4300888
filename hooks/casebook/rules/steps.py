"""Steps: premises that carry a claim together, each named once."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.analysis.analysis import Analysis
from casebook.model.finding import Remark
from casebook.model.graph import Casebook
from casebook.model.members import AnyMember, Argument
from casebook.rules.rule import rule

Remarks = Iterator[Remark]


@rule
def joint_and_alone(analysis: Analysis) -> Remarks:
    """A premise that a step needs does not support the same claim by a step of its own."""
    casebook = analysis.casebook
    alone = {(step.link.source.slug, step.conclusion.slug) for step in casebook.steps}
    for argument, path, premise in joint_premises(casebook):
        conclusion = argument.fields.supports[path[1]].to
        if (premise.slug, conclusion) in alone and premise is not argument:
            page = argument.page
            message = f"`{premise.slug}` supports `{conclusion}` by itself too"
            hint = f"take it out here, or take `{conclusion}` out of what `{premise.slug}` supports"
            yield Remark(page.source, page.place(*path), message, hint)


def joint_premises(
    casebook: Casebook,
) -> Iterator[tuple[Argument, tuple[str, int, str, int], Argument]]:
    """Yield each premise named under ``with``: the argument that names it, the path, and it."""
    for argument in casebook.arguments.values():
        for i, support in enumerate(argument.fields.supports):
            for j, slug in enumerate(support.joint):
                if premise := casebook.arguments.get(slug):
                    yield argument, ("supports", i, "with", j), premise


def support_pairs(casebook: Casebook) -> set[tuple[AnyMember, AnyMember]]:
    """Return the pairs of a premise and the conclusion that it supports, alone or with others."""
    return {(it, step.conclusion) for step in casebook.steps for it in step.premises}
