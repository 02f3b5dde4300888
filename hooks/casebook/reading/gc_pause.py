"""A pause for Python's garbage collector while a casebook is built.

Reading makes hundreds of thousands of objects that all stay. To look through them again and again
for garbage took two thirds of the time of a check of 10,000 pages.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Pause the garbage collector within this context, unless it is off already."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
