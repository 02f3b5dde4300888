"""What an editor can do about a finding, and with marked words of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types as lsp

from casebook.authoring.blank import Words, front_matter
from casebook.authoring.fixing import mend
from casebook.authoring.told import told
from casebook.editor import edits
from casebook.editor.diagnostics import shown_range
from casebook.editor.places import Units
from casebook.editor.pointing import passage_at
from casebook.editor.workspace import Workspace
from casebook.model.finding import Finding
from casebook.model.graph import Casebook
from casebook.model.kinds import Kind
from casebook.model.members import Article
from casebook.model.page import Page
from casebook.model.passages import fold
from casebook.model.words import FEWEST_WORDS, word_count

_MOST_WORDS = 6
_FIX_ALL = lsp.CodeActionKind.SourceFixAll


def actions(
    workspace: Workspace, units: Units, page: Page, where: lsp.Range, only: tuple[str, ...]
) -> Iterator[lsp.CodeAction]:
    """Return what can be done in a stretch of a page; ``only`` are the kinds that are asked for."""
    casebook = workspace.state.casebook
    if casebook is None:
        return
    if _wanted(lsp.CodeActionKind.QuickFix, only):
        for finding in workspace.findings:
            here = finding.path == page.source.path and _can_be_done(finding)
            if here and _touch(shown_range(units, finding), where):
                yield _of_fix(workspace, units, finding)
    if _wanted(lsp.CodeActionKind.Refactor, only):
        yield from _new_evidence(workspace, units, casebook, page, where)
    if _FIX_ALL in only or lsp.CodeActionKind.Source in only:
        yield from fix_all(workspace, units)


def _wanted(kind: lsp.CodeActionKind, only: tuple[str, ...]) -> bool:
    return not only or any(kind == it or kind.startswith(f"{it}.") for it in only)


def _can_be_done(finding: Finding) -> bool:
    """Return whether an editor can make the fix; it cannot see a mark before the first column."""
    return finding.fix is not None and all(it.place.column > 0 for it in finding.fix.edits)


def _of_fix(workspace: Workspace, units: Units, finding: Finding) -> lsp.CodeAction:
    assert finding.fix is not None
    title = finding.fix.title
    return lsp.CodeAction(
        title=title[:1].upper() + title[1:],
        kind=lsp.CodeActionKind.QuickFix,
        diagnostics=[
            lsp.Diagnostic(
                shown_range(units, finding), finding.message, code=finding.code, source="casebook"
            )
        ],
        is_preferred=True,
        edit=edits.of_edits(workspace, units, finding.fix.edits),
    )


def fix_all(workspace: Workspace, units: Units) -> Iterator[lsp.CodeAction]:
    """Return the action that makes every certain fix, in all pages; None if there is none."""
    state = workspace.state
    if state.project is None or not any(_can_be_done(it) for it in workspace.findings):
        return
    mended = mend(state.project)
    changed = {
        state.project.docs / uri: made
        for uri, made in mended.files.items()
        if state.project.unsaved.get(uri) != made
    }
    if changed:
        edit = edits.of_files(workspace, units, changed)
        yield lsp.CodeAction("Do all that is certain", _FIX_ALL, edit=edit)


def _touch(one: lsp.Range, other: lsp.Range) -> bool:
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)


def _key(position: lsp.Position) -> tuple[int, int]:
    return position.line, position.character


def _new_evidence(
    workspace: Workspace, units: Units, casebook: Casebook, page: Page, where: lsp.Range
) -> Iterator[lsp.CodeAction]:
    """Make a page of evidence of the words that are marked on the article's page."""
    article = casebook.article
    if article is None or article.page is not page:
        return
    start, end = (units.offset(page.source, it) for it in (where.start, where.end))
    quoted = marked_words(casebook, article, start, end)
    if quoted is None:
        return
    slug = _slug(casebook, quoted.exact)
    lines = [line.text for line in front_matter(Kind.EVIDENCE, slug, (quoted,))]
    text = "\n".join([*lines, "", told("new.body.md.j2", kind=Kind.EVIDENCE)])
    file = workspace.path_to(f"{Kind.EVIDENCE.folder}/{slug}.md")
    nowhere = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
    made = edits.of_document(file, [lsp.TextEdit(nowhere, text)])
    create = lsp.CreateFile(uri=file.as_uri(), options=lsp.CreateFileOptions(overwrite=False))
    yield lsp.CodeAction(
        title=f"New evidence from these words of {quoted.passage}",
        kind=lsp.CodeActionKind.RefactorExtract,
        edit=lsp.WorkspaceEdit(document_changes=[create, made]),
        command=lsp.Command("Open it", "casebook.open", arguments=[file.as_uri()]),
    )


def marked_words(casebook: Casebook, article: Article, start: int, end: int) -> Words | None:
    """Return the words of a passage that are marked, whole words; None where they are none."""
    passage = passage_at(casebook, article.uri, start)
    if passage is None:
        return None
    inside = [i for i, offset in enumerate(passage.offsets) if start <= offset < end]
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    while (
        first > 0 and not passage.words[first - 1].isspace() and not passage.words[first].isspace()
    ):
        first -= 1
    while last < len(passage.words) and passage.words[last - 1 : last + 1].isalnum():
        last += 1
    exact = fold(passage.words[first:last])
    return Words(passage.id, exact) if word_count(exact) >= FEWEST_WORDS else None


def _slug(casebook: Casebook, words: str) -> str:
    """Return a slug of the first words, one that no page has."""
    found = re.findall(r"[a-z0-9]+", words.lower())[:_MOST_WORDS]
    base = "-".join(found)[:60].strip("-") or "new-evidence"
    slug, number = base, 2
    while f"{Kind.EVIDENCE.folder}/{slug}.md" in casebook.files:
        slug, number = f"{base}-{number}", number + 1
    return slug
