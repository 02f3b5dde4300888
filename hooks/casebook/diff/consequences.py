"""What a change does to the argument: claims left bare, standings, coverage, exceptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from casebook.diff.tree import Unread
from casebook.model.finding import Finding
from casebook.model.graph import Casebook
from casebook.model.kinds import Kind
from casebook.model.links import Relation
from casebook.model.members import Argument
from casebook.model.sources import same_source, source_names
from casebook.model.standing import Standing, StepStanding, standings


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
    def steps(self) -> Mapping[tuple[str, str], StepStanding]:
        """What each step is worth, by the slugs of the page that states it and its conclusion."""
        return {
            (it.step.link.source.slug, slug): it
            for slug, standing in self.standings.items()
            for it in standing.steps
        }

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """The source of each item of evidence, by its slug."""
        return {it.slug: name for it, name in source_names(self.casebook).items()}

    @cached_property
    def uses(self) -> Mapping[str, str]:
        """The use of each passage of the article: ``quoted``, ``set aside`` or ``neither``."""
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
    ``step-denied``, ``step-questioned``, ``step-holds``, ``sources-one``, ``thesis-changed``,
    ``passage-covered``, ``passage-uncovered``, ``passage-otherwise``, ``exception-added``,
    ``exception-removed``, ``exception-changed``, ``new-finding`` and ``mended-finding``;
    ``about`` is a slug, the two ends of a step, a source, a passage or a path.
    """

    code: str
    about: str
    title: str
    before: str | None
    after: str | None


def consequences(
    base: State, head: State, names: Mapping[Kind, Mapping[str, str]]
) -> Iterator[Consequence]:
    """Yield all that follows; ``names`` are the new names of renamed pages, by kind."""
    yield from _thesis(base, head, names[Kind.ARGUMENT])
    yield from _claims(base, head, names[Kind.ARGUMENT])
    yield from _steps(base, head, names[Kind.ARGUMENT])
    yield from _sources(base, head, names[Kind.EVIDENCE])
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


def _steps(base: State, head: State, names: Mapping[str, str]) -> Iterator[Consequence]:
    """Yield the steps that are newly denied or questioned, or no longer are."""
    before = {
        (names.get(source, source), names.get(target, target)): it
        for (source, target), it in base.steps.items()
    }
    for ends, step in head.steps.items():
        was, now = _state(before[ends]) if ends in before else "", _state(step)
        if now != was and not (now == "holds" and not was):
            code = f"step-{now.partition(':')[0].partition(' ')[0]}"
            conclusion = step.step.conclusion.title
            yield Consequence(code, " → ".join(ends), conclusion, was or None, now)


def _state(it: StepStanding) -> str:
    """Return the state of a step: ``denied: a is defeated; b undercuts it``, or ``holds``."""
    if not it.denied and not it.questioned:
        return "holds"
    reasons = [f"{premise.slug} is defeated" for premise in it.defeated]
    cuts = it.denials if it.denied else it.doubts
    reasons += [f"{undercut.undercutter.slug} undercuts it" for undercut in cuts]
    return f"{'denied' if it.denied else 'questioned'}: {'; '.join(reasons)}"


def _sources(base: State, head: State, names: Mapping[str, str]) -> Iterator[Consequence]:
    """Yield the sources that counted as several and count as one now."""
    were: dict[str, dict[str, None]] = {}
    before = {names.get(slug, slug): name for slug, name in base.sources.items()}
    for slug, now in head.sources.items():
        if slug in before:
            were.setdefault(now, {})[before[slug]] = None
    for now, then in were.items():
        if len({same_source(name) for name in then}) > 1:
            yield Consequence("sources-one", now, "", "; ".join(then), now)


def _evidence(casebook: Casebook, argument: Argument) -> list[str]:
    return [link.target.slug for link in casebook.links_from(argument, Relation.EVIDENCE)]


def standing_words(standing: Standing) -> str:
    """Return a standing in words: ``attested, contested, defeated``."""
    marks = (("contested", standing.contested), ("defeated", standing.defeated))
    return ", ".join([standing.backing.word, *(word for word, holds in marks if holds)])


def _rank(standing: Standing) -> tuple[bool, int, bool]:
    """Return the rank of a standing, greater if better: defeat weighs most, then backing."""
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
    """Return findings by their message and page, not by lines, which any edit moves."""
    docs = state.casebook.shown_as
    beside = docs.removesuffix("/").rpartition("/")[0] + "/"  # where mkdocs.yml is
    return {
        (it.path.removeprefix(docs).removeprefix(beside), it.code, it.message): it
        for it in state.findings
    }
