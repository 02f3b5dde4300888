"""A limit to processor time: what takes longer fails, however busy the machine is."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """End what takes longer, and fail the test, where the system can."""

    def end(number: int, frame: FrameType | None) -> None:
        pytest.fail(f"took longer than {seconds} seconds")  # which no `except Exception` catches

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
