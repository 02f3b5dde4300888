"""Files that a site publishes as they are: those that can run, and those outside the folder."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from casebook.model.finding import Finding
from casebook.model.kinds import FOLDERS, PAGE_ENDINGS, SLUG, identity, is_index
from casebook.model.site_files import is_put_in, published_at
from casebook.model.source import WHOLE_FILE, Place, Source
from casebook.prose.active_svg import active_in_picture
from casebook.reading.below_docs import BelowDocs
from casebook.reading.project import Project

INERT = frozenset(
    {
        *(".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"),
        *(".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav"),
        *(".m4v", ".mov", ".mp4", ".ogv", ".srt", ".vtt", ".webm"),
        *(".otf", ".ttf", ".woff", ".woff2"),
        *(".argdown", ".bib", ".csv", ".geojson", ".json", ".jsonld", ".log", ".ndjson", ".ris"),
        *(".adoc", ".jsonl", ".org", ".rst", ".tex", ".toml", ".tsv", ".txt", ".yaml", ".yml"),
        *(".docx", ".epub", ".odp", ".ods", ".odt", ".pdf", ".pptx", ".xlsx", ".zip"),
        *(".diff", ".patch", ".py", ".r", ".sql"),
    }
)
"""Endings of files that a browser shows, plays or stores, and takes no orders from."""
INERT_NAMES = frozenset({"CNAME", "LICENSE"})
"""Files without an ending that are known by their names."""
LARGEST_PICTURE = 5_000_000
"""Bytes of a picture that is text: more is no drawing, and would be read for long."""


def astray(project: Project, below: BelowDocs) -> Iterator[Finding]:
    """Yield findings for what leads out of the docs, and for names that differ only in case."""
    for uri, why, hint in below.astray:
        yield _on_file("leads-out-of-docs", project, uri, f"this is {why}", hint)
    seen: dict[str, str] = {}
    for uri in below.files:
        name = _without_case(uri)
        if name in seen and not (_told_as_slug(uri) or _told_as_slug(seen[name])):
            message = f"where letter case does not count, this file is `{seen[name]}`"
            hint = "give one of the two another name"
            yield _on_file("names-differ-in-case", project, uri, message, hint)
        seen.setdefault(name, uri)


def taken(project: Project, files: Iterable[str]) -> Iterator[Finding]:
    """Yield findings for files at the address of another file, or of what the casebook puts in."""
    seen: dict[str, str] = {}
    for uri in files:
        is_page = uri.endswith(PAGE_ENDINGS)
        if is_page and is_index(uri) and not uri.endswith("index.md"):
            continue  # another finding says that it would be the index of its folder
        at = published_at(uri, directories=project.directories) if is_page else uri
        message = f"`{at}` of the site is what the casebook itself puts there"
        if is_put_in(at):
            hint = "give the file another name"
            yield _on_file("address-taken", project, uri, message, hint)
        elif at in seen and not (_told_as_slug(uri) or _told_as_slug(seen[at])):
            message = f"the site has `{seen[at]}` at the same address"
            hint = "give one of the two another name"
            yield _on_file("address-taken", project, uri, message, hint)
        seen.setdefault(at, uri)


def _told_as_slug(uri: str) -> bool:
    """Return whether another finding reports that the name of a page is no slug."""
    kind, slug = identity(uri)
    return kind is not None and not SLUG.fullmatch(slug)


def _without_case(uri: str) -> str:
    """Return a path as file systems compare it that ignore case and kinds of ``é``."""
    if uri.isascii():
        return uri.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", uri).casefold())


def active_files(project: Project, files: Iterable[str]) -> Iterator[Finding]:
    """Yield findings for published ``files``, other than pages, that a browser may run."""
    for uri in files:
        if uri.endswith(PAGE_ENDINGS) or uri in project.loaded:
            continue
        path = PurePosixPath(uri)
        ending = path.suffix.lower()
        if ending in PAGE_ENDINGS and path.parent.as_posix() in FOLDERS:
            continue  # another finding reports that its name cannot be a page's
        if ending == ".svg":
            yield from _of_picture(project, uri)
        elif ending not in INERT and path.name not in INERT_NAMES:
            message = (
                f"a file of this kind (`{ending or path.name}`) could run in a reader's browser"
            )
            hint = "leave it out, or give it a form that only shows something: a page, a picture"
            yield _on_file("active-content", project, uri, message, hint)


def _of_picture(project: Project, uri: str) -> Iterator[Finding]:
    hint = "export it anew as a plain drawing, or as a PNG"
    try:
        with (project.docs / uri).open("rb") as file:
            content = file.read(LARGEST_PICTURE + 1)
    except OSError:
        yield _on_file("active-content", project, uri, "the picture cannot be read", hint)
        return
    if len(content) > LARGEST_PICTURE:
        yield _on_file("active-content", project, uri, "the picture is too large to check", hint)
        return
    source = Source(project.shown_as + uri, content.decode("utf-8", "replace"))
    for what, line, column in active_in_picture(content):
        place = Place(line, column, line, column)
        yield Finding("active-content", source, place, f"the picture holds {what}", hint)


def _on_file(code: str, project: Project, uri: str, message: str, hint: str) -> Finding:
    return Finding(code, Source(project.shown_as + uri, ""), WHOLE_FILE, message, hint)
