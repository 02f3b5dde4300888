"""A new name for a page: its file, and every link to it."""

from __future__ import annotations

from lsprotocol import types as lsp

from casebook.authoring.renaming import rename
from casebook.editor import edits
from casebook.editor.places import Units
from casebook.editor.pointing import Named
from casebook.editor.workspace import Workspace
from casebook.model.cannot_run import CannotRun
from casebook.model.graph import Casebook
from casebook.model.members import AnyMember


def member_to_rename(
    casebook: Casebook, uri: str, named: Named | None, offset: int
) -> AnyMember | None:
    """Return the page named at a place: the one that is linked, or else this one."""
    if named and named.member:
        return named.member
    if named and (named.passage or named.rule or (named.uri and named.uri != uri)):
        return None
    page = casebook.page(uri)
    in_front = page is not None and offset < page.body_start
    return casebook.member_at(uri) if in_front else None


def renamed(workspace: Workspace, units: Units, member: AnyMember, name: str) -> lsp.WorkspaceEdit:
    """Return the change that gives a page another name; raises CannotRun where it cannot be."""
    project = workspace.state.project
    if project is None:
        raise CannotRun(workspace.state.problem or "there is no casebook")
    made = rename(project, member.uri, name.strip())
    return edits.of_files(workspace, units, made.files)
