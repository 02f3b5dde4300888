"""Findings as SARIF 2.1.0, which code scanning and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import Any
from urllib.parse import quote

from casebook.model.characters import as_document, printable
from casebook.model.finding import Finding
from casebook.model.source import WHOLE_FILE
from casebook.report.repository import HERE, path_in_repository
from casebook.rules import RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "casebookFinding/v1"

_LINK = re.compile(r"(?<!\\)\\*\[[^\[\]]*\](?=\()")
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def as_sarif(findings: Sequence[Finding], folder: str = HERE) -> str:
    """Return one run, with the rules that do not hold; ``folder``: where we are, from the root."""
    severities = {finding.code: finding.severity for finding in findings}
    codes = sorted(severities)
    same: Counter[tuple[str, ...]] = Counter()
    results = []
    for finding in findings:
        key = (finding.code, path_in_repository(finding.path, folder), _line(finding))
        results.append(_result(finding, codes.index(finding.code), key, same[key]))
        same[key] += 1
    driver = {
        "name": "casebook",
        "version": _version(),
        "rules": [_rule(code, str(severities[code])) for code in codes],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return as_document(document)


def _version() -> str:
    try:
        return version("casebook")
    except PackageNotFoundError:  # the hook runs from its folder, and nothing is installed
        return "0"


def _rule(code: str, level: str) -> dict[str, Any]:
    rule = RULES.get(code)
    described: dict[str, Any] = {
        "id": code,
        "name": "".join(word.capitalize() for word in code.split("-")),
        "shortDescription": {"text": rule.statement if rule else code},
        "defaultConfiguration": {"level": level},
    }
    return described | ({"properties": {"tags": [rule.family]}} if rule else {})


def _result(finding: Finding, rule: int, key: tuple[str, str, str], same: int) -> dict[str, Any]:
    place = finding.place
    message = finding.message + (f"\nHint: {finding.hint}" if finding.hint else "")
    artifact = {
        "uri": quote(key[1].encode("utf-8", "surrogatepass")),
        "uriBaseId": "%SRCROOT%",
    }
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": str(finding.severity),
        "message": {"text": _plain(message)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {FINGERPRINT: _fingerprint((*key, str(same)))},
    }


def _plain(message: str) -> str:
    """Return ``message`` with SARIF's placeholders and links escaped (3.11.5, 3.11.6).

    For links the standard leaves open how (oasis-tcs/sarif-spec#597); this is what its next version
    has. Other braces and brackets stay as they are, as not every reader undoes what is escaped.
    """
    shown = "\n".join(printable(line) for line in message.split("\n"))
    return _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub(_without_link, shown))


def _without_link(found: re.Match[str]) -> str:
    return re.sub(r"[\\\[\]]", r"\\\g<0>", found[0])


def _line(finding: Finding) -> str:
    """Return the text by which a finding is known again, wherever in the file it then stands."""
    return "" if finding.place == WHOLE_FILE else finding.source.line(finding.place.line)


def _fingerprint(parts: tuple[str, ...]) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
