"""Shown: what a reader's browser gets is text, and files of the casebook's own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from casebook.analysis.analysis import Analysis
from casebook.analysis.body_links import has_body
from casebook.model.fields import MODELS, PageFields
from casebook.model.finding import Remark
from casebook.model.page import Page
from casebook.model.source import Source
from casebook.prose.active import Active
from casebook.prose.sought import written_at
from casebook.rules.rule import noted_while_reading, safety_rule

Remarks = Iterator[Remark]
Path = tuple[str | int, ...]

# An address that runs what it says, where a theme makes a link of it.
_RUNS = re.compile(r"[\x00-\x20]*(?:(?:javascript|vbscript):\S|data:[\w/+.=;-]*,)", re.IGNORECASE)
_WITHIN_SCHEME = re.compile(r"[\t\n\r]")
# A template of Material that leads on to an address, and what is no template of pages at all.
_SHOWS = re.compile(r"(?!redirect\.html)[\w-][\w.-]*\.html")
# Told by rules of their own, or not by a theme.
_TOLD = frozenset({"title", "description", "tags", "allow", "formerly"})


@safety_rule
def active_content(analysis: Analysis) -> Remarks:
    """What is published shows something: it runs, sends and loads nothing."""
    yield from noted_while_reading(analysis, "active-content")
    for page in analysis.casebook.pages:
        if has_body(page):
            yield from _in_body(analysis, page)
        yield from _in_fields(page)


def _in_body(analysis: Analysis, page: Page) -> Remarks:
    reached: dict[Active, int] = {}
    for active in analysis.texts.active(page):
        start = reached.get(active, page.body_start)
        stretch = written_at(page.source.text, active.sought, start)
        if stretch is None and active in reached:
            continue  # more of what has been reported
        if stretch is None:
            yield _included(analysis, page, active)
            continue
        reached[active] = stretch[1]
        message = f"the page holds {active.what}"
        yield Remark(page.source, page.source.place(*stretch), message, active.hint)


def _included(analysis: Analysis, page: Page, active: Active) -> Remark:
    """Return a remark at the included file that holds the active content, or else at the page."""
    for path, text in analysis.texts.reader.included(page.body):
        if stretch := written_at(text, active.sought):
            source = Source(os.path.relpath(path).replace(os.sep, "/"), text)
            message = f"this file, which pages include, holds {active.what}"
            return Remark(source, source.place(*stretch), message, active.hint)
    return Remark.on_file(page.source, f"the page holds {active.what}", active.hint)


def _in_fields(page: Page) -> Remarks:
    if page.front is None:
        return
    own = (
        MODELS[page.kind].model_fields.keys() - PageFields.model_fields.keys() if page.kind else ()
    )
    for name, value in page.front.data.items():
        if name == "template":
            yield from _template(page, value)
        elif name not in own and name not in _TOLD:
            for path, text in _texts((name,), value):
                yield from _in_field(page, path, text)


def _template(page: Page, value: object) -> Remarks:
    if not isinstance(value, str) or not _SHOWS.fullmatch(value):
        message = f"the template `{value}` does other than show the page"
        hint = "remove `template`, or name one that shows a page, such as `main.html`"
        yield Remark(page.source, page.place("template"), message, hint)


def _texts(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    """Yield every text in a value of front matter, with its path."""
    waiting: list[tuple[Path, object]] = [(path, value)]
    while waiting:
        at, found = waiting.pop()
        if isinstance(found, str):
            yield at, found
        elif isinstance(found, dict):
            waiting += [((*at, key), inner) for key, inner in found.items()]
        elif isinstance(found, list):
            waiting += [((*at, i), inner) for i, inner in enumerate(found)]


def _in_field(page: Page, path: Path, text: str) -> Remarks:
    """Yield a remark on an address in a field that runs; the hook turns markup into text."""
    if _RUNS.match(_WITHIN_SCHEME.sub("", text)):
        message = f"`{path[0]}` holds an address that runs what it says"
        hint = "give an address that begins with `https:`"
        yield Remark(page.source, page.place(*path), message, hint)


@safety_rule
def leads_out_of_docs(analysis: Analysis) -> Remarks:
    """What lies in the folder of the pages is a file there, or a link to one."""
    article, told = analysis.casebook.article, ""
    if article and article.original is None:  # a finding of its own says that it is not there
        told = f"{article.page.source.path.rpartition('/')[0]}/{article.fields.original}"
    for remark in noted_while_reading(analysis, "leads-out-of-docs"):
        if remark.source.path != told:
            yield remark
