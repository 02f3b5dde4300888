"""Format: every page can be read, and its front matter has the fields of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.analysis.analysis import Analysis
from casebook.analysis.placement import misnamed, misplaced_from
from casebook.model.finding import Edit, Fix, Remark, one_of
from casebook.model.kinds import DEVICE, FOLDERS, SLUG, Kind, is_index
from casebook.model.members import Argument
from casebook.model.page import Page
from casebook.model.source import Source
from casebook.prose.charts import CHART
from casebook.prose.parts import PARTS, asked_for, slugs_in
from casebook.quoting.did_you_mean import did_you_mean, nearest, only_near, slug_meant
from casebook.quoting.looks_alike import strange_in
from casebook.rules.rule import noted_while_reading, rule

Remarks = Iterator[Remark]

NEEDS_WARRANT = ("interpretation", "imputation")


@rule
def missing_field(analysis: Analysis) -> Remarks:
    """Every field that a kind requires is there."""
    casebook = analysis.casebook
    yield from noted_while_reading(analysis, "missing-field")
    for argument in casebook.arguments.values():
        yield from _fidelity_missing(argument)
    for evidence in casebook.evidence.values():
        fields, page = evidence.fields, evidence.page
        if not fields.quotes and not fields.citation and not page.doubts("quotes", "citation"):
            message = "`quotes` is missing, and there is no `citation` in its place"
            hint = "quote the article's words, or cite the outside source"
            yield Remark.on_file(page.source, message, hint)


def _fidelity_missing(argument: Argument) -> Remarks:
    """Yield what `voice` and `fidelity` require of each other, at the value that requires it."""
    fields, page = argument.fields, argument.page
    if not fields.fidelity:
        if fields.voice != "editors" and not page.doubts("voice", "fidelity"):
            message = f"`fidelity` is missing, and `voice: {fields.voice}` requires it"
            hint = "say how far the claim stands from the printed words"
            yield Remark(page.source, page.place("voice"), message, hint)
    elif fields.fidelity in NEEDS_WARRANT and not fields.warrant and not page.doubts("warrant"):
        message = f"`warrant` is missing, and `fidelity: {fields.fidelity}` requires it"
        hint = "say why that reading of the printed words is justified"
        yield Remark(page.source, page.place("fidelity"), message, hint)


@rule
def malformed_slug(analysis: Analysis) -> Remarks:
    """The file name of a member is lower-case letters, digits and hyphens, and ends in `.md`."""
    casebook = analysis.casebook
    guessed = "name the file in a few words"
    for page in casebook.pages:
        folder, _, name = page.uri.rpartition("/")
        named_well = SLUG.fullmatch(page.slug) and name.endswith(".md")
        if folder in FOLDERS and is_index(page.uri) and name != "index.md":
            slug = "index"
            message = f"{name} would be the index of its folder, to which links lead as index.md"
        elif page.kind in FOLDERS.values() and not named_well:
            slug = slug_meant(page.slug)
            message = f"the file name {name} cannot be a slug"
            message += f": it has {strange}" if (strange := strange_in(name)) else ""
        elif page.kind in FOLDERS.values() and DEVICE.fullmatch(page.slug):
            slug = ""
            message = f"{name} is the name of a device to Windows, where no file can have it"
        else:
            continue
        hint = f"rename the file to {slug}.md" if slug else guessed
        if slug and casebook.page(f"{folder}/{slug}.md"):
            hint = f"{guessed}: {slug}.md is there already"
        yield Remark.on_file(page.source, message, hint)
    for uri in sorted(casebook.files):
        if meant := misnamed(uri):
            name, slug = uri.rpartition("/")[2], slug_meant(meant[1])
            strange = strange_in(name)
            why = f"has {strange}" if strange else "does not end in `.md`"
            message = f"{name} is no page: its name {why}"
            hint = f"rename the file to {slug}.md" if slug else guessed
            yield Remark.on_file(Source(casebook.shown_as + uri, ""), message, hint)


@rule
def misplaced_page(analysis: Analysis) -> Remarks:
    """A member of a kind is in the folder of its kind."""
    for page in analysis.casebook.pages:
        folder = misplaced_from(page)
        if folder:
            name = page.uri.rpartition("/")[2]
            message = f"this page would be read in the folder {folder}, and is not in it"
            yield Remark.on_file(page.source, message, f"move it to {folder}/{name}")


@rule
def duplicate_title(analysis: Analysis) -> Remarks:
    """No two pages have one title."""
    first: dict[str, Page] = {}
    # The article's title is printed, and cannot be another.
    for page in sorted(analysis.casebook.pages, key=lambda page: page.kind is not Kind.ARTICLE):
        if page.fields is None or page.doubts("title"):
            continue
        title = " ".join(page.fields.title.casefold().split())
        if title in first:
            message = f"the title of {first[title].source.path} is used again"
            hint = "name what sets this page apart"
            yield Remark(page.source, page.place("title"), message, hint)
        else:
            first[title] = page


@rule
def unknown_part(analysis: Analysis) -> Remarks:
    """A page asks for a part of the casebook that there is."""
    for page in analysis.casebook.pages:
        for found in asked_for(page.body):
            name = found["name"]
            if name not in PARTS and name != CHART:
                near = nearest(name, PARTS)
                hint = did_you_mean(near, name) if near else f"the parts are {one_of(PARTS)}"
                start = page.body_start + found.start("name")
                place = page.source.place(start, start + len(name))
                fix = None
                if near and only_near(name, PARTS):
                    fix = Fix(f"write `{near}`", (Edit(page.source, place, near),))
                yield Remark(page.source, place, f"there is no part `{name}`", hint, fix)
            yield from _no_arguments(analysis, page, found)


def _no_arguments(analysis: Analysis, page: Page, asked: re.Match[str]) -> Remarks:
    """Yield remarks on the slugs that a part is asked for and that name no argument."""
    known = analysis.casebook.arguments
    for slug, start, end in slugs_in(asked):
        if slug not in known and not analysis.doubt.exists(Kind.ARGUMENT, slug):
            near = nearest(slug, known)
            place = page.source.place(page.body_start + start, page.body_start + end)
            hint = did_you_mean(near, slug) if near else "name it by the slug of an argument"
            yield Remark(page.source, place, f"there is no argument `{slug}`", hint)
