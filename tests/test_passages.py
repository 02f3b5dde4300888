"""Passages: what the scan of an article's page takes for the words of the article, and where.

The same pages are rendered by Python-Markdown: what is in a blockquote there, and nothing else, is
what the scan has found.
"""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from markdown import markdown

from casebook.model.passages import PASSAGE_ID, fold, scan
from casebook.model.source import Place, Source

EXTENSIONS = ["attr_list", "md_in_html", "tables", "fenced_code"]


def words_of(page: str) -> dict[str, str]:
    """The words of each passage, as the scan finds them."""
    return {passage.id: passage.words for passage in scan(Source("index.md", page), 0).found}


def rendered(page: str) -> str:
    """All that stands in blockquotes once the page is HTML, white space folded."""
    html = BeautifulSoup(markdown(page, extensions=EXTENSIONS), "html.parser")
    quotes = [quote for quote in html.find_all("blockquote") if not quote.find_parent("blockquote")]
    return fold(" ".join(quote.get_text() for quote in quotes))


PAGES = {
    "one line": "# A { #p1-1 }\n\n> The tram is quiet.\n",
    "right below the heading": "# A { #p1-1 }\n> The tram is quiet.\n",
    "no blank after the mark": "# A { #p1-1 }\n\n>The tram is quiet.\n",
    "blanks before the mark": "# A { #p1-1 }\n\n   > The tram is quiet.\n",
    "lines": "# A { #p1-1 }\n\n> The tram\n> is quiet.\n",
    "lazy lines": "# A { #p1-1 }\n\n> The tram\nis\n  quiet.\n",
    "text after": "# A { #p1-1 }\n\n> The tram is quiet.\n\nNobody hears it.\n",
    "text right before": "# A { #p1-1 }\n\nHe says:\n> The tram is quiet.\n",
    "paragraphs": "# A { #p1-1 }\n\n> The tram\n>\n> is quiet.\n",
    "two blockquotes": "# A { #p1-1 }\n\n> The tram\n\nand\n\n> is quiet.\n",
    "a blank line and no mark": "# A { #p1-1 }\n\n> The tram\n\n> is quiet.\n",
    "indented code": "# A { #p1-1 }\n\n    > Not this.\n\n> The tram is quiet.\n",
    "fenced code": "# A { #p1-1 }\n\n```\n> Not this.\n```\n\n> The tram is quiet.\n",
    "tildes as a fence": "# A { #p1-1 }\n\n~~~ text\n> Not\n```\n> this.\n~~~\n\n> The tram.\n",
    "headings in code": "```\n# B { #p9-9 }\n```\n\n# A { #p1-1 }\n\n> The tram.\n",
    "escapes": "# A { #p1-1 }\n\n> 1\\. The \\*tram\\* is \\[quiet\\]\\!\n",
    "backslashes": "# A { #p1-1 }\n\n> a \\\\ b \\q c\n",
    "no-break spaces": "# A { #p1-1 }\n\n> The\u00a0tram is\u2003quiet.\n",
    "closing hashes": "## A { #p1-1 } ##\n\n> The tram is quiet.\n",
    "a heading ends a blockquote": "# A { #p1-1 }\n> The tram\n# B { #p1-2 }\n> is quiet.\n",
    "attributes": '# A { .x #p1-1 data-y="z" }\n\n> The tram is quiet.\n',
    "colon": "# A {: #p1-1 }\n\n> The tram is quiet.\n",
    "no line end": "# A { #p1-1 }\n\n> The tram is quiet.",
    "chinese": "# 一 { #p1-1 }\n\n> 茶馆不会\n消失。\n",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES.keys())
def test_the_scan_reads_what_markdown_shows(page: str) -> None:
    assert " ".join(words_of(page).values()) == rendered(page) != ""


@pytest.mark.parametrize(
    "page",
    [
        "# A { #p1-1 }\n\n<!--\n> Not this.\n\n-->\n",
        "# A { #p1-1 }\n\n<div>\n> Not this.\n</div>\n",
        "# A { #p1-1 }\n\n    > Not this either.\n",
        "# A { #p1-1 }\n\nNo mark at all.\n",
    ],
    ids=["a comment", "a block of HTML", "code", "no blockquote"],
)
def test_what_markdown_does_not_show_as_a_blockquote_is_none(page: str) -> None:
    assert rendered(page) == ""
    assert words_of(page) == {"p1-1": ""}


@pytest.mark.parametrize(
    ("heading", "ids"),
    [
        ("# A { #p1-1 }", ["p1-1"]),
        ("###### A {#p0-12}", ["p0-12"]),
        ("#A { #p1-1 }", ["p1-1"]),
        ("# A { #p1-1 #p1-2 }", ["p1-2"]),
        ("# A { p1-1 }", []),
        ("# A { #p1_1 }", []),
        ("# A { #p1-1a }", []),
        ("# A { #P1-1 }", []),
        ("# A {#p1-1} more", []),
        ("# A{ #p1-1 }", []),
        ("# A #p1-1 }", []),
        ("# A { #p1-1", []),
        ("# A { x { #p1-1 }", ["p1-1"]),
        ("# A { #p1-1 } { .x }", []),
        ("A { #p1-1 }", []),
        (" # A { #p1-1 }", []),
        ("# A", []),
    ],
)
def test_a_passage_is_a_heading_with_its_id(heading: str, ids: list[str]) -> None:
    page = f"{heading}\n\n> The tram is quiet.\n"
    assert list(words_of(page)) == ids
    html = BeautifulSoup(markdown(page, extensions=EXTENSIONS), "html.parser")
    given = [
        str(tag["id"]) for tag in [*html.find_all("h1", id=True), *html.find_all("h6", id=True)]
    ]
    assert [name for name in given if PASSAGE_ID.fullmatch(name)] == ids


def test_a_passage_knows_its_label_and_paragraph() -> None:
    [passage] = scan(Source("index.md", "### The council { #p12-3 }\n"), 0).found
    assert (passage.label, passage.paragraph, passage.words) == ("The council", 12, "")


def test_a_blockquote_under_no_passage_is_a_stray() -> None:
    page = "> One.\n\n# A { #p1-1 }\n\n> Two.\n\n# B\n\n> Three.\n"
    scanned = scan(Source("index.md", page), 0)
    assert [passage.words for passage in scanned.found] == ["Two."]
    assert [(place.line, place.column) for place in scanned.strays] == [(1, 3), (9, 3)]


def test_every_character_knows_where_it_stands_in_the_page() -> None:
    page = "---\n---\n# A { #p1-1 }\n\n>  The \\*tram\\*\nis\n\n> 静か 𠀀.\n"
    source = Source("index.md", page)
    [passage] = scan(source, 8).found
    assert passage.words == "The *tram* is 静か 𠀀."
    assert len(passage.words) == len(passage.offsets)
    for character, offset in zip(passage.words, passage.offsets, strict=True):
        assert page[offset] == character or (character == " " and page[offset] in " \n")
    assert source.place(passage.offsets[-1]) == Place(8, 7, 8, 7)
    assert passage.heading == Place(3, 1, 3, 14)


def test_the_section_of_a_passage_ends_where_the_next_heading_begins() -> None:
    page = "# A { #p1-1 }\n\n> One.\n\nNote.\n\n## B\n\nMore.\n\n# C { #p1-2 }\n> Two.\n"
    first, second = scan(Source("index.md", page), 0).found
    assert page[: first.end].endswith("Note.\n\n")
    assert second.end == len(page)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("a  b", "a b"),
        (" a\t\r\n b ", "a b"),
        ("a\u00a0 \u00a0b", "a\u00a0 \u00a0b"),
        ("\u00a0a\u2003", "\u00a0a\u2003"),
        ("a\f\vb", "a b"),
        ("", ""),
        (" ", ""),
    ],
)
def test_only_ascii_white_space_is_folded(text: str, folded: str) -> None:
    assert fold(text) == folded
