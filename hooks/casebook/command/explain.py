"""``casebook explain``: say what a rule means."""

from __future__ import annotations

import argparse

from casebook.authoring.explanation import explain
from casebook.command.outcome import CLEAN
from casebook.model.cannot_run import CannotRun
from casebook.quoting.did_you_mean import nearest
from casebook.rules import RULES

DESCRIPTION = "Says what a rule means and why it matters, with a wrong and a right example."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``explain`` understands."""
    parser.add_argument("code", metavar="CODE", help="as a finding has it: unknown-slug")


def run(options: argparse.Namespace) -> int:
    """Print the explanation of a rule."""
    if options.code not in RULES:
        near = nearest(options.code, RULES)
        meant = f"did you mean `{near}`?" if near else f"the rules are {', '.join(sorted(RULES))}"
        raise CannotRun(f"there is no rule `{options.code}`: {meant}")
    print(explain(options.code).text, end="")
    return CLEAN
