"""Counts of findings."""

from __future__ import annotations

from collections.abc import Sequence

from casebook.model.finding import Finding, Severity


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity."""
    return {
        str(severity): sum(finding.severity is severity for finding in findings)
        for severity in Severity
    }


def summary(findings: Sequence[Finding]) -> str:
    """Return the counts in words: ``2 errors, 1 warning``."""
    parts = [
        f"{number} {word}{'s' * (number != 1)}"
        for word, number in counts(findings).items()
        if number
    ]
    return ", ".join(parts) or "nothing to report"
