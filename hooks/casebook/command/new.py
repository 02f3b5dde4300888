"""``casebook new``: write a blank page."""

from __future__ import annotations

import argparse
import shlex

from casebook.authoring.new import write_new
from casebook.command.options import add_docs, project
from casebook.command.outcome import CLEAN
from casebook.model.kinds import FOLDERS, Kind

DESCRIPTION = "Writes a page with every field of its kind, and says what to fill in."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``new`` understands."""
    kinds = [str(kind) for kind in FOLDERS.values()]
    parser.add_argument("kind", choices=kinds, help="what the page is")
    parser.add_argument("slug", metavar="SLUG", help="the file's name without `.md`: guide-says")
    add_docs(parser)


def run(options: argparse.Namespace) -> int:
    """Write the page, and say what to do with it."""
    page = write_new(project(options), Kind(options.kind), options.slug)
    docs = ["--docs", str(options.docs)] if options.docs is not None else []
    print(page.told(shlex.join(["casebook", "check", *docs])), end="")
    return CLEAN
