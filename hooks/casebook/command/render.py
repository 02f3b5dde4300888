"""``casebook render``: write the pages with all that the site adds, for any site generator."""

from __future__ import annotations

import argparse
from pathlib import Path

from casebook.command.options import CONFIG, add_docs, addresses, has_errors, project
from casebook.command.outcome import CLEAN, FINDINGS
from casebook.command.saying import say
from casebook.command.writing import new_folder, refuse_to_write
from casebook.export.plain_pages import write_pages
from casebook.reading.linking import load
from casebook.reading.settings import settings

DESCRIPTION = (
    "Writes the pages with all that the site adds to them, as plain Markdown and "
    "files, for any site generator. Exit code 1 where the check has errors."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``render`` understands."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or an empty folder")
    add_docs(parser)


def run(options: argparse.Namespace) -> int:
    """Write the pages into a folder: all of them or none."""
    here = project(options)
    refuse_to_write(options.folder, here.docs)
    casebook = load(here)
    if has_errors(casebook):
        return FINDINGS
    theme = {} if options.docs else settings(CONFIG).get("theme", {})
    theme = theme if isinstance(theme, dict) else {}
    own, language = theme.get("custom_dir"), theme.get("language")
    assets = Path(own) / "assets" if isinstance(own, str) else None
    with new_folder(options.folder) as folder:
        files = write_pages(
            casebook, here.docs, folder, addresses(options), assets, str(language or "en")
        )
    say(f"{len(files)} files are in {options.folder.as_posix()}\n")
    return CLEAN
