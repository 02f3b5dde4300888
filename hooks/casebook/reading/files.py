"""Files to pages: the fields of each file, with the place of every word of it.

Reading never fails: each fault of a file becomes a finding on its page, and as much of the page as
possible is kept, so that other pages are not blamed for it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from pathspec import GitIgnoreSpec

from casebook.model.fields import MODELS, OtherFields, PageFields, kind_meant
from casebook.model.finding import BYTE_ORDER_MARK, Edit, Finding, Fix
from casebook.model.kinds import PAGE_ENDINGS, Kind, identity
from casebook.model.page import Original, Page
from casebook.model.source import WHOLE_FILE, Source
from casebook.prose.parts import says_nothing
from casebook.reading.fences import no_front_matter
from casebook.reading.front_matter import FrontMatter, fields_without_fences, parse, split
from casebook.reading.project import ALWAYS_LEFT_OUT, Project
from casebook.reading.regular_files import content
from casebook.reading.validation import Validated, validate
from casebook.reading.yaml_nodes import Unreadable

WORD = re.compile(r"[\w-]+")


def read_original(project: Project, name: str) -> Original | None:
    """Return the file ``name`` beside the article's page; None where there is no such file."""
    if Path(name).name != name:
        return None
    uri = f"{Kind.ARTICLE.folder}/{name}"
    path = project.docs / uri
    try:
        inside = path.resolve().is_relative_to(project.docs.resolve())
        there = inside and (uri in project.unsaved or path.is_file())
        found = content_of(project, uri) if there else None
    except (OSError, ValueError):  # may not be read, or no name that a file can have
        found = None
    if found is None:
        return None
    try:
        text = found.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    return Original(hashlib.sha256(found).hexdigest(), text and text.removeprefix("\ufeff"))


def read(
    project: Project, files: Iterable[str], page: Callable[[str, str, bytes], Page] | None = None
) -> tuple[Page, ...]:
    """Return every page among the ``files``, in the order of their paths.

    ``page`` makes one, as ``read_page`` does.
    """
    prefix, page = project.shown_as, page or read_page
    return tuple(
        page(uri, prefix + uri, content_of(project, uri) or b"")
        for uri in files
        if uri.endswith(PAGE_ENDINGS)
    )


def content_of(project: Project, uri: str) -> bytes | None:
    """Return the bytes of the file ``uri``, or of what is unsaved in its place."""
    if uri in project.unsaved:
        return project.unsaved[uri]
    return content(f"{project.docs}/{uri}")


def published(project: Project, below: Iterable[str]) -> list[str]:
    """Return the sorted paths below the docs folder of all files that MkDocs publishes.

    ``below`` are those of all files there.
    """
    if project.uris is not None:
        return sorted(project.uris)
    left_out = [
        _always_left_out
        if patterns == ALWAYS_LEFT_OUT
        else GitIgnoreSpec.from_lines(patterns).match_file
        for patterns in project.left_out
        if patterns
    ]
    found = {*below} if not project.unsaved else _with_unsaved(project, below)
    there = {uri for uri in found if not any(matches(uri) for matches in left_out)}
    return [
        uri
        for uri in sorted(there)
        # MkDocs takes the one for the other where both are there.
        if not (uri.endswith("README.md") and uri.removesuffix("README.md") + "index.md" in there)
    ]


def _with_unsaved(project: Project, below: Iterable[str]) -> set[str]:
    """Return the files below the docs folder as if all unsaved changes were saved."""
    added = {uri for uri, found in project.unsaved.items() if found is not None}
    return {uri for uri in below if uri not in project.unsaved} | added


def _always_left_out(uri: str) -> bool:
    """Return whether ``ALWAYS_LEFT_OUT`` matches: as gitignore would, and faster."""
    return uri[0] == "." or "/." in uri or uri.startswith("templates/")


def read_page(uri: str, path: str, found: bytes) -> Page:
    """Return the page that the bytes of a file make; ``path`` is how findings name the file."""
    kind, slug = identity(uri)
    faults: list[Finding] = []
    try:
        text = found.decode("utf-8")
    except UnicodeDecodeError as error:
        text = found.decode("utf-8", errors="replace")
        source = Source(path, _unix(text))
        line = found.count(b"\n", 0, error.start) + 1
        message = f"the file is not UTF-8: line {line} has the byte 0x{found[error.start]:02X}"
        fault = Finding("not-utf-8", source, WHOLE_FILE, message, "save it with the encoding UTF-8")
        return _unreadable(uri, source, kind, slug, fault)
    source = Source(path, _unix(text.removeprefix("\ufeff")))
    if text.startswith("\ufeff"):
        hint = "save the file as UTF-8 without a byte-order mark"
        message = "the file begins with a byte-order mark"
        fix = Fix("remove the byte-order mark", (Edit(source, BYTE_ORDER_MARK, ""),))
        faults.append(Finding("byte-order-mark", source, WHOLE_FILE, message, hint, fix=fix))
    return _with_front_matter(uri, source, kind, slug, faults)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _with_front_matter(
    uri: str, source: Source, kind: Kind | None, slug: str, faults: list[Finding]
) -> Page:
    fences = split(source)
    if fences is None:
        if kind is None:
            begin = fields_without_fences(source)
            return Page(uri, source, kind, slug, begin, findings=tuple(faults))
        return _unreadable(uri, source, kind, slug, *faults, no_front_matter(source))
    start, end, body_start = fences
    try:
        front = parse(source, start, end)
    except Unreadable as unreadable:
        return _unreadable(uri, source, kind, slug, *faults, unreadable.finding, body=body_start)
    if front is None or (kind is None and front.holds_nothing):
        if kind is None:  # two rules with text between them: no front matter for MkDocs either
            return Page(uri, source, kind, slug, 0, findings=tuple(faults))
        hint = "write each field as `name: value`"
        place = source.place(start)
        fault = Finding("wrong-type", source, place, "the front matter holds no fields", hint)
        return _unreadable(uri, source, kind, slug, *faults, fault, body=body_start)
    if kind is None and body_start == len(source.text) and source.text[-1] != "\n":
        faults.append(_unseen_end(source))
    if kind is None or kind_meant(front.data.keys()) not in (None, kind):
        return _other_page(uri, slug, body_start, front, faults)
    validated = validate(front, MODELS[kind])
    return _member(uri, kind, slug, body_start, front, validated, faults)


def _other_page(
    uri: str, slug: str, body_start: int, front: FrontMatter, faults: list[Finding]
) -> Page:
    """Return a page of no kind, or one that lies in the folder of another kind."""
    exceptions = validate(front, OtherFields)
    findings = (*faults, *front.faults, *exceptions.findings)
    allow = exceptions.fields.allow
    return Page(uri, front.source, None, slug, body_start, front, findings=findings, allow=allow)


def _member(
    uri: str,
    kind: Kind,
    slug: str,
    body_start: int,
    front: FrontMatter,
    validated: Validated[PageFields],
    faults: list[Finding],
) -> Page:
    read = (finding for finding in validated.findings if not _holds_one(finding, front.faults))
    findings = (*faults, *front.faults, *read)
    source = front.source
    if says_nothing(source.text[body_start:]):
        message, hint = "the page has no text", "say below the front matter what it is about"
        findings += (Finding("empty-body", source, WHOLE_FILE, message, hint),)
    return Page(
        uri,
        source,
        kind,
        slug,
        body_start,
        front,
        validated.fields,
        findings,
        validated.doubt | front.doubled,
        validated.words | front.lost,
        validated.items,
        validated.fields.allow,
    )


def _holds_one(finding: Finding, faults: Iterable[Finding]) -> bool:
    """Return whether a fault within a value explains why the value has the wrong type."""
    place = finding.place
    return finding.code == "wrong-type" and any(
        (place.line, place.column) <= (fault.place.line, fault.place.column)
        and (fault.place.end_line, fault.place.end_column) <= (place.end_line, place.end_column)
        for fault in faults
    )


def _unreadable(
    uri: str, source: Source, kind: Kind | None, slug: str, *faults: Finding, body: int = 0
) -> Page:
    words = frozenset(WORD.findall(source.text))
    doubt = frozenset({"*"})
    return Page(uri, source, kind, slug, body, findings=faults, doubt=doubt, words=words)


def _unseen_end(source: Source) -> Finding:
    """Return the finding for a closing fence without a line end, which MkDocs requires.

    A member without text has a finding of its own in place of this one.
    """
    message = "MkDocs does not see where the front matter ends, and shows it as text"
    hint = "end its last line, and write the text of the page below"
    place = source.place(source.text.rindex("\n") + 1, len(source.text))
    return Finding("no-front-matter", source, place, message, hint)
