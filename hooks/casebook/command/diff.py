"""``casebook diff``: say what changed between two git revisions."""

from __future__ import annotations

import argparse

from casebook import diff
from casebook.command.options import add_docs
from casebook.command.outcome import CLEAN
from casebook.reading.linking import load
from casebook.rules import check

DESCRIPTION = (
    "Says what changed in the casebook between two git revisions, and what follows "
    "from it for the argument. Exit code 0, also where a revision has findings: they are told."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``diff`` understands."""
    parser.add_argument("base", metavar="BASE", help="a branch, a tag or a commit: main")
    parser.add_argument("head", metavar="HEAD", nargs="?", default="HEAD", help="default: HEAD")
    parser.add_argument(
        "--format", choices=("text", "markdown", "json"), default="text", help="how it is written"
    )
    add_docs(parser)


def run(options: argparse.Namespace) -> int:
    """Compare the two revisions, and report what differs."""
    states = []
    for revision in (options.base, options.head):
        with diff.project_at(revision, options.docs) as found:
            casebook = load(found.project)
            findings = tuple(check(casebook))
            states.append(diff.State(casebook, findings, found.settings, found.unread))
    difference = diff.compare(*states)
    print(diff.told(difference, options.format, options.base, options.head), end="")
    return CLEAN
