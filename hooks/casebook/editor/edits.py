"""Changes to files, as an editor takes them: it makes them itself, so that they can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from lsprotocol import types as lsp

from casebook.authoring.editing import by_path
from casebook.editor.places import Units
from casebook.editor.workspace import Workspace, unix
from casebook.model.finding import Edit
from casebook.model.source import Source

Change = lsp.TextDocumentEdit | lsp.CreateFile | lsp.RenameFile | lsp.DeleteFile


def of_edits(workspace: Workspace, units: Units, edits: Iterable[Edit]) -> lsp.WorkspaceEdit:
    """Return the change that makes the edits."""
    changes: list[Change] = []
    for its in by_path(edits).values():
        made = {
            (it.place, it.text): lsp.TextEdit(units.range(it.source, it.place), it.text)
            for it in its
        }
        changes.append(of_document(workspace.path_of(its[0].source), list(made.values())))
    return lsp.WorkspaceEdit(document_changes=changes)


def of_files(
    workspace: Workspace, units: Units, files: Mapping[Path, bytes | None]
) -> lsp.WorkspaceEdit:
    """Return the change that gives files their new text; a file that is removed is renamed."""
    gone = [path for path, made in files.items() if made is None]
    changes: list[Change] = []
    renamed: list[Change] = []
    for file, made in files.items():
        if made is None:
            continue
        there = workspace.source(_absolute(file))
        before = there if there else Source(file.as_posix(), "")
        target = _absolute(file)
        if there is None and gone:
            old = _absolute(gone.pop())
            before = workspace.source(old) or before
            renamed.append(lsp.RenameFile(old.as_uri(), target.as_uri()))
            target = old
        elif there is None:
            changes.append(lsp.CreateFile(target.as_uri()))
        edit = difference(units, before, unix(made.decode("utf-8", "replace")))
        if edit:
            changes.append(of_document(target, [edit]))
    return lsp.WorkspaceEdit(document_changes=[*changes, *renamed])


def of_document(path: Path, edits: Iterable[lsp.TextEdit]) -> lsp.TextDocumentEdit:
    """Return edits to one document, of whatever version."""
    document = lsp.OptionalVersionedTextDocumentIdentifier(uri=path.as_uri())
    return lsp.TextDocumentEdit(document, [*edits])


def difference(units: Units, before: Source, after: str) -> lsp.TextEdit | None:
    """Return the one edit that turns a text into ``after``; None where they are the same."""
    text = before.text
    if text == after:
        return None
    shorter = min(len(text), len(after))
    start = next((i for i in range(shorter) if text[i] != after[i]), shorter)
    same = 0
    while same < shorter - start and text[-1 - same] == after[-1 - same]:
        same += 1
    return lsp.TextEdit(
        units.stretch(before, start, len(text) - same), after[start : len(after) - same]
    )


def _absolute(path: Path) -> Path:
    return Path.cwd() / path
