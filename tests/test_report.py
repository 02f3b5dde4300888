"""What was found, told to people and programs, whatever a page's text holds."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from casebook.command import CLEAN, COULD_NOT_RUN, FINDINGS, main
from casebook.model.finding import Finding, Severity
from casebook.model.source import Place, Source
from casebook.report import as_github, as_json, as_sarif, as_text, in_colour, summary
from findings import HOSTILE, found, hostile, in_specimen, warnings
from golden import HERE

SGR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def specimen() -> list[Finding]:
    return in_specimen()


def test_colour_adds_nothing_but_colour(specimen: list[Finding]) -> None:
    findings = [*specimen, *hostile(), *warnings(1)]
    coloured = as_text(findings, colour=True)
    assert SGR.sub("", coloured) == as_text(findings)
    assert coloured.count("\x1b") == len(SGR.findall(coloured))


def test_what_is_coloured() -> None:
    assert as_text([found(hint="mend it")], colour=True) == (
        "\x1b[1mdocs/a.md:2:5:\x1b[0m \x1b[1;31munknown-slug\x1b[0m is wrong\n"
        "\x1b[1;34m    2 |\x1b[0m two words\n"
        "\x1b[1;34m      |\x1b[0m     \x1b[1;31m^^^^^\x1b[0m\n"
        "      \x1b[1;34m=\x1b[0m \x1b[1;36mhint:\x1b[0m mend it\n"
    )
    assert "\x1b[1;33munknown-slug (warning)\x1b[0m" in as_text(warnings(1), colour=True)


@pytest.mark.parametrize(
    ("color", "terminal", "environment", "expected"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": ""}, False),
        ("auto", True, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_when_there_is_colour(
    color: str, terminal: bool, environment: dict[str, str], expected: bool
) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    assert in_colour(color, Stream(), environment) is expected


@pytest.mark.parametrize(
    ("line", "indent"),
    [
        ("a word", 2),
        ("茶馆 word", 5),
        ("สวัสดี word", 5),
        ("e\u0301\u200b word", 2),
        ("\u1112\u1161\u11ab word", 3),
    ],
)
def test_the_caret_is_under_the_word(line: str, indent: int) -> None:
    place = Place(1, line.index("word") + 1, 1, len(line) + 1)
    finding = Finding("unknown-slug", Source("docs/a.md", line), place, "is wrong")
    assert as_text([finding]).splitlines()[2] == f"      | {' ' * indent}^^^^"


def test_the_direction_of_text_is_not_turned() -> None:
    source = Source("docs/a.md", "a \u202egnorw word")
    finding = Finding("unknown-slug", source, Place(1, 3, 1, 4), "has \u2066 in it")
    assert not set("\u202e\u2066") & set(as_text([finding]))


def test_a_path_starts_at_the_root_of_the_repository() -> None:
    findings = [found(path="../docs/a,b:c%.md")]
    assert as_github(findings, "tests").startswith("::error file=docs/a%2Cb%3Ac%25.md,line=2,")
    uri = json.loads(as_sarif(findings, "tests"))["runs"][0]["results"][0]["locations"][0]
    assert uri["physicalLocation"]["artifactLocation"]["uri"] == "docs/a%2Cb%3Ac%25.md"


@pytest.mark.parametrize("form", ["text", "github", "json", "sarif"])
def test_the_command_writes_each_format(
    form: str,
    specimen: list[Finding],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(HERE / "casebooks/tramway")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert main(["check", "--format", form]) == CLEAN
    clean, _ = capsys.readouterr()
    assert clean.endswith("\n")
    assert ("nothing to report" in clean) == (form in ("text", "github"))
    assert (tmp_path / "summary.md").exists() == (form == "github")

    monkeypatch.chdir(HERE / "casebooks/specimen")
    assert main(["check", "--format", form, "--docs", "docs"]) == FINDINGS
    told, _ = capsys.readouterr()
    assert "\x1b" not in told
    if form == "github":
        assert told.count("::error file=tests/casebooks/specimen/docs/") == 10
        shown = 10 + sum(f.severity is Severity.WARNING for f in specimen)
        more = f"{len(specimen) - shown} more findings in the job summary"
        assert told.splitlines()[-2] == more
        last = rf"\d+ pages checked: {summary(specimen)}"
        assert re.fullmatch(last, told.splitlines()[-1])
    if form in ("json", "sarif"):
        assert json.loads(told)

    assert main(["check", "--format", form, "--docs", "nowhere"]) == COULD_NOT_RUN
    assert capsys.readouterr().out == ""


def test_json_takes_any_text() -> None:
    findings = json.loads(as_json(hostile()))["findings"]
    assert [finding["message"] for finding in findings] == list(HOSTILE)
