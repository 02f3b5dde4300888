"""Targets: what a text links to, or shows, is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from casebook.analysis.analysis import Analysis
from casebook.analysis.body_links import BodyLink
from casebook.analysis.certain import certain_link
from casebook.model.finding import Remark
from casebook.model.graph import Casebook
from casebook.model.kinds import ARTICLE_PAGE, identity
from casebook.model.passages import PASSAGE_ID
from casebook.prose.addresses import relative
from casebook.prose.raw_links import sources
from casebook.quoting.did_you_mean import TOO_MANY, Guesses, did_you_mean
from casebook.rules.generated_ids import generated_ids
from casebook.rules.rule import rule

Remarks = Iterator[Remark]

DEFINED = re.compile(r"^ {0,3}\[([^\]\n]+)\]:", re.MULTILINE)


@rule
def broken_link(analysis: Analysis) -> Remarks:
    """A link in the text leads to a file of the site."""
    casebook = analysis.casebook
    files = _Files(casebook)
    for link in analysis.texts.links:
        if not link.link.is_image and not _leads_to_a_file(analysis, link):
            message = f"there is no page `{link.link.target}`"
            if not link.link.target:
                message = "this link leads nowhere"
            fix = certain_link(casebook, link)
            yield Remark(link.page.source, link.place, message, files.meant(link), fix)
    yield from _raw(analysis, pictures=False)


@rule
def image_missing(analysis: Analysis) -> Remarks:
    """An image is a file of the site."""
    files = _Files(analysis.casebook)
    for link in analysis.texts.links:
        if link.link.is_image and not _leads_to_a_file(analysis, link):
            message = f"there is no image `{link.link.target}`"
            yield Remark(link.page.source, link.place, message, files.meant(link))
    yield from _raw(analysis, pictures=True)


def _raw(analysis: Analysis, *, pictures: bool) -> Remarks:
    """Yield remarks on links, or pictures, in raw HTML that lead to no file of the site."""
    casebook = analysis.casebook
    files = casebook.files | casebook.kind_indexes
    for page in casebook.pages:
        for link in analysis.texts.markups[page].raw if page in analysis.texts.readable else ():
            meant = sources(page.uri, link.target) if link.is_image is pictures else None
            if meant is None or not files.isdisjoint(meant):
                continue
            start, end = page.body_start + link.start, page.body_start + link.end
            message = f"the site has no {'image' if pictures else 'page'} `{link.target}`"
            hint = "an address in HTML is taken as it is, from the page's own address on the site"
            if not pictures:
                hint += "; a Markdown link to the page's file is made to fit"
            yield Remark(page.source, page.source.place(start, end), message, hint)


def _leads_to_a_file(analysis: Analysis, link: BodyLink) -> bool:
    casebook = analysis.casebook
    uri = link.address.uri
    if not link.link.target:
        return False
    if uri in casebook.files or uri in casebook.kind_indexes:
        return True
    kind, slug = identity(uri)
    doubt = analysis.doubt  # a misplaced page has a finding of its own
    return (kind, slug) in doubt.misplaced if kind else False


class _Files:
    """The files of a site, for guesses at what a broken link was meant to name."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._guesses = Guesses()

    @cached_property
    def _all(self) -> list[str]:
        return sorted(self._casebook.files | self._casebook.kind_indexes)

    @cached_property
    def _by_letters(self) -> Mapping[str, str]:
        """The first file of each path in small letters."""
        return {file.casefold(): file for file in reversed(self._all)}

    @cached_property
    def _named(self) -> Mapping[str, Mapping[str, list[str]]]:
        """The files of each ending, by their names without folders."""
        found: dict[str, dict[str, list[str]]] = {}
        for file in self._all:
            name = file.rpartition("/")[2]
            found.setdefault(PurePosixPath(name).suffix, {}).setdefault(name, []).append(file)
        return found

    def meant(self, link: BodyLink) -> str | None:
        """Return the hint for a link that leads nowhere: what it was most likely meant to be."""
        uri, written = link.address.uri, link.link.target
        if not written:
            return "write where it leads between the brackets"
        if _left_out(self._casebook, uri):
            return "the file is there, and the site's settings leave it out"
        kind, slug = identity(uri)
        if kind and (renamed := self._casebook.former_names.get(kind, {}).get(slug)):
            return f"it was renamed: write `{relative(link.page.uri, renamed.uri)}`"
        near = self._near(uri)
        if near:
            return did_you_mean(relative(link.page.uri, near), unquote(written))
        hint = "links are paths from this page's file to the other's, such as `../evidence/x.md`"
        return TOO_MANY if self._guesses.spent else hint

    def _near(self, uri: str) -> str | None:
        for way in (uri, f"{uri}/index.md", f"{uri}.md"):
            file = self._by_letters.get(way.casefold())
            if file and way in (uri, file):
                return file
        path = PurePosixPath(uri)
        same = self._named.get(path.suffix or ".md", {})
        slip = self._guesses.nearest(path.name, same)
        if slip:
            return min(same[slip], key=lambda file: relative(uri, file).count("/"))
        return self._guesses.nearest(uri, [file for files in same.values() for file in files])


def _left_out(casebook: Casebook, uri: str) -> bool:
    """Return whether there is such a file below the docs folder, and it is not published."""
    try:
        return not uri.startswith("../") and Path(casebook.shown_as, uri).is_file()
    except (OSError, ValueError):  # no name that a file can have
        return False


@rule
def broken_anchor(analysis: Analysis) -> Remarks:
    """A link to a place on a page leads to a heading, or an id, that is there."""
    casebook = analysis.casebook
    guesses = Guesses()
    for link in analysis.texts.links:
        uri, anchor = link.address.uri, link.address.anchor
        if not anchor or link.link.is_image:
            continue
        there = analysis.texts.anchors_at(uri)
        sought = {anchor, unquote(anchor)}  # a browser looks for the id as written, then decoded
        # Not the union of both: that of each link would copy all ids of the page it leads to.
        if there is None or sought & there.ids or sought & generated_ids(analysis, uri):
            continue
        if uri == ARTICLE_PAGE and PASSAGE_ID.fullmatch(anchor) and _passages_in_doubt(casebook):
            continue
        if not (analysis.texts.reader.knows_slugs or PASSAGE_ID.fullmatch(anchor)):
            continue
        where = "this page" if uri == link.page.uri else casebook.shown_as + uri
        near = None if guesses.spent else guesses.nearest(unquote(anchor), sorted(there.ids))
        hint = TOO_MANY if guesses.spent else None
        hint = did_you_mean(f"#{near}", f"#{unquote(anchor)}") if near else hint
        message = f"there is no place `#{anchor}` on {where}"
        yield Remark(link.page.source, link.anchor_place, message, hint)
    yield from _raw_anchors(analysis, guesses)


def _raw_anchors(analysis: Analysis, guesses: Guesses) -> Remarks:
    """Yield remarks on links in raw HTML to a missing place on their own page."""
    for page in analysis.casebook.pages:
        for link in analysis.texts.markups[page].raw if page in analysis.texts.readable else ():
            anchor = link.target[1:]
            if link.target[:1] != "#" or not anchor or anchor.startswith(("__", "top", ":~:")):
                continue
            there = analysis.texts.anchors_at(page.uri)
            ids = there.ids | generated_ids(analysis, page.uri) if there else {anchor}
            if analysis.texts.reader.knows_slugs and not {anchor, unquote(anchor)} & ids:
                start, end = page.body_start + link.start, page.body_start + link.end
                near = guesses.nearest(unquote(anchor), sorted(ids))
                hint = did_you_mean(f"#{near}", unquote(link.target)) if near else None
                message = f"there is no place `{link.target}` on this page"
                yield Remark(page.source, page.source.place(start, end), message, hint)


def _passages_in_doubt(casebook: Casebook) -> bool:
    """Return whether other findings report blockquotes without a passage, or repeated ids."""
    article = casebook.article
    if article is None:
        return True
    return bool(article.scanned.strays) or len(article.passages) < len(article.scanned.found)


@rule
def undefined_reference(analysis: Analysis) -> Remarks:
    """A link that names a reference names one that the page defines."""
    guesses = Guesses()
    for page in analysis.casebook.pages:
        if page in analysis.texts.readable and analysis.texts.markups[page].undefined:
            defined = DEFINED.findall(page.body)
            for reference in analysis.texts.markups[page].undefined:
                start = page.body_start + reference.label_at
                place = page.source.place(start, start + len(reference.label))
                message = f"nothing defines the reference `{reference.label}`"
                near = guesses.nearest(reference.label, defined)
                hint = did_you_mean(near, reference.label) if near else None
                hint = hint or f"add a line `[{reference.label}]: ` with the address of the page"
                yield Remark(page.source, place, message, hint)
