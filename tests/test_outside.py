"""What pages and exports show of outside sources: their very words, and the way to them."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from casebook.analysis.analysis import Analysis
from casebook.export import FORMATS, linked_data
from casebook.model.passages import fold
from casebook.model.words import ELLIPSIS
from casebook.pages import Views
from casebook.pages.fragments import fragment, leading_to
from pages import Pages

WORDS = (
    '*Some* say "it\'s -- no -- use..." & `that` <b>it</b> (c) costs 1. $5 :smile: _a_ ==b== '
    "https://example.org/x [y](z) {: .c } ~~d~~ 1/2"
)
CITED = {
    "title": "A [title]",
    "publisher": "P",
    "url": "https://example.org/a#top",
    "date": "2013-07-03",
    "accessed": "2018-01-01",
    "excerpt": WORDS,
    "archived": "https://kept.example/a",
}


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    made = Pages(tmp_path).article("One two three.")
    made.evidence("cited", citation=CITED, origin="O", reliability="B", credibility=3)
    return made.argument("thesis", role="thesis", evidence=["cited"])


def shown(pages: Pages, uri: str) -> BeautifulSoup:
    """A page as Markdown makes it, with the extensions that change most of what they find."""
    casebook = pages.casebook()
    page = casebook.page(uri)
    assert page is not None
    named = ["attr_list", "md_in_html", "tables", "smarty", "abbr", "pymdownx.smartsymbols"]
    named += ["pymdownx.magiclink", "pymdownx.mark", "pymdownx.tilde", "pymdownx.emoji"]
    text = Views(Analysis(casebook)).complete(uri, page.body) + "\n\n*[say]: to speak\n"
    return BeautifulSoup(Markdown(extensions=named).convert(text), "html.parser")


@pytest.mark.parametrize("uri", ["evidence/cited.md", "arguments/thesis.md"])
def test_an_excerpt_is_shown_as_it_is_with_the_way_to_its_words(pages: Pages, uri: str) -> None:
    html = shown(pages, uri)
    quoted = html.select_one(".cb-excerpt blockquote p")
    assert quoted is not None
    assert quoted.get_text() == WORDS
    (link,) = html.select(".cb-excerpt .cb-said a")
    address, _, directive = str(link["href"]).partition(":~:text=")
    assert address == "https://example.org/a#top"
    start, end = (unquote(part) for part in directive.split(","))
    assert WORDS.startswith(start)
    assert WORDS.endswith(end)
    assert html.select_one('a[href="https://kept.example/a"]') is not None


def test_grades_are_told_in_words_first(pages: Pages) -> None:
    html = shown(pages, "evidence/cited.md")
    facts = html.select_one(".cb-facts > p")
    assert facts is not None
    assert "How reliable it is: usually reliable · What it says: possibly true" in facts.get_text()
    folded = html.select_one("details.cb-specialists")
    assert folded is not None
    assert "Reliability of the source: B, usually reliable" in folded.get_text()


def test_a_citation_without_excerpt_is_shown_as_before(tmp_path: Path) -> None:
    less = {name: CITED[name] for name in ("title", "publisher", "url", "date", "accessed")}
    html = shown(Pages(tmp_path).evidence("cited", citation=less), "evidence/cited.md")
    assert html.select(".cb-excerpt, blockquote") == []
    assert html.select_one('a[href="https://example.org/a#top"]') is not None


def test_where_the_article_was_found(tmp_path: Path) -> None:
    pages = Pages(tmp_path).article("One two three.")
    pages.evidence("e", quotes=[{"passage": "p1-1", "exact": "One two three."}])
    assert "Where this text was found" not in shown(pages, "article/index.md").get_text()
    file = tmp_path / "article/index.md"
    found = 'found: {url: "https://example.org/f?a=1&b=2", accessed: 2018-01-01}\n'
    text = file.read_text("utf-8").replace("author:", f"{found}translated_from: zh-Hans\nauthor:")
    file.write_text(text, "utf-8")
    html = shown(pages, "article/index.md")
    (heading,) = (it for it in html.select("h2") if it.get_text() == "Where this text was found")
    told = heading.find_next("p")
    assert told is not None
    assert "found at https://example.org/f?a=1&b=2, and read there on 2018-01-01" in told.get_text()
    assert "a translation from Chinese" in html.get_text()


@pytest.mark.parametrize(
    ("words", "directive"),
    [
        ("no more than a few words", "no%20more%20than%20a%20few%20words"),
        ("a, b-c & d", "a%2C%20b%2Dc%20%26%20d"),
        ("one " * 12 + "two", "one%20one%20one%20one%20one,one%20one%20one%20one%20two"),
        ("the first words … the last words", "the%20first%20words,the%20last%20words"),
        ("末班电车", "%E6%9C%AB%E7%8F%AD%E7%94%B5%E8%BD%A6"),
    ],
)
def test_text_directives(words: str, directive: str) -> None:
    assert fragment(words) == directive
    assert leading_to("https://e.org/", words) == f"https://e.org/#:~:text={directive}"


def test_a_script_without_blanks_has_a_range_too() -> None:
    start, end = fragment("末班电车晚上十一点从市场开出" * 3).split(",")
    assert (len(unquote(start)), len(unquote(end))) == (10, 10)


def test_exports_have_the_words_and_where_they_stand(pages: Pages) -> None:
    casebook = pages.casebook()
    (item,) = json.loads(FORMATS["annotations"](casebook, str))["first"]["items"]
    stretches = [it for it in map(fold, ELLIPSIS.split(WORDS)) if it]
    assert len(stretches) > 1  # words are left out, so that no page holds the whole
    assert item["target"] == [
        {
            "source": "https://example.org/a#top",
            "selector": [{"type": "TextQuoteSelector", "exact": exact}],
        }
        for exact in stretches
    ]
    told = linked_data(casebook, "evidence/cited.md", str)
    assert told is not None
    data = json.loads(told.partition(">")[2].rpartition("<")[0])
    assert data["citation"]["archivedAt"] == "https://kept.example/a"
    assert data["hasPart"]["@type"] == "Quotation"
    assert data["hasPart"]["text"] == WORDS
