"""What a change does to the argument: claims left bare, standings, coverage, exceptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from casebook.diff.tree import Unread
from casebook.model.finding import Finding
from casebook.model.graph import Argument, Casebook, Relation
from casebook.model.kinds import Kind
from casebook.model.standing import Standing, standings


@dataclass(frozen=True)
class State:
    """A casebook as it is at one time, with what the check finds in it.

    ``settings`` is the number of its ``mkdocs.yml`` among git's objects, where it has one;
    ``unread`` names the files below the folder of its pages that are not read, and why.
    """

    casebook: Casebook
    findings: tuple[Finding, ...] = ()
    settings: str | None = None
    unread: tuple[Unread, ...] = ()

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """The standing of each argument, by its slug."""
        return {it.slug: standing for it, standing in standings(self.casebook).items()}

    @cached_property
    def uses(self) -> Mapping[str, str]:
        """What becomes of each passage of the article: ``quoted``, ``set aside`` or ``neither``."""
        article = self.casebook.article
        if article is None:
            return {}
        return {
            name: "quoted"
            if name in self.casebook.quoting
            else "set aside"
            if name in article.fields.set_aside
            else "neither"
            for name in article.passages
        }

    @cached_property
    def exceptions(self) -> Mapping[tuple[str, str], str]:
        """The reason for each exception, by the path of its page and its code."""
        return {
            (page.uri, code): reason
            for page in self.casebook.pages
            for code, reason in page.allow.items()
        }


@dataclass(frozen=True)
class Consequence:
    """Something that follows from the changes.

    ``code`` is one of ``lost-only-evidence``, ``standing-rose``, ``standing-fell``,
    ``thesis-changed``, ``passage-covered``, ``passage-uncovered``, ``passage-otherwise``,
    ``exception-added``, ``exception-removed``, ``exception-changed``, ``new-finding`` and
    ``mended-finding``; ``about`` is a slug, a passage or a path.
    """

    code: str
    about: str
    title: str
    before: str | None
    after: str | None


def consequences(
    base: State, head: State, names: Mapping[Kind, Mapping[str, str]]
) -> Iterator[Consequence]:
    """All that follows; ``names`` are the new names of what was renamed, by kind."""
    yield from _thesis(base, head, names[Kind.ARGUMENT])
    yield from _claims(base, head, names[Kind.ARGUMENT])
    yield from _coverage(base, head)
    yield from _exceptions(base, head, names)
    yield from _findings(base, head)


def _thesis(base: State, head: State, names: Mapping[str, str]) -> Iterator[Consequence]:
    was, now = base.casebook.thesis, head.casebook.thesis
    before = names.get(was.slug, was.slug) if was else None
    after = now.slug if now else None
    if before != after:
        about, title = (now.slug, now.title) if now else ("", "")
        yield Consequence("thesis-changed", about, title, before, after)


def _claims(base: State, head: State, names: Mapping[str, str]) -> Iterator[Consequence]:
    old_names = {new: old for old, new in names.items()}
    for slug, argument in head.casebook.arguments.items():
        old = base.casebook.arguments.get(old_names.get(slug, slug))
        if old is None:
            continue
        evidence = _evidence(base.casebook, old), _evidence(head.casebook, argument)
        if evidence[0] and not evidence[1]:
            before = ", ".join(evidence[0])
            yield Consequence("lost-only-evidence", slug, argument.title, before, None)
        was, now = base.standings[old.slug], head.standings[slug]
        before, after = standing_words(was), standing_words(now)
        if before != after:
            better = _rank(now) > _rank(was)
            code = "standing-rose" if better else "standing-fell"
            yield Consequence(code, slug, argument.title, before, after)


def _evidence(casebook: Casebook, argument: Argument) -> list[str]:
    return [link.target.slug for link in casebook.links_from(argument, Relation.EVIDENCE)]


def standing_words(standing: Standing) -> str:
    """A standing in words: ``attested, contested, defeated``."""
    marks = (("contested", standing.contested), ("defeated", standing.defeated))
    return ", ".join([standing.backing.word, *(word for word, holds in marks if holds)])


def _rank(standing: Standing) -> tuple[bool, int, bool]:
    """The better of two standings has the greater rank: defeat weighs most, then backing."""
    return not standing.defeated, standing.backing, not standing.contested


def _coverage(base: State, head: State) -> Iterator[Consequence]:
    for passage, after in head.uses.items():
        before = base.uses.get(passage)
        if before is not None and before != after:
            code = "passage-otherwise"
            if "quoted" in (before, after):
                code = "passage-covered" if after == "quoted" else "passage-uncovered"
            yield Consequence(code, passage, "", before, after)


def _exceptions(
    base: State, head: State, names: Mapping[Kind, Mapping[str, str]]
) -> Iterator[Consequence]:
    paths = {
        f"{folder}/{old}.md": f"{folder}/{new}.md"
        for kind, folder in (
            (Kind.ARGUMENT, "arguments"),
            (Kind.EVIDENCE, "evidence"),
            (Kind.SEGMENT, "segments"),
        )
        for old, new in names[kind].items()
    }
    before = {(paths.get(path, path), code): why for (path, code), why in base.exceptions.items()}
    for key in sorted({*before, *head.exceptions}):
        was, now = before.get(key), head.exceptions.get(key)
        if was != now:
            what = "added" if was is None else "removed" if now is None else "changed"
            yield Consequence(f"exception-{what}", key[0], key[1], was, now)


def _findings(base: State, head: State) -> Iterator[Consequence]:
    before, after = _told(base), _told(head)
    for code, states in (("mended-finding", (before, after)), ("new-finding", (after, before))):
        for key in sorted(states[0].keys() - states[1].keys()):
            path, finding = key[0], states[0][key]
            told = f"{finding.code}: {finding.message}"
            ends = (told, None) if code == "mended-finding" else (None, told)
            yield Consequence(code, path, str(finding.severity), *ends)


def _told(state: State) -> dict[tuple[str, str, str], Finding]:
    """Findings by what they say and of which page, not by their lines, which any edit moves."""
    docs = state.casebook.shown_as
    beside = docs.removesuffix("/").rpartition("/")[0] + "/"  # where mkdocs.yml is
    return {
        (it.path.removeprefix(docs).removeprefix(beside), it.code, it.message): it
        for it in state.findings
    }
