"""What was found, as SARIF: valid, complete, and nothing of a page at work in it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

import pytest
from jsonschema import Draft7Validator

from casebook.model.finding import Finding
from casebook.model.source import WHOLE_FILE, Place
from casebook.report import as_sarif
from casebook.rules import RULES
from findings import HOSTILE, found, hostile, in_specimen
from golden import HERE

SARIF = Draft7Validator(json.loads((HERE / "schemas/sarif-2.1.0.json").read_text("utf-8")))


def run(findings: Sequence[Finding]) -> dict[str, Any]:
    written = as_sarif(findings)
    assert written == as_sarif(findings)
    document = json.loads(written)
    assert [error.message for error in SARIF.iter_errors(document)] == []
    (only,) = document["runs"]
    assert isinstance(only, dict)
    return only


def test_sarif_has_every_finding() -> None:
    specimen = in_specimen()
    rules = run(specimen)["tool"]["driver"]["rules"]
    results = run(specimen)["results"]
    assert {rule["id"] for rule in rules} == {finding.code for finding in specimen}
    for finding, result in zip(specimen, results, strict=True):
        rule = rules[result["ruleIndex"]]
        assert result["ruleId"] == rule["id"] == finding.code
        assert rule["shortDescription"]["text"] == RULES[finding.code].statement
        assert rule["properties"]["tags"] == [RULES[finding.code].family]
        where = result["locations"][0]["physicalLocation"]
        assert where["artifactLocation"]["uri"] == finding.path
        assert list(where["region"].values()) == [
            finding.place.line,
            finding.place.column,
            finding.place.end_line,
            finding.place.end_column,
        ]
        assert result["message"]["text"].startswith(finding.message)
    assert run([])["results"] == []


@pytest.mark.parametrize("finding", hostile(), ids=map(ascii, HOSTILE))
def test_hostile_text_in_sarif(finding: Finding) -> None:
    (result,) = run([finding])["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)
    if not re.search("[\ud800-\udfff]", finding.path):
        assert unquote(uri) == normpath(finding.path)
    text = result["message"]["text"]
    unescaped = re.sub(r"\\\\|\\\[|\\\]", "", text)
    assert not re.search(r"\[[^\]]*\]\(", unescaped)
    assert not re.search(r"(?<!\{)\{\d+\}", text)


def test_a_finding_is_known_again_in_sarif() -> None:
    def fingerprints(findings: list[Finding]) -> list[str]:
        results = run(findings)["results"]
        return [result["partialFingerprints"]["casebookFinding/v1"] for result in results]

    before = fingerprints([found(), found(), found(path="docs/b.md")])
    moved = found(text="new\none\ntwo words\nthree\n", place=Place(3, 5, 3, 10))
    assert fingerprints([moved, moved, found(path="docs/b.md")]) == before
    assert len(set(before)) == 3
    whole = fingerprints([found(place=WHOLE_FILE)])
    assert fingerprints([found(place=WHOLE_FILE, text="new\none\n")]) == whole
