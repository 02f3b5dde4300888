"""Every golden case gives its findings, and nothing else.

A new case is a new file under ``cases/``; ``CASEBOOK_UPDATE=1 make test`` writes what was found
into it, to be read before it is committed.
"""

import os
from pathlib import Path

import pytest

from casebook.reading.linking import load
from casebook.reading.project import from_config, from_folder
from casebook.report import as_text
from casebook.rules import RULES, check
from golden import HERE, read_case

CASES = sorted((HERE / "cases").rglob("*.txt"))


@pytest.mark.parametrize("file", CASES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_case(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = read_case(file)
    case.lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    config = Path("mkdocs.yml")
    project = from_config(config) if config.exists() else from_folder(Path("docs"))
    found = as_text(check(load(project)))
    if os.environ.get("CASEBOOK_UPDATE"):
        case.rewrite(found)
    else:
        assert found == case.expected


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_case_of_its_name(code: str) -> None:
    cases = [file for file in CASES if file.stem == code or file.stem.startswith(f"{code}--")]
    assert cases, f"write tests/cases/{RULES[code].family}/{code}.txt"
    assert any(f": {code} " in read_case(file).expected for file in cases)
