"""The links from a passage to the form for another reading of it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from casebook.authoring.forms import Issue, propose
from casebook.pages.taking_part import LONGEST, better_reading
from pages import Pages

REPOSITORY = "https://example.org/somebody/casebook"


def filled_in(url: str) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(url).query).items()}


@pytest.mark.parametrize("repository", [REPOSITORY, f"{REPOSITORY}/"])
@pytest.mark.parametrize(
    "words", ["No word & more = 100 % “so” #1?", "它在国外行不通。", "a+b (c) ?x=y"]
)
def test_passage_and_words_are_filled_in(tmp_path: Path, repository: str, words: str) -> None:
    article = Pages(tmp_path).article(words).casebook().article
    assert article is not None
    url = better_reading(repository, article.passages["p1-1"])
    assert url.startswith(f"{REPOSITORY}/issues/new?template=better-reading.yml&passage=p1-1&")
    assert filled_in(url) == {"template": "better-reading.yml", "passage": "p1-1", "words": words}


@pytest.mark.parametrize(
    ("words", "whole"),
    [("word " * 2_000 + "end", True), ("行不通" * 1_000, False), ("x" * 9_000, False)],
)
def test_words_that_are_too_many_are_cut_and_the_form_takes_them(
    tmp_path: Path, words: str, whole: bool
) -> None:
    casebook = Pages(tmp_path).article(words).casebook()
    assert casebook.article is not None
    url = better_reading(REPOSITORY, casebook.article.passages["p1-1"])
    assert LONGEST - 20 < len(url) <= LONGEST
    assert len(quote(url, safe="")) < 8_192  # as GitHub hands it on to those who log in first
    given = filled_in(url)["words"]
    assert words.startswith(given)
    assert given.endswith("word") is whole
    answers = {"passage": "p1-1", "words": given, "reading": "It says so.", "because": "So it is."}
    made = propose(casebook, "better-reading", answers, Issue(7, "2026-11-23"))
    assert "It says so." in made.pages["article/index.md"]
