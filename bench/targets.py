"""What the checks and the hook may cost at most, held against what they did."""

from __future__ import annotations

from dataclasses import dataclass

from bench.builds import PLAIN, Added
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


def targets(figures: Figures, added: Added | None) -> tuple[Target, ...]:
    """All targets; in CPU time but for the memory."""
    start, middle = _cpu(figures, CHECK, START_SIZE), _cpu(figures, CHECK, MIDDLE_SIZE)
    largest = _cpu(figures, CHECK, LARGEST_SIZE)
    floor, lychee = (_cpu(figures, what, LARGEST_SIZE) for what in (FLOOR, LYCHEE))
    mixed = [_cpu(figures, in_style(w, "mixed"), LARGEST_SIZE) for w in (CHECK, FLOOR)]
    article = [_cpu(figures, in_style(w, "article"), MIDDLE_SIZE) for w in (CHECK, FLOOR)]
    plain = _cpu(figures, PLAIN, MIDDLE_SIZE)
    memory = figures.cost(CHECK, LARGEST_SIZE)
    checks = added.checks * 100 if added else None
    events = added.events * 100 if added else None
    return (
        Target("check to floor, 10,000 pages", "times", 2, _ratio(largest, floor)),
        Target("the same in mixed styles", "times", 2, _ratio(*mixed)),
        Target("check to floor, an article of 3,500 passages", "times", 3, _ratio(*article)),
        Target("check to lychee, 10,000 pages", "times", 2.5, _ratio(largest, lychee)),
        Target("check of 10,000 pages to 1,000", "times", 11, _ratio(largest, middle)),
        Target("check of 40 pages, start included", "s", 0.4, start),
        Target("peak memory of check, 10,000 pages", "MB", 300, memory.peak if memory else None),
        Target("checks in a build of 1,000 pages", "%", 1, _ratio(checks, plain)),
        Target("all the hook does in such a build", "%", 15, _ratio(events, plain)),
    )


def _cpu(figures: Figures, what: str, pages: int) -> float | None:
    cost = figures.cost(what, pages)
    return cost.cpu if cost else None


def _ratio(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else part / whole
