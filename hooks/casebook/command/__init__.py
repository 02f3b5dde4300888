"""The command ``casebook``: the shell's door to the library.

Each command is a module of this room, named as the command is. It has ``DESCRIPTION``, which its
``--help`` prints, ``add_arguments(parser)``, and ``run(options)``, which returns the exit code.
To add one, write the module and add a line to ``COMMANDS``.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from casebook.command.outcome import CLEAN, COULD_NOT_RUN, FINDINGS, honestly
from casebook.model.characters import printable

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

__all__ = ["CLEAN", "COMMANDS", "COULD_NOT_RUN", "FINDINGS", "main"]

COMMANDS = {
    "check": "say what does not hang together",
    "explain": "say what a rule means",
    "init": "begin an empty casebook in a new folder",
    "cut": "begin a casebook of a text, cut into passages",
    "new": "write a page that is to be filled in",
    "rename": "give a page another name, and all links to it",
    "fix": "do what findings say where there is only one thing to do",
    "diff": "say what changed between two git revisions",
    "changes": "write what changed, revision by revision, as a page and a feed",
    "export": "write the casebook for other tools",
    "render": "write the pages with all that the site adds",
    "lsp": "serve an editor while somebody writes",
    "propose": "make pages of an issue form that an editor has accepted",
    "sources": "say whether cited addresses still hold what is quoted from them",
}
"""The commands, each with what it does; only the module of the one that is called is imported."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 for clean, 1 for findings, 2 for could not run."""
    given = sys.argv[1:] if arguments is None else [*arguments]
    return honestly(lambda: _run(given), debug=bool(os.environ.get("CASEBOOK_TRACEBACK")))


def _run(given: Sequence[str]) -> int:
    from casebook.reading.gc_pause import nothing_collected  # noqa: PLC0415 - its room may not load

    called = next((word for word in given if not word.startswith("-")), None)
    line = parser(called)
    try:
        options = line.parse_args(given)
    except SystemExit as asked:  # for help, or after argparse has reported an error
        return int(asked.code or CLEAN)
    with nothing_collected():
        return int(options.run(options))


class _Parser(argparse.ArgumentParser):
    """A parser whose help counts as a result: argparse minds no output that cannot be written."""

    def print_help(self, file: SupportsWrite[str] | None = None) -> None:
        """Print the help; raise OSError where it cannot be written."""
        print(self.format_help(), end="", file=file)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, which may be names of files, and end."""
        super().error(printable(message))


def parser(called: str | None = None) -> argparse.ArgumentParser:
    """Return the parser of the command line, with the arguments of the command ``called``."""
    whole = _Parser(
        prog="casebook", description="Checks a casebook: its links, its quotations, its format."
    )
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    for name, does in COMMANDS.items():
        if name != called:
            commands.add_parser(name, help=does)
            continue
        module = import_module(f"{__name__}.{name}")
        own = commands.add_parser(name, help=does, description=module.DESCRIPTION)
        module.add_arguments(own)
        own.set_defaults(run=module.run)
    return whole
