"""Options that several commands share: the casebook that they work on."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable
from pathlib import Path

from casebook import report
from casebook.model.finding import Severity
from casebook.model.graph import Casebook
from casebook.reading.project import Project, from_config, from_folder
from casebook.reading.settings import settings
from casebook.rules import check

CONFIG = Path("mkdocs.yml")


def add_docs(parser: argparse.ArgumentParser, told: str = "as for `check`") -> None:
    """Add the option that names the folder of the pages."""
    parser.add_argument("--docs", type=Path, metavar="DIR", help=told)


def project(options: argparse.Namespace) -> Project:
    """Return the project that the options name; raises CannotRun."""
    return from_folder(options.docs) if options.docs is not None else from_config(CONFIG)


def again(options: argparse.Namespace, command: str) -> str:
    """Return the call of another command on the same casebook."""
    docs = ["--docs", str(options.docs)] if options.docs is not None else []
    return shlex.join(["casebook", *command.split(), *docs])


def has_errors(casebook: Casebook) -> bool:
    """Return whether the check has errors; if so, say that nothing is written."""
    errors = [it for it in check(casebook) if it.severity is Severity.ERROR]
    if errors:
        told = f"nothing is written: {report.summary(errors)}; see `casebook check`"
        print(told, file=sys.stderr)
    return bool(errors)


def addresses(options: argparse.Namespace) -> Callable[[str], str]:
    """Return how the site addresses pages: as MkDocs does where nothing else is set."""
    directories = True
    if options.docs is None:
        directories = settings(CONFIG).get("use_directory_urls", True)

    def address(uri: str) -> str:
        page = uri.removesuffix(".md")
        if not directories:
            return f"{page}.html"
        return f"{page.removesuffix('index')}" if page.endswith("index") else f"{page}/"

    return address
