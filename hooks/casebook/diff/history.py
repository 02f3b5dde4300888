"""What changed in a casebook, revision by revision: a page for readers, and an Atom feed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from casebook.diff.comparing import compare
from casebook.diff.consequences import State
from casebook.diff.git_objects import commit_of, is_shallow, log_of
from casebook.diff.telling import Section, sections
from casebook.model.cannot_run import CannotRun

PAGE, FEED = "index.html", "feed.atom"
"""The names of the two files."""

MOST = 50
"""Revisions that are shown without ``--since``."""

MOST_SINCE = 1000
"""Revisions that are shown with ``--since``."""


@dataclass(frozen=True)
class Told:
    """A revision: its number, its time (RFC 3339), its subject, and what changed with it.

    ``why_not`` says why that could not be worked out, if so.
    """

    commit: str
    time: str
    subject: str
    sections: tuple[Section, ...] = ()
    why_not: str = ""

    @property
    def day(self) -> str:
        """The day of the revision."""
        return self.time[:10]


def history(docs: str, since: str | None, state_at: Callable[[str], State]) -> Iterator[Told]:
    """Yield the revisions that changed the casebook whose pages are in ``docs``, newest first.

    ``docs`` is named from the current folder; ``state_at`` reads the casebook at a revision. A
    revision that changed nothing in the casebook's own terms is left out. Raises CannotRun.
    """
    head = commit_of("HEAD")
    first = commit_of(since) if since else None
    if is_shallow():
        raise CannotRun("the repository's history is cut off: `git fetch --unshallow` gets it")
    commits = log_of(head, first, docs, MOST_SINCE if first else MOST)
    if not commits:
        return
    before = [*(number for number, *_ in commits[1:]), first or commits[-1][1]]
    for (number, parent, time, subject), earlier in zip(commits, before, strict=True):
        base = earlier or parent
        if not base:
            yield Told(number, time, subject, (("Pages", [("+", "the casebook begins")]),))
            continue
        try:
            found = tuple(sections(compare(state_at(base), state_at(number))))
        except CannotRun as reason:
            yield Told(number, time, subject, why_not=str(reason))
            continue
        if found:
            yield Told(number, time, subject, found)


def as_page(told: list[Told], name: str, language: str) -> str:
    """Return the page, HTML that needs no other file."""
    template = _environment().get_template("changes.html.j2")
    return template.render(told=told, name=name, language=language, feed=FEED) + "\n"


def as_feed(told: list[Told], name: str, address: str) -> str:
    """Return the Atom feed (RFC 4287); ``address`` is that of its folder, empty if unknown."""
    template = _environment().get_template("changes.atom.j2")
    return template.render(told=told, name=name, address=address, feed=FEED) + "\n"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        finalize=_legal,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _legal(value: object) -> object:
    """Return a text without characters that XML forbids: a subject can have any of them."""
    if not isinstance(value, str):
        return value
    return type(value)(
        "".join(it if it.isprintable() or it in "\t\n" else "\ufffd" for it in value)
    )
