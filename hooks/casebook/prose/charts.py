"""Charts that a page asks for: a comment that names one, above the table that it is drawn from.

::

    <!-- casebook: chart
    title: Riders of the tram, in thousands
    mark: 2018-03 to 2018-06, the article
    -->

    | When | Thousand | Who says it | Evidence |
    | --- | --- | --- | --- |
    | 2018-05 | 70 | the company | [The timetable](evidence/timetable.md) |

A row has a date, a number (`70`, `1,070.5`, `over 10 million`), its series, and a link to what
bears it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casebook.model.passages import lines_outside_code

_MARKER = re.compile(r"<!-- *casebook: *chart[ \t]*\n(?P<options>.*?)^-->[ \t]*$", re.M | re.S)
CHART = "chart"
"""What the comment asks for."""

_BEGINS = re.compile(r"<!-- *casebook: *chart\b")
_OPTION = re.compile(r"^[ \t]*(?P<name>[\w-]+)[ \t]*:[ \t]*(?P<value>.*?)[ \t]*$", re.M)
_ROW = re.compile(r"^[ \t]*\|(?P<cells>.*)\|[ \t]*$")
_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<to>[^)\s]+)\)")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_NUMBER = re.compile(rf"(?P<digits>\d[\d,]*(?:\.\d+)?)(?:\s+(?P<scale>{'|'.join(_SCALES)}))?", re.I)
_ISO = re.compile(r"\b(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\b")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_WORDS = re.compile(
    rf"\b(?:(\d{{1,2}})\s+)?({_MONTHS.replace(' ', '|')})[a-z]*\s+(\d{{4}})\b", re.I
)


class ChartProblem(Exception):
    """A chart cannot be drawn; ``start`` and ``end`` are where in the page's text that is."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start, self.end = start, end


@dataclass(frozen=True)
class Point:
    """A row of the table: when, how much, in which series, and where that is borne out."""

    when: date
    told: str
    value: float
    shown: str
    series: str
    link: str | None


@dataclass(frozen=True)
class Mark:
    """A time that is marked across the chart."""

    begin: date
    end: date
    label: str


@dataclass(frozen=True)
class Chart:
    """What is to be drawn; ``start`` and ``end`` are the comment's place in the page's text."""

    title: str
    points: tuple[Point, ...]
    mark: Mark | None
    start: int
    end: int

    @property
    def series(self) -> tuple[str, ...]:
        """The names of the series, in the order in which the table has them."""
        return tuple(dict.fromkeys(point.series for point in self.points))


def charts(markdown: str) -> Iterator[Chart | ChartProblem]:
    """Yield each chart that a page asks for, or why it cannot be drawn."""
    if "<!--" not in markdown or not _BEGINS.search(markdown):
        return
    for start in lines_outside_code(markdown):
        begun = _BEGINS.match(markdown, start)
        found = _MARKER.match(markdown, start) if begun else None
        if begun and not found:
            message = "the chart's comment has no options, or no line `-->` that ends it"
            yield ChartProblem(message, begun.start(), begun.end())
        elif found:
            try:
                yield _chart(markdown, found)
            except ChartProblem as problem:
                yield problem


def _chart(markdown: str, found: re.Match[str]) -> Chart:
    options = {it["name"]: it["value"] for it in _OPTION.finditer(found["options"])}
    if not options.get("title"):
        raise ChartProblem("the chart has no `title`", found.start(), found.end())
    points = _table(markdown, found)
    mark = None
    if written := options.get("mark"):
        mark = _mark(written)
        if mark is None:
            message = f"the chart's `mark` has no date: `{written}`"
            raise ChartProblem(message, found.start(), found.end())
    return Chart(options["title"], points, mark, found.start(), found.end())


def _table(markdown: str, found: re.Match[str]) -> tuple[Point, ...]:
    position = found.end()
    rows: list[tuple[int, str, list[str]]] = []
    for line in markdown[position:].splitlines(keepends=True):
        row = _ROW.match(line.rstrip("\r\n"))
        if row:
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", row["cells"])]
            rows.append((position, line.rstrip(), cells))
        elif rows or line.strip():
            break
        position += len(line)
    if len(rows) < 3 or len(rows[0][2]) < 3:
        message = "no table with date, number and series stands below the chart"
        raise ChartProblem(message, found.start(), found.end())
    return tuple(_point(place, line, cells) for place, line, cells in rows[2:])


def _point(place: int, line: str, cells: list[str]) -> Point:
    when = _date(cells[0])
    number = _NUMBER.search(_plain(cells[1])) if len(cells) > 1 else None
    if when is None or number is None or len(cells) < 3:
        lacks = "date" if when is None else "number" if number is None else "series"
        raise ChartProblem(f"this row of a chart has no {lacks}", place, place + len(line))
    links = [it["to"] for cell in cells for it in _LINK.finditer(cell)]
    link = links[-1] if links else None
    value = float(number["digits"].replace(",", ""))
    value *= _SCALES.get((number["scale"] or "").lower(), 1)
    return Point(when, _plain(cells[0]), value, _plain(cells[1]), _plain(cells[2]), link)


def _plain(cell: str) -> str:
    return re.sub(r"[*_`]", "", _LINK.sub(lambda link: link["text"], cell)).strip()


def _date(text: str) -> date | None:
    return next(iter(_dates(_plain(text))), None)


def _dates(text: str) -> list[date]:
    """Return the dates in ``text``, each the middle of the time that it names."""
    found: list[date] = []
    try:
        for words in _WORDS.finditer(text):
            month = _MONTHS.split().index(words[2].lower()) + 1
            found.append(date(int(words[3]), month, int(words[1] or 15)))
        for iso in _ISO.finditer(_WORDS.sub("", text)):
            found.append(date(int(iso[1]), int(iso[2] or 7), int(iso[3] or (15 if iso[2] else 1))))
    except ValueError:
        return []
    return found


def _mark(text: str) -> Mark | None:
    when, _, label = text.partition(",")
    found = _dates(when)
    return Mark(min(found), max(found), label.strip() or when.strip()) if found else None
