"""``casebook fix``: make the changes that findings ask for where only one will do."""

from __future__ import annotations

import argparse

from casebook.authoring.fixing import as_diff, mend
from casebook.authoring.saving import save
from casebook.authoring.told import told
from casebook.command.options import add_docs, again, project
from casebook.command.outcome import CLEAN
from casebook.command.saying import say
from casebook.reading.files import content_of

DESCRIPTION = (
    "Does what the hints of findings say where there is only one thing to do, and again until "
    "nothing certain is left. What would bring a new finding is not done. "
    "Exit code 0, also where findings are left: they are counted."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``fix`` understands."""
    parser.add_argument("--dry-run", action="store_true", help="show a diff, and write nothing")
    add_docs(parser)


def run(options: argparse.Namespace) -> int:
    """Make every certain fix, and say what was done."""
    here = project(options)
    mended = mend(here)
    if options.dry_run:
        for uri, made in sorted(mended.files.items()):
            say(as_diff(content_of(here, uri), made, here.shown_as + uri))
    else:
        save({here.docs / uri: made for uri, made in mended.files.items()})
        check = f"`{again(options, 'check')}`"
        say(told("fix.told.txt.j2", mended=mended, check=check))
    return CLEAN
