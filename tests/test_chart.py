"""Charts: read from a table, drawn with every point in its place and on its way to its evidence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from casebook.analysis.analysis import Analysis
from casebook.pages import Views
from casebook.pages.chart import Drawing, without_links
from casebook.prose.charts import Chart, ChartProblem, charts
from pages import Pages

CHART = """Before.

<!-- casebook: chart
title: Users, in <millions>
mark: March 2013 to 2013-06, the article
-->

| When | How many | What | Who |
| --- | --- | --- | --- |
| May 2013 | 50 million | users | [A](evidence/a.md) |
| 3 July 2013 | over 70 million | *users* | [A](evidence/a.md), [B](evidence/b.md#here) |
| **2013-08** | 100 million | users | nobody |
| October to December 2013 | 690,000 | a month | [B](evidence/b.md) |

After.
"""


def only(markdown: str) -> Chart:
    (found,) = charts(markdown)
    assert isinstance(found, Chart)
    return found


def test_a_table_is_read() -> None:
    chart = only(CHART)
    assert chart.title == "Users, in <millions>"
    assert [(it.when, it.value, it.series, it.link) for it in chart.points] == [
        (date(2013, 5, 15), 50_000_000, "users", "evidence/a.md"),
        (date(2013, 7, 3), 70_000_000, "users", "evidence/b.md#here"),
        (date(2013, 8, 15), 100_000_000, "users", None),
        (date(2013, 12, 15), 690_000, "a month", "evidence/b.md"),
    ]
    assert chart.mark is not None
    assert (chart.mark.begin, chart.mark.end) == (date(2013, 3, 15), date(2013, 6, 15))
    assert chart.mark.label == "the article"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("title:", "titel:", "the chart has no `title`"),
        ("May 2013", "some day", "this row of a chart has no date"),
        ("May 2013", "2013-13", "this row of a chart has no date"),
        ("50 million", "many", "this row of a chart has no number"),
        ("March 2013 to 2013-06", "then", "the chart's `mark` has no date: `then, the article`"),
        ("| When", "When", "no table with date, number and series stands below the chart"),
    ],
)
def test_what_cannot_be_drawn_is_told(old: str, new: str, told: str) -> None:
    (found,) = charts(CHART.replace(old, new, 1))
    assert isinstance(found, ChartProblem)
    assert str(found) == told


def test_later_and_more_is_further_right_and_higher() -> None:
    dots = Drawing(only(CHART), 1).dots
    assert [dot.label for dot in dots] == ["50", "70", "100", "0.69"]
    assert [dot.x for dot in dots] == sorted(dot.x for dot in dots)
    users = [dot.y for dot in dots[:3]]
    assert users == sorted(users, reverse=True)
    assert dots[3].y > users[0]


def test_no_label_lies_on_another_or_on_a_point() -> None:
    rows = "".join(f"| 2013-0{n} | {40 + n} | s{n % 3} |\n" for n in range(1, 9))
    head = "<!-- casebook: chart\ntitle: T\n-->\n\n| a | b | c |\n| - | - | - |\n"
    dots = Drawing(only(head + rows), 1).dots
    places = [(dot.label_x, dot.label_y) for dot in dots]
    assert len(set(places)) == len(places)
    for dot in dots:
        for other in dots:
            assert abs(dot.label_x - other.x) > 6 or abs(dot.label_y - 4 - other.y) > 6


def test_one_point_alone_and_nothing_at_all_are_drawn() -> None:
    head = "<!-- casebook: chart\ntitle: T\n-->\n| a | b | c |\n| - | - | - |\n"
    for number in ("0", "0.5", "1", "12,345,678,901"):
        drawing = Drawing(only(f"{head}| 2013 | {number} | s |\n"), 1)
        assert [*drawing.levels]
        assert [*drawing.years]
        assert len(drawing.dots) == 1


@pytest.fixture
def page(tmp_path: Path) -> tuple[Views, str]:
    pages = Pages(tmp_path).evidence("a").evidence("b").argument("thesis", role="thesis")
    views = Views(Analysis(pages.casebook()))
    markdown = views.complete("how.md", CHART)
    return views, Markdown(extensions=["attr_list", "md_in_html", "tables"]).convert(markdown)


def test_a_page_has_the_picture_and_the_table(page: tuple[Views, str]) -> None:
    views, html = page
    addresses = {"how.html": "how.md", "e/a.html": "evidence/a.md", "e/b/": "evidence/b.md"}
    soup = BeautifulSoup(views.finished(html, "how.html", addresses), "html.parser")
    assert [it["href"] for it in soup.select("svg a.cb-point")] == ["e/a.html", "e/b/#here", "e/b/"]
    figure, table = soup.select_one("figure.cb-chart"), soup.select_one("table")
    assert figure is not None
    assert table is not None
    assert len(table.select("tbody tr")) == 4
    svg = figure.select_one("svg[role=group]")
    assert svg is not None
    named = soup.find(id=str(svg["aria-labelledby"]))
    assert named is not None
    assert named.get_text() == "Users, in <millions>"
    assert soup.select("script[src], [style]") == []
    assert [it.get_text() for it in soup.select("svg a.cb-point title")] == [
        "May 2013: 50 million, users",
        "3 July 2013: over 70 million, users",
        "October to December 2013: 690,000, a month",
    ]


def test_other_generators_get_no_link_that_leads_nowhere(page: tuple[Views, str]) -> None:
    soup = BeautifulSoup(without_links(page[1]), "html.parser")
    assert soup.select("svg a") == []
    assert len(soup.select("svg g.cb-point")) == 4


def test_no_title_brings_an_attribute(tmp_path: Path) -> None:
    pages = Pages(tmp_path).article()
    pages.argument("thesis", role="thesis")
    text = (
        '<!-- casebook: chart\ntitle: x" onmouseover="alert(1)\n-->\n\n'
        "| When | How many | What | Who |\n| --- | --- | --- | --- |\n"
        "| April 2013 | 40 million | users | a paper |\n"
    )
    shown = Views(Analysis(pages.casebook())).complete("index.md", text)
    assert "onmouseover=" in shown
    assert 'x" onmouseover' not in shown
