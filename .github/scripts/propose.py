"""Turns an accepted issue form into pages: ``propose.py EVENT FOLDER``.

``EVENT`` is the file with GitHub's event (``GITHUB_EVENT_PATH``). The text of the issue is read as
data only. In ``FOLDER`` it leaves ``title.txt`` and ``body.md`` for the pull request, or, where no
page can be made of the form, ``refused.md`` for a comment on the issue and exit code 1.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from casebook import report
from casebook.authoring.forms import Issue, Refused, answers, propose
from casebook.authoring.forms.proposal import write
from casebook.model.finding import Finding
from casebook.pages.markdown import plain
from casebook.reading.linking import load
from casebook.reading.project import from_config
from casebook.rules import check

ROOT = Path(__file__).parent.parent.parent
FORMS = {"evidence": "new-evidence", "challenge": "challenge-a-claim"}
"""The label that each form puts on its issues, and the form."""


def main(event_file: str, folder_name: str) -> int:
    """Write the pages, or say why there are none; the exit code is 0 or 1."""
    event, folder = json.loads(Path(event_file).read_text("utf-8")), Path(folder_name)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        issue, form = _issue(event)
        found = answers(ROOT / f".github/ISSUE_TEMPLATE/{form}.yml", event["issue"]["body"] or "")
        project = from_config(Path("mkdocs.yml"))
        proposal = propose(load(project), form, found, issue)
    except Refused as reason:
        told = f"No page could be made of this form: {_safe(str(reason))}\n"
        (folder / "refused.md").write_text(told, "utf-8")
        print(told, end="")
        return 1
    write(proposal, project.docs)
    findings = check(load(from_config(Path("mkdocs.yml"))))
    (folder / "title.txt").write_text(proposal.title + "\n", "utf-8")
    (folder / "body.md").write_text(_body(proposal.pages, issue, findings), "utf-8")
    return 0


def _issue(event: dict[str, object]) -> tuple[Issue, str]:
    """The issue of an event and the form it was made with, which its labels tell."""
    issue = event.get("issue")
    if not isinstance(issue, dict):
        raise Refused("the event has no issue")
    labels = {str(label.get("name")) for label in issue.get("labels") or () if label}
    forms = [form for label, form in FORMS.items() if label in labels]
    if len(forms) != 1:
        raise Refused("it has to have one of the labels `evidence` and `challenge`, not both")
    return Issue(int(issue["number"]), str(issue.get("created_at", ""))[:10]), forms[0]


def _body(pages: Iterable[str], issue: Issue, findings: list[Finding]) -> str:
    """The text of the pull request: where it is from, what it writes, what the check says."""
    listed = "\n".join(f"- `docs/{uri}`" for uri in pages)
    told = "\n".join(
        f"- {_safe(f'{it.path}:{it.place.line}: {it.code}: {it.message}')}" for it in findings
    )
    return f"""From the form in #{issue.number}, which closes with it. The pages:

{listed}

The grades are F and 6, *cannot be judged*, until an editor has judged them.

The check says: {report.summary(findings)}.

{told}

Closes #{issue.number}
"""


def _safe(text: str) -> str:
    """``text`` as Markdown that shows it as it is, and calls nobody by an ``@name``."""
    return str(plain(text)).replace("@", "&#64;")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
