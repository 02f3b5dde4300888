"""``casebook propose``: turn an accepted issue form into pages.

The text of the issue is read as data only. In a folder it leaves ``title.txt`` and ``body.md`` for
the pull request, or, where no page can be made of the form, whatever the reason, ``refused.md`` for
a comment on the issue, and exit code 1; then the pages are as they were.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from casebook import report
from casebook.authoring.forms import Issue, Refused, answers, propose
from casebook.authoring.forms.proposal import Proposal, write
from casebook.command.options import CONFIG
from casebook.command.outcome import CLEAN, FINDINGS
from casebook.command.saying import complain, say
from casebook.model.cannot_run import CannotRun
from casebook.model.finding import Finding
from casebook.pages.comment import harmless
from casebook.reading.linking import load
from casebook.reading.project import from_config
from casebook.rules import check

DESCRIPTION = (
    "Turns an issue form that an editor has accepted into pages, and leaves the text of a pull "
    "request, or of a refusal, in a folder. A workflow calls it with GitHub's event."
)
FORMS = {
    "evidence": "new-evidence",
    "challenge": "challenge-a-claim",
    "reading": "better-reading",
}
"""The label that each form puts on its issues, and the form."""

TITLES = {
    "new-evidence": "New evidence from the form in issue {}",
    "challenge-a-claim": "A challenge from the form in issue {}",
    "better-reading": "A better reading from the form in issue {}",
}
"""What the pull request is called: nothing that somebody typed is in it."""

LONGEST = 60_000
"""Characters of a text: one on GitHub may have 65,536."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``propose`` understands."""
    parser.add_argument("event", type=Path, metavar="EVENT", help="the file with GitHub's event")
    parser.add_argument("folder", type=Path, metavar="DIR", help="where the texts are left")
    parser.add_argument(
        "--forms",
        type=Path,
        metavar="DIR",
        default=Path(".github/ISSUE_TEMPLATE"),
        help="the folder of the issue forms, as a rule .github/ISSUE_TEMPLATE",
    )


def run(options: argparse.Namespace) -> int:
    """Write the pages, or say why there are none; the exit code is 0 or 1."""
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    try:
        texts = _propose(options.event, options.forms)
    except (Refused, CannotRun) as reason:
        told = f"No page could be made of this form: {harmless(str(reason))}\n"
    except BaseException as error:  # whoever filled in the form gets an answer even if we fail
        told = (
            "No page could be made of this form: the script that does it failed "
            f"({type(error).__name__}). That is a fault of ours, which the run's log tells more of."
            "\n"
        )
        complain(f"{type(error).__name__}: {error}")
    else:
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
        return CLEAN
    (folder / "refused.md").write_text(told[:LONGEST], "utf-8")
    say(told)
    return FINDINGS


def _propose(event: Path, forms: Path) -> Mapping[str, str]:
    """Write the pages that the event's form asks for; the texts of the pull request."""
    issue, form, text = _issue(json.loads(event.read_text("utf-8"), object_hook=_whole_characters))
    found = answers(forms / f"{form}.yml", text)
    project = from_config(CONFIG)
    proposal = propose(load(project), form, found, issue)
    before = {uri: _content(project.docs / uri) for uri in proposal.pages}
    try:
        write(proposal, project.docs)
        findings = check(load(from_config(CONFIG)))
        title = TITLES[form].format(issue.number)
        return {"title.txt": f"{title}\n", "body.md": _body(proposal, issue, findings)}
    except BaseException:
        for uri, content in before.items():
            _put_back(project.docs / uri, content)
        raise


def _whole_characters(read: dict[str, object]) -> dict[str, object]:
    """Put a question mark for each half of a character, which JSON may have and no file can."""
    return {
        name: value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
        for name, value in read.items()
    }


def _issue(event: object) -> tuple[Issue, str, str]:
    """Return the issue of an event, the form it was made with, by its labels, and its text."""
    issue = event.get("issue") if isinstance(event, dict) else None
    if not isinstance(issue, dict):
        raise Refused("the event has no issue")
    labels = {str(it.get("name")) for it in issue.get("labels") or () if isinstance(it, dict)}
    forms = [form for label, form in FORMS.items() if label in labels]
    if len(forms) != 1:
        *most, last = [f"`{label}`" for label in FORMS]
        raise Refused(f"it has to have one of the labels {', '.join(most)} and {last}, not several")
    number, day = int(issue["number"]), str(issue.get("created_at", ""))[:10]
    return Issue(number, day), forms[0], str(issue.get("body") or "")


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _put_back(file: Path, content: bytes | None) -> None:
    with suppress(OSError):
        if content is None:
            file.unlink(missing_ok=True)
        else:
            file.write_bytes(content)


def _body(proposal: Proposal, issue: Issue, findings: list[Finding]) -> str:
    """Return the text of the pull request: its origin, what it writes, what the check says."""
    listed = "\n".join(f"- `docs/{uri}`" for uri in proposal.pages)
    note = "The grades are F and 6, *cannot be judged*, until an editor has judged them."
    if proposal.because:
        note = f"The reason that is given: {harmless(proposal.because)}"
    told = "\n".join(_told(findings))
    body = f"""From the form in #{issue.number}, which closes with it. The pages:

{listed}

{note}

The check says: {report.summary(findings)}.

{told}
"""
    return f"{body[:LONGEST]}\nCloses #{issue.number}\n"


def _told(findings: Iterable[Finding]) -> Iterable[str]:
    """Yield the findings with their hints, a line each."""
    for it in findings:
        hint = f" — {it.hint}" if it.hint else ""
        yield f"- {harmless(f'{it.path}:{it.place.line}: {it.code}: {it.message}{hint}')}"
