"""The workflows' shell steps, run as GitHub would run them, on real git repositories.

``gh`` is replaced by a script that writes down what it is called with and answers from a file.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_under_test import ROOT
from test_forms import EVIDENCE, event, issue_text

WORKFLOWS = ROOT / ".github/workflows"

GH = """#!/usr/bin/env bash
printf '%s\\n' "$*" >> "$GH_CALLS"
for word; do
  case $word in
    body=@*) cp "${word#body=@}" "$GH_CALLS.body" ;;
  esac
done
case "$1 $2" in
  'pr list') echo "$GH_PULL_REQUEST" ;;
  'api --paginate') echo "$GH_COMMENT" ;;
esac
"""


def step(workflow: str, name: str) -> str:
    """The shell of a step, by its name."""
    jobs = yaml.safe_load((WORKFLOWS / f"{workflow}.yml").read_text("utf-8"))["jobs"]
    steps = [step for job in jobs.values() for step in job["steps"]]
    return str(next(it["run"] for it in steps if it.get("name") == name))


@dataclass
class Runner:
    """A checkout with the project's pages and command, and an origin that it pushes to."""

    folder: Path

    @property
    def checkout(self) -> Path:
        return self.folder / "checkout"

    @property
    def origin(self) -> Path:
        return self.folder / "origin"

    def git(self, *arguments: str, at: Path | None = None) -> str:
        person = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        run = subprocess.run(
            ["git", *person, *arguments],
            cwd=at or self.checkout,
            capture_output=True,
            text=True,
            check=True,
        )
        return run.stdout.strip()

    def run(self, shell: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a step as GitHub does: bash, which stops at the first command that fails."""
        assert "${{" not in shell, "what an event holds must not be put into a script"
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", shell],
            cwd=self.checkout,
            capture_output=True,
            text=True,
            check=False,
            env={
                **os.environ,
                "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
                "RUNNER_TEMP": str(self.folder / "temp"),
                "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
                "GH_CALLS": str(self.folder / "calls"),
                "GH_PULL_REQUEST": "",
                "GH_COMMENT": "",
                **environment,
            },
        )

    @property
    def calls(self) -> list[str]:
        file = self.folder / "calls"
        return file.read_text("utf-8").splitlines() if file.exists() else []

    @property
    def comment(self) -> str:
        return (self.folder / "calls.body").read_text("utf-8")


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    made = Runner(tmp_path)
    for folder in ("bin", "temp", "origin", "checkout"):
        (tmp_path / folder).mkdir()
    gh = tmp_path / "bin/gh"
    gh.write_text(GH, "utf-8")
    gh.chmod(0o755)
    made.git("init", "--quiet", "--bare", "--initial-branch=main", at=made.origin)
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("remote", "add", "origin", str(made.origin))
    shutil.copytree(ROOT / "docs", made.checkout / "docs")
    shutil.copytree(ROOT / ".github", made.checkout / ".github")
    shutil.copy(ROOT / "mkdocs.yml", made.checkout)
    tools = made.checkout / ".venv/bin"
    tools.mkdir(parents=True)
    (made.checkout / ".gitignore").write_text(".venv/\n", "utf-8")
    for name, command in (("casebook", "-m casebook.command"), ("python", "")):
        tool = tools / name
        tool.write_text(f'#!/bin/sh\nexec {sys.executable} {command} "$@"\n', "utf-8")
        tool.chmod(0o755)
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message", "base")
    made.git("push", "--quiet", "origin", "main")
    return made


def proposed(runner: Runner) -> str:
    """A pull request, number 3, that takes the guide's evidence away; its last commit."""
    runner.git("switch", "--quiet", "--create", "change")
    file = runner.checkout / "docs/arguments/only-chinese-use-it.md"
    text = file.read_text("utf-8")
    begin, end = text.index("evidence:\n"), text.index("segments:\n")
    file.write_text(text[:begin] + text[end:], "utf-8")
    runner.git("commit", "--quiet", "--all", "--message", "@everyone <b>")
    commit = runner.git("rev-parse", "HEAD")
    runner.git("push", "--quiet", "origin", "HEAD:refs/pull/3/head")
    runner.git("switch", "--quiet", "main")
    return commit


def test_a_pull_request_gets_findings_and_the_difference_in_its_summary(runner: Runner) -> None:
    commit = proposed(runner)
    runner.git("merge", "--quiet", "--no-ff", "--message", "merge", commit)
    checked = runner.run(step("pull-request", "What does not hang together"))
    assert checked.returncode == 1
    assert checked.stdout.startswith("::error file=docs/arguments/only-chinese-use-it.md,line=1,")
    compared = runner.run(step("pull-request", "What changes in the argument"))
    assert compared.returncode == 0, compared.stderr
    summary = (runner.folder / "summary.md").read_text("utf-8")
    assert "### Claims that lost their only evidence" in summary
    assert "one source, disputed → nothing is given, disputed" in summary


def answer(runner: Runner, commit: str, **answers: str) -> subprocess.CompletedProcess[str]:
    return runner.run(
        step("answer", "Compare and comment"),
        REPOSITORY="somebody/casebook",
        REMOTE=str(runner.origin),
        HEAD_SHA=commit,
        **answers,
    )


def test_the_difference_is_written_as_a_comment(runner: Runner) -> None:
    run = answer(runner, proposed(runner), GH_PULL_REQUEST="3")
    assert run.returncode == 0, run.stderr
    assert (
        "api --silent --method POST repos/somebody/casebook/issues/3/comments" in runner.calls[-1]
    )
    assert runner.comment.startswith("<!-- casebook: answer -->\n**The casebook from ")
    assert "### Standings that fell" in runner.comment
    assert "@" not in runner.comment


def test_a_comment_that_is_there_is_renewed(runner: Runner) -> None:
    run = answer(runner, proposed(runner), GH_PULL_REQUEST="3", GH_COMMENT="99")
    assert run.returncode == 0, run.stderr
    called = "api --silent --method PATCH repos/somebody/casebook/issues/comments/99"
    assert called in runner.calls[-1]


def test_a_pull_request_that_is_closed_or_has_gone_on_is_not_answered(runner: Runner) -> None:
    commit = proposed(runner)
    assert answer(runner, commit).returncode == 0
    runner.git("push", "--quiet", "--force", "origin", "main:refs/pull/3/head")
    run = answer(runner, commit, GH_PULL_REQUEST="3")
    assert (run.returncode, "has gone on" in run.stdout) == (0, True)
    assert not any("--method" in call for call in runner.calls)


def test_code_of_a_pull_request_is_not_run_by_the_answer(runner: Runner) -> None:
    runner.git("switch", "--quiet", "--create", "evil")
    for name in ("casebook.py", "sitecustomize.py", "hooks/crossref.py"):
        file = runner.checkout / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("raise SystemExit('run')\n", "utf-8")
    config = runner.checkout / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "x: !!python/name:os.system\n", "utf-8")
    runner.git("add", "--all")
    runner.git("commit", "--quiet", "--message", "evil")
    commit = runner.git("rev-parse", "HEAD")
    runner.git("push", "--quiet", "origin", "HEAD:refs/pull/3/head")
    runner.git("switch", "--quiet", "main")
    run = answer(runner, commit, GH_PULL_REQUEST="3")
    assert run.returncode == 0, run.stderr
    assert "Nothing in the casebook has changed" in runner.comment


def accept(runner: Runner, happened: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    file = runner.folder / "event.json"
    file.write_text(json.dumps(happened), "utf-8")
    shell = step("accepted", "Write the pages and open the pull request")
    return runner.run(shell, GITHUB_EVENT_PATH=str(file), NUMBER="7")


def test_an_accepted_form_becomes_a_branch_and_a_pull_request(runner: Runner) -> None:
    run = accept(runner, event("evidence", issue_text("new-evidence", EVIDENCE)))
    assert run.returncode == 0, run.stderr
    names = runner.git("diff", "--name-only", "main", "issue-7", at=runner.origin).splitlines()
    assert names == [
        "docs/arguments/only-chinese-use-it.md",
        "docs/evidence/a-guide-has-said-so.md",
    ]
    assert "pr create --head issue-7 --title Evidence: A guide has said so" in runner.calls[-1]


def test_a_form_that_cannot_be_used_is_answered_on_its_issue(runner: Runner) -> None:
    run = accept(runner, event("evidence", "no form"))
    assert run.returncode == 1
    assert runner.calls[-1].startswith("issue comment 7 --body-file ")
    assert runner.git("branch", "--list", "issue-7", at=runner.origin) == ""


def test_a_branch_that_is_there_is_left_alone(runner: Runner) -> None:
    runner.git("push", "--quiet", "origin", "main:issue-7")
    run = accept(runner, event("evidence", issue_text("new-evidence", EVIDENCE)))
    assert run.returncode == 1
    assert "is there already" in run.stdout
    assert runner.git("rev-parse", "issue-7", at=runner.origin) == runner.git("rev-parse", "main")


def ask(runner: Runner, code: int) -> subprocess.CompletedProcess[str]:
    tool = runner.checkout / ".venv/bin/casebook"
    tool.write_text(f"#!/bin/sh\necho '# what changed'\nexit {code}\n", "utf-8")
    output = str(runner.folder / "output")
    return runner.run(step("sources", "Ask"), GITHUB_OUTPUT=output)


@pytest.mark.parametrize(("code", "changed"), [(0, "no"), (1, "yes")])
def test_what_became_of_the_sources_is_handed_on(runner: Runner, code: int, changed: str) -> None:
    assert ask(runner, code).returncode == 0
    assert (runner.folder / "output").read_text("utf-8") == f"changed={changed}\n"
    assert (runner.folder / "summary.md").read_text("utf-8") == "# what changed\n"


def test_sources_that_could_not_be_asked_have_not_passed(runner: Runner) -> None:
    assert ask(runner, 2).returncode == 2
    assert not (runner.folder / "output").exists()


@pytest.mark.parametrize(
    ("changed", "issue", "call"),
    [
        ("yes", "", "--method POST repos/somebody/casebook/issues --field title=Cited pages"),
        ("yes", "7", "--method PATCH repos/somebody/casebook/issues/7 --field body=@"),
        ("no", "7", "--method PATCH repos/somebody/casebook/issues/7 --field state=closed"),
        ("no", "", None),
    ],
)
def test_one_issue_tells_of_the_sources(
    runner: Runner, changed: str, issue: str, call: str | None
) -> None:
    (runner.folder / "temp/sources.md").write_text("1 address: 1 gone.\n", "utf-8")
    shell = step("sources", "Open, renew or close the issue")
    run = runner.run(shell, CHANGED=changed, GH_REPO="somebody/casebook", GH_COMMENT=issue)
    assert run.returncode == 0, run.stderr
    made = [it for it in runner.calls if "--method" in it]
    assert len(made) == (call is not None)
    if call is not None:
        assert call in made[0]
        assert runner.comment == "<!-- casebook: sources -->\n1 address: 1 gone.\n"


@pytest.mark.parametrize("workflow", sorted(it.name for it in WORKFLOWS.glob("*.yml")))
def test_a_workflow_has_no_rights_but_those_a_job_asks_for(workflow: str) -> None:
    made = yaml.safe_load((WORKFLOWS / workflow).read_text("utf-8"))
    assert made["permissions"] == {}
    for job in made["jobs"].values():
        for it in job["steps"]:
            assert "${{" not in it.get("run", "")
            assert "@" not in it.get("uses", "@") or len(it.get("uses", "@").split("@")[1]) in (
                0,
                40,
            )
