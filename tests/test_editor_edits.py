"""Whatever is typed, wherever the cursor is: what is found is what a fresh check finds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsprotocol import types as lsp

from casebook.editor import diagnostics
from casebook.editor.answers import Answers
from casebook.editor.places import Units
from casebook.editor.workspace import Workspace
from casebook.model.cannot_run import CannotRun
from casebook.model.source import Source
from casebook.prose.kept_reader import KeptProse
from casebook.reading.linking import load
from casebook.rules import check
from site_under_test import ROOT

TRAMWAY = ROOT / "tests/casebooks/tramway"
PAGES = sorted(it.relative_to(TRAMWAY).as_posix() for it in TRAMWAY.rglob("*.md"))
PIECES = (
    *("", " ", "\n", "\n  - ", "---\n", "- to: ", "with: [", "{", "}", "]", ": ", '"', "'", "#"),
    *("[x](", "../article/index.md#p1-1)", "<!-- casebook: map -->", "> ", "```\n", "students"),
    *("p1-3", "exact: ", "allow:\n  broken-link: why\n", "🚋", "\r\n", "\t", "&a *a", "|", ">-\n"),
)

Typed = tuple[str, float, int, str]


@st.composite
def typed(draw: st.DrawFn) -> Typed:
    """Text that is put in somewhere on a page, in place of some that is there."""
    piece = draw(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)))
    where = draw(st.floats(0, 1))
    return draw(st.sampled_from(PAGES)), where, draw(st.integers(0, 30)), piece


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        folder, before = Path(name).resolve() / "tramway", Path.cwd()
        copytree(TRAMWAY, folder)
        os.chdir(folder)
        yield folder
        os.chdir(before)


def write(workspace: Workspace, texts: dict[str, str], edit: Typed) -> tuple[Path, str, int]:
    name, where, length, piece = edit
    path = workspace.root / name
    text = texts.get(name) or path.read_text("utf-8")
    at = int(where * len(text))
    texts[name] = text[:at] + piece + text[at + length :]
    workspace.write(path, texts[name])
    return path, texts[name], at + len(piece)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(edits=st.lists(typed(), min_size=1, max_size=4))
def test_what_is_found_is_what_a_fresh_check_finds(folder: Path, edits: list[Typed]) -> None:
    workspace, texts = Workspace(folder), dict[str, str]()
    for edit in edits:
        write(workspace, texts, edit)
        project = workspace.state.project
        assert project is not None
        assert workspace.findings == check(load(project))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    edits=st.lists(typed(), min_size=1, max_size=3), encoding=st.sampled_from(["utf-16", "utf-8"])
)
def test_nothing_that_is_asked_for_fails(folder: Path, edits: list[Typed], encoding: str) -> None:
    workspace, texts = Workspace(folder), dict[str, str]()
    answers = Answers(workspace, Units(encoding))
    for edit in edits:
        path, text, at = write(workspace, texts, edit)
        ask_all(answers, path, text, at)


def ask_all(answers: Answers, path: Path, text: str, at: int) -> None:
    """Ask all that an editor can ask about a place."""
    source = answers.workspace.source(path)
    assert source is not None
    start = answers.units.stretch(source, min(at, len(source.text)), len(source.text)).start
    document = lsp.TextDocumentIdentifier(path.as_uri())
    whole = lsp.Range(lsp.Position(0, 0), start)
    context = lsp.CodeActionContext(
        [], only=[lsp.CodeActionKind.Source, lsp.CodeActionKind.QuickFix]
    )
    found = answers.completion(path, lsp.CompletionParams(document, start))
    for item in found.items if found else ():
        assert isinstance(item.text_edit, lsp.TextEdit)
        covers(item.text_edit.range, start)
    answers.hover(path, lsp.HoverParams(document, start))
    answers.definition(path, lsp.DefinitionParams(document, start))
    answers.references(path, lsp.ReferenceParams(lsp.ReferenceContext(False), document, start))
    answers.document_symbols(path, lsp.DocumentSymbolParams(document))
    answers.workspace_symbols(text[:5])
    answers.folding(path, lsp.FoldingRangeParams(document))
    answers.inlay_hints(path, lsp.InlayHintParams(document, whole))
    answers.code_lenses(path, lsp.CodeLensParams(document))
    answers.code_actions(path, lsp.CodeActionParams(document, whole, context))
    answers.prepare_rename(path, lsp.PrepareRenameParams(document, start))
    answers.outline()
    diagnostics.by_file(answers.workspace, answers.units)
    with suppress(CannotRun):  # of what no page has, and what would bring a finding
        answers.rename(path, lsp.RenameParams(document, start, "another-name"))


def covers(range_: lsp.Range, place: lsp.Position) -> None:
    """An editor takes no offer whose text is on another line, or does not begin before it."""
    assert range_.start.line == range_.end.line == place.line
    assert range_.start.character <= place.character <= range_.end.character


@given(text=st.text(max_size=40), encoding=st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_places_are_the_same_there_and_back(text: str, encoding: str) -> None:
    text = text.replace("\r", "")
    source, units = Source("x.md", text), Units(encoding)
    for at in range(len(text) + 1):
        assert units.offset(source, units.stretch(source, at, at).start) == at


def test_what_a_page_includes_is_read_anew(tmp_path: Path) -> None:
    included, body = tmp_path / "included.md", '--8<-- "included.md"\n'
    reader = KeptProse({"pymdownx.snippets": {"base_path": [str(tmp_path)]}})
    for target in ("a.md", "b.md"):
        included.write_text(f"[there]({target})\n", "utf-8")
        assert [link.target for link in reader.markup(body).links] == [target]


def test_what_every_page_includes_is_asked_for_each_time(tmp_path: Path) -> None:
    appended = tmp_path / "appended.md"
    appended.write_text("Seen.\n", "utf-8")
    extensions = {"pymdownx.snippets": {"auto_append": [str(appended)], "base_path": [""]}}
    reader = KeptProse(extensions)
    assert reader.still_holds(extensions)
    appended.write_text("Seen, and [there](a.md).\n", "utf-8")
    assert not reader.still_holds(extensions)
