"""The workflows' shell steps, run as GitHub would run them, on real git repositories.

``gh`` is replaced by a script that writes down what it is called with and answers from a file.
"""

from __future__ import annotations

import base64
import gzip
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from site_under_test import ROOT
from test_forms import CHALLENGE, EVIDENCE, READING, event, issue_text

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
  'pr create') echo "https://example.org/pull/8" ;;
esac
if [[ "$1 $2" == "$GH_FAILS" ]]; then exit 1; fi
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
                "GH_FAILS": "",
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
    # As on GitHub, where any commit of a pull request can be asked for.
    made.git("config", "uploadpack.allowAnySHA1InWant", "true", at=made.origin)
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("remote", "add", "origin", str(made.origin))
    shutil.copytree(ROOT / "docs", made.checkout / "docs")
    shutil.copytree(ROOT / ".github", made.checkout / ".github")
    shutil.copy(ROOT / "mkdocs.yml", made.checkout)
    tools = made.checkout / ".venv/bin"
    tools.mkdir(parents=True)
    (made.checkout / ".gitignore").write_text(".venv/\n", "utf-8")
    for name, command in (("casebook", "-m casebook"), ("python", "")):
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


SECRET = "hunter2"  # noqa: S105 - which no answer may tell


def answer(runner: Runner, commit: str, **answers: str) -> subprocess.CompletedProcess[str]:
    """Run both jobs; the first of them has no ``GH_TOKEN``, and no ``gh`` to use it with."""
    fetched = runner.run(
        step("answer", "Fetch the commits of the pull request"),
        TOKEN=SECRET,
        REMOTE=str(runner.origin),
        HEAD_SHA=commit,
    )
    assert fetched.returncode == 0, fetched.stderr
    compared = runner.run(step("answer", "Compare"), HEAD_SHA=commit)
    assert compared.returncode == 0, compared.stderr
    assert runner.git("status", "--porcelain") == ""
    return post(runner, commit, **answers)


def post(runner: Runner, commit: str, **answers: str) -> subprocess.CompletedProcess[str]:
    """Run the job that posts, on the text that the other has left."""
    made = runner.run(step("answer", "Make the text harmless"))
    if made.returncode:
        return made
    return runner.run(
        step("answer", "Post"),
        GH_TOKEN=SECRET,
        REPOSITORY="somebody/casebook",
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


@pytest.mark.parametrize("number", ["", "null", "3; touch pwned"])
def test_a_pull_request_that_is_closed_or_has_gone_on_is_not_answered(
    runner: Runner, number: str
) -> None:
    run = answer(runner, proposed(runner), GH_PULL_REQUEST=number)
    assert (run.returncode, "has gone on" in run.stdout) == (0, True)
    assert not any("--method" in call for call in runner.calls)


class Private(http.server.BaseHTTPRequestHandler):
    """Serves a repository by git's own program, to those alone who bring the token."""

    folder: Path

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._serve(gzip.decompress(body) if self.headers.get("Content-Encoding") else body)

    def _serve(self, body: bytes) -> None:
        token = base64.b64encode(f"x-access-token:{SECRET}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {token}":
            self.send_error(404)  # GitHub does not tell strangers that there is a repository
            return
        path, _, query = self.path.partition("?")
        told = {
            "GIT_PROJECT_ROOT": str(self.folder),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
        }
        run = subprocess.run(
            ["git", "http-backend"],
            input=body,
            env={**os.environ, **told},
            capture_output=True,
            check=True,
        )
        head, _, content = run.stdout.partition(b"\r\n\r\n")
        self.send_response(200)
        for line in head.decode().splitlines():
            self.send_header(*line.split(": ", 1))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def test_a_private_repository_is_read_with_the_token_and_by_that_step_alone(
    runner: Runner,
) -> None:
    commit = proposed(runner)
    handler = type("Handler", (Private,), {"folder": runner.folder})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        remote = f"http://127.0.0.1:{server.server_port}/origin"
        runner.git("branch", "--quiet", "-D", "change")
        runner.git("reflog", "expire", "--expire=now", "--all")
        runner.git("gc", "--quiet", "--prune=now")
        fetch = step("answer", "Fetch the commits of the pull request")
        asks_nobody = {"GIT_TERMINAL_PROMPT": "0", "REMOTE": remote, "HEAD_SHA": commit}
        assert runner.run(fetch, TOKEN="a stranger's", **asks_nobody).returncode != 0  # noqa: S106
        fetched = runner.run(fetch, TOKEN=SECRET, **asks_nobody)
        server.shutdown()
    assert fetched.returncode == 0, fetched.stderr
    assert runner.run(step("answer", "Compare"), HEAD_SHA=commit).returncode == 0
    told = (runner.folder / "temp/answer/answer.md").read_text("utf-8")
    assert "### Claims that lost their only evidence" in told
    kept = (runner.checkout / ".git/config").read_text("utf-8")
    assert SECRET not in kept
    assert "extraHeader" not in kept


@pytest.mark.parametrize("workflow", ["accepted", "answer"])
def test_each_right_is_told_what_it_is_for(workflow: str) -> None:
    text = (WORKFLOWS / f"{workflow}.yml").read_text("utf-8")
    rights = re.findall(r"^      (?:[a-z-]+): (?:read|write)(.*)$", text, re.MULTILINE)
    assert len(rights) >= 3
    assert all(it.startswith(" # to ") for it in rights)


def attacked(runner: Runner, files: dict[str, str]) -> str:
    """A pull request with these files besides its change; its last commit."""
    change = proposed(runner)
    runner.git("switch", "--quiet", "--detach", change)
    for name, text in files.items():
        file = runner.checkout / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if text.startswith("-> "):
            file.unlink(missing_ok=True)
            file.symlink_to(text.removeprefix("-> "))
        else:
            file.write_text(text.replace("{own}", OWN_SETTINGS), "utf-8")
    runner.git("add", "--all", "--force", *files)
    runner.git("commit", "--quiet", "--allow-empty", "--message", "evil")
    commit = runner.git("rev-parse", "HEAD")
    runner.git("push", "--quiet", "--force", "origin", "HEAD:refs/pull/3/head")
    runner.git("switch", "--quiet", "main")
    return commit


OWN_SETTINGS = (ROOT / "mkdocs.yml").read_text("utf-8")
PWNED = "import pathlib; pathlib.Path('{home}/pwned').touch()\n"
RUN = "{{args: touch {home}/pwned, shell: true}}"

HOSTILE: dict[str, dict[str, str]] = {
    "code beside ours": dict.fromkeys(
        ("casebook.py", "sitecustomize.py", "hooks/crossref.py", "yaml.py", "conftest.py"), PWNED
    ),
    "code in place of our own": {
        "hooks/casebook/__init__.py": PWNED,
        ".github/scripts/neutral.py": PWNED,
        "Makefile": "setup:\n\ttouch {home}/pwned\n",
    },
    "an extension with arguments": {
        "mkdocs.yml": f"markdown_extensions:\n  - subprocess:Popen: {RUN}\n"
    },
    "an extension of os": {
        "mkdocs.yml": "markdown_extensions:\n  - os:system: {{command: touch {home}/pwned}}\n"
    },
    "an extension of its own": {"mkdocs.yml": "markdown_extensions: [evil]\n", "evil.py": PWNED},
    "an extension that its parent names": {
        "mkdocs.yml": "INHERIT: parent.yml\n",
        "parent.yml": f"markdown_extensions:\n  - subprocess:run: {RUN}\n",
    },
    "a tag that loads more": {
        "mkdocs.yml": "x: !!python/object/apply:markdown.__main__.yaml_load\n"
        "  - '!!python/object/apply:os.system [touch {home}/pwned]'\n"
    },
    "a tag that calls": {"mkdocs.yml": "x: !!python/object/apply:os.system [touch {home}/pwned]\n"},
    "a tag in the menu": {
        "mkdocs.yml": "nav: [!!python/object/new:os.system [touch {home}/pwned]]\n"
    },
    "a tag in front matter": {
        "docs/segments/evil.md": "---\ntitle: !!python/object/apply:os.system [touch pwned]\n---\n"
    },
    "a variable in the menu": {"mkdocs.yml": "nav: [Leak: !ENV TOKEN, All: !ENV PATH]\n"},
    "a variable with a default": {"mkdocs.yml": "nav: [Leak: !ENV [GH_TOKEN, TOKEN, x.md]]\n"},
    "a variable as a folder": {"mkdocs.yml": "docs_dir: !ENV [GH_TOKEN, docs]\n"},
    "a variable as a pattern": {"mkdocs.yml": "not_in_nav: !ENV HOME\n"},
    "attributes at the top": {".gitattributes": "docs/** export-ignore\n* filter=evil diff=evil\n"},
    "attributes among the pages": {"docs/.gitattributes": "* export-ignore export-subst\n"},
    "attributes beside the page": {"docs/arguments/.gitattributes": "only* export-ignore -text\n"},
    "settings of git": {
        ".gitmodules": '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c touch% {home}/pwned\n',
        ".gitconfig": "[core]\n\tfsmonitor = touch {home}/pwned\n",
    },
    "a link to the runner's files": {"docs/evidence/evil.md": "-> /proc/self/environ"},
    "a link to git's own": {"docs/evidence/evil.md": "-> ../../.git/config"},
    "a folder that leads out": {"docs/evil": "-> /etc"},
    "a link to itself": {"docs/evidence/evil.md": "-> evil.md"},
}
"""What a pull request may hold; in each, the guide's evidence is taken away as well."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pull_request_runs_hides_and_tells_nothing(runner: Runner, name: str) -> None:
    home = str(runner.folder)
    files = {file: text.replace("{home}", home) for file, text in HOSTILE[name].items()}
    commit = attacked(
        runner, {file: text.replace("{{", "{").replace("}}", "}") for file, text in files.items()}
    )
    run = answer(runner, commit, GH_PULL_REQUEST="3")
    assert run.returncode == 0, run.stderr
    assert not (runner.folder / "pwned").exists()
    assert not (runner.checkout / "pwned").exists()
    assert "hunter2" not in runner.comment
    assert home not in runner.comment
    assert "root:" not in runner.comment
    assert "Nothing in the casebook has changed" not in runner.comment
    assert "### Claims that lost their only evidence" in runner.comment
    if "mkdocs.yml" in files:
        assert "mkdocs.yml differs" in runner.comment


@pytest.mark.parametrize(
    "settings",
    [
        "docs_dir: /etc\n",
        "docs_dir: ../../..\n",
        "docs_dir: docs/../../x\n",
        "docs_dir: nowhere\n",
        "docs_dir: [docs]\n",
        "nav: " + "[" * 100_000,
        "a: &a [x]\nb: &b [*a, *a]\nnav: [\n",
        "INHERIT: /proc/self/environ\n",
    ],
)
def test_what_cannot_be_compared_is_said_in_the_comment(runner: Runner, settings: str) -> None:
    run = answer(runner, attacked(runner, {"mkdocs.yml": settings}), GH_PULL_REQUEST="3")
    assert run.returncode == 0, run.stderr
    assert "**The casebook could not be compared.**" in runner.comment
    assert "\n    casebook: at " in runner.comment
    assert "Nothing in the casebook has changed" not in runner.comment


def test_a_text_that_is_not_ours_is_made_harmless(runner: Runner) -> None:
    """Whoever took over the first job could leave any text."""
    folder = runner.folder / "temp/answer"
    folder.mkdir()
    hostile = (
        "@everyone &#64;everyone &#x40;everyone &commat;a #1 &#35;1 &num;1 GH-1 fixes #12 "
        "https://example.org/x/issues/1 www.example.org ![x](https://example.org/p.png) [a](b) "
        "<img src=x> <!-- hidden <script>\x1b[31m \u202eevil\u202c \u2066x\u2069 \u200b \x00\n"
        "### Kept **bold** `code` &#42;\n"
    )
    (folder / "answer.md").write_text(hostile + "x" * 100_000, "utf-8")
    run = post(runner, "0" * 40, GH_PULL_REQUEST="3")
    assert run.returncode == 0, run.stderr
    told = runner.comment.removeprefix("<!-- casebook: answer -->\n")
    assert len(runner.comment) < 65_536
    assert not re.search(r"[@<\[\\\x00\x1b\u200b\u202a-\u202e\u2066-\u2069]", told)
    assert not re.search(r"(?<!&)#\d|GH-\d|&#(?:64|35);(?!&#8203;)|://|www\.|&commat|&num", told)
    assert "### Kept **bold** `code` &#42;\n" in told


@pytest.mark.parametrize("what", ["a link", "a folder", "a pipe", "no text", "nothing"])
def test_an_answer_that_is_no_text_is_not_posted(runner: Runner, what: str) -> None:
    folder = runner.folder / "temp/answer"
    folder.mkdir()
    file = folder / "answer.md"
    if what == "a link":
        file.symlink_to("/proc/self/environ")
    elif what == "a folder":
        file.mkdir()
    elif what == "a pipe":
        os.mkfifo(file)
    elif what == "no text":
        file.write_bytes(b"\xff\xfe@")
    run = post(runner, "0" * 40, GH_PULL_REQUEST="3")
    if what == "no text":
        assert "@" not in runner.comment
    else:
        assert run.returncode != 0
        assert runner.calls == []


def accept(
    runner: Runner, happened: object, patch: Callable[[Path], None] | None = None, **answers: str
) -> subprocess.CompletedProcess[str]:
    """Run both jobs, the second on a checkout of its own; ``patch`` changes what the first left."""
    file = runner.folder / "event.json"
    file.write_text(happened if isinstance(happened, str) else json.dumps(happened), "utf-8")
    run = runner.run(step("accepted", "Write the pages"), GITHUB_EVENT_PATH=str(file), **answers)
    assert run.returncode == 0, run.stderr
    runner.git("reset", "--quiet", "--hard")
    runner.git("clean", "--quiet", "-fd")
    if patch:
        patch(runner.folder / "temp/proposal")
    taken = runner.run(step("accepted", "Take the pages and the text"), NUMBER="7")
    assert taken.returncode == 0, taken.stderr
    shell = step("accepted", "Open the pull request")
    return runner.run(shell, NUMBER="7", GH_TOKEN=SECRET, **answers)


ACCEPTED = {
    "new-evidence": (
        *("evidence", EVIDENCE),
        ["arguments/only-chinese-use-it.md", "evidence/a-guide-has-said-so.md"],
    ),
    "challenge-a-claim": (
        *("challenge", CHALLENGE),
        [f"{it}/a-registration-counts-users-of-all-kinds.md" for it in ("arguments", "evidence")],
    ),
    "better-reading": ("reading", READING, ["article/index.md"]),
}
"""Each form's label, answers to it, and the pages that it changes."""


@pytest.mark.parametrize("form", ACCEPTED)
def test_an_accepted_form_is_answered_with_the_address_of_its_pull_request(
    runner: Runner, form: str
) -> None:
    label, given, pages = ACCEPTED[form]
    run = accept(runner, event(label, issue_text(form, given)))
    assert run.returncode == 0, run.stderr
    names = runner.git("diff", "--name-only", "main", "issue-7", at=runner.origin).splitlines()
    assert names == [f"docs/{it}" for it in pages]
    created = next(call for call in runner.calls if call.startswith("pr create"))
    assert "--head issue-7 --title Pages from the form in issue 7 --body-file" in created
    assert runner.calls[-1] == (
        "issue comment 7 --body The pages are written, for an editor to look at: "
        "https://example.org/pull/8"
    )
    assert "Closes #7" in (runner.folder / "temp/text.md").read_text("utf-8")


def test_an_app_opens_the_pull_request_where_one_is_given() -> None:
    """It may do no more than the job itself, and a failure of it does not end the job."""
    job = yaml.safe_load((WORKFLOWS / "accepted.yml").read_text("utf-8"))["jobs"]["open"]
    app = next(it for it in job["steps"] if it.get("id") == "app")
    rights = {name.removeprefix("permission-"): it for name, it in app["with"].items()}
    assert {it: rights[it] for it in job["permissions"]} == job["permissions"]
    assert len(rights) == len(job["permissions"]) + 2
    assert app["if"] == "vars.CASEBOOK_APP != ''"
    assert app["continue-on-error"] is True
    opens = next(it for it in job["steps"] if it.get("name") == "Open the pull request")
    assert "${{ steps.app.outputs.token || github.token }}" in opens["env"].values()


@pytest.mark.parametrize(
    "title",
    [
        "fixes #1 [skip ci]",
        "closes GH-2 @everyone",
        "\x1b[31mred\x07 \u202edesrever\u202c",
        "[ci skip] ***NO_CI*** skip-checks: true",
        "$(touch pwned) `touch pwned` '; touch pwned; '",
        "--amend --author=x",
        "resolves https://example.org/x/issues/3",
    ],
)
def test_no_word_of_an_issue_is_in_a_commit_or_a_title(runner: Runner, title: str) -> None:
    given = EVIDENCE | {"title": title, "because": f"{title} {title}", "text": title}
    run = accept(runner, event("evidence", issue_text("new-evidence", given)))
    assert run.returncode == 0, run.stderr
    log = runner.git("log", "--format=%an %ae %B", "main..issue-7", at=runner.origin)
    assert log == (
        "github-actions[bot] github-actions[bot]@users.noreply.github.com "
        "Pages from the form in issue 7"
    )
    created = next(call for call in runner.calls if call.startswith("pr create"))
    assert "--title Pages from the form in issue 7 --body-file" in created
    body = (runner.folder / "temp/text.md").read_text("utf-8")
    assert not re.search(r"@|\[|\x1b|\u202e|#(?!7\b|\d+;)\d|GH-\d|://", body)
    assert not (runner.checkout / "pwned").exists()


def test_a_form_that_cannot_be_used_is_answered_on_its_issue(runner: Runner) -> None:
    run = accept(runner, event("evidence", "no form"))
    assert run.returncode == 1
    assert runner.calls[-1].startswith("issue comment 7 --body-file ")
    assert runner.git("branch", "--list", "issue-7", at=runner.origin) == ""


@pytest.mark.parametrize(
    "happened",
    [
        "{",
        "[]",
        "null",
        "[" * 100_000,
        '{"issue": {"number": "x", "labels": [{"name": "evidence"}]}}',
        '{"issue": {"number": 7, "labels": 3}}',
        '{"issue": {"number": 7, "body": 3, "labels": [{"name": "evidence"}]}}',
    ],
)
def test_whatever_fails_is_answered_on_its_issue(runner: Runner, happened: str) -> None:
    run = accept(runner, happened)
    assert run.returncode == 1
    assert runner.calls[-1].startswith("issue comment 7 --body-file ")
    assert "No page could be made of this form" in (runner.folder / "temp/text.md").read_text()


@pytest.mark.parametrize("dies", ["kill -9 $$", "exit 3", "rm -rf $4"])
def test_a_script_that_dies_is_answered_on_its_issue(runner: Runner, dies: str) -> None:
    python = runner.checkout / ".venv/bin/python"
    python.write_text(f"#!/bin/bash\n{dies}\nexit 1\n", "utf-8")
    run = accept(runner, event("evidence", issue_text("new-evidence", EVIDENCE)))
    assert run.returncode == 1
    assert runner.calls[-1].startswith("issue comment 7 --body-file ")


def leave(name: str, text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / name).write_text(text, "utf-8")

    return write


def added(path: str, mode: str = "100644", text: str = "x") -> str:
    return (
        f"diff --git a/{path} b/{path}\nnew file mode {mode}\nindex 0000000..1111111\n"
        f"--- /dev/null\n+++ b/{path}\n@@ -0,0 +1 @@\n+{text}\n"
    )


@pytest.mark.parametrize(
    "patch",
    [
        added(".github/workflows/evil.yml"),
        added("hooks/evil.py"),
        added("docs/evil.html"),
        added("docs/evidence/evil.md", "120000", "/etc/passwd"),
        added("docs/evidence/evil.md", "100755"),
        added("docs/evidence/../../mkdocs2.yml"),
        added("../evil.md"),
        added(".git/hooks/pre-commit", "100755"),
        added("docs/evidence/good.md") + added("docs/index2.md"),
        "diff --git a/docs/index.md b/docs/index.md\ndeleted file mode 100644\n",
        "no patch",
        "",
    ],
)
def test_of_a_patch_that_is_not_ours_only_pages_are_taken(runner: Runner, patch: str) -> None:
    happened = event("evidence", issue_text("new-evidence", EVIDENCE))
    run = accept(runner, happened, leave("pages.patch", patch))
    assert run.returncode == 1
    assert runner.calls[-1].startswith("issue comment 7 --body-file ")
    assert runner.git("branch", "--list", "issue-7", at=runner.origin) == ""
    assert runner.git("status", "--porcelain") == ""


def test_a_branch_that_is_there_is_left_alone(runner: Runner) -> None:
    runner.git("push", "--quiet", "origin", "main:issue-7")
    run = accept(runner, event("evidence", issue_text("new-evidence", EVIDENCE)))
    assert run.returncode == 1
    assert "is there already" in runner.calls[-1]
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


def test_a_branch_without_a_pull_request_is_removed(runner: Runner) -> None:
    happened = event("evidence", issue_text("new-evidence", EVIDENCE))
    run = accept(runner, happened, GH_FAILS="pr create")
    assert run.returncode == 1
    assert "no pull request could be opened" in runner.calls[-1]
    assert runner.git("branch", "--list", "issue-7", at=runner.origin) == ""


def test_no_step_has_both_a_token_that_writes_and_words_of_strangers() -> None:
    """What reads them is in a job that can only read; a token is in no step that runs our code."""
    for workflow, reading in (("answer", "compare"), ("accepted", "propose")):
        jobs = yaml.safe_load((WORKFLOWS / f"{workflow}.yml").read_text("utf-8"))["jobs"]
        assert jobs[reading]["permissions"] == {"contents": "read"}
        for job in jobs.values():
            for it in job["steps"]:
                with_token = "github.token" in str(it.get("env", ""))
                runs_ours = re.search(r"\.venv/|python3|make ", it.get("run", ""))
                assert not (with_token and runs_ours), it["name"]
                if "actions/checkout" in it.get("uses", ""):
                    assert it["with"]["persist-credentials"] is False
                    assert not {"ref", "repository", "token"} & it["with"].keys()


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
