"""``casebook sources``: say whether the cited addresses still hold what is quoted from them."""

from __future__ import annotations

import argparse

from casebook.command.options import CONFIG, add_docs, project
from casebook.command.outcome import CLEAN, FINDINGS
from casebook.command.saying import complain
from casebook.model.cannot_run import CannotRun
from casebook.reading.caches import cache_folder
from casebook.reading.linking import load
from casebook.reading.settings import settings

DESCRIPTION = (
    "Asks every cited address, and every kept copy, whether it still holds the words that are "
    "quoted from it. Exit code 0: all are there; 1: some are not; 2: could not run."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``sources`` understands."""
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="only of these pages of evidence")
    parser.add_argument(
        "--format", choices=("text", "json", "markdown"), default="text", help="how it is written"
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="ask for all pages anew, and keep none"
    )
    add_docs(parser)


def run(options: argparse.Namespace) -> int:
    """Ask, and report the results."""
    try:
        from casebook.sources import asked, asking, telling, verdict  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as missing:
        raise CannotRun(
            f"`casebook sources` needs {missing.name}: install it by "
            "`pip install 'mkdocs-casebook[sources]'`"
        ) from missing
    question = asked.question(load(project(options)), options.slugs)
    site = settings(CONFIG).get("site_url") if options.docs is None else ""
    manner = asking.Manner(
        site if isinstance(site, str) else "", None if options.no_cache else cache_folder("sources")
    )
    verdicts = asking.ask(question.asked, manner)
    print(telling.told(verdicts, options.format), end="")
    for slug in question.unread:
        complain(f"the citation of `{slug}` has no address that can be read")
    all_there = all(it.state is verdict.State.THERE for it in verdicts)
    return CLEAN if all_there and not question.unread else FINDINGS
