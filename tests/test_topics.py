"""Topics: a page for each thing that a casebook speaks of again and again."""

from __future__ import annotations

from pathlib import Path

import pytest

from casebook.analysis.analysis import Analysis
from casebook.pages import Views
from casebook.pages.topics import topics
from pages import Pages
from site_under_test import Site


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    return Pages(tmp_path)


def write(pages: Pages, uri: str, text: str) -> None:
    file = pages.folder / uri
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def glossary(pages: Pages, topics: str) -> None:
    write(pages, "glossary.md", f"---\ntitle: Glossary\ntopics:\n{topics}\n---\n\nWords.\n")


def test_whatever_has_a_form_of_it_belongs_to_a_topic(pages: Pages) -> None:
    glossary(pages, "  Fees: [fee, fees]\n  微信: [微信]")
    pages.argument("thesis", role="thesis", claim="It is free of fees.")
    pages.argument("coffee", supports=["thesis"], claim="They like coffee.")
    pages.argument("chinese", supports=["thesis"], claim="It is called 叫微信的.")
    found = {it.name: {member.slug for member in it.members} for it in topics(pages.casebook())}
    assert found == {"Fees": {"thesis"}, "微信": {"chinese"}}


def test_what_nothing_speaks_of_gets_no_page_and_odd_fields_break_nothing(pages: Pages) -> None:
    glossary(pages, "  Trams: [tram]\n  '!': [thesis]\n  Thesis: {a: b}\n  Other: thesis")
    pages.argument("thesis", role="thesis", claim="A thesis.")
    assert [it.uri for it in topics(pages.casebook())] == ["topics/thesis.md", "topics/other.md"]


def test_a_page_of_that_name_is_not_written_over(pages: Pages) -> None:
    glossary(pages, "  Thesis: [thesis]")
    pages.argument("thesis", role="thesis", claim="A thesis.")
    write(pages, "topics/thesis.md", "# Ours\n")
    assert [*Views(Analysis(pages.casebook())).topic_pages()] == []


def test_a_topic_shows_claims_with_badges_printed_words_and_evidence(site: Site) -> None:
    page = site.page("topics/facebook")
    assert page.says("Facebook", "What is claimed", "What is printed", "What it rests on")
    assert page.links_to("arguments/nothing-matches-facebook")
    assert page.links_to("evidence/connections-on-facebook")
    assert page.links_to("article#p6-3")
    assert page.html.select("article .cb-standing .cb-badge")
    assert site.page("topics").links_to("topics/facebook")


def test_no_page_has_tags(site: Site) -> None:
    assert not [page.file for page in site.pages if page.html.select(".md-tags")]
