"""README, CONTRIBUTING and the pages for builders: their commands do and print what they say."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from casebook.command import CLEAN, COMMANDS, FINDINGS, main
from casebook.prose.parts import PARTS
from site_under_test import ROOT

README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the casebook, in the current folder."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shown(command: str) -> str:
    """What README shows that a command prints."""
    (found,) = re.findall(rf"^\$ {re.escape(command)}\n(.*?)(?=^```|^\$ )", README, re.M | re.S)
    return str(found)


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_readme_shows_what_the_check_prints(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = here / "docs/evidence/zhang-fees.md"
    change(page, "concern is the product will not collect", "concern is the product will collect")
    assert main(["check", "--strict"]) == FINDINGS
    number = re.compile(r"\d+(?= pages checked)")  # which a new page changes
    assert number.sub("", capsys.readouterr().out) == number.sub(
        "", shown(".venv/bin/casebook check --strict")
    )


def test_readme_shows_what_is_mended_and_renamed(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(here / "docs/evidence/zhang-fees.md", "passage: p3-3", "passage: p3-2")
    assert main(["fix"]) == CLEAN
    assert capsys.readouterr().out == shown(".venv/bin/casebook fix")
    assert main(["rename", "zhang-fees", "zhang-on-fees"]) == CLEAN
    assert capsys.readouterr().out == shown(".venv/bin/casebook rename zhang-fees zhang-on-fees")


def test_readme_says_how_many_files_are_begun_with(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (told,) = re.findall(r"`casebook init DIR`.*?`(\d+ files are in) DIR", README)
    assert main(["init", "made"]) == CLEAN
    assert capsys.readouterr().out.startswith(f"{told} made")


def test_readme_names_every_command() -> None:
    named = set(re.findall(r"casebook ([a-z]+)\b", README)) | {"check"}
    assert COMMANDS.keys() <= named


def test_every_command_of_contributing_runs(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = re.findall(r"^\| `\.venv/bin/casebook (.*?)` \|", CONTRIBUTING, re.MULTILINE)
    assert [it.split()[0] for it in lines] == ["new", "explain", "fix", "rename"]
    for line in lines:
        assert main(shlex.split(line)) == CLEAN, capsys.readouterr().err
    assert (here / "docs/evidence/guide-on-icing.md").exists()


def test_every_target_that_pages_name_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", "DEVELOPING.md", "docs/contribute/github.md"):
        named = re.findall(r"(?:`|\$ )make ([a-z]+)", (ROOT / name).read_text("utf-8"))
        assert named
        assert {*named} <= targets, name


def test_contributing_is_two_printed_pages() -> None:
    """Ninety lines of a hundred characters, in a type that can be read."""
    assert len(CONTRIBUTING.splitlines()) <= 90
    assert len(CONTRIBUTING.split()) <= 900


def test_every_part_is_on_the_page_for_other_articles() -> None:
    guide = (ROOT / "docs/contribute/another-article.md").read_text("utf-8")
    table = guide.partition("## What a page can ask for")[2].partition("\n## ")[0]
    named = set(re.findall(r"`(?:<!-- casebook: )?([a-z-]+)(?: SLUG)*(?: -->)?`", table))
    assert {*PARTS} <= named
