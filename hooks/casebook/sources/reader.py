"""Reading a page in a process of its own, which can be ended whatever the page does to the parser.

Run as a program, this reads a body from standard input and writes its readings to standard output,
as JSON. A page nested a million times, or a PDF that refers to itself, then costs its time and no
more.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import logging
import os
import sys
from dataclasses import asdict
from pathlib import Path
from time import monotonic

from casebook.sources.visible_text import Seen, is_pdf, seen

_MOST_MEMORY = 4_000_000_000
_LONGEST_TYPE = 200


class Unreadable(Exception):
    """The page could not be read; the message says why, after the words *the address*."""


class Reader:
    """Reads pages, as many at a time as the machine has processors."""

    def __init__(self) -> None:
        self._at_once = asyncio.Semaphore(os.cpu_count() or 1)

    async def read(self, body: bytes, content_type: str, seconds: float) -> tuple[Seen, ...]:
        """Return the readings of a page, the likeliest first; raises Unreadable."""
        async with self._at_once:
            begun = monotonic()
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", __name__, content_type[:_LONGEST_TYPE]),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            )
            try:
                async with asyncio.timeout(max(seconds - (monotonic() - begun), 0)):
                    written, _ = await process.communicate(body)
            except TimeoutError as error:
                raise Unreadable("could not be read in time") from error
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
        if process.returncode != 0:
            raise Unreadable(f"is {'a PDF' if is_pdf(body) else 'a page'} that cannot be read")
        return tuple(Seen(it["text"], tuple(it["names"])) for it in json.loads(written))


def main() -> int:
    """Read a body from standard input, its content type being the argument; write its readings."""
    _limit_memory()
    body = sys.stdin.buffer.read()
    readings = [Seen(_pdf_text(body))] if is_pdf(body) else [*seen(body, sys.argv[1])]
    sys.stdout.write(json.dumps([asdict(it) for it in readings]))
    return 0


def _pdf_text(body: bytes) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 - most pages are none

    logging.disable()
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if not text.strip():
        raise ValueError("the PDF holds pictures, and no text")
    return text


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on Windows; the time is limited all the same

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    sys.exit(main())
