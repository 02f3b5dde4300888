"""The pages that an accepted form asks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from casebook.authoring.forms.answers import Refused
from casebook.authoring.forms.linking_up import with_link
from casebook.model.graph import Argument, Casebook
from casebook.model.kinds import FOLDERS, SLUG, Kind
from casebook.model.passages import fold
from casebook.model.values import LONGEST_TITLE
from casebook.pages.markdown import plain, sentence
from casebook.quoting.did_you_mean import nearest

LONGEST_SLUG = 60
_FOLDER_OF = {kind: folder for folder, kind in FOLDERS.items()}


@dataclass(frozen=True)
class Issue:
    """What is known of the issue besides its answers: its number, and the day it was opened."""

    number: int
    day: str


@dataclass(frozen=True)
class Proposal:
    """Pages to be written, by their paths below the docs folder, and what they are for."""

    title: str
    pages: Mapping[str, str]


def propose(casebook: Casebook, form: str, found: Mapping[str, str], issue: Issue) -> Proposal:
    """The pages for the ``found`` answers of ``form``: ``new-evidence`` or ``challenge-a-claim``.

    Raises Refused where an answer does not fit the casebook; nothing is written here.
    """
    claim = _argument(casebook, found["claim"])
    title = _title(found["title"])
    if form == "new-evidence":
        slug = _free_slug(casebook, Kind.EVIDENCE, title, issue)
        field = "evidence" if found["bearing"].startswith("For") else "counter_evidence"
        changed = with_link(_source(claim), field, slug, _because(found))
        pages = {
            f"evidence/{slug}.md": _evidence_page(title, found, issue),
            claim.uri: changed,
        }
        return Proposal(f"Evidence: {title}", pages)
    slug = _free_slug(casebook, Kind.ARGUMENT, title, issue)
    ground = _free_slug(casebook, Kind.EVIDENCE, title, issue)
    argument = {
        "title": title,
        "claim": sentence(found["objection"]),
        "role": "counterclaim",
        "voice": "editors",
        "attacks": [_link(claim.slug, _because(found))],
        "evidence": [ground],
    }
    return Proposal(
        f"Challenge: {title}",
        {
            f"arguments/{slug}.md": _page(argument, _text(found["text"])),
            f"evidence/{ground}.md": _evidence_page(f"For: {title}"[:LONGEST_TITLE], found, issue),
        },
    )


def _argument(casebook: Casebook, answer: str) -> Argument:
    """The claim that an answer names: by its slug, or by the address of its page."""
    name = answer.split("#", maxsplit=1)[0].rstrip("/").rpartition("/")[2]
    slug = re.sub(r"(\.html|\.md)$", "", name).strip()
    if slug in casebook.arguments:
        return casebook.arguments[slug]
    near = nearest(slug, casebook.arguments)
    hint = f" Did you mean `{near}`?" if near else ""
    raise Refused(f"there is no claim `{slug[:LONGEST_SLUG]}`.{hint}")


def _title(answer: str) -> str:
    title = fold(answer)
    if len(title) > LONGEST_TITLE:
        raise Refused(f"the heading has more than {LONGEST_TITLE} characters")
    if not title or "<" in title:
        raise Refused("the heading is to be a few words, without HTML")
    return title


def _free_slug(casebook: Casebook, kind: Kind, title: str, issue: Issue) -> str:
    """A slug made of the title, which no page of the kind has."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", letters))
    slug = words[:LONGEST_SLUG].rpartition("-")[0] if len(words) > LONGEST_SLUG else words
    if slug in ("", "index") or slug in casebook.members[kind]:
        slug = f"{slug or kind}-{issue.number}"
    assert SLUG.fullmatch(slug), slug
    return slug


def _evidence_page(title: str, found: Mapping[str, str], issue: Issue) -> str:
    """A page of evidence: the article's words, or a source elsewhere, whichever the form has."""
    fields: dict[str, Any] = {"title": title, "kind": found["kind"]}
    if speaker := found.get("speaker"):
        fields["speaker"] = fold(speaker)
    if "exact" in found and "passage" in found:
        fields["quotes"] = [{"passage": fold(found["passage"]), "exact": fold(found["exact"])}]
    elif "url" in found and "publisher" in found:
        fields["citation"] = {
            "title": fold(found.get("source", found["publisher"])),
            "publisher": fold(found["publisher"]),
            "url": fold(found["url"]),
            "date": fold(found.get("date", "undated")),
            "accessed": issue.day,
        }
    else:
        raise Refused(
            "it needs either a passage with its printed words, or a source's address and publisher"
        )
    # Nobody has judged them yet: that is for the editors, in the pull request.
    fields |= {"reliability": "F", "credibility": 6}
    return _page(fields, _text(found["text"]))


def _because(found: Mapping[str, str]) -> str:
    return sentence(found["because"])


def _link(to: str, because: str) -> dict[str, str]:
    return {"to": to, "because": because}


def _page(fields: Mapping[str, Any], text: str) -> str:
    front = yaml.safe_dump(dict(fields), sort_keys=False, allow_unicode=True, width=100)
    return f"---\n{front}---\n\n{text}"


def _text(answer: str) -> str:
    """What somebody wrote, in paragraphs that show it as it is: no markup, no HTML, no include."""
    paragraphs = re.split(r"\n[ \t]*\n", answer)
    return "\n".join(f"{plain(fold(paragraph))}\n" for paragraph in paragraphs if fold(paragraph))


def _source(member: Argument) -> str:
    return member.page.source.text


def write(proposal: Proposal, docs: Path) -> None:
    """Write the pages below ``docs``."""
    for uri, text in proposal.pages.items():
        file = docs / uri
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
