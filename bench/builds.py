"""What the hook costs: whole builds, plain and with it; a saved page seen again; the editor."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.measure import BENCH, BIN, Figures, in_style
from bench.processes import Cost, Failed, run
from bench.sites import ADDRESS, HOOKED, PLAIN, Site

BUILT_PLAIN = "mkdocs build, plain"
BUILT_FIRST = "mkdocs build, with the hook for the first time"
BUILT_AGAIN = "mkdocs build, with the hook again"
SEEN_AGAIN = "a saved page seen again"
DIAGNOSED = "diagnostics after a change in"


def diagnosed(page: str) -> str:
    """Return what it is called to have diagnostics after a change of ``page``."""
    return f"{DIAGNOSED} {page.partition('/')[0]}"


def measure_sites(sites: Sequence[Site], folder: Path, rounds: int, figures: Figures) -> None:
    """Measure all that is to be measured of each site, in turn, and then all again."""
    for _ in range(rounds):
        for site in sites:
            with tempfile.TemporaryDirectory(dir=folder) as name:
                for what, cost in _Measured(site, Path(name)).steps():
                    key = (in_style(what, site.name), site.pages)
                    if key in figures.failed:
                        continue
                    try:
                        figures.note(*key, cost())
                    except Failed as failure:
                        figures.failed[key] = str(failure)


@dataclass(frozen=True)
class _Measured:
    """One round of a site; in ``folder`` nothing is kept yet from other builds."""

    site: Site
    folder: Path

    def steps(self) -> Iterator[tuple[str, Callable[[], Cost]]]:
        """Yield what is measured, in this order: the second build finds what the first has kept."""
        yield BUILT_PLAIN, lambda: self._built(PLAIN)
        yield BUILT_FIRST, lambda: self._built(HOOKED)
        yield BUILT_AGAIN, lambda: self._built(HOOKED)
        yield SEEN_AGAIN, self._seen_again
        for page in self.site.changed:
            yield diagnosed(page), partial(self._said, "edited_page.py", page)

    def _built(self, config: str) -> Cost:
        made = ("--config-file", config, "--site-dir", str(self.folder / "built"))
        return self._run((str(BIN / "mkdocs"), "build", "--quiet", *made))

    def _seen_again(self) -> Cost:
        page = self.site.changed[0]
        file = self.site.folder / "docs" / page
        text = file.read_bytes()
        try:
            return self._said("saved_page.py", HOOKED, page)
        finally:
            file.write_bytes(text)

    def _said(self, script: str, *arguments: str) -> Cost:
        """Run a script that measures a part of what it does, and prints that last."""
        whole = self._run((sys.executable, str(BENCH / script), *arguments))
        part = json.loads(self._output.read_text("utf-8").splitlines()[-1])
        return Cost(part["cpu"], part["wall"], whole.peak)

    def _run(self, command: tuple[str, ...]) -> Cost:
        env = {"XDG_CACHE_HOME": str(self.folder / "caches"), "SITE_URL": ADDRESS}
        return run(command, self.site.folder, self._output, env)

    @property
    def _output(self) -> Path:
        return self.folder / "output.txt"
