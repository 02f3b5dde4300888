"""Findings as JSON, for programs."""

from __future__ import annotations

from collections.abc import Sequence

from casebook.model.characters import as_document
from casebook.model.finding import Finding
from casebook.report.tally import counts


def as_json(findings: Sequence[Finding]) -> str:
    """Return one object: ``findings`` by files and lines, and ``counts`` by severity."""
    document = {
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "path": finding.path,
                "line": finding.place.line,
                "column": finding.place.column,
                "message": finding.message,
                "hint": finding.hint,
            }
            for finding in findings
        ],
        "counts": counts(findings),
    }
    return as_document(document)
