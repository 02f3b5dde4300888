"""The rules: what has to hold for a casebook to be published.

A rule is a generator of remarks with a one-line docstring that states it, registered under its
code: the name of the function, with hyphens. A family of rules is a module. Rules that reading
keeps, and only notes what breaks them, are a table: ``noted``.
"""

from __future__ import annotations

from casebook.analysis.analysis import Analysis
from casebook.model.finding import Finding
from casebook.model.graph import Casebook
from casebook.reading.gc_pause import nothing_collected
from casebook.rules import (
    article,
    citations,
    evidence,
    format,
    links,
    names,
    navigation,
    prose,
    quotes,
    run,
    shown,
    steps,
    targets,
    thesis,
)
from casebook.rules.rule import RULES, Rule

FAMILIES = (
    *(format, names, links, steps, thesis, evidence, citations, quotes),
    *(article, targets, prose, shown, navigation, run),
)

__all__ = ["FAMILIES", "RULES", "Rule", "check", "findings"]


def check(casebook: Casebook) -> list[Finding]:
    """Return all findings of a casebook, in the order of files and lines."""
    return findings(Analysis(casebook))


@nothing_collected()
def findings(analysis: Analysis) -> list[Finding]:
    """Return all findings, in the order of files and lines, but for those that a page allows."""
    found = [finding for rule in RULES.values() for finding in rule.findings(analysis)]
    kept = list(run.without_allowed(analysis.casebook, found))
    return sorted(set(kept), key=lambda finding: finding.order)
