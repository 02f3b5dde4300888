"""``casebook rename``: give a page another name, in all links to it as well."""

from __future__ import annotations

import argparse

from casebook.authoring.fixing import as_diff
from casebook.authoring.renaming import Renamed, rename
from casebook.authoring.saving import save
from casebook.authoring.told import told
from casebook.command.options import add_docs, project
from casebook.command.outcome import CLEAN
from casebook.command.saying import say

DESCRIPTION = (
    "Renames an argument, a segment or a page of evidence: its file and every link to it, in "
    "fields, texts and the menu, and notes the old name under `formerly`. What would bring a new "
    "finding is refused (exit code 2), and then nothing is changed."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``rename`` understands."""
    parser.add_argument("old", metavar="OLD", help="its slug, evidence/slug, or the file's path")
    parser.add_argument("new", metavar="NEW", help="the new slug")
    parser.add_argument("--dry-run", action="store_true", help="show a diff, and write nothing")
    add_docs(parser)


def run(options: argparse.Namespace) -> int:
    """Rename a page, and say what was changed."""
    renamed = rename(project(options), options.old, options.new)
    if options.dry_run:
        say(_diff(renamed))
        return CLEAN
    save(renamed.files)
    say(told("rename.told.txt.j2", renamed=renamed))
    return CLEAN


def _diff(renamed: Renamed) -> str:
    before = {file: file.read_bytes() if file.exists() else None for file in renamed.files}
    return "".join(
        as_diff(before[file], made, file.as_posix()) for file, made in renamed.files.items()
    )
