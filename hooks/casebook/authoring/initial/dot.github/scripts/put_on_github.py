"""Sets up the repository on GitHub as a casebook needs it: ``put_on_github.py [--dry-run]``.

It asks GitHub's command ``gh``, and makes what is missing: the labels that the forms name, and
``accepted``; the right of Actions to open pull requests, with a token that only reads unless a
workflow asks for more; Pages, published by Actions; the protection of the main branch.

What is there is left as it is, so it can be run again. The exit code is 0 if all is as it should
be, 1 if something could not be set, and 2 if nothing could be asked.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

GITHUB = Path(__file__).resolve().parent.parent
ACCEPTED = "accepted", "An editor has read it: pages are made of this form"
SECONDS = 60
"""How long GitHub may take for one answer."""

REASONS = {
    "plan does not support GitHub Pages": "a private repository has Pages on a paid plan only. "
    "Make it public, or publish the folder `site` elsewhere and disable the workflow Deploy",
    "Upgrade to GitHub": "a private repository has protected branches on a paid plan only. Make it "
    "public, or agree among editors to merge only what has passed the check",
    "Branch not found": "the branch is not on GitHub yet. Push it, and run this again",
    "HTTP 409": "the organisation does not allow it. One of its owners has to do so first: in the "
    "organisation's Settings, Actions, General",
    "not accessible by|admin rights|HTTP 403": "your account, or the token that gh uses, has not "
    "the right to do so",
}
"""What GitHub answers, and what that means for whoever asked."""


class CannotBegin(Exception):
    """Nothing can be asked or set; the message says why, and what to do."""


@dataclass(frozen=True)
class Answer:
    """What GitHub said: the data, or that there is no such thing, or why it did not do it."""

    data: Any
    said: str = ""
    missing: bool = False


def gh(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """Run ``gh``, which asks nobody anything."""
    quiet = {"GH_PROMPT_DISABLED": "1", "GH_NO_UPDATE_NOTIFIER": "1", "NO_COLOR": "1"}
    try:
        return subprocess.run(
            ["gh", *arguments],
            input=text,
            env={**os.environ, **quiet},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=SECONDS,
        )
    except FileNotFoundError:
        raise CannotBegin("GitHub's command gh is not there: see https://cli.github.com") from None
    except subprocess.TimeoutExpired:
        raise CannotBegin(f"GitHub gave no answer within {SECONDS} seconds: try again") from None


def ask(method: str, path: str, body: Mapping[str, object] | None = None) -> Answer:
    """Ask GitHub for something, or to do something."""
    with_body = () if body is None else ("--input", "-")
    run = gh("api", "--method", method, path, *with_body, text=json.dumps(body or {}))
    try:
        data = json.loads(run.stdout or "null")
    except ValueError:
        data = None
    if run.returncode == 0:
        return Answer(data)
    said = run.stderr.strip() or "gh has said nothing"
    missing = "HTTP 404" in said and "Branch not found" not in said
    return Answer(data, said, missing)


def repository(name: str) -> dict[str, Any]:
    """Return what GitHub knows of the one named, or of this folder's; raises CannotBegin."""
    if gh("auth", "status").returncode:
        raise CannotBegin("gh is not logged in, or its login has ended: run `gh auth login`")
    answer = ask("GET", f"repos/{name or '{owner}/{repo}'}")
    if answer.missing:
        raise CannotBegin(
            "GitHub has no such repository, or your account may not see it; is it the right one? "
            "`git remote --verbose` and `gh auth status` tell"
        )
    if re.search("git remotes|not a git repository", answer.said):
        raise CannotBegin(
            "this folder is not on GitHub yet: run `gh repo create --source . --push`, or name the "
            "repository with --repo OWNER/NAME"
        )
    if answer.said or not isinstance(answer.data, dict):
        raise CannotBegin(f"GitHub could not be asked: {answer.said}")
    if not answer.data.get("permissions", {}).get("admin"):
        raise CannotBegin(
            f"your account does not administer {answer.data['full_name']}: ask an owner to run this"
        )
    return answer.data


def labels() -> dict[str, str]:
    """Return the labels that the forms name, each with what it says."""
    found = dict([ACCEPTED])
    for file in sorted((GITHUB / "ISSUE_TEMPLATE").glob("*.yml")):
        form = _yaml(file)
        for label in form.get("labels") or ():
            found.setdefault(str(label), str(form.get("name", ""))[:100])
    return found


def checks() -> list[str]:
    """Return the jobs in which a pull request's pages are checked, as GitHub names them."""
    found = []
    for file in sorted((GITHUB / "workflows").glob("*.yml")):
        workflow = _yaml(file)
        # `on` is a yes in YAML.
        if "pull_request" not in (workflow.get(True) or workflow.get("on") or ()):
            continue
        for name, job in workflow.get("jobs", {}).items():
            if any("casebook check" in str(step.get("run")) for step in job.get("steps", ())):
                found.append(str(job.get("name", name)))
    return found


def _yaml(file: Path) -> dict[Any, Any]:
    try:
        data = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise CannotBegin(f"{file} cannot be read: {error}") from None
    return data if isinstance(data, dict) else {}


class SetUp:
    """The setting up of one repository, thing by thing; each is told in a line."""

    def __init__(self, there: Mapping[str, Any], *, dry_run: bool) -> None:
        self.there, self.dry_run = there, dry_run
        self.path = f"repos/{there['full_name']}"
        self.branch = str(there["default_branch"])
        self.done = self.left = 0

    def everything(self) -> None:
        """Make what is missing."""
        if not self.there.get("has_issues"):
            self._set("issues, which forms open", "PATCH", self.path, {"has_issues": True})
        self._labels()
        self._actions()
        self._pages()
        self._protection()

    def _labels(self) -> None:
        try:
            known = {name.casefold() for name in self._known_labels()}
        except LookupError as error:
            self._not_set("labels", str(error))
            return
        for name, told in labels().items():
            if name.casefold() in known:
                self._is_there(f"label {name}")
            else:
                color = "0e8a16" if name == ACCEPTED[0] else "c5def5"
                label = {"name": name, "description": told, "color": color}
                self._set(f"label {name}", "POST", f"{self.path}/labels", label)

    def _known_labels(self) -> Iterator[str]:
        for page in range(1, 100):
            answer = ask("GET", f"{self.path}/labels?per_page=100&page={page}")
            if answer.said:
                raise LookupError(answer.said)
            yield from (label["name"] for label in answer.data)
            if len(answer.data) < 100:
                return

    def _actions(self) -> None:
        what = "Actions: may open pull requests, and only read unless a workflow asks for more"
        path = f"{self.path}/actions/permissions"
        allowed = ask("GET", path)
        if not allowed.said and not allowed.data.get("enabled"):
            self._not_set(what, "they are switched off: allow them in Settings, Actions, General")
            return
        wanted = {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": True}
        answer = ask("GET", f"{path}/workflow")
        if answer.said:
            self._not_set(what, answer.said)
        elif wanted.items() <= answer.data.items():
            self._is_there(what)
        else:
            self._set(what, "PUT", f"{path}/workflow", wanted)

    def _pages(self) -> None:
        what = "Pages, published by Actions"
        if self.there.get("private") and self.dry_run:
            what += " (on a paid plan only, since the repository is private)"
        path = f"{self.path}/pages"
        answer = ask("GET", path)
        if answer.missing:
            self._set(what, "POST", path, {"build_type": "workflow"})
        elif answer.said:
            self._not_set(what, answer.said)
        elif answer.data.get("build_type") == "workflow":
            self._is_there(what)
        else:
            self._set(what, "PUT", path, {"build_type": "workflow"})

    def _protection(self) -> None:
        needed = checks()
        passed = " and ".join(f"“{name}”" for name in needed) or "an editor"
        what = f"branch {self.branch}: changed by pull requests that have passed {passed}"
        path = f"{self.path}/branches/{quote(self.branch, safe='')}/protection"
        answer = ask("GET", path)
        if answer.missing:
            self._set(what, "PUT", path, _protected(needed))
        elif answer.said:
            self._not_set(what, answer.said)
        elif set(needed) <= _required(answer.data):
            self._is_there(what)
        else:
            self._not_set(
                what, "it is protected otherwise: add the check by hand, in Settings, Branches"
            )

    def _is_there(self, what: str) -> None:
        print(f"there    {what}")

    def _set(self, what: str, method: str, path: str, body: Mapping[str, object]) -> None:
        answer = Answer(None) if self.dry_run else ask(method, path, body)
        if answer.said:
            self._not_set(what, answer.said)
        else:
            self.done += 1
            print(f"{'would be' if self.dry_run else 'set     '} {what}")

    def _not_set(self, what: str, said: str) -> None:
        self.left += 1
        meant = next((told for pattern, told in REASONS.items() if re.search(pattern, said)), "")
        print(f"NOT SET  {what}")
        print(f"         {meant or said}")
        if meant:
            print(f"         (GitHub says: {' '.join(said.split())})")


def _required(protection: Mapping[str, Any]) -> set[str]:
    return {*(protection.get("required_status_checks") or {}).get("contexts", ())}


def _protected(needed: list[str]) -> dict[str, object]:
    """Return the protection of a branch; who administers the repository may still do all."""
    return {
        "required_status_checks": {"strict": False, "contexts": needed} if needed else None,
        "enforce_admins": False,
        "required_pull_request_reviews": {"required_approving_review_count": 0},
        "restrictions": None,
        "allow_force_pushes": False,
        "allow_deletions": False,
    }


def main() -> int:
    """Set up the repository; the exit code says how that ended."""
    parser = argparse.ArgumentParser(
        description="Sets up the repository on GitHub as a casebook needs it."
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be set, set nothing")
    parser.add_argument("--repo", default="", metavar="OWNER/NAME", help="else this folder's own")
    options = parser.parse_args()
    try:
        there = repository(options.repo)
        kind = "private" if there.get("private") else "public"
        print(f"{there['full_name']}, {kind}, branch {there['default_branch']}")
        setting = SetUp(there, dry_run=options.dry_run)
        setting.everything()
    except CannotBegin as reason:
        print(f"put_on_github: {reason}", file=sys.stderr)
        return 2
    ended = f"{setting.done} would be set" if options.dry_run else f"{setting.done} set"
    print(f"{ended}, {setting.left} not set")
    return 1 if setting.left else 0


if __name__ == "__main__":
    sys.exit(main())
