"""An editor for the tests: it starts `casebook lsp` and speaks LSP to it over pipes."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOOKS = Path(__file__).parent.parent / "hooks"
ANSWERED_WITHIN = 60.0

CAPABILITIES: dict[str, Any] = {
    "workspace": {"workspaceEdit": {"documentChanges": True}},
    "textDocument": {"publishDiagnostics": {"relatedInformation": True}},
}


class Refused(Exception):
    """The server answered that it cannot do what was asked for."""


class Editor:
    """What a contributor has before them: open documents, and a cursor in one of them."""

    def __init__(self, folder: Path, process: subprocess.Popen[bytes]) -> None:
        self.folder = folder
        self.process = process
        self.texts: dict[Path, str] = {}
        self.told: dict[str, list[dict[str, Any]]] = {}
        self._versions: dict[Path, int] = {}
        self._next = 0
        self._messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def ask(self, method: str, **params: Any) -> Any:
        """Return the answer to a request."""
        self._next += 1
        asked = self._next
        self._send({"id": asked, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == asked and "method" not in message:
                if "error" in message:
                    raise Refused(message["error"]["message"])
                return message["result"]

    def tell(self, method: str, **params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def open(self, name: str, text: str | None = None) -> Path:
        """Open a document; ``text`` is what it holds if it is not saved."""
        path = self.folder / name
        self.texts[path] = path.read_text("utf-8") if text is None else text
        self._versions[path] = 1
        document = {
            "uri": path.as_uri(),
            "languageId": "markdown",
            "version": 1,
            "text": self.texts[path],
        }
        self.tell("textDocument/didOpen", textDocument=document)
        return path

    def close_all(self) -> None:
        """Close every document; what is not saved is gone."""
        for path in self.texts:
            self.tell("textDocument/didClose", textDocument={"uri": path.as_uri()})
        self.texts, self._versions = {}, {}

    def write(self, path: Path, text: str) -> None:
        """Make the whole document another text."""
        self.texts[path] = text
        self._versions[path] += 1
        document = {"uri": path.as_uri(), "version": self._versions[path]}
        changes = [{"text": text}]
        self.tell("textDocument/didChange", textDocument=document, contentChanges=changes)

    def type(self, path: Path, before: str, text: str) -> None:
        """Type ``text`` right behind the first place that has ``before``."""
        at = self.texts[path].index(before) + len(before)
        start = position(self.texts[path], at)
        self.texts[path] = self.texts[path][:at] + text + self.texts[path][at:]
        self._versions[path] += 1
        document = {"uri": path.as_uri(), "version": self._versions[path]}
        changes = [{"range": {"start": start, "end": start}, "text": text}]
        self.tell("textDocument/didChange", textDocument=document, contentChanges=changes)

    def at(self, path: Path, marked: str) -> dict[str, Any]:
        """Return the place of the ``|`` in ``marked``, which otherwise stands in the document."""
        before, _, after = marked.partition("|")
        offset = self.texts[path].index(before + after) + len(before)
        return {
            "textDocument": {"uri": path.as_uri()},
            "position": position(self.texts[path], offset),
        }

    def complete(self, path: Path, marked: str) -> dict[str, dict[str, Any]]:
        """Return what is offered at a place, by its label."""
        found = self.ask("textDocument/completion", **self.at(path, marked))
        return {item["label"]: item for item in found["items"]} if found else {}

    def accept(self, path: Path, item: dict[str, Any]) -> None:
        """Take an offer."""
        edited = self.apply(self.texts[path], [item["textEdit"]])
        self.write(path, edited)

    def apply(self, text: str, edits: list[dict[str, Any]]) -> str:
        """Return ``text`` with edits made."""
        ends = [(offset(text, it["range"]["start"]), it) for it in edits]
        for start, edit in sorted(ends, key=lambda it: it[0], reverse=True):
            end = offset(text, edit["range"]["end"])
            text = text[:start] + edit["newText"] + text[end:]
        return text

    def do(self, change: dict[str, Any]) -> None:
        """Make a change to files, as an editor does, and save it."""
        for one in change["documentChanges"]:
            if one.get("kind") == "create":
                file_of(one["uri"]).touch()
            elif one.get("kind") == "rename":
                file_of(one["oldUri"]).rename(file_of(one["newUri"]))
            else:
                file = file_of(one["textDocument"]["uri"])
                file.write_text(self.apply(file.read_text("utf-8"), one["edits"]), "utf-8")
        self.tell("workspace/didChangeWatchedFiles", changes=[])

    def findings(self, path: Path) -> list[dict[str, Any]]:
        """Return what is shown for a document once it has been checked as it is now."""
        self.told.pop(path.as_uri(), None)
        self.tell("textDocument/didSave", textDocument={"uri": path.as_uri()})
        while path.as_uri() not in self.told:
            self._take()
        self.ask("workspace/symbol", query="no such thing")  # behind all that is being told
        return self.told[path.as_uri()]

    def codes(self, path: Path) -> set[str]:
        """Return the codes of the findings of a document."""
        return {str(it.get("code")) for it in self.findings(path)}

    def _take(self) -> dict[str, Any]:
        message = self._messages.get(timeout=ANSWERED_WITHIN)
        assert message is not None, "the server has ended"
        if message.get("method") == "textDocument/publishDiagnostics":
            self.told[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.process.stdin.flush()

    def _read(self) -> None:
        assert self.process.stdout
        while header := self.process.stdout.readline():
            while self.process.stdout.readline().strip():
                pass
            length = int(header.split(b":")[1])
            self._messages.put(json.loads(self.process.stdout.read(length)))
        self._messages.put(None)


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a server as an editor does."""
    environment = {**os.environ, "PYTHONPATH": str(HOOKS)}
    return subprocess.Popen(
        [sys.executable, "-m", "casebook", "lsp", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@contextmanager
def editing(folder: Path) -> Iterator[Editor]:
    """Give an editor that has ``folder`` open, and close it in good order."""
    process = start(folder)
    try:
        editor = Editor(folder, process)
        editor.ask(
            "initialize",
            processId=os.getpid(),
            rootUri=folder.as_uri(),
            workspaceFolders=[{"uri": folder.as_uri(), "name": "casebook"}],
            capabilities=CAPABILITIES,
        )
        editor.tell("initialized")
        yield editor
        editor.ask("shutdown")
        editor.tell("exit")
        assert process.wait(timeout=ANSWERED_WITHIN) == 0
    finally:
        process.kill()
        process.communicate()


def position(text: str, at: int) -> dict[str, int]:
    """Return a place as LSP counts it, in units of UTF-16."""
    before = text[:at]
    line_start = before.rfind("\n") + 1
    units = len(before[line_start:].encode("utf-16-le")) // 2
    return {"line": before.count("\n"), "character": units}


def offset(text: str, place: dict[str, int]) -> int:
    """Return the offset of a place that LSP counts."""
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: place["line"]])
    line = lines[place["line"]] if place["line"] < len(lines) else ""
    return start + len(line.encode("utf-16-le")[: 2 * place["character"]].decode("utf-16-le"))


def file_of(uri: str) -> Path:
    """Return the file of a document."""
    from urllib.parse import unquote, urlsplit  # noqa: PLC0415

    return Path(unquote(urlsplit(uri).path))
