"""What other repositories take from this one: hooks for pre-commit, and an action of GitHub's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from casebook.command import COMMANDS
from golden import HERE
from site_under_test import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
GUIDE = (ROOT / "docs/contribute/check-yours.md").read_text("utf-8")
STEPS = {it["name"]: it for it in ACTION["runs"]["steps"] if "name" in it}


@pytest.fixture
def tram(tmp_path: Path) -> Path:
    """Somebody's repository: a casebook, and Python where the action has put it."""
    folder = tmp_path / "tram"
    shutil.copytree(HERE / "casebooks/tramway", folder)
    put_there = tmp_path / "casebook/bin"
    put_there.mkdir(parents=True)
    tool = put_there / "casebook"
    tool.write_text(f'#!/bin/sh\nexec {sys.executable} -m casebook "$@"\n', "utf-8")
    tool.chmod(0o755)
    return folder


def run(step: str, at: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as GitHub does."""
    shell = STEPS[step]["run"]
    assert "${{" not in shell, "what others write must not be put into a script"
    assert given.keys() == STEPS[step]["env"].keys()
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", shell],
        cwd=at,
        env={**os.environ, "RUNNER_TEMP": str(at.parent), **given},
        capture_output=True,
        text=True,
        check=False,
    )


def break_a_link(tram: Path) -> None:
    file = tram / "docs/arguments/shopkeepers-doubt-it.md"
    text = file.read_text("utf-8")
    assert "  - shopkeepers-doubt\n" in text
    file.write_text(text.replace("  - shopkeepers-doubt\n", "  - shopkeeper-doubt\n"), "utf-8")


def test_the_action_passes_a_casebook_that_holds(tram: Path) -> None:
    checked = run("Check", tram, STRICT="true")
    assert checked.returncode == 0, checked.stdout


def test_the_action_marks_the_line_that_does_not(tram: Path) -> None:
    break_a_link(tram)
    checked = run("Check", tram, STRICT="true")
    assert checked.returncode == 1
    assert re.search(
        r"^::error file=docs/arguments/shopkeepers-doubt-it\.md,line=\d+,", checked.stdout
    )


@pytest.mark.parametrize(("strict", "code"), [("true", 1), ("false", 0)])
def test_warnings_count_where_it_is_strict(tram: Path, strict: str, code: int) -> None:
    with (tram / "docs/arguments/shopkeepers-doubt-it.md").open("a", encoding="utf-8") as page:
        page.write("\n# A heading that is not its title\n")
    assert run("Check", tram, STRICT=strict).returncode == code


def test_the_action_installs_by_hashes_and_what_is_asked_for(tram: Path) -> None:
    """Of ``pip`` it is written down what it is called with."""
    python = tram.parent / "python"
    called = tram.parent / "called"
    pip = tram.parent / "casebook/bin/python"
    python.write_text(f'#!/bin/sh\necho "$@" >> {called}\n', "utf-8")
    shutil.copy(python, pip)
    for tool in (python, pip):
        tool.chmod(0o755)
    packages = "pymdown-extensions --index-url=x"
    made = run("Install", tram, PYTHON=str(python), HERE="/there", PACKAGES=packages)
    assert made.returncode == 0, made.stderr
    venv, needed, own, asked = called.read_text("utf-8").splitlines()
    assert venv == f"-m venv {tram.parent / 'casebook'}"
    assert needed.endswith("--require-hashes --requirement /there/requirements.txt")
    assert own.endswith("--no-deps --no-build-isolation /there")
    assert asked.endswith("-- pymdown-extensions --index-url=x")  # a name, and no option
    called.unlink()
    run("Install", tram, PYTHON=str(python), HERE="/there", PACKAGES="")
    assert len(called.read_text("utf-8").splitlines()) == 3


def test_every_action_in_it_is_pinned() -> None:
    for step in ACTION["runs"]["steps"]:
        assert re.search(r"@[0-9a-f]{40}$", step.get("uses", f"@{'0' * 40}"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_calls_a_command_that_there_is(tram: Path, hook: dict[str, Any]) -> None:
    program, command, *options = hook["entry"].split()
    assert (program, command in COMMANDS, hook["pass_filenames"]) == ("casebook", True, False)
    called = [sys.executable, "-m", "casebook", command, *options]
    held = subprocess.run(called, cwd=tram, capture_output=True, text=True, check=False)
    assert held.returncode == 0, held.stdout
    break_a_link(tram)
    broken = subprocess.run(called, cwd=tram, capture_output=True, text=True, check=False)
    assert "shopkeeper" in broken.stdout


def test_the_page_names_what_there_is() -> None:
    for name in ACTION["inputs"]:
        assert f"`{name}`" in GUIDE
    for hook in HOOKS:
        assert f"`{hook['id']}`" in GUIDE
    for block in re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL):
        assert yaml.safe_load(block)
