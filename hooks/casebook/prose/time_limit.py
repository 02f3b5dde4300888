"""A limit on the processor time that reading one text may take.

What is known to take forever is refused before it is read (``cost``). This stands behind it, for
what nobody knows to take forever in Python-Markdown and its extensions.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooLong(BaseException):
    """Say that the time is over; no extension's ``except Exception`` catches it."""


@contextmanager
def limited_to(seconds: float) -> Iterator[None]:
    """Raise TooLong after so many seconds of this process's own time, where the system can."""
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 0.1)  # again, if the first was swallowed
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _end(number: int, frame: FrameType | None) -> None:
    raise TooLong
