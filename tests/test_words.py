"""The words that readers meet beside a claim, the marks of its steps, and where both lead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casebook.analysis.analysis import Analysis
from casebook.pages import Views, words
from casebook.pages.argument_map import How
from casebook.pages.words import Word
from pages import Pages
from site_under_test import Site


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    return Pages(tmp_path)


ALL_WORDS = [*words.BACKING.values(), *words.READING.values()]
ALL_WORDS += [words.DISPUTED, words.ANSWERED, words.DENIED, words.QUESTIONED]


@pytest.mark.parametrize("word", dict.fromkeys(ALL_WORDS), ids=lambda word: word.name)
def test_the_method_page_explains_each_word_where_its_badge_leads(site: Site, word: Word) -> None:
    place = site.page("method").html.select_one(f"#{word.explained}")
    assert place is not None
    told = place.get_text()
    if place.name.startswith("h"):
        table = place.find_next("table")
        assert table is not None
        told = table.get_text()
    assert word.text in told.lower()


DATA_NAMES = re.compile(r"\b(unsupported|asserted|attested|corroborated|contested|defeated)\b")


@pytest.mark.parametrize("name", ["index", "arguments/index", "tables", "weakest-links", "topics"])
def test_readers_meet_no_name_of_the_data(site: Site, name: str) -> None:
    article = site.page(name).html.select_one("article")
    assert article is not None
    assert DATA_NAMES.findall(article.get_text().lower()) == []


def test_an_argument_page_keeps_the_names_of_the_data_for_specialists(site: Site) -> None:
    html = site.page("arguments/only-chinese-use-it").html
    folded = html.select_one("details.cb-specialists")
    assert folded is not None
    assert "Fidelity: " in folded.extract().get_text()
    article = html.select_one("article")
    assert article is not None
    assert DATA_NAMES.findall(article.get_text().lower()) == []


@pytest.fixture
def step(pages: Pages) -> Views:
    """A step of two premises that is denied twice, and a weak undercut of another."""
    pages.argument("thesis", role="thesis").argument("other").argument("nay", attacks=["other"])
    pages.argument("one", supports=[{"to": "thesis", "with": ["other"], "because": "so"}])
    pages.argument("two", supports=["thesis"])
    pages.argument("no", undercuts=[{"from": "one", "to": "thesis"}])
    pages.argument("but", undercuts=[{"from": "two", "to": "thesis", "strength": "weak"}])
    (pages.folder / "index.md").write_text("<!-- casebook: reasons -->\n", "utf-8")
    return Views(Analysis(pages.casebook()))


def test_the_home_page_says_that_a_reason_lends_nothing(step: Views) -> None:
    shown = step.complete("index.md", "<!-- casebook: reasons -->\n")
    first, second, third = shown.split("1.  ")[1:]
    assert "together with [other](arguments/other.md)" in first
    assert "this step is denied</span> by [no](arguments/no.md), for [other]" in first
    assert "is answered; it lends nothing" in first
    assert "[other](arguments/other.md)" in second
    assert "it lends nothing" in second
    assert "this step is questioned</span> by [but](arguments/but.md)</small>" in third


def test_every_premise_has_its_place_on_the_map(step: Views) -> None:
    rows = {row.member.slug: row for row in step.map.whole()}
    assert (rows["other"].how, rows["other"].depth) == (How.REASON, 1)
    assert rows["other"].carries is rows["one"].carries
    whole = step.complete("arguments/index.md", "<!-- casebook: map -->\n")
    assert whole.count("this step is denied") == 2
    assert whole.count("this step is questioned") == 1


def test_both_premises_show_the_step_and_what_goes_with_them(step: Views) -> None:
    one = step.complete("arguments/one.md", "Text.\n")
    other = step.complete("arguments/other.md", "Text.\n")
    assert "together with [other](../arguments/other.md)" in one.partition("## What it bears on")[2]
    assert "together with [one](../arguments/one.md)" in other.partition("## What it bears on")[2]


def test_a_word_is_no_link_where_nothing_explains_it(pages: Pages) -> None:
    pages.argument("thesis", role="thesis")
    (pages.folder / "method.md").write_text("# Method\n\n## Backed { #what-backs-it }\n", "utf-8")
    shown = Views(Analysis(pages.casebook())).complete("arguments/thesis.md", "Text.\n")
    assert "[nothing is given](../method.md#what-backs-it)" in shown
    (pages.folder / "method.md").write_text("# Method\n", "utf-8")
    shown = Views(Analysis(pages.casebook())).complete("arguments/thesis.md", "Text.\n")
    assert 'is-nothing">nothing is given</span>' in shown


def test_a_group_is_shown_only_the_quotes_that_are_about_it(pages: Pages) -> None:
    pages.article("They say this.", "Others say that.")
    quotes = [
        {"passage": "p1-1", "exact": "They say this."},
        {"passage": "p1-2", "exact": "Others say that."},
    ]
    pages.segment("they").segment("all")
    groups = [{"to": "they", "passages": ["p1-1"]}, "all"]
    pages.evidence("both", quotes=quotes, segments=groups)
    views = Views(Analysis(pages.casebook()))
    assert "Others say that" not in views.complete("segments/they.md", "Text.\n")
    assert "Others say that" in views.complete("segments/all.md", "Text.\n")
