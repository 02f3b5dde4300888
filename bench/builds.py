"""What the hook adds to a build by MkDocs, beside a build of the same pages without it."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.measure import BENCH, BIN, Figures
from bench.processes import Failed, run
from bench.synthetic import HOOK, settings

PLAIN = "mkdocs build, plain"
HOOKED = "mkdocs build, with the hook"


@dataclass(frozen=True)
class Added:
    """CPU seconds inside the build: of the checks alone, and of all that the hook does."""

    checks: float
    events: float


def measure_builds(folder: Path, pages: int, rounds: int, figures: Figures) -> Added | None:
    """Build the casebook of that many pages in ``folder`` with and without the hook, in turn."""
    casebook, output, result = folder / str(pages), folder / "output.txt", folder / "hook.json"
    hooked_config = casebook / "with-hook.yml"
    hooked_config.write_text(settings(HOOK), "utf-8")
    plain = (str(BIN / "mkdocs"), "build", "--site-dir", str(folder / "plain-site"))
    inside = (sys.executable, str(BENCH / "hook_cost.py"))
    hooked = (*inside, str(hooked_config), str(folder / "hooked-site"), str(result))
    added = None
    for _ in range(rounds):
        for what, command in ((PLAIN, plain), (HOOKED, hooked)):
            try:
                cost = run(command, casebook, output)
            except Failed as failure:
                figures.failed[what, pages] = str(failure)
                return None
            figures.note(what, pages, cost)
        now = Added(**json.loads(result.read_text("utf-8")))
        if added is None:
            added = now
        added = Added(min(added.checks, now.checks), min(added.events, now.events))
    return added
