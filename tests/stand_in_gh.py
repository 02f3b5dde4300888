"""Stands in for GitHub's command ``gh``: answers as GitHub does, and writes down each call.

GitHub is the folder ``GH_STATE``: ``github.json`` is what it knows, ``calls`` is what it was asked.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

NEW: dict[str, Any] = {
    "repository": {
        "full_name": "somebody/casebook",
        "private": False,
        "default_branch": "main",
        "has_issues": True,
        "permissions": {"admin": True},
    },
    "labels": [{"name": "bug"}, {"name": "Documentation"}],
    "actions": {"enabled": True},
    "workflow": {"default_workflow_permissions": "read", "can_approve_pull_request_reviews": False},
    "pages": None,
    "protection": None,
    "pushed": True,
    "plan": "free",
    "organisation_forbids": False,
    "logged_in": True,
    "remote": True,
    "fails": "",
}
"""A repository as GitHub makes it, before anybody has set anything up."""


class Refusal(Exception):
    """GitHub does not do what it was asked."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


TOLD = {
    "": "repository",
    "/actions/permissions": "actions",
    "/actions/permissions/workflow": "workflow",
    "/pages": "pages",
}
"""What each address tells of what GitHub knows."""


def answer(github: dict[str, Any], method: str, path: str, body: Any) -> Any:
    """Do what GitHub would, and return what it says."""
    if github["fails"] and re.search(github["fails"], f"{method} {path}"):
        raise Refusal(502, "Server Error")
    at = path.replace("{owner}/{repo}", "somebody/casebook").partition("?")[0]
    if not at.startswith("repos/somebody/casebook"):
        raise Refusal(404, "Not Found")
    at = at.removeprefix("repos/somebody/casebook")
    paid = not github["repository"]["private"] or github["plan"] != "free"
    if at == "/branches/main/protection":
        return protection(github, method, body, paid=paid)
    if at == "/labels":
        return labels(github, method, path, body)
    if at not in TOLD or (method == "GET" and github[TOLD[at]] is None):
        raise Refusal(404, "Not Found")
    if method != "GET":
        change(github, f"{method} {at}", body, paid=paid)
    return github[TOLD[at]]


def labels(github: dict[str, Any], method: str, path: str, body: Any) -> Any:
    """Tell a hundred labels, or make one."""
    if method == "GET":
        page = int(re.findall(r"[?&]page=(\d+)", path)[0])
        return github["labels"][100 * (page - 1) : 100 * page]
    if body["name"].casefold() in {it["name"].casefold() for it in github["labels"]}:
        raise Refusal(422, "Validation Failed")
    github["labels"].append(body)
    return body


def change(github: dict[str, Any], call: str, body: Any, *, paid: bool) -> None:
    """Set what is told at an address."""
    if call == "PATCH ":
        github["repository"].update(body)
    elif call == "PUT /actions/permissions/workflow":
        if github["organisation_forbids"]:
            raise Refusal(409, "Conflict")
        github["workflow"] = body
    elif call in ("POST /pages", "PUT /pages"):
        if not paid:
            message = "Your current plan does not support GitHub Pages for this repository."
            raise Refusal(422, message)
        if call.startswith("POST") != (github["pages"] is None):
            raise Refusal(409, "GitHub Pages is already enabled.")
        github["pages"] = body
    else:
        raise Refusal(404, "Not Found")


def protection(github: dict[str, Any], method: str, body: Any, *, paid: bool) -> Any:
    """Tell or set how the branch is protected."""
    if not paid:
        message = "Upgrade to GitHub Pro or make this repository public to enable this feature."
        raise Refusal(403, message)
    if not github["pushed"]:
        raise Refusal(404, "Branch not found")
    if method == "PUT":
        needed = {"required_status_checks", "enforce_admins", "required_pull_request_reviews"}
        if not needed | {"restrictions"} <= set(body):
            raise Refusal(422, "Invalid request.")
        github["protection"] = {name: value for name, value in body.items() if value is not None}
    if github["protection"] is None:
        raise Refusal(404, "Branch not protected")
    return github["protection"]


def main(arguments: list[str]) -> int:
    state = Path(os.environ["GH_STATE"])
    file = state / "github.json"
    github = NEW | (json.loads(file.read_text("utf-8")) if file.exists() else {})
    with (state / "calls").open("a", encoding="utf-8") as calls:
        calls.write(" ".join(arguments) + "\n")
    if not github["logged_in"]:
        print("You are not logged into any GitHub hosts. Run gh auth login", file=sys.stderr)
        return 1
    if arguments[:2] == ["auth", "status"]:
        return 0
    assert arguments[:2] == ["api", "--method"], arguments
    if "{owner}" in arguments[3] and not github["remote"]:
        print("failed to determine base repo: no git remotes found", file=sys.stderr)
        return 1
    body = json.load(sys.stdin) if "--input" in arguments else None
    try:
        said = answer(github, arguments[2], arguments[3], body)
    except Refusal as refusal:
        print(json.dumps({"message": str(refusal), "status": str(refusal.status)}))
        print(f"gh: {refusal} (HTTP {refusal.status})", file=sys.stderr)
        return 1
    file.write_text(json.dumps(github), "utf-8")
    if said is not None and arguments[2] != "PUT":  # GitHub answers a PUT with nothing
        print(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
