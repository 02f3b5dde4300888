"""The end of a command: with its own exit code, or with one sentence and exit code 2.

Whatever a page, a setting, an extension or the machine does, no traceback is shown, and nothing
that was not done is reported as done. A result that could not be written counts as not done.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from collections.abc import Callable
from typing import TextIO

from casebook.model.cannot_run import CannotRun, sentence

CLEAN, FINDINGS, COULD_NOT_RUN, INTERRUPTED = 0, 1, 2, 130


def honestly(run: Callable[[], int], *, debug: bool = False) -> int:
    """Return the exit code of ``run``; if it fails, say why in a sentence and return 2.

    With ``debug``, an unexpected error is raised as it is.
    """
    written_to = sys.stdout
    try:
        _prepare_streams()
        code = run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        _tell("interrupted")
        return INTERRUPTED
    except BaseException as error:  # SystemExit too: an extension may raise it
        if debug and not isinstance(error, (CannotRun, OSError)):
            raise
        _tell(sentence(error))
        _let_go(sys.stdout)
        return COULD_NOT_RUN
    finally:
        sys.stdout = written_to
    gc.freeze()  # the process is about to end: nothing is worth looking through
    return code


class _Closed(io.TextIOBase):
    """A stand-in for a standard output that was closed before the command began."""

    def write(self, text: str) -> int:
        raise CannotRun("standard output is closed, so the result could not be written")


def _prepare_streams() -> None:
    """Have pages written as UTF-8, whatever the locale; replace a closed output."""
    if sys.stdout is None:
        sys.stdout = _Closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _tell(reason: str) -> None:
    """Say on standard error why nothing was done, if it is open."""
    if sys.stderr is None:  # `print` would take standard output instead
        return
    try:
        print(f"casebook: {reason}", file=sys.stderr, flush=True)
    except (OSError, ValueError):
        _let_go(sys.stderr)


def _let_go(stream: TextIO) -> None:
    """Drop what a stream still holds; else Python tries again to write it, and complains."""
    with contextlib.suppress(OSError, ValueError):
        stream.flush()
        return
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
