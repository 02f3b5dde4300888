"""The one way in which a check gives up: with a sentence, and never as if it had passed."""

from __future__ import annotations

from casebook.model.characters import printable


class CannotRun(Exception):
    """Say that the check could not run; the message tells why and what to do."""


def sentence(error: BaseException) -> str:
    """Return one line that says why ``error`` ended a run, whatever kind of error it is."""
    return printable(_sentence(error))


def _sentence(error: BaseException) -> str:
    if isinstance(error, CannotRun):
        return _one_line(error)
    if isinstance(error, BrokenPipeError):
        return "the result could not be written: who was to read it has stopped reading"
    if isinstance(error, OSError) and error.strerror:
        name = error.filename if error.filename is not None else "the result could not be written"
        return _one_line(f"{name}: {error.strerror}")
    if isinstance(error, SystemExit):
        return f"a setting or an extension ended the run early (exit code {error.code})"
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    if isinstance(error, RecursionError):
        return "something is nested too deeply to be read"
    told = _one_line(f"{type(error).__name__}: {error}")
    return f"this was not expected, and nothing was done: {told} ({_where(error)})"


def _where(error: BaseException) -> str:
    """Return the file and the line in which ``error`` was raised."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    if trace is None:
        return "place unknown"
    return f"{trace.tb_frame.f_code.co_filename}, line {trace.tb_lineno}"


def _one_line(told: object) -> str:
    try:
        return " ".join(str(told).split())
    except Exception:  # raised by an error class of an extension
        return "an error that cannot say what it is"
