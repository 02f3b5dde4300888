"""Figures as they are written, and when one text gives another's."""

from __future__ import annotations

import pytest

from casebook.quoting.figures import is_english, is_given, telling, values


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1.1 million", 1_100_000),
        ("1.1m", 1_100_000),
        ("1,100,000", 1_100_000),
        ("1 100 000", 1_100_000),
        ("1.100.000", 1_100_000),
        ("11 lakh", 1_100_000),
        ("eleven hundred thousand", 1_100_000),
        ("$2bn", 2e9),
        ("seventy million", 70_000_000),
        ("a hundred million", 100_000_000),
        ("twenty-one", 21),
        ("100-200 million", 100_000_000),
        ("half of them", 50),
        ("two thirds of them", 200 / 3),
        ("on 2013-07-03", 2013),
    ],
)
def test_what_a_number_stands_for(words: str, value: float) -> None:
    assert value in values(f"There were {words} in all.")


@pytest.mark.parametrize(
    ("summary", "source"),
    [
        ("70 million users", "It had 70,000,000 users."),
        ("70 million users", "It had seventy million users."),
        ("800 million users", "It had 798.2 million users."),
        ("50 percent of them", "It was half of them."),
        ("33% of them", "It was one third of them."),
        ("In 2023, 76 percent of them", "It was 76 percent in 2023."),
        ("75% of 40 students", "30 of 40 students said so."),
        ("30 million more", "It grew from 40 million to 70 million."),
        ("43% more", "It grew from 70 million to 100 million."),
    ],
)
def test_a_figure_that_is_given(summary: str, source: str) -> None:
    figures = list(telling(summary))
    assert figures
    assert all(is_given(figure, values(source)) for figure in figures)


@pytest.mark.parametrize(
    ("summary", "source"),
    [
        ("100 million users", "On 3 July 2013 it had 70 million users in 10 countries."),
        ("70 billion users", "It had 70 million users."),
        ("80 percent of them", "It was 60% of them."),
        ("7 million users", "It had 70 million users."),
        ("1.2 million users", "It had 1.1 million users."),
    ],
)
def test_a_figure_that_is_not(summary: str, source: str) -> None:
    (figure,) = telling(summary)
    assert not is_given(figure, values(source))


@pytest.mark.parametrize(
    "summary",
    [
        "The year 2013",
        "A Boeing 747 and a 4G phone with Web 2.0",
        "Nearly 800 million users",
        "Over 500 riders, or 40,000 or so",
        "Five of 9 stops",
        "COVID-19 and QQ2012",
        "On 2013-07-03 at 12:45, version 1.45.6",
    ],
)
def test_nothing_is_certain_of_years_names_and_rough_numbers(summary: str) -> None:
    assert list(telling(summary)) == []


def test_english_is_told_from_other_languages() -> None:
    assert is_english("The company said that it had 70 million users.")
    assert not is_english("Im Jahr 2013 waren es siebzig Millionen, sagte die Stadt.")
    assert not is_english("2013年在海外有七千万用户")
