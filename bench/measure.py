"""What is measured: the checks beside what they are held against, each in a process of its own."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bench.processes import Cost, Failed, run

START_SIZE, MIDDLE_SIZE, LARGEST_SIZE = 40, 1_000, 10_000
SIZES = (30, START_SIZE, MIDDLE_SIZE, LARGEST_SIZE)
"""Pages of the casebooks that are measured."""

READING = "reading alone"
FLOOR = "reading and YAML (floor)"
CHECK = "casebook check"
LYCHEE = "lychee"
PYTHON = "python -c pass"
PYTHON_YAML = 'python -c "import yaml"'

BIN = Path(sys.executable).parent
BENCH = Path(__file__).parent


@dataclass(frozen=True)
class Task:
    """A command to be measured on the casebook of so many pages."""

    what: str
    pages: int
    command: tuple[str, ...]
    style: str = "plain"

    @property
    def folder(self) -> str:
        """The name of the folder that holds the casebook."""
        return folder_of(self.pages, self.style)


@dataclass
class Figures:
    """The least cost of each task so far, and why tasks have none."""

    costs: dict[tuple[str, int], Cost] = field(default_factory=dict)
    failed: dict[tuple[str, int], str] = field(default_factory=dict)

    def cost(self, what: str, pages: int) -> Cost | None:
        """What a task cost, if it was measured and did not fail."""
        return self.costs.get((what, pages)) if (what, pages) not in self.failed else None

    def note(self, what: str, pages: int, cost: Cost) -> None:
        """Take in what a task cost this time."""
        key = (what, pages)
        self.costs[key] = cost.least(self.costs[key]) if key in self.costs else cost


def lychee() -> str | None:
    """The link checker, if it is installed: ``LYCHEE`` names it, or else it is on the path."""
    return os.environ.get("LYCHEE") or shutil.which("lychee") or shutil.which("lychee", path=BIN)


def folder_of(pages: int, style: str) -> str:
    """Return the name of the folder of a casebook."""
    return str(pages) if style == "plain" else f"{pages}-{style}"


def styles_at(pages: int) -> tuple[str, ...]:
    """Return the styles in which a casebook of that size is written as well."""
    return {LARGEST_SIZE: ("mixed",), MIDDLE_SIZE: ("mixed", "article")}.get(pages, ())


def in_style(what: str, style: str) -> str:
    """Return the name of a task on a casebook of a style of its own."""
    return f"{what}, {style}"


def styled_tasks(pages: int, style: str) -> Iterable[Task]:
    """What is measured where the pages are written in a style of their own."""
    floor = (sys.executable, str(BENCH / "floor.py"), "docs", "--yaml")
    yield Task(in_style(FLOOR, style), pages, floor, style)
    yield Task(in_style(CHECK, style), pages, (str(BIN / "casebook"), "check"), style)


def tasks(pages: int) -> Iterable[Task]:
    """What is measured at a size."""
    floor = (sys.executable, str(BENCH / "floor.py"), "docs")
    yield Task(READING, pages, floor)
    yield Task(FLOOR, pages, (*floor, "--yaml"))
    yield Task(CHECK, pages, (str(BIN / "casebook"), "check"))
    if checker := lychee():
        yield Task(LYCHEE, pages, (checker, "--offline", "--no-progress", "docs"))
    if pages == START_SIZE:
        yield Task(PYTHON, pages, (sys.executable, "-c", "pass"))
        yield Task(PYTHON_YAML, pages, (sys.executable, "-c", "import yaml"))


def measure(made: Sequence[Task], folder: Path, rounds: int, figures: Figures) -> None:
    """Run all tasks in turn, and then all again; ``folder`` holds the casebooks by their size.

    So a spell in which the machine is busy does not fall on all runs of one task.
    """
    for _ in range(rounds):
        for task in made:
            key = (task.what, task.pages)
            if key in figures.failed:
                continue
            try:
                cost = run(task.command, folder / task.folder, folder / "output.txt")
            except Failed as failure:
                figures.failed[key] = str(failure)
            else:
                figures.note(*key, cost)
