"""``casebook new``: write a blank page."""

from __future__ import annotations

import argparse

from casebook.authoring.new import write_new
from casebook.command.options import add_docs, again, project
from casebook.command.outcome import CLEAN
from casebook.command.saying import say
from casebook.model.kinds import FOLDERS, Kind

DESCRIPTION = "Writes a page with the fields that its kind needs, and says what to fill in."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``new`` understands."""
    kinds = [str(kind) for kind in FOLDERS.values()]
    parser.add_argument("kind", choices=kinds, help="what the page is")
    parser.add_argument(
        "name", metavar="SLUG|PATH", help="guide-says, or docs/evidence/guide-says.md"
    )
    parser.add_argument(
        "--quote",
        action="append",
        default=[],
        metavar="WORDS",
        help="words of the article that a page of evidence quotes; their passage is found",
    )
    add_docs(parser)


def run(options: argparse.Namespace) -> int:
    """Write the page, and say what to do with it."""
    page = write_new(project(options), Kind(options.kind), options.name, options.quote)
    say(page.told(again(options, "check")))
    return CLEAN
