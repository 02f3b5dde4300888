"""Asking all addresses, in parallel over hosts, and telling how far it has come on a terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from casebook.sources.asked import Asked
from casebook.sources.kept import Kept
from casebook.sources.reader import Reader
from casebook.sources.verdict import State, Verdict, judged
from casebook.sources.visitor import MOST_AT_ONCE, SECONDS, NoAnswer, Visitor


@dataclass(frozen=True)
class Manner:
    """How to ask: as whom, with pages kept where, and for how long each."""

    site: str = ""
    kept_in: Path | None = None
    seconds: float = field(default=SECONDS)


def ask(asked: Sequence[Asked], manner: Manner) -> tuple[Verdict, ...]:
    """Return the verdict on each address, in the order in which they are given."""
    return asyncio.run(_ask(asked, manner))


async def _ask(asked: Sequence[Asked], manner: Manner) -> tuple[Verdict, ...]:
    # Names are looked up in threads, of which a slow one must not make others wait.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2 * MOST_AT_ONCE))
    visitor = Visitor(manner.site, Kept(manner.kept_in), manner.seconds)
    reader = Reader()
    with tqdm(total=len(asked), unit="address", leave=False, disable=None) as bar:

        async def one(it: Asked) -> Verdict:
            try:
                verdict = await judged(it, await visitor.fetch(it.url), reader)
            except NoAnswer as reason:
                verdict = Verdict(it, State.UNREACHABLE, None, str(reason))
            bar.update()
            return verdict

        return tuple(await asyncio.gather(*(one(it) for it in asked)))
