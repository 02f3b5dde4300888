"""What the checks and the hook may cost at most, held against what they did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bench.builds import BUILT_AGAIN, BUILT_PLAIN, DIAGNOSED, SEEN_AGAIN
from bench.measure import (
    CHECK,
    FLOOR,
    LARGEST_SIZE,
    LYCHEE,
    MIDDLE_SIZE,
    START_SIZE,
    Figures,
    in_style,
)
from bench.sites import MADE_SITE, THIS_SITE


@dataclass(frozen=True)
class Target:
    """A figure that is to be at most ``limit``; ``measured`` is None where there is none."""

    statement: str
    unit: str
    limit: float
    measured: float | None

    @property
    def mark(self) -> str:
        """``ok``, ``over``, or that it was not measured, which is neither."""
        if self.measured is None:
            return "not measured"
        return "ok" if self.measured <= self.limit else "over"


def targets(figures: Figures) -> tuple[Target, ...]:
    """All targets; in CPU time but for the memory."""
    return (*_of_checks(figures), *_of_sites(figures))


def _of_checks(figures: Figures) -> Iterator[Target]:
    start, middle = _cpu(figures, CHECK, START_SIZE), _cpu(figures, CHECK, MIDDLE_SIZE)
    largest = _cpu(figures, CHECK, LARGEST_SIZE)
    floor, lychee = (_cpu(figures, what, LARGEST_SIZE) for what in (FLOOR, LYCHEE))
    mixed = [_cpu(figures, in_style(w, "mixed"), LARGEST_SIZE) for w in (CHECK, FLOOR)]
    article = [_cpu(figures, in_style(w, "article"), MIDDLE_SIZE) for w in (CHECK, FLOOR)]
    memory = figures.cost(CHECK, LARGEST_SIZE)
    yield Target("check to floor, 10,000 pages", "times", 2, _ratio(largest, floor))
    yield Target("the same in mixed styles", "times", 2, _ratio(*mixed))
    yield Target("check to floor, an article of 3,500 passages", "times", 2, _ratio(*article))
    yield Target("check to lychee, 10,000 pages", "times", 2.5, _ratio(largest, lychee))
    yield Target("check of 10,000 pages to 1,000", "times", 11, _ratio(largest, middle))
    yield Target("check of 40 pages, start included", "s", 0.4, start)
    yield Target("peak memory of check, 10,000 pages", "MB", 300, memory.peak if memory else None)


def _of_sites(figures: Figures) -> Iterator[Target]:
    for site, most in ((THIS_SITE, 1.6), (MADE_SITE, 2)):
        plain, again = (_of_site(figures, it, site) for it in (BUILT_PLAIN, BUILT_AGAIN))
        yield Target(f"build again to plain, {site}", "times", most, _ratio(again, plain))
    seen = _of_site(figures, SEEN_AGAIN, THIS_SITE)
    yield Target(f"{SEEN_AGAIN}, {THIS_SITE}", "s", 2, seen)
    for site, most in ((THIS_SITE, 0.05), (MADE_SITE, 0.3)):
        slowest = _of_site(figures, DIAGNOSED, site)
        yield Target(f"slowest diagnostics of a change, {site}", "s", most, slowest)


def _cpu(figures: Figures, what: str, pages: int) -> float | None:
    cost = figures.cost(what, pages)
    return cost.cpu if cost else None


def _of_site(figures: Figures, what: str, site: str) -> float | None:
    """Return the most that something cost whose name begins so; None if any of it failed."""
    costs = [
        figures.cost(name, pages)
        for name, pages in (*figures.costs, *figures.failed)
        if name.startswith(what) and name.endswith(in_style("", site))
    ]
    cpu = [cost.cpu for cost in costs if cost]
    return max(cpu) if cpu and len(cpu) == len(costs) else None


def _ratio(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else part / whole
