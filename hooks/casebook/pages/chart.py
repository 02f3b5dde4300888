"""Drawing a chart: the places of its points, its scales and its labels, for the template.

Nothing in the picture is said by colour alone, and the table below it says all of it in text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape, unescape
from math import floor, log10

from casebook.pages.messages import Messages
from casebook.prose.charts import Chart, Point

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 52, 28, 40, 44
SHAPES = ("circle", "square", "triangle", "diamond")
"""The marks of the series, in their order; a fifth series begins again with the first."""

_UNITS = (1_000_000_000, 1_000_000)
"""Units of large numbers; the title has to name the unit."""

_GAP = 12
_CHARACTER, _LINE = 7.6, 14
"""How much room a character and a line of a label take, in units of the picture."""

_Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Dot:
    """A point in its place, with its label."""

    point: Point
    number: int
    x: float
    y: float
    label: str
    label_x: float
    label_y: float

    @property
    def shape(self) -> str:
        """What marks the series."""
        return SHAPES[self.number % len(SHAPES)]

    @property
    def path(self) -> str:
        """The shape as the data of an SVG path."""
        return path(self.shape, self.x, self.y)


@dataclass(frozen=True)
class Tick:
    """A line of a scale, and what it says."""

    at: float
    label: str


class Drawing:
    """A chart with every coordinate that its template needs."""

    def __init__(self, chart: Chart, number: int, messages: Messages | None = None) -> None:
        self.chart = chart
        self._messages = messages or Messages()
        self.id = f"chart-{number}"
        times = [point.when for point in chart.points]
        if chart.mark:
            times += [chart.mark.begin, chart.mark.end]
        first, last = min(times).toordinal(), max(times).toordinal()
        room = max((last - first) // 16, 30)
        self._first, self._last = first - room, last + room
        most = max(point.value for point in chart.points)
        self._unit = next((unit for unit in _UNITS if most >= 10 * unit), 1)
        self._step = _step(most)
        self._most = self._step * (int(most / self._step) + 1)
        self.dots = tuple(self._dots())

    frame = (WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM)

    def x(self, when: date) -> float:
        """Return where a day stands."""
        share = (when.toordinal() - self._first) / (self._last - self._first)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, value: float) -> float:
        """Return where a number stands."""
        return round(HEIGHT - BOTTOM - value / self._most * (HEIGHT - TOP - BOTTOM), 1)

    @property
    def levels(self) -> Iterator[Tick]:
        """The lines of the numbers."""
        count = round(self._most / self._step)
        return (
            Tick(self.y(n * self._step), self._number(n * self._step)) for n in range(count + 1)
        )

    @property
    def years(self) -> Iterator[Tick]:
        """The lines of the years, and of half years where there are few."""
        begin, end = date.fromordinal(self._first), date.fromordinal(self._last)
        halves = end.year - begin.year < 3
        every = max((end.year - begin.year) // 8, 1)
        for year in range(begin.year, end.year + 1):
            for month in (1, 7) if halves else (1,):
                day = date(year, month, 1)
                if begin <= day <= end and year % every == 0:
                    yield Tick(self.x(day), f"{year}" if month == 1 else f"{year}-{month:02}")

    def line(self, series: str) -> str:
        """Return the points of a series as those of an SVG polyline."""
        dots = sorted((it for it in self.dots if it.point.series == series), key=lambda it: it.x)
        return " ".join(f"{it.x},{it.y}" for it in dots)

    @property
    def legend(self) -> Iterator[tuple[int, str, str]]:
        """The number of each series, the path of its mark, and its name."""
        for number, name in enumerate(self.chart.series):
            yield number, path(SHAPES[number % len(SHAPES)], 8, 8), name

    def _number(self, value: float) -> str:
        """Return a number as the picture shows it: in millions if the largest has tens of them."""
        return self._messages.number(value / self._unit)

    def _dots(self) -> Iterator[Dot]:
        taken: list[_Box] = []
        numbers = {name: number for number, name in enumerate(self.chart.series)}
        for point in self.chart.points:
            x, y = self.x(point.when), self.y(point.value)
            taken.append((x - 6, y - 6, x + 6, y + 6))
        for point in sorted(self.chart.points, key=lambda it: (it.when, it.value)):
            x, y = self.x(point.when), self.y(point.value)
            label = self._number(point.value)
            label_x, label_y = self._room_for(label, x, y, taken)
            yield Dot(point, numbers[point.series], x, y, label, label_x, label_y)

    def _room_for(self, label: str, x: float, y: float, taken: list[_Box]) -> tuple[float, float]:
        """Return where a label's middle stands: the first place that nothing else takes."""
        half = len(label) * _CHARACTER / 2
        beside = half + _GAP
        places = [(x, y - _GAP), (x, y + 2 * _GAP), (x + beside, y + 5), (x - beside, y + 5)]
        places += [(x + beside, y - _GAP), (x - beside, y - _GAP), (x, y - 2.2 * _GAP)]
        boxes = [(a - half, b - _LINE + 3, a + half, b + 3) for a, b in places]
        free = [n for n, box in enumerate(boxes) if not any(_overlap(box, it) for it in taken)]
        chosen = free[0] if free else 0
        taken.append(boxes[chosen])
        return round(places[chosen][0], 1), round(places[chosen][1], 1)


def path(shape: str, x: float, y: float) -> str:
    """Return a mark around a place as the data of an SVG path."""
    if shape == "square":
        return f"M{x - 5:g} {y - 5:g}h10v10h-10z"
    if shape == "triangle":
        return f"M{x:g} {y - 6:g}l6 11h-12z"
    if shape == "diamond":
        return f"M{x:g} {y - 7:g}l7 7l-7 7l-7-7z"
    return f"M{x - 5.5:g} {y:g}a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z"


_POINT = re.compile(r'<a class="(cb-point[^"]*)" href="([^"]*)">(.*?)</a>', re.DOTALL)


def with_addresses(html: str, address: Callable[[str], str]) -> str:
    """Return a page's HTML whose charts link to the ``address`` of each page that they name.

    No Markdown links them, so that MkDocs leaves them as they are.
    """
    if 'class="cb-point' not in html:
        return html
    return _POINT.sub(
        lambda it: f'<a class="{it[1]}" href="{escape(address(unescape(it[2])))}">{it[3]}</a>', html
    )


def without_links(text: str) -> str:
    """Return a page whose charts have no links, for generators that leave those in HTML alone."""
    return _POINT.sub(r'<g class="\1">\3</g>', text) if 'class="cb-point' in text else text


def _step(most: float) -> float:
    """Return the distance of a scale's lines: 1, 2 or 5 times a power of ten; nine at most."""
    power: float = 10 ** floor(log10(most)) if most > 0 else 1
    return next(step for step in (power / 5, power / 2, power, 2 * power) if most / step < 8)


def _overlap(one: _Box, other: _Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
