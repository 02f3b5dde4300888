"""The pages that an accepted form asks for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from casebook.authoring.forms import as_typed
from casebook.authoring.forms.answers import Refused
from casebook.authoring.forms.linking_up import replaced, with_link
from casebook.model.graph import Casebook
from casebook.model.kinds import SLUG, Kind
from casebook.model.members import Argument, Article
from casebook.model.passages import fold
from casebook.model.values import LONGEST_TITLE
from casebook.prose.escaping import plain, sentence
from casebook.prose.plain_reading import end_of_quote, reading_span
from casebook.quoting.did_you_mean import nearest

LONGEST_SLUG = 60
_NO_FILE_NAMES = frozenset(  # on Windows
    {"con", "prn", "aux", "nul", *(f"{it}{i}" for it in ("com", "lpt") for i in range(1, 10))}
)


@dataclass(frozen=True)
class Issue:
    """What is known of the issue besides its answers: its number, and the day it was opened."""

    number: int
    day: str


@dataclass(frozen=True)
class Proposal:
    """Pages to be written, by their paths below the docs folder, and why, where no page says it."""

    pages: Mapping[str, str]
    because: str = ""


def propose(casebook: Casebook, form: str, found: Mapping[str, str], issue: Issue) -> Proposal:
    """Return the pages for the ``found`` answers of ``form``, which is the name of its file.

    Raises Refused where an answer does not fit the casebook; nothing is written here.
    """
    if form == "better-reading":
        return _reading(casebook, found)
    claim = _argument(casebook, found["claim"])
    title = _title(found["title"])
    if form == "new-evidence":
        slug = _free_slug(casebook, Kind.EVIDENCE, title, issue)
        field = "evidence" if found["bearing"].startswith("For") else "counter_evidence"
        changed = with_link(_source(claim), field, slug, _because(found))
        pages = {
            f"evidence/{slug}.md": _evidence_page(casebook, title, found, issue),
            claim.uri: changed,
        }
        return Proposal(pages)
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
    grounds = _evidence_page(casebook, f"For: {title}"[:LONGEST_TITLE], found, issue)
    return Proposal(
        {
            f"arguments/{slug}.md": _page(argument, _text(found["text"])),
            f"evidence/{ground}.md": grounds,
        },
    )


def _reading(casebook: Casebook, found: Mapping[str, str]) -> Proposal:
    """Return the article's page with another plain reading of one passage."""
    article = casebook.article
    meant = as_typed.passage(found["passage"])
    passage = article.passages.get(meant or "") if article else None
    if article is None or passage is None:
        raise Refused(_no_passage(casebook, found["passage"]))
    printed = as_typed.words(found["words"])
    if not any(it in passage.words for it in printed):
        raise Refused(f"passage {passage.id} has not the printed words “{printed[-1][:200]}”")
    text = article.page.source.text
    reading = str(plain(fold(found["reading"])))
    span = reading_span(text, passage.start, passage.end)
    if span is None:
        at = end_of_quote(text, passage.start, passage.end)
        changed = replaced(_source(article), at, at, f"\n{reading}\n")
    else:
        changed = replaced(_source(article), *span, reading)
    return Proposal({article.uri: changed}, because=sentence(found["because"]))


def _argument(casebook: Casebook, answer: str) -> Argument:
    """Return the claim that an answer names by slug, title, sentence or address."""
    called: dict[str, Argument] = {}
    for slug, argument in casebook.arguments.items():
        for name in (slug, *argument.fields.formerly, argument.title, argument.fields.claim):
            called.setdefault(fold(name).casefold().rstrip("."), argument)
    names = [fold(name) for name in as_typed.names(answer)]
    for name in names:
        if meant := called.get(name.casefold().rstrip(".")):
            return meant
    near = next((near for name in names if (near := nearest(name, casebook.arguments))), None)
    hint = f" Did you mean `{near}`?" if near else ""
    raise Refused(f"there is no claim `{min(names, key=len)[:LONGEST_SLUG]}`.{hint}")


def _no_passage(casebook: Casebook, answer: str) -> str:
    ids = [*casebook.article.passages] if casebook.article else []
    known = f"; the article's are {ids[0]} to {ids[-1]}" if ids else ""
    return f"“{fold(answer)[:LONGEST_SLUG]}” names no passage of the article{known}"


def _title(answer: str) -> str:
    title = fold(answer)
    if len(title) > LONGEST_TITLE:
        raise Refused(f"the heading has more than {LONGEST_TITLE} characters")
    if not title or "<" in title:
        raise Refused("the heading is to be a few words, without HTML")
    return title


def _free_slug(casebook: Casebook, kind: Kind, title: str, issue: Issue) -> str:
    """Return a slug made of the title that no page of the kind has."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", letters))
    slug = words[:LONGEST_SLUG].rpartition("-")[0] if len(words) > LONGEST_SLUG else words
    if slug in ("", "index") or slug in _NO_FILE_NAMES or slug in casebook.members[kind]:
        slug = f"{slug or kind}-{issue.number}"
    assert SLUG.fullmatch(slug), slug
    return slug


def _evidence_page(casebook: Casebook, title: str, found: Mapping[str, str], issue: Issue) -> str:
    """Return a page of evidence: the article's words, or an outside source, as the form asks."""
    fields: dict[str, Any] = {"title": title, "kind": found["kind"]}
    if speaker := found.get("speaker"):
        fields["speaker"] = fold(speaker)
    if "exact" in found and "passage" in found:
        fields["quotes"] = [_quote(casebook, found)]
    elif "url" in found and "publisher" in found:
        fields["citation"] = {
            "title": fold(found.get("source", found["publisher"])),
            "publisher": fold(found["publisher"]),
            "url": as_typed.unwrapped(found["url"]),
            "date": fold(found.get("date", "undated")),
            "accessed": issue.day,
        }
        if "excerpt" in found:
            fields["citation"]["excerpt"] = as_typed.words(found["excerpt"])[-1]
    else:
        raise Refused(
            "it needs either a passage with its printed words, or a source's address and publisher"
        )
    # Nobody has judged them yet: that is for the editors, in the pull request.
    fields |= {"reliability": "F", "credibility": 6}
    return _page(fields, _text(found["text"]))


def _quote(casebook: Casebook, found: Mapping[str, str]) -> dict[str, str]:
    """Return the quotation that two answers make, as printed where that can be told."""
    named = as_typed.passage(found["passage"])
    passages = casebook.article.passages if casebook.article else {}
    if named is None or named not in passages:
        raise Refused(_no_passage(casebook, found["passage"]))
    typed = as_typed.words(found["exact"])
    printed = [words for words in typed if words in passages[named].words]
    return {"passage": named, "exact": (printed or typed[-1:])[0]}


def _because(found: Mapping[str, str]) -> str:
    return sentence(found["because"])


def _link(to: str, because: str) -> dict[str, str]:
    return {"to": to, "because": because}


def _page(fields: Mapping[str, Any], text: str) -> str:
    front = yaml.safe_dump(dict(fields), sort_keys=False, allow_unicode=True, width=100)
    return f"---\n{front}---\n\n{text}"


def _text(answer: str) -> str:
    """Return an answer in paragraphs that show it as it is: no markup, no HTML, no include."""
    paragraphs = re.split(r"\n[ \t]*\n", answer)
    return "\n".join(f"{plain(fold(paragraph))}\n" for paragraph in paragraphs if fold(paragraph))


def _source(member: Argument | Article) -> str:
    """Return the page as its file has it, line ends included."""
    file = Path(member.page.source.path)
    if file.is_symlink():
        raise Refused(f"{file.as_posix()} is a link to another file: change that by hand")
    return file.read_bytes().decode("utf-8").removeprefix("\ufeff")


def write(proposal: Proposal, docs: Path) -> None:
    """Write the pages below ``docs``."""
    for uri, text in proposal.pages.items():
        file = docs / uri
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8", newline="")
