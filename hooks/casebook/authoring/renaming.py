"""Renames a member of a casebook: its file and every link to it, and nothing else.

The old name is noted under ``formerly``. The result is checked in memory first: what would bring
a finding that was not there is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from casebook.analysis.analysis import Analysis
from casebook.analysis.body_links import BodyLink
from casebook.authoring.editing import by_path, edited
from casebook.authoring.fixing import brought
from casebook.authoring.naming import member, named, refuse_malformed
from casebook.model.cannot_run import CannotRun
from casebook.model.finding import Edit, Finding
from casebook.model.graph import Casebook
from casebook.model.kinds import SLUG, Kind
from casebook.model.members import AnyMember
from casebook.model.page import Page
from casebook.model.source import Source
from casebook.prose.addresses import relative
from casebook.prose.parts import asked_for, slugs_in
from casebook.reading.files import content_of
from casebook.reading.front_matter import FENCED
from casebook.reading.linking import load
from casebook.reading.project import Project
from casebook.reading.regular_files import content
from casebook.reading.yaml_edits import other_scalar, scalar, without_item, without_key
from casebook.rules import check


@dataclass(frozen=True)
class Renamed:
    """What a new name changes: the files as they are then; None for the one that is removed.

    ``places`` counts the places that were changed in each file, as findings name the files.
    """

    old: str
    new: str
    files: Mapping[Path, bytes | None]
    places: Mapping[str, int]


def rename(project: Project, old: str, new: str) -> Renamed:
    """Return what changes if the page ``old`` is called ``new``; raises CannotRun. Writes nothing.

    Both may be slugs, slugs with their kind, or paths.
    """
    casebook = load(project)
    page, name = member(casebook, old), named(new)
    refuse_malformed(name.slug)
    if name.kind not in (None, page.kind):
        raise CannotRun(f"{old} is {page.kind.with_article}, and stays in its folder")
    uri = f"{page.kind.folder}/{name.slug}.md"
    if name.slug == page.slug:
        raise CannotRun(f"{page.slug} has that name already")
    there = project.docs / uri
    if uri in casebook.files or (there.exists() and not there.samefile(project.docs / page.uri)):
        raise CannotRun(f"{there.as_posix()} is there already: choose another name")
    edits = by_path([*_Links(casebook, page, name.slug).edits(), *_formerly(page, name.slug)])
    pages, others = _applied(project, casebook, edits)
    pages[uri] = pages.pop(page.uri)
    unsaved: dict[str, bytes | None] = {**pages, page.uri: None}
    _refuse_new_findings(project, casebook, page, name.slug, unsaved)
    files = {project.docs / it: made for it, made in unsaved.items()} | others
    places = {path: len({(it.place, it.text) for it in its}) for path, its in edits.items()}
    return Renamed(page.uri, uri, files, places)


def _applied(
    project: Project, casebook: Casebook, edits: Mapping[str, list[Edit]]
) -> tuple[dict[str, bytes], dict[Path, bytes]]:
    """Return pages, by their paths below the docs folder, and the settings, with edits made."""
    menu = casebook.navigation.source.path if casebook.navigation else None
    pages, others = {}, {}
    for path, its in edits.items():
        if path == menu:
            others[Path(path)] = edited(content(path), its)
        else:
            uri = path.removeprefix(project.shown_as)
            pages[uri] = edited(content_of(project, uri) or b"", its)
    return pages, others


@dataclass(frozen=True)
class _Links:
    """Every place that names a page, wherever that is."""

    casebook: Casebook
    page: AnyMember
    slug: str

    def edits(self) -> Iterator[Edit]:
        """Return the edits that write the new name at each of them."""
        for page, path in self._in_fields():
            yield other_scalar(page.source, page.place(*path), self.slug)
        for link in Analysis(self.casebook).texts.links:
            # A link to a place on its own page has no path.
            if link.address.uri == self.page.uri and link.link.target[:1] not in ("#", "?", ""):
                yield self._in_body(link)
        yield from self._in_parts()
        menu = self.casebook.navigation
        for entry in menu.entries if menu else ():
            if menu and entry.path == self.page.uri:
                yield other_scalar(menu.source, entry.place, self._uri)

    @property
    def _uri(self) -> str:
        return f"{self.page.kind.folder}/{self.slug}.md"

    def _in_fields(self) -> Iterator[tuple[Page, tuple[str | int, ...]]]:
        for link in self.casebook.links:
            if link.target is self.page:
                yield link.source.page, (*link.path, "to")
        for undercut in self.casebook.undercuts:
            for end, name in ((undercut.supporter, "from"), (undercut.supported, "to")):
                if end is self.page:
                    yield undercut.undercutter.page, (*undercut.path, name)
        if self.page.slug not in self.casebook.arguments or self.page.kind != "argument":
            return
        for argument in self.casebook.arguments.values():
            for i, support in enumerate(argument.fields.supports):
                for j, slug in enumerate(support.joint):
                    if slug == self.page.slug:
                        yield argument.page, ("supports", i, "with", j)

    def _in_parts(self) -> Iterator[Edit]:
        """Follow the comments in which pages ask for parts of some arguments."""
        if self.page.kind is not Kind.ARGUMENT:
            return
        for page in self.casebook.pages:
            for asked in asked_for(page.body):
                for slug, start, end in slugs_in(asked):
                    if slug == self.page.slug:
                        place = page.source.place(page.body_start + start, page.body_start + end)
                        yield Edit(page.source, place, self.slug)

    def _in_body(self, link: BodyLink) -> Edit:
        source, place = link.page.source, link.place
        written = source.words_at(place)
        if written != link.link.target.partition("#")[0]:
            raise CannotRun(
                f"{source.path}:{place.line}: this link to the page is written in a way that could "
                "not be followed: change it by hand first"
            )
        path, query = re.fullmatch(r"([^?]*)(.*)", written, re.DOTALL).groups()  # type: ignore[union-attr]
        name = f"{self.page.slug}.md"
        if path.endswith(name):
            return Edit(source, place, f"{path.removesuffix(name)}{self.slug}.md{query}")
        return Edit(source, place, relative(link.page.uri, self._uri) + query)


def _formerly(member: AnyMember, slug: str) -> Iterator[Edit]:
    """Return the edits that note the old name, and forget the new one where it was an old one."""
    page, names = member.page, list(member.fields.formerly)
    old = member.slug if SLUG.fullmatch(member.slug) else None
    if slug in names:
        place = page.place("formerly", names.index(slug))
        if old:
            yield other_scalar(page.source, place, old)
        elif len(names) > 1:
            yield from filter(None, [without_item(page.source, place)])
        else:
            key = page.key_place("formerly")
            yield from filter(None, [without_key(page.source, key, page.place("formerly"))])
    elif old:
        yield _noted(page, old)


def _noted(page: Page, old: str) -> Edit:
    source = page.source
    count = len(page.fields.formerly) if page.fields else 0
    if count:
        place = page.place("formerly", count - 1)
        before = source.line(place.line)[: place.column - 1]
        between = f"\n{before}" if re.fullmatch(r" *- +", before) else ", "
        return Edit(source, place, f"{source.words_at(place)}{between}{scalar(old)}")
    fenced = FENCED.match(source.text)
    if fenced is None or "formerly" in (page.front.data if page.front else {}):
        raise CannotRun(f"{source.path}: `formerly` cannot be read: mend it first")
    return Edit(source, source.place(fenced.end("yaml")), f"formerly: [{scalar(old)}]\n")


def _refuse_new_findings(
    project: Project,
    casebook: Casebook,
    page: AnyMember,
    slug: str,
    unsaved: Mapping[str, bytes | None],
) -> None:
    uri = f"{page.kind.folder}/{slug}.md"
    menu = project.navigation
    if menu:
        entries = tuple(
            replace(entry, path=uri) if entry.path == page.uri else entry for entry in menu.entries
        )
        menu = replace(menu, entries=entries)
    after = replace(project, unsaved={**project.unsaved, **unsaved}, navigation=menu)
    alike = _as_if_called(page.slug, slug)
    before = [alike(finding) for finding in check(casebook)]
    if new := brought(before, [alike(finding) for finding in check(load(after))]):
        first = new[0]
        raise CannotRun(
            f"nothing is renamed, for that would bring {len(new)} finding{'s' * (len(new) != 1)}: "
            f"{first.path}:{first.place.line}: {first.code} {first.message}"
        )


def _as_if_called(old: str, new: str) -> Callable[[Finding], Finding]:
    """Return what makes findings alike that differ in the page's name alone."""
    name = re.compile(rf"(?<![a-z0-9-]){re.escape(old)}(?![a-z0-9-])")

    def alike(finding: Finding) -> Finding:
        source = Source(name.sub(new, finding.path), "")
        return replace(finding, source=source, message=name.sub(new, finding.message))

    return alike
