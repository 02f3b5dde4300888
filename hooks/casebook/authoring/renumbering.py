"""Renumbers the passages after one was split or joined, in every quote and link.

A passage that was split off has a heading without an id, or with the id of the first half; one that
was joined to the passage before it has no heading any more. The number of a paragraph stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from casebook.analysis.analysis import Analysis
from casebook.authoring.editing import by_path, edited
from casebook.authoring.told import told
from casebook.model.cannot_run import CannotRun
from casebook.model.finding import Edit
from casebook.model.graph import Casebook
from casebook.model.kinds import ARTICLE_PAGE
from casebook.model.members import Article, Evidence
from casebook.model.passages import PASSAGE_ID, Passage, fold
from casebook.model.source import Place, Source
from casebook.reading.files import content_of
from casebook.reading.linking import load
from casebook.reading.project import Project
from casebook.reading.yaml_edits import other_scalar, scalar, without_item

Files = Mapping[str, bytes]
_ID = re.compile(r"(?<=[{ :])#(p\d+-\d+)(?=[^{}]*\}\s*$)")
_SPLIT_OFF = re.compile(r"^#+ (?P<title>[^{}\n]+)\n+(?P<words>[^\s>#].*)$", re.MULTILINE)
_WITH_PASSAGES = (ARTICLE_PAGE, "read.md")


def resummed(project: Project) -> tuple[Files, str]:
    """Return the article's page with the current sha256 of the original, and what to say of it."""
    article = _article(load(project))
    if article.original is None:
        raise CannotRun(f"{article.fields.original} is not there, so it has no sha256")
    if article.unchanged:
        return {}, "sha256 is that of the file already\n"
    page = article.page
    edit = other_scalar(page.source, page.place("sha256"), article.original.sha256)
    changed = edited(content_of(project, page.uri) or b"", [edit])
    return {page.uri: changed}, f"sha256 is now {article.original.sha256}\n"


def renumbered(project: Project) -> tuple[Files, str]:
    """Return the pages that change when the passages are renumbered, and what to say of it."""
    casebook = load(project)
    article = _article(casebook)
    for line, title in _unquoted(article):
        raise CannotRun(
            f"{article.page.source.path}:{line}: below `{title}` stand words of the article that "
            "are no passage yet: begin each of their lines with `> `"
        )
    plan = _Plan(casebook, article)
    if not plan.new:
        return {}, told("renumber.told.txt.j2", moved={}, lost=(), files=())
    headings = {ARTICLE_PAGE: edited(content_of(project, ARTICLE_PAGE) or b"", plan.headings)}
    after = load(replace(project, unsaved={**project.unsaved, **headings}))
    following = _Following(plan, _article(after).passages)
    edits = [*plan.headings, *following.edits()]
    files = {
        (uri := path.removeprefix(project.shown_as)): edited(content_of(project, uri) or b"", its)
        for path, its in by_path(edits).items()
    }
    return files, told(
        "renumber.told.txt.j2",
        moved={old: new for old, new in plan.new.items() if old != new},
        lost=tuple(following.lost),
        files=sorted(files),
    )


def _article(casebook: Casebook) -> Article:
    if casebook.article is None:
        raise CannotRun(f"there is no page {casebook.shown_as}{ARTICLE_PAGE} that can be read")
    return casebook.article


def _unquoted(article: Article) -> Iterator[tuple[int, str]]:
    """Return the headings without an id below which the article's words are not quoted."""
    source = article.page.source
    for found in _SPLIT_OFF.finditer(source.text, article.page.body_start):
        words = fold(found["words"])
        if words and words in article.text:
            yield source.place(found.start()).line, found["title"]


@dataclass(frozen=True)
class _Plan:
    """Which passage gets which number."""

    casebook: Casebook
    article: Article

    @cached_property
    def _numbered(self) -> list[tuple[int, str | None, str]]:
        """For each passage in order: the line of its heading, its id so far, and its new one."""
        source = self.article.page.source
        items: list[tuple[int, str | None]] = [
            (source.place(passage.start).line, passage.id) for passage in self.article.scanned.found
        ]
        for stray in self.article.scanned.strays:
            lines = range(stray.line, source.place(self.article.page.body_start).line - 1, -1)
            heading = next((n for n in lines if source.line(n).startswith("#")), None)
            if heading is not None:
                items.append((heading, None))
        found, counts, paragraph = [], Counter[str](), "p0"
        for line, old in sorted(items, key=lambda item: item[0]):
            paragraph = old.partition("-")[0] if old else paragraph
            counts[paragraph] += 1
            found.append((line, old, f"{paragraph}-{counts[paragraph]}"))
        return found

    @cached_property
    def new(self) -> Mapping[str, str]:
        """The new id for each old one; of two alike, for the first."""
        found: dict[str, str] = {}
        for _, old, new in self._numbered:
            if old:
                found.setdefault(old, new)
        return found

    @cached_property
    def headings(self) -> list[Edit]:
        """The edits that write the new ids into the headings."""
        return [self._heading(line, old, new) for line, old, new in self._numbered if old != new]

    def _heading(self, number: int, old: str | None, new: str) -> Edit:
        source = self.article.page.source
        line = source.line(number)
        if old and (found := _ID.search(line)):
            begin, end = found.span(1)
            return Edit(source, Place(number, begin + 1, number, end + 1), new)
        end = len(line.rstrip())
        return Edit(source, Place(number, end + 1, number, len(line) + 1), f" {{ #{new} }}")

    def halves(self, old: str) -> list[str]:
        """Return the new ids of what was split off from the passage with the id ``old``."""
        found: list[str] = []
        last = None
        for _, its, new in self._numbered:
            if its in (None, old) and last == old:
                found.append(new)
            last = last if its is None else its
        return found

    def now(self, old: str) -> str:
        """Return the new id of the passage ``old``, or of the passage that it was joined to."""
        if old in self.new or not PASSAGE_ID.fullmatch(old):
            return self.new.get(old, old)
        paragraph, _, number = old.partition("-")
        before = [
            (int(name.partition("-")[2]), new)
            for name, new in self.new.items()
            if name.partition("-")[0] == paragraph and int(name.partition("-")[2]) < int(number)
        ]
        return max(before)[1] if before else old


@dataclass
class _Following:
    """The edits by which quotes and links follow; ``lost`` are quotes that no passage has whole."""

    plan: _Plan
    passages: Mapping[str, Passage]

    def __post_init__(self) -> None:
        self.lost: list[str] = []
        self._order = {name: i for i, name in enumerate(self.passages)}

    def edits(self) -> Iterator[Edit]:
        """Return the edits to all pages, the headings of the article's aside."""
        for evidence in self.plan.casebook.evidence.values():
            yield from self._quotes(evidence)
        yield from self._set_aside()
        yield from self._links()

    def _quotes(self, evidence: Evidence) -> Iterator[Edit]:
        page = evidence.page
        went: dict[str, list[str]] = {}
        for i, quote in enumerate(evidence.fields.quotes):
            new = self._has(quote.passage, fold(quote.exact))
            if new is None:
                place = page.place("quotes", i, "exact")
                self.lost.append(f"{page.source.path}:{place.line}")
                new = self.plan.now(quote.passage)
            went.setdefault(quote.passage, []).append(new)
            if new != quote.passage:
                yield other_scalar(page.source, page.place("quotes", i, "passage"), new)
        for i, link in enumerate(evidence.fields.segments):
            listed: list[str] = []
            for j, old in enumerate(link.passages):
                place = page.place("segments", i, "passages", j)
                wanted = dict.fromkeys(went.get(old, [self.plan.now(old)]))
                news = [new for new in wanted if new not in listed]
                listed += news
                if news != [old]:
                    yield from self._listed(page.source, place, news)

    def _listed(self, source: Source, place: Place, news: list[str]) -> Iterator[Edit]:
        """Write other passages for one that a list names; none where they are named already."""
        if not news:
            edit = without_item(source, place)
            yield from [edit] if edit else []
            return
        before = source.line(place.line)[: place.column - 1]
        between = f"\n{before}" if before.lstrip(" ").startswith("- ") else ", "
        yield Edit(source, place, between.join(news))

    def _has(self, old: str, exact: str) -> str | None:
        """Return the passage that has the words, the one nearest to where they were."""
        meant = self.plan.now(old)
        having = [name for name, passage in self.passages.items() if exact in passage.words]
        at = self._order.get(meant, 0)
        return min(having, key=lambda name: abs(self._order[name] - at), default=None)

    def _set_aside(self) -> Iterator[Edit]:
        page, named = self.plan.article.page, set[str]()
        for old, reason in self.plan.article.fields.set_aside.items():
            key, new = page.key_place("set_aside", old), self.plan.now(old)
            before = page.source.line(key.line)[: key.column - 1]
            for half in self.plan.halves(old) if not before.strip() else []:
                at = Place(key.line, 1, key.line, 1)
                yield Edit(page.source, at, f"{before}{half}: {scalar(reason)}\n")
            if new != old and new not in named:
                yield other_scalar(page.source, key, new)
            named.add(new)

    def _links(self) -> Iterator[Edit]:
        for link in Analysis(self.plan.casebook).texts.links:
            old = link.address.anchor
            if link.address.uri not in _WITH_PASSAGES or not PASSAGE_ID.fullmatch(old):
                continue
            new, source = self.plan.now(old), link.page.source
            if new == old:
                continue
            if source.words_at(link.anchor_place) == f"#{old}":
                yield Edit(source, link.anchor_place, f"#{new}")
            begin = link.page.body_start + link.link.start + 1
            if link.link.text == old and source.text.startswith(old, begin):
                yield Edit(source, source.place(begin, begin + len(old)), new)
