"""Writes a blank page, and says what to do with it.

A page with places that are not filled in is found by the check, so none is published by mistake.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from casebook.authoring.blank import Line, Words, front_matter
from casebook.authoring.naming import refuse_malformed
from casebook.authoring.told import told
from casebook.model.cannot_run import CannotRun
from casebook.model.graph import Casebook
from casebook.model.kinds import FOLDERS, PAGE_ENDINGS, Kind
from casebook.model.passages import fold
from casebook.model.words import plain_typography
from casebook.quoting.nearest_words import nearest_words
from casebook.quoting.quote_search import stands_at
from casebook.reading.linking import load
from casebook.reading.project import Project

KINDS = tuple(FOLDERS.values())
"""The kinds of page that can be written."""


@dataclass(frozen=True)
class NewPage:
    """A page that was written: its file, its lines, and files of other kinds of the same name."""

    kind: Kind
    slug: str
    file: Path
    lines: tuple[Line, ...]
    namesakes: tuple[Path, ...]

    def told(self, check: str) -> str:
        """Return what to do next; ``check`` is the command that checks the page."""
        places = [(number, line) for number, line in enumerate(self.lines, 1) if line.to_fill]
        return told("new.told.txt.j2", page=self, places=places, check=check)


def write_new(project: Project, kind: Kind, name: str, quotes: Sequence[str] = ()) -> NewPage:
    """Write a blank page of ``kind``; raises CannotRun, and writes nothing, where it cannot be.

    ``name`` is its slug or its path, ``quotes`` are words of the article that it is to quote.
    """
    slug = _slug(kind, name)
    if quotes and kind is not Kind.EVIDENCE:
        raise CannotRun(f"{kind.with_article} quotes nothing: make a page of evidence of the words")
    quoted: tuple[Words, ...] = ()
    if quotes:
        casebook = load(project)
        quoted = tuple(found_words(casebook, words) for words in quotes)
    folders = {of_kind: project.docs / name for name, of_kind in FOLDERS.items()}
    there = {of_kind: list(_pages(folder, slug)) for of_kind, folder in folders.items()}
    if there[kind]:
        raise CannotRun(f"{there[kind][0]} is there already: choose another slug, or edit it")
    lines = (*front_matter(kind, slug, quoted), Line(""), *_body(kind))
    file = folders[kind] / f"{slug}.md"
    file.parent.mkdir(exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as page:
            page.writelines(f"{line.text}\n" for line in lines)
    except FileExistsError:  # made in the meantime, or a link to nowhere
        raise CannotRun(f"{file} is there already: choose another slug, or edit it") from None
    namesakes = tuple(other for found in there.values() for other in found)
    return NewPage(kind, slug, file, lines, namesakes)


def _slug(kind: Kind, written: str) -> str:
    """Return the slug that is meant by a slug or by the path of the page's file."""
    *folders, name = written.split("/")
    meant = FOLDERS.get(folders[-1]) if folders else kind
    if meant is kind:
        name = name.removesuffix(".md")
        refuse_malformed(name)
        return name
    if meant:
        raise CannotRun(
            f"{written} is in the folder {meant.folder}, and a new {kind} belongs into another"
        )
    refuse_malformed(written)
    return written


def found_words(casebook: Casebook, words: str) -> Words:
    """Return where the article has ``words``, to the letter; raises CannotRun unless in one place.

    They may differ in typography from those of the article, which are taken.
    """
    if casebook.article is None:
        raise CannotRun(
            "there is no article's page that can be read, so no words can be found in it"
        )
    passages = casebook.article.passages.values()
    found = [(it.id, fold(words)) for it in passages for _ in stands_at(fold(words), it.words)]
    if not found:
        plain = plain_typography(words)
        near = [nearest_words(words, [it]) for it in passages if plain and plain in it.plain]
        alike = [it for it in near if it and plain_typography(it.words) == plain]
        found = [(it.passage, it.words) for it in alike]
    if len(found) == 1:
        return Words(*found[0])
    if found:
        where = " and ".join(dict.fromkeys(f"`{passage}`" for passage, _ in found))
        raise CannotRun(
            f"the words stand {len(found)} times, in {where}: quote more of the sentence"
        )
    likely = nearest_words(words, passages)
    hint = f"; `{likely.passage}` has: {likely.words}" if likely else ""
    raise CannotRun(f"no passage of the article has the words `{fold(words)}`{hint}")


def _pages(folder: Path, slug: str) -> Iterator[Path]:
    """Yield the pages in ``folder`` that have the slug, whatever their ending."""
    for ending in PAGE_ENDINGS:
        file = folder / f"{slug}{ending}"
        if file.exists() or file.is_symlink():
            yield file


def _body(kind: Kind) -> Iterator[Line]:
    """Yield a comment in place of the text, which neither the check nor a reader sees as text."""
    text = told("new.body.md.j2", kind=kind)
    first, *others = text.splitlines()
    yield Line(first, "the text of the page, in place of the comment")
    yield from (Line(line) for line in others)
