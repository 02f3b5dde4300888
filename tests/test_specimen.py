"""A casebook with a fault of nearly every family, and what the command says of it.

``CASEBOOK_UPDATE=1 make test`` writes what was found into ``specimen/expected.txt``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from shutil import copytree

import pytest

from casebook.command import CLEAN, COULD_NOT_RUN, FINDINGS, main
from casebook.model.finding import Finding, Severity
from casebook.model.source import WHOLE_FILE, Source
from casebook.rules import FAMILIES, RULES
from golden import HERE

SPECIMEN = HERE / "casebooks/specimen"
EXPECTED = SPECIMEN / "expected.txt"


@pytest.fixture
def specimen(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the broken casebook, made the current one."""
    monkeypatch.chdir(SPECIMEN)
    return SPECIMEN


@pytest.mark.usefixtures("specimen")
def test_every_message_in_its_order(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check"])
    found = capsys.readouterr().out
    if os.environ.get("CASEBOOK_UPDATE"):
        EXPECTED.write_text(found, "utf-8", newline="")
    assert code == FINDINGS
    assert found == EXPECTED.read_text("utf-8")


@pytest.mark.usefixtures("specimen")
def test_json_has_the_same_findings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", "json"]) == FINDINGS
    document = json.loads(capsys.readouterr().out)
    assert set(document) == {"findings", "counts"}
    lines = [
        f"{f['path']}:{f['line']}:{f['column']}: {f['code']} {f['message']}"
        for f in document["findings"]
    ]
    assert lines == [
        line.replace(" (warning) ", " ")
        for line in EXPECTED.read_text("utf-8").splitlines()
        if line.startswith(("docs/", "mkdocs.yml:"))
    ]
    for finding in document["findings"]:
        assert set(finding) == {"code", "severity", "path", "line", "column", "message", "hint"}
        assert finding["severity"] in ("error", "warning")
        assert isinstance(finding["line"], int)
        assert isinstance(finding["column"], int)
        assert finding["hint"] is None or finding["hint"]
    assert sum(document["counts"].values()) == len(document["findings"])


def test_the_specimen_has_faults_of_nearly_every_family() -> None:
    text = EXPECTED.read_text("utf-8")
    found = {code for code in RULES if f": {code} " in text}
    families = {RULES[code].family for code in found}
    assert families == {family.__name__.rpartition(".")[2] for family in FAMILIES}
    assert len(found) >= 20


def test_the_order_is_that_of_files_and_lines(
    specimen: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--format", "json", "--docs", str(specimen / "docs")])
    findings = json.loads(capsys.readouterr().out)["findings"]
    places = [(finding["path"], finding["line"], finding["column"]) for finding in findings]
    assert places == sorted(places)


def test_paths_are_relative_to_the_current_folder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(HERE)
    assert main(["check", "--docs", "casebooks/specimen/docs"]) == FINDINGS
    assert capsys.readouterr().out.startswith("casebooks/specimen/docs/arguments/")
    monkeypatch.chdir(SPECIMEN / "docs")
    assert main(["check", "--docs", "."]) == FINDINGS
    assert capsys.readouterr().out.startswith("arguments/")


def test_a_clean_casebook(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(HERE / "casebooks/tramway")
    assert main(["check", "--strict"]) == CLEAN
    assert capsys.readouterr() == ("15 pages checked: nothing to report\n", "")
    assert main(["check", "--format", "json"]) == CLEAN
    document = json.loads(capsys.readouterr().out)
    assert document == {"findings": [], "counts": {"error": 0, "warning": 0}}


@pytest.mark.parametrize(
    "config",
    [
        "docs_dir: pages",
        "docs_dir: !ENV [NOWHERE_SET, pages]",
        "docs_dir: !ENV PAGES_ARE_IN",
        "INHERIT: base.yml",
        "docs_dir: pages\nx: !!python/name:os.path.join\ny: !!python/object/apply:os.path.x {a: b}",
    ],
)
def test_mkdocs_yml_says_where_the_pages_are(
    config: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copytree(SPECIMEN / "docs", tmp_path / "pages")
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    (tmp_path / "base.yml").write_text("docs_dir: pages", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGES_ARE_IN", "pages")
    assert main(["check"]) == FINDINGS
    assert capsys.readouterr().out.startswith("pages/arguments/")


@pytest.mark.parametrize("setting", ["exclude_docs", "draft_docs"])
def test_what_is_not_published_is_not_checked(
    setting: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copytree(HERE / "casebooks/tramway/docs", tmp_path / "docs")
    (tmp_path / "docs/drafts").mkdir()
    (tmp_path / "docs/drafts/notes.md").write_text("---\na: b: c\n---\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    Path("mkdocs.yml").write_text("site_name: X\n", "utf-8")
    assert main(["check"]) == FINDINGS
    assert capsys.readouterr().out.startswith("docs/drafts/notes.md:2:5: invalid-yaml ")
    Path("mkdocs.yml").write_text(f"{setting}: |\n  drafts/\n  !drafts/kept.md\n", "utf-8")
    assert main(["check"]) == CLEAN


@pytest.mark.usefixtures("specimen")
def test_a_warning_stops_a_strict_check_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = Source("docs/index.md", "A page.\n")
    warning = Finding("some-style", source, WHOLE_FILE, "could be better", None, Severity.WARNING)
    monkeypatch.setattr("casebook.command.check.check", lambda casebook: [warning])
    assert main(["check"]) == CLEAN
    out = capsys.readouterr().out
    assert out.startswith("docs/index.md:1:1: some-style (warning) could be better\n")
    assert out.endswith(" checked: 1 warning\n")
    assert main(["check", "--strict"]) == FINDINGS


@pytest.mark.parametrize(
    ("config", "says"),
    [
        (None, "there is no mkdocs.yml here"),
        ("docs_dir: pages\n", "docs_dir names pages, and there is no such folder"),
        ("site_name: X\n", "docs_dir names docs, and there is no such folder"),
        ("docs_dir: [a]\n", "docs_dir should be the name of a folder"),
        ("a: [\n", "mkdocs.yml cannot be read"),
        ("just words\n", "mkdocs.yml holds no settings"),
        ("INHERIT: base.yml\n", "there is no base.yml"),
        ("INHERIT: mkdocs.yml\n", "mkdocs.yml"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_could_not_run_does_not_say_that_it_passed(
    config: str | None,
    says: str,
    form: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    if config is not None:
        Path("mkdocs.yml").write_text(config, "utf-8")
    assert main(["check", "--format", form]) == COULD_NOT_RUN
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("casebook: ")
    assert says in err


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--docs", str(tmp_path / "nowhere")]) == COULD_NOT_RUN
    out, err = capsys.readouterr()
    assert out == ""
    assert "there is no folder" in err


def test_a_folder_with_nothing_in_it_has_not_passed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--docs", str(tmp_path)]) == FINDINGS
    assert " article-missing " in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["chek"], ["check", "--format", "xml"], ["check", "x"]])
def test_a_call_that_makes_no_sense(arguments: list[str]) -> None:
    assert main(arguments) == COULD_NOT_RUN
