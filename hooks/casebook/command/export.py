"""``casebook export``: write the casebook for other tools."""

from __future__ import annotations

import argparse
from pathlib import Path

from casebook import export
from casebook.command.options import add_docs, addresses, has_errors, project
from casebook.command.outcome import CLEAN, FINDINGS
from casebook.command.writing import refuse_to_write, write
from casebook.model.cannot_run import CannotRun
from casebook.model.graph import Casebook
from casebook.model.sources import same_source, silenced, source_names
from casebook.quoting.did_you_mean import nearest
from casebook.reading.linking import load

DESCRIPTION = (
    "Writes the whole casebook in a format that other tools read. Exit code 1 "
    "where the check has errors: what does not hang together is not exported."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``export`` understands."""
    formats = ("json", "argdown", "aif", "annotations", "csv")
    parser.add_argument("format", choices=formats, help="the format")
    parser.add_argument("-o", dest="output", type=Path, metavar="FILE", help="default: stdout")
    parser.add_argument(
        "--without",
        nargs="+",
        action="extend",
        default=[],
        metavar="SOURCE",
        help="as if these sources had said nothing",
    )
    add_docs(parser)


def run(options: argparse.Namespace) -> int:
    """Write the casebook to a file or to standard output."""
    here = project(options)
    if options.output is not None:
        refuse_to_write(options.output, here.docs, over=export.ENDINGS)
    casebook = load(here)
    if has_errors(casebook):
        return FINDINGS
    for source in options.without:
        _refuse_unknown(source, casebook)
    casebook = silenced(casebook, options.without)
    written = export.FORMATS[options.format](casebook, addresses(options))
    if options.output is None:
        print(written, end="")
    else:
        write(options.output, written)
    return CLEAN


def _refuse_unknown(source: str, casebook: Casebook) -> None:
    """Refuse to leave out a source that is not in the casebook: most likely it is a slip."""
    names = sorted(set(source_names(casebook).values()))
    if same_source(source) not in map(same_source, names):
        near = nearest(source, names)
        hint = f"did you mean `{near}`?" if near else "`standing.sources` of casebook.json has them"
        raise CannotRun(f"no evidence comes from `{source}`: {hint}")
