"""``casebook init``: begin an empty casebook in a new folder."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path

from casebook.authoring.initial import begin
from casebook.authoring.told import told
from casebook.authoring.whence import installed_from
from casebook.command.outcome import CLEAN
from casebook.command.saying import say
from casebook.command.writing import new_folder

DESCRIPTION = (
    "Begins an empty casebook for an article: settings, pages that list what is to come, checks "
    "and publishing on GitHub, forms for readers, settings for editors, notes on licences."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``init`` understands."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or an empty folder")


def run(options: argparse.Namespace) -> int:
    """Fill the folder, and say what comes next."""
    address = installed_from()
    with new_folder(options.folder) as folder:
        files = begin(folder, address)
    shown = options.folder.as_posix()
    says = told(
        "init.told.txt.j2",
        files=files,
        folder=shown,
        quoted=shlex.quote(shown),
        only_here=address if address and address.startswith("file:") else None,
    )
    say(says)
    return CLEAN
