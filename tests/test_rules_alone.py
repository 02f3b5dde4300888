"""No result depends on the order of rules: each gives the same findings alone, and in any order."""

import random
from pathlib import Path

import pytest

from casebook.analysis.analysis import Analysis
from casebook.model.finding import Finding
from casebook.model.graph import Casebook
from casebook.reading.linking import load
from casebook.reading.project import from_config, from_folder
from casebook.rules import RULES
from golden import HERE, read_case

SPECIMEN = HERE / "casebooks/specimen"
TROUBLE = [
    file
    for family in ("run", "prose", "targets", "shown", "navigation")
    for file in sorted((HERE / "cases" / family).glob("*.txt"))
]


def by_rule(casebook: Casebook, codes: list[str], *, alone: bool) -> dict[str, list[Finding]]:
    """The findings of each rule, asked in this order; each of an analysis of its own, or of one."""
    together = Analysis(casebook)
    return {
        code: [*RULES[code].findings(Analysis(casebook) if alone else together)] for code in codes
    }


def same(one: dict[str, list[Finding]], other: dict[str, list[Finding]]) -> bool:
    def told(findings: list[Finding]) -> list[tuple[object, ...]]:
        return sorted(
            (it.code, it.path, it.place.line, it.message, it.hint or "") for it in findings
        )

    return all(told(one[code]) == told(other[code]) for code in RULES)


def test_the_specimen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SPECIMEN)
    casebook = load(from_config(Path("mkdocs.yml")))
    alone = by_rule(casebook, [*RULES], alone=True)
    assert sum(map(len, alone.values())) > 30
    for seed in range(5):
        codes = [*RULES]
        random.Random(seed).shuffle(codes)  # noqa: S311 - no secret
        assert same(alone, by_rule(casebook, codes, alone=False))


@pytest.mark.parametrize("file", TROUBLE[::4], ids=lambda file: file.stem)
def test_cases_about_texts(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_case(file).lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    config = Path("mkdocs.yml")
    casebook = load(from_config(config) if config.exists() else from_folder(Path("docs")))
    alone = by_rule(casebook, [*RULES], alone=True)
    assert same(alone, by_rule(casebook, [*reversed(RULES)], alone=False))
