"""``casebook changes``: write what changed, revision by revision, as a page and an Atom feed."""

from __future__ import annotations

import argparse
from functools import lru_cache
from pathlib import Path

from casebook import diff
from casebook.command.options import CONFIG, add_docs, project
from casebook.command.outcome import CLEAN
from casebook.command.saying import say
from casebook.command.writing import new_folder, refuse_to_write
from casebook.diff.history import FEED, PAGE
from casebook.reading.linking import load
from casebook.reading.settings import settings
from casebook.rules import check

DESCRIPTION = (
    "Writes what changed in the casebook, revision by revision and in its own terms, as a page and "
    "an Atom feed. Exit code 0, also where a revision could not be read: that is told."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``changes`` understands."""
    parser.add_argument(
        "--since", metavar="REV", help="a branch, a tag or a commit; default: the last 50 changes"
    )
    parser.add_argument(
        "-o",
        dest="folder",
        type=Path,
        metavar="DIR",
        required=True,
        help="a new or an empty folder",
    )
    add_docs(parser)


def run(options: argparse.Namespace) -> int:
    """Write what each revision changed, to both files or to none."""
    docs = project(options).docs
    refuse_to_write(options.folder, docs)

    @lru_cache(maxsize=2)  # each revision is compared with the one before and the one after
    def state_at(revision: str) -> diff.State:
        with diff.project_at(revision, options.docs) as found:
            casebook = load(found.project)
            return diff.State(casebook, tuple(check(casebook)), found.settings, found.unread)

    told = [*diff.history(docs.as_posix(), options.since, state_at)]
    found = settings(CONFIG) if CONFIG.is_file() and not options.docs else {}
    name = str(found.get("site_name") or "The casebook")
    theme = found.get("theme")
    language = str(theme.get("language") or "en") if isinstance(theme, dict) else "en"
    site = str(found.get("site_url") or "").rstrip("/")
    address = f"{site}/{options.folder.name}/" if site else ""
    with new_folder(options.folder) as folder:
        (folder / PAGE).write_text(diff.as_page(told, name, language), "utf-8")
        (folder / FEED).write_text(diff.as_feed(told, name, address), "utf-8")
    say(f"{len(told)} changes are told in {options.folder.as_posix()}\n")
    return CLEAN
