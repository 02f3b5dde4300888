"""The language server: hands what an editor asks to the modules of this room, and answers.

LSP 3.17 over standard input and output (pygls). Nothing here knows what a casebook is.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from casebook.editor import diagnostics
from casebook.editor.answers import Answers
from casebook.editor.places import Units
from casebook.editor.workspace import CONFIG, Workspace
from casebook.model.cannot_run import CannotRun, sentence
from casebook.model.source import Source

DEBOUNCE = 0.2
"""Seconds of silence after which what was written is checked."""
WATCH = 3.0
"""Seconds between two looks whether the editor is still there."""

TRIGGERS = (" ", ":", "[", "{", ",", "(", "/", "#", '"', "'", "-")
WATCHED = ("**/*.md", "**/mkdocs.yml", "**/*.txt")

R = TypeVar("R")


class Server(LanguageServer):
    """A server for one casebook: that of the folder that the editor has open."""

    def __init__(self, docs: Path | None = None) -> None:
        super().__init__("casebook", "1")
        self.docs = docs
        self.casebook: Workspace | None = None
        self.names: dict[Path, str] = {}
        """How the editor calls each file that it has open."""
        self._shown: set[str] = set()
        self._waiting: asyncio.TimerHandle | None = None

    @property
    def units(self) -> Units:
        """What the editor counts characters in."""
        return Units(str(self.workspace.position_encoding or "utf-16"))

    @property
    def answers(self) -> Answers | None:
        """The answers about the casebook; None where there is none."""
        return Answers(self.casebook, self.units) if self.casebook else None

    def begin(self, folder: Path | None) -> None:
        """Take the casebook in ``folder`` as the one being edited."""
        if folder is None or not folder.is_dir():
            return
        os.chdir(folder)  # findings name files from here, and extensions look for theirs
        self.casebook = Workspace(folder, self.docs)

    def opened(self, uri: str) -> Path | None:
        """Return the file of a document; the first one decides which casebook it is."""
        path = file_of(uri)
        if path is None:
            return None
        self.names[path] = uri
        if self.docs is None and not (self.casebook and (self.casebook.root / CONFIG).is_file()):
            self.begin(next((it for it in path.parents if (it / CONFIG).is_file()), None))
        return path

    def take(self, uri: str) -> None:
        """Take the text of an open document over that of the file."""
        path = self.opened(uri)
        if path and self.casebook:
            self.casebook.write(path, self.workspace.get_text_document(uri).source)
            self.check_soon()

    def check_soon(self) -> None:
        """Check once nothing has been written for a moment."""
        if self._waiting:
            self._waiting.cancel()
        self._waiting = asyncio.get_running_loop().call_later(DEBOUNCE, self.check_now)

    def check_now(self) -> None:
        """Check, and show what is found; where nothing is found any more, show that."""
        self._waiting = None
        if self.casebook is None:
            return
        found: dict[str, list[lsp.Diagnostic]]
        try:
            by_file = diagnostics.by_file(self.casebook, self.units)
            found = {self.called(path): its for path, its in by_file.items()}
        except Exception as error:  # of a setting or an extension, too
            path = self.casebook.root / CONFIG
            source = self.casebook.source(path) or Source(CONFIG, "")
            problem = diagnostics.of_problem(source, self.units, sentence(error))
            found = {self.called(path): [problem]}
        for uri in sorted(self._shown | found.keys() | {*self.names.values()}):
            shown = lsp.PublishDiagnosticsParams(uri, found.get(uri, []))
            self.text_document_publish_diagnostics(shown)
        self._shown = {*found}

    def called(self, path: Path) -> str:
        """Return how the editor calls a file."""
        return self.names.get(path) or path.as_uri()

    async def watch(self, process: int | None) -> None:
        """End with the editor, also where it dies and leaves the input open."""
        parent = os.getppid()
        while True:
            await asyncio.sleep(WATCH)
            if os.getppid() != parent or (process and not alive(process)):
                os._exit(1)


def alive(process: int) -> bool:
    """Return whether a process exists, as far as can be known."""
    if sys.platform == "win32":  # where asking would end it; its input is closed there
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def file_of(uri: str) -> Path | None:
    """Return the file of a document; None where it has none."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    return Path(path) if path else None


def _folder(params: lsp.InitializeParams) -> Path | None:
    folders = [file_of(folder.uri) for folder in params.workspace_folders or ()]
    if params.root_uri:
        folders.append(file_of(params.root_uri))
    there = [folder for folder in folders if folder]
    return next((it for it in there if (it / CONFIG).is_file()), there[0] if there else None)


def _answering(
    server: Server, answer: Callable[[Answers, Path, Any], R]
) -> Callable[[Any], R | None]:
    """Return a handler that answers nothing where there is no casebook or it cannot be read."""

    @wraps(answer)
    def handler(params: Any) -> R | None:
        answers, path = server.answers, file_of(params.text_document.uri)
        if answers is None or path is None:
            return None
        try:
            return answer(answers, path, params)
        except CannotRun:
            return None

    return handler


class Refused(JsonRpcException):
    """A request that cannot be met; the message says why."""

    CODE = -32803  # LSP: RequestFailed
    MESSAGE = "cannot be done"


Asked = Callable[[Answers, Path, Any], Any]
ASKED: dict[str, tuple[Asked, Any]] = {
    lsp.TEXT_DOCUMENT_COMPLETION: (
        Answers.completion,
        lsp.CompletionOptions(trigger_characters=[*TRIGGERS]),
    ),
    lsp.TEXT_DOCUMENT_HOVER: (Answers.hover, None),
    lsp.TEXT_DOCUMENT_DEFINITION: (Answers.definition, None),
    lsp.TEXT_DOCUMENT_REFERENCES: (Answers.references, None),
    lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL: (Answers.document_symbols, None),
    lsp.TEXT_DOCUMENT_FOLDING_RANGE: (Answers.folding, None),
    lsp.TEXT_DOCUMENT_INLAY_HINT: (Answers.inlay_hints, None),
    lsp.TEXT_DOCUMENT_CODE_LENS: (Answers.code_lenses, None),
    lsp.TEXT_DOCUMENT_CODE_ACTION: (
        Answers.code_actions,
        lsp.CodeActionOptions(
            [
                lsp.CodeActionKind.QuickFix,
                lsp.CodeActionKind.RefactorExtract,
                lsp.CodeActionKind.SourceFixAll,
            ]
        ),
    ),
    lsp.TEXT_DOCUMENT_PREPARE_RENAME: (Answers.prepare_rename, None),
}
"""What an editor asks about a document: what answers it, and the options that are told."""


def make_server(docs: Path | None = None) -> Server:
    """Return a server that answers all that an editor can ask."""
    server = Server(docs)
    _beginning(server)
    _documents(server)
    for method, (answer, options) in ASKED.items():
        server.feature(method, options)(_answering(server, answer))

    @server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))
    def rename(params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        answers, path = server.answers, file_of(params.text_document.uri)
        if answers is None or path is None:
            return None
        try:
            return answers.rename(path, params)
        except CannotRun as error:
            raise Refused(sentence(error)) from error

    @server.feature(lsp.WORKSPACE_SYMBOL)
    def symbols(params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
        return server.answers.workspace_symbols(params.query) if server.answers else []

    @server.feature("casebook/map")
    def argument_map(params: Any) -> list[dict[str, Any]]:
        return server.answers.outline() if server.answers else []

    return server


def _beginning(server: Server) -> None:
    """Have the server find its casebook, and watch files and the editor."""

    @server.feature(lsp.INITIALIZE)
    def initialize(params: lsp.InitializeParams) -> None:
        server.begin(_folder(params))

    @server.feature(lsp.INITIALIZED)
    async def initialized(params: lsp.InitializedParams) -> None:
        _tasks.append(asyncio.ensure_future(server.watch(server.process_id)))
        server.check_soon()
        workspace = server.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace else None
        if watched and watched.dynamic_registration:
            options = lsp.DidChangeWatchedFilesRegistrationOptions(
                [lsp.FileSystemWatcher(pattern) for pattern in WATCHED]
            )
            method = lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES
            asked = lsp.RegistrationParams([lsp.Registration("casebook", method, options)])
            await server.client_register_capability_async(asked)


def _documents(server: Server) -> None:
    """Have the server follow what is opened, written, saved and closed."""

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: lsp.DidOpenTextDocumentParams) -> None:
        server.take(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: lsp.DidChangeTextDocumentParams) -> None:
        server.take(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: lsp.DidSaveTextDocumentParams) -> None:
        _on_disk(server)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: lsp.DidCloseTextDocumentParams) -> None:
        path = file_of(params.text_document.uri)
        if path and server.casebook:
            server.casebook.close(path)
            server.names.pop(path, None)
            server.check_soon()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_files(params: lsp.DidChangeWatchedFilesParams) -> None:
        _on_disk(server)


def _on_disk(server: Server) -> None:
    """Look at the files again."""
    if server.casebook:
        server.casebook.changed()
        server.check_soon()


_tasks: list[asyncio.Future[None]] = []
"""What runs beside the answers; the loop alone keeps no reference to it."""


def serve(docs: Path | None, stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Answer until the editor says that it is done, or is no longer there."""
    make_server(docs).start_io(stdin, stdout)
