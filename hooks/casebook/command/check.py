"""``casebook check``: report the rules that the casebook breaks."""

from __future__ import annotations

import argparse

from casebook import report
from casebook.command.options import add_docs, project
from casebook.command.outcome import CLEAN, FINDINGS
from casebook.model.finding import Severity
from casebook.reading.linking import load
from casebook.rules import check

DESCRIPTION = "Checks every page. Exit code 0: clean; 1: findings; 2: could not run."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``check`` understands."""
    parser.add_argument("--strict", action="store_true", help="warnings too mean exit code 1")
    parser.add_argument(
        "--format", choices=report.FORMATS, default="text", help="how findings are written"
    )
    parser.add_argument(
        "--color", choices=report.COLORS, default="auto", help="whether text is in colour"
    )
    parser.add_argument(
        "--since", metavar="REVISION", help="findings on lines changed since then come first"
    )
    add_docs(parser, "the folder of the pages (default: docs_dir of mkdocs.yml in this folder)")


def run(options: argparse.Namespace) -> int:
    """Check, and report the findings."""
    casebook = load(project(options))
    findings = check(casebook)
    if options.since is not None:
        findings = report.changed_first(findings, report.changed_since(options.since))
    report.tell(findings, options.format, options.color)
    if options.format in ("text", "github"):
        pages = len(casebook.pages)
        print(f"{pages} page{'s' * (pages != 1)} checked: {report.summary(findings)}")
    stops = [f for f in findings if options.strict or f.severity is Severity.ERROR]
    return FINDINGS if stops else CLEAN
