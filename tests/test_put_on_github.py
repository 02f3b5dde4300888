"""The script that sets up a repository, against a stand-in that answers as GitHub does."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import stand_in_gh
from site_under_test import ROOT

SCRIPT = ".github/scripts/put_on_github.py"


def _as_here(folder: Path) -> None:
    shutil.copytree(ROOT / ".github", folder / ".github")


class GitHub:
    """A folder with a repository's ``.github``, and a ``gh`` that knows GitHub's side of it."""

    def __init__(self, folder: Path, begin: Callable[[Path], object] = _as_here) -> None:
        self.folder = folder
        begin(folder)
        (folder / "bin").mkdir()
        gh = folder / "bin/gh"
        gh.write_text(f'#!/bin/sh\nexec {sys.executable} {stand_in_gh.__file__} "$@"\n', "utf-8")
        gh.chmod(0o755)

    def knows(self, **state: Any) -> None:
        self.file.write_text(json.dumps(self.state | state), "utf-8")

    @property
    def file(self) -> Path:
        return self.folder / "github.json"

    @property
    def state(self) -> dict[str, Any]:
        known = json.loads(self.file.read_text("utf-8")) if self.file.exists() else {}
        return {**copy.deepcopy(stand_in_gh.NEW), **known}

    @property
    def changed(self) -> list[str]:
        """What was asked but to be told something."""
        calls = (self.folder / "calls").read_text("utf-8").splitlines()
        return [it.removeprefix("api --method ") for it in calls if "GET" not in it.split()[:3]][1:]

    def set_up(self, *arguments: str, path: str | None = None) -> subprocess.CompletedProcess[str]:
        (self.folder / "calls").unlink(missing_ok=True)
        run = subprocess.run(
            [sys.executable, SCRIPT, *arguments],
            cwd=self.folder,
            env={
                **os.environ,
                "GH_STATE": str(self.folder),
                "PATH": str(self.folder / "bin") if path is None else path,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in run.stderr, run.stderr
        return run


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    return GitHub(tmp_path)


def named_by_forms() -> set[str]:
    forms = (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")
    return {it for form in forms for it in yaml.safe_load(form.read_text()).get("labels", [])}


def test_all_that_the_forms_and_workflows_need_is_made(github: GitHub) -> None:
    run = github.set_up()
    assert (run.returncode, run.stderr) == (0, "")
    state = github.state
    assert named_by_forms() | {"accepted"} <= {it["name"] for it in state["labels"]}
    assert state["workflow"] == {
        "default_workflow_permissions": "read",
        "can_approve_pull_request_reviews": True,
    }
    assert state["pages"] == {"build_type": "workflow"}
    assert state["protection"]["required_status_checks"]["contexts"] == ["The casebook"]
    assert state["protection"]["allow_force_pushes"] is False
    assert run.stdout.startswith("somebody/casebook, public, branch main\n")
    assert "there    label bug\n" in run.stdout
    assert run.stdout.endswith(" set, 0 not set\n")


def test_the_page_shows_what_it_prints(github: GitHub) -> None:
    page = (ROOT / "docs/contribute/github.md").read_text("utf-8")
    (shown,) = re.findall(r"    ```text\n(.*?)    ```", page, re.DOTALL)
    assert textwrap.dedent(shown) == github.set_up().stdout


def test_a_second_run_finds_all_there_and_changes_nothing(github: GitHub) -> None:
    github.set_up()
    before = github.state
    run = github.set_up()
    assert run.returncode == 0
    assert github.changed == []
    assert github.state == before
    assert run.stdout.endswith("0 set, 0 not set\n")


def test_a_dry_run_tells_the_same_and_changes_nothing(github: GitHub) -> None:
    tried = github.set_up("--dry-run")
    assert github.changed == []
    told = github.set_up().stdout
    assert tried.returncode == 0
    assert tried.stdout.replace("would be set", "set").replace("would be", "set     ") == told


def test_a_label_that_differs_in_case_is_there(github: GitHub) -> None:
    github.knows(labels=[{"name": "Evidence"}, *({"name": f"x{i}"} for i in range(150))])
    run = github.set_up()
    assert run.returncode == 0
    assert "there    label evidence\n" in run.stdout


def test_what_somebody_has_set_otherwise_is_mended_or_told(github: GitHub) -> None:
    github.knows(
        repository=github.state["repository"] | {"has_issues": False},
        pages={"build_type": "legacy"},
        protection={"required_status_checks": {"contexts": ["Other"]}},
    )
    run = github.set_up()
    assert run.returncode == 1
    assert github.state["repository"]["has_issues"] is True
    assert github.state["pages"] == {"build_type": "workflow"}
    assert github.state["protection"] == {"required_status_checks": {"contexts": ["Other"]}}
    assert "NOT SET  branch main" in run.stdout
    assert "add the check by hand" in run.stdout


def test_a_private_repository_without_a_plan_gets_all_but_pages_and_protection(
    github: GitHub,
) -> None:
    github.knows(repository=github.state["repository"] | {"private": True})
    run = github.set_up()
    assert run.returncode == 1
    assert run.stdout.count("NOT SET") == 2
    assert "a private repository has Pages on a paid plan only" in run.stdout
    assert "a private repository has protected branches on a paid plan only" in run.stdout
    assert "(GitHub says: gh: Upgrade to GitHub Pro" in run.stdout
    assert github.state["workflow"]["can_approve_pull_request_reviews"] is True
    assert named_by_forms() <= {it["name"] for it in github.state["labels"]}


def test_a_private_repository_with_a_plan_gets_everything(github: GitHub) -> None:
    github.knows(repository=github.state["repository"] | {"private": True}, plan="pro")
    assert github.set_up().returncode == 0
    assert github.state["pages"] == {"build_type": "workflow"}


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ({"organisation_forbids": True}, "the organisation does not allow it"),
        ({"pushed": False}, "the branch is not on GitHub yet"),
        ({"actions": {"enabled": False}}, "they are switched off"),
        ({"fails": "GET .*/labels"}, "gh: Server Error (HTTP 502)"),
        ({"fails": "POST .*/labels"}, "gh: Server Error (HTTP 502)"),
        ({"fails": "GET .*/pages"}, "gh: Server Error (HTTP 502)"),
        ({"fails": "/workflow"}, "gh: Server Error (HTTP 502)"),
    ],
)
def test_what_cannot_be_set_is_told_and_the_rest_is_set(
    github: GitHub, state: dict[str, Any], told: str
) -> None:
    github.knows(**state)
    run = github.set_up()
    assert run.returncode == 1
    assert told in run.stdout
    assert "set      " in run.stdout


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ({"logged_in": False}, "run `gh auth login`"),
        ({"remote": False}, "this folder is not on GitHub yet"),
        ({"fails": "GET"}, "GitHub could not be asked: gh: Server Error (HTTP 502)"),
    ],
)
def test_where_nothing_can_be_asked_it_says_why(
    github: GitHub, state: dict[str, Any], told: str
) -> None:
    github.knows(**state)
    run = github.set_up()
    assert (run.returncode, run.stdout) == (2, "")
    assert told in run.stderr
    assert github.changed == []


def test_without_the_right_to_administer_nothing_is_tried(github: GitHub) -> None:
    github.knows(repository=github.state["repository"] | {"permissions": {"admin": False}})
    run = github.set_up()
    assert run.returncode == 2
    assert "does not administer somebody/casebook: ask an owner" in run.stderr
    assert github.changed == []


def test_a_repository_can_be_named(github: GitHub) -> None:
    assert github.set_up("--repo", "somebody/casebook").returncode == 0
    run = github.set_up("--repo", "somebody/else")
    assert run.returncode == 2
    assert "GitHub has no such repository" in run.stderr


def test_without_gh_it_says_where_to_get_it(github: GitHub) -> None:
    run = github.set_up(path=str(github.folder / "nothing"))
    assert run.returncode == 2
    assert "gh is not there: see https://cli.github.com" in run.stderr


def test_a_form_that_is_no_yaml_is_named(github: GitHub) -> None:
    (github.folder / ".github/ISSUE_TEMPLATE/own.yml").write_text("labels: [", "utf-8")
    run = github.set_up()
    assert run.returncode == 2
    assert "own.yml cannot be read" in run.stderr
