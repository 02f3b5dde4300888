"""Writes a blank page, and says what to do with it.

A page with places that are not filled in is found by the check, so none is published by mistake.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from casebook.authoring.blank import Line, front_matter
from casebook.model.cannot_run import CannotRun
from casebook.model.kinds import DEVICE, FOLDERS, PAGE_ENDINGS, SLUG, Kind
from casebook.quoting.did_you_mean import slug_meant
from casebook.reading.project import Project

KINDS = tuple(FOLDERS.values())
"""The kinds of which a page can be made."""

TEMPLATES = Path(__file__).parent / "templates"

_templates = Environment(  # noqa: S701 - plain text, into which only slugs and paths are put
    loader=FileSystemLoader(TEMPLATES),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


@dataclass(frozen=True)
class NewPage:
    """A page that was written: its file, its lines, and files of other kinds of the same name."""

    kind: Kind
    slug: str
    file: Path
    lines: tuple[Line, ...]
    namesakes: tuple[Path, ...]

    def told(self, check: str) -> str:
        """What to do next; ``check`` is the command that checks the page."""
        places = [(number, line) for number, line in enumerate(self.lines, 1) if line.to_fill]
        return _templates.get_template("new.told.txt.j2").render(
            page=self, places=places, check=check
        )


def write_new(project: Project, kind: Kind, slug: str) -> NewPage:
    """Write a blank page of ``kind``; raises CannotRun, and writes nothing, where it cannot be."""
    _refuse_malformed(slug)
    folders = {of_kind: project.docs / name for name, of_kind in FOLDERS.items()}
    there = {of_kind: list(_pages(folder, slug)) for of_kind, folder in folders.items()}
    if there[kind]:
        raise CannotRun(f"{there[kind][0]} is there already: choose another slug, or edit it")
    lines = (*front_matter(kind, slug), Line(""), *_body(kind))
    file = folders[kind] / f"{slug}.md"
    file.parent.mkdir(exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as page:
            page.writelines(f"{line.text}\n" for line in lines)
    except FileExistsError:  # made since, or a link to nowhere
        raise CannotRun(f"{file} is there already: choose another slug, or edit it") from None
    namesakes = tuple(other for found in there.values() for other in found)
    return NewPage(kind, slug, file, lines, namesakes)


def _refuse_malformed(slug: str) -> None:
    if slug == "index":
        raise CannotRun("index is no slug: index.md is the page that lists all of the kind")
    if DEVICE.fullmatch(slug):
        raise CannotRun(f"{slug} is the name of a device to Windows: name it in a few words")
    if SLUG.fullmatch(slug):
        return
    meant = slug_meant(slug.removesuffix(".md"))
    hint = f"did you mean {meant}?" if meant and meant != "index" else "name it in a few words"
    raise CannotRun(
        f"{slug!r} cannot be a slug, which is lower-case letters, digits and hyphens: {hint}"
    )


def _pages(folder: Path, slug: str) -> Iterator[Path]:
    """The pages in ``folder`` that have the slug, whatever their ending."""
    for ending in PAGE_ENDINGS:
        file = folder / f"{slug}{ending}"
        if file.exists() or file.is_symlink():
            yield file


def _body(kind: Kind) -> Iterator[Line]:
    """A comment in place of the text: to the check, as to a reader of the site, it is nothing."""
    text = _templates.get_template("new.body.md.j2").render(kind=kind)
    first, *others = text.splitlines()
    yield Line(first, "the text of the page, in place of the comment")
    yield from (Line(line) for line in others)
