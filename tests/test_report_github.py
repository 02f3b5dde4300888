"""What was found, as annotations and a job summary on GitHub."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from casebook.command import main
from casebook.model.finding import Finding, Severity
from casebook.model.source import WHOLE_FILE, Place
from casebook.report import as_github, as_summary, summary, write_summary
from casebook.report.job_summary import LIMIT
from findings import HOSTILE, found, hostile, in_specimen, warnings
from pages import Pages


@pytest.mark.parametrize(
    ("place", "position"),
    [
        (Place(2, 5, 2, 10), "line=2,col=5,endLine=2,endColumn=10"),
        (Place(2, 5, 2, 5), "line=2,col=5,endLine=2"),
        (Place(1, 3, 2, 4), "line=1,endLine=2"),
        (Place(1, 3, 3, 1), "line=1,endLine=2"),
        (WHOLE_FILE, "line=1"),
    ],
)
def test_where_an_annotation_stands(place: Place, position: str) -> None:
    assert as_github([found(place=place, hint="mend it")]) == (
        f"::error file=docs/a.md,{position},title=unknown-slug::is wrong%0Ahint: mend it\n"
    )


@pytest.mark.parametrize("finding", hostile(), ids=map(ascii, HOSTILE))
def test_hostile_text_is_one_command(finding: Finding) -> None:
    (line,) = as_github([finding]).removesuffix("\n").split("\n")
    command, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()  # type: ignore[union-attr]
    assert command == "error"
    names = [name for name, _, _ in (of.partition("=") for of in properties.split(","))]
    assert names == ["file", "line", "col", "endLine", "endColumn", "title"]
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", message)
    assert "%" not in re.sub("%(25|0A|0D)", "", message)
    # As the runner undoes it.
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        message = message.replace(escape, character)
    visible = re.sub(
        r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ".", finding.message
    )
    assert re.fullmatch(
        "".join("." if c == "." else re.escape(c) for c in visible) + r"\nhint: .*", message, re.S
    )


def test_ten_of_each_severity_are_shown() -> None:
    findings = [*warnings(12), *(found(f"##[error]::{n}") for n in range(13))]
    told = as_github(findings, has_summary=True).splitlines()
    assert Counter(line.split(" ")[0] for line in told[:-1]) == {"::error": 10, "::warning": 10}
    assert told[-1] == "5 more findings in the job summary"
    assert as_github(findings[:10]).count("\n") == 10

    *_, told_in_full = as_github(findings).partition("5 more findings")
    first, *lines = told_in_full.splitlines()
    assert first == ", beyond those that GitHub shows:"
    assert [line for line in lines if line.startswith("docs/a.md:2:5: ")] == [
        *(f"docs/a.md:2:5: unknown-slug (warning) number {n}" for n in (10, 11)),
        *(f"docs/a.md:2:5: unknown-slug ## [error]::{n}" for n in (10, 11, 12)),
    ]


def test_no_line_of_text_is_a_command() -> None:
    findings = [*(found() for _ in range(10)), *hostile()]
    findings.append(found(path="::error::x"))
    for line in as_github(findings).splitlines()[11:]:
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


def rows(summary: bytes) -> list[list[str]]:
    page = BeautifulSoup(summary.decode(), "html.parser")
    assert {tag.name for tag in page.find_all(True)} <= {"table", "tr", "th", "td", "code"}
    return [[cell.text for cell in row.find_all("td")] for row in page.find_all("tr")[1:]]


def test_the_summary_has_every_finding() -> None:
    specimen = in_specimen()
    written = as_summary(specimen, LIMIT)
    assert written.startswith(f"## Casebook: {summary(specimen)}\n\n<table>\n".encode())
    assert rows(written) == [
        [
            f"{f.path}:{f.place.line}:{f.place.column}",
            f.code + " (warning)" * (f.severity is Severity.WARNING),
            f.message,
            f.hint or "",
        ]
        for f in specimen
    ]


def test_hostile_text_is_inert_in_the_summary() -> None:
    findings = [*hostile(), *warnings(1)]
    summary = as_summary(findings, LIMIT)
    assert len(rows(summary)) == len(findings)
    heading, table = summary.decode().split("\n\n")
    assert heading == f"## Casebook: {len(HOSTILE)} errors, 1 warning"
    assert table.count("\n") == len(findings) + 3
    for finding, (_, _, message, hint) in zip(findings, rows(summary), strict=True):
        assert hint == (message if finding.hint else "")
        if finding.message.isprintable():
            assert message == finding.message
    # Nothing of a page stands outside of `code`, where GitHub would look for names in it.
    outside = re.sub(r"<code>[^<]*</code>", "", table)
    assert re.sub(r"<[^>]*>", " ", outside).split() == ["Place", "Code", "Message", "Hint"]


@pytest.mark.parametrize("room", [LIMIT, 5000, 4999, 4998, 400, 300])
def test_a_summary_too_long_is_cut_after_a_row(room: int) -> None:
    findings = [found(f"{'é|' * 40} {n}", hint="<&>" * 30) for n in range(4000)]
    summary = as_summary(findings, room)
    assert len(summary) <= room
    shown = rows(summary)
    left_out = len(findings) - len(shown)
    assert summary.decode().endswith(
        f"</table>\n\n{left_out} more findings left out, for want of room.\n"
    )
    longest = max(len(as_summary([finding], LIMIT)) for finding in findings[:2])
    assert len(summary) > room - longest - 10 or not shown


def test_the_summary_counts_what_is_there_already(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    assert write_summary([])
    clean = b"## Casebook: nothing to report\n\nThe check ran to its end and found nothing.\n"
    assert file.read_bytes() == clean
    assert write_summary(warnings(5000) * 3)
    assert file.read_bytes().startswith(clean + b"\n\n## Casebook: 15000 warnings\n")
    assert LIMIT - 500 < file.stat().st_size < LIMIT
    assert not write_summary(warnings(1) * 9)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    assert not write_summary([])
    assert capsys.readouterr().err.startswith("casebook: no job summary: ")
    monkeypatch.delenv("GITHUB_STEP_SUMMARY")
    assert not write_summary([])


def test_findings_on_changed_lines_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    pages = Pages(tmp_path / "docs").argument("a", supports=["none"]).argument("b")
    person = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "x")):
        subprocess.run(["git", *person, *command], check=True)
    pages.argument("b", supports=["nothing"])
    assert main(["check", "--docs", "docs", "--format", "github", "--since", "HEAD"]) == 1
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith("::error file=docs/arguments/b.md,line=5,")
    assert main(["check", "--docs", "docs", "--since", "nonsense"]) == 2
    assert "git cannot tell what changed since 'nonsense'" in capsys.readouterr().err
