"""``casebook lsp``: a language server for editors."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path

from casebook.command.options import add_docs
from casebook.command.outcome import CLEAN
from casebook.model.cannot_run import CannotRun

DESCRIPTION = (
    "A language server (LSP 3.17) over standard input and output: an editor starts it, in the "
    "folder that has mkdocs.yml. It tells what is wrong while you write, and completes slugs, "
    "passages and quotes."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``lsp`` understands."""
    parser.add_argument("--stdio", action="store_true", help="what editors say; it is always so")
    add_docs(parser)


def run(options: argparse.Namespace) -> int:
    """Serve until the editor is done."""
    try:
        from casebook.editor.server import serve  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as missing:
        raise CannotRun(
            f"`casebook lsp` needs {missing.name}: install it by "
            "`pip install 'mkdocs-casebook[editor]'`"
        ) from missing
    docs: Path | None = options.docs
    if docs is not None and not docs.is_dir():
        raise CannotRun(f"there is no folder {docs}: name the folder that holds the pages")
    gc.enable()  # unlike other commands, this one runs for hours
    answered = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # what an extension prints is no answer
    serve(docs.resolve() if docs else None, sys.stdin.buffer, answered)
    return CLEAN
