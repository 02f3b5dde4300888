"""What a stranger names or writes so that a terminal would obey it is shown, in every format."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from casebook.command import COULD_NOT_RUN, FINDINGS, main
from casebook.report import FORMATS
from site_under_test import build_site

OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
STRANGE = "a\x1b[2J\r\n::error::b\x9b1m\u202eb\x07"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("folder", ["docs", "docs/arguments"])
def test_a_file_of_a_strange_name(
    tramway: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    form: str,
    folder: str,
) -> None:
    monkeypatch.chdir(tramway.parent)
    page = tramway.parent / folder / f"{STRANGE}.md"
    page.write_text(f"# {STRANGE}\n\n[x](nowhere{STRANGE}.md)\n<script>{STRANGE}", "utf-8")
    assert main(["check", "--format", form]) == FINDINGS
    told = capsys.readouterr().out
    assert not OBEYED.search(told)
    assert not re.search("^::error::b", told, re.M)
    if form == "json":
        paths = {finding["path"] for finding in json.loads(told)["findings"]}
        assert f"{folder}/{STRANGE}.md" in paths


def test_the_log_of_a_build(
    tramway: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.chdir(tramway.parent)
    (tramway.parent / f"docs/{STRANGE}.md").symlink_to("/etc/hostname")
    with pytest.raises(Exception, match="Aborted"):
        build_site(tramway, tmp_path / "site")
    assert "leads-out-of-docs" in caplog.text
    assert not OBEYED.search(caplog.text)


@pytest.mark.parametrize(
    "call",
    [
        ["check", "--docs", STRANGE],
        ["check", STRANGE],
        ["explain", STRANGE],
        ["new", "argument", STRANGE],
        ["rename", STRANGE, "b"],
        ["cut", STRANGE],
        ["export", "csv", "-o", f"{STRANGE}/{STRANGE}"],
        ["export", "csv", "--without", STRANGE],
        ["diff", STRANGE],
        ["sources", STRANGE],
    ],
    ids=lambda call: call[0] + str(len(call)),
)
def test_a_sentence_on_what_is_not_there(
    tramway: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    call: list[str],
) -> None:
    monkeypatch.chdir(tramway.parent)
    assert main(call) == COULD_NOT_RUN
    told = capsys.readouterr()
    assert not OBEYED.search(told.out + told.err)


def test_what_a_command_did(
    tramway: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tramway.parent)
    assert main(["init", STRANGE]) == 0
    monkeypatch.chdir(tramway.parent)
    assert main(["render", f"{STRANGE}2"]) == 0
    told = capsys.readouterr()
    assert not OBEYED.search(told.out + told.err)
