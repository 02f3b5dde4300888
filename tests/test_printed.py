"""What a reader sees of the article is what was printed, whatever Markdown would make of it."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Callable, Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown_it import MarkdownIt

from casebook.model.passages import fold
from casebook.pages.printed import PrintedWords
from nasty_article import NASTY, SETS, exact, lay_out
from site_under_test import Site, build_site

PASSAGES = {f"p{number}-1": text for number, text in enumerate(NASTY.values(), 1)}


@pytest.fixture(scope="module", params=SETS)
def nasty_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("nasty")
    config = lay_out(folder, NASTY.values(), SETS[request.param])
    return build_site(config, folder / "site")


def test_every_passage_is_shown_as_it_was_printed(nasty_site: Site) -> None:
    page = nasty_site.page("article/index").html
    shown = {name: shown_lines(quote_below(page, name)) for name in PASSAGES}
    assert shown == {name: printed_lines(text) for name, text in PASSAGES.items()}


def test_nothing_that_is_printed_becomes_markup(nasty_site: Site) -> None:
    page = nasty_site.page("article/index").html
    quotes = [quote_below(page, name) for name in PASSAGES]
    tags = {tag.name for quote in quotes for tag in quote.find_all(True)}
    assert tags <= {"p", "br", "a", "mark", "abbr"}


def test_a_quote_is_shown_with_the_passage_it_is_from(nasty_site: Site) -> None:
    shown = dict(said(nasty_site.page("evidence/e").html))
    assert shown == {name: fold(PASSAGES[name]) for name in shown}
    assert len(shown) > len(PASSAGES) / 2


def test_quoted_words_are_whole_on_the_arguments_page(nasty_site: Site) -> None:
    for name, words in said(nasty_site.page("arguments/t").html):
        assert words == exact(PASSAGES[name])


def test_the_running_text_has_all_words(nasty_site: Site) -> None:
    page = nasty_site.page("index").html
    for number in page.find_all("sup"):
        number.decompose()
    parts = [shown_words(part) for part in page.select(".cb-printed")]
    assert parts == [fold(text) for text in PASSAGES.values()]


def test_no_word_was_lost_on_the_way(nasty_site: Site) -> None:
    assert [record for record in nasty_site.log if "words" in record.getMessage()] == []


PIECES = st.sampled_from(
    [
        *string.punctuation,
        *("a", "b c", "1", "12", " ", "  ", "--", "...", "``", "~~~", "==", "++", "[a](b)", "<b>"),
        *(":smile:", "&amp;", "www.a.org", "https://", "\u00a0", "\u2028", "\u0301", "\u8f66"),
        *("1.", "a)", "iv.", "- ", "# ", "> ", "(c)", "1/2", "micro letter", "{: #x }", "*[b]:"),
    ]
)
ANY_WORDS = st.one_of(
    st.lists(PIECES, max_size=12).map("".join),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30),
).map(fold)
MARKDOWN = {name: Markdown(extensions=[*extensions]) for name, extensions in SETS.items()}
OTHERS: dict[str, Callable[[str], str]] = {
    "CommonMark": MarkdownIt("commonmark").render,
    "smart": MarkdownIt("gfm-like", {"typographer": True, "linkify": False})
    .enable(["smartquotes", "replacements"])
    .render,
}


@settings(max_examples=500, deadline=None, derandomize=True)
@given(words=ANY_WORDS, name=st.sampled_from(sorted(SETS)))
def test_any_words_are_shown_as_they_are(words: str, name: str) -> None:
    printed = PrintedWords(marks=True)
    content = MARKDOWN[name].reset().convert(f"> {printed.inline(words)} x\n\n*[micro letter]: x\n")
    page = BeautifulSoup(printed.restored(content), "html.parser")
    assert shown_words(page.select_one("blockquote") or page) == f"{words} x".strip(" ")
    assert printed.lost(str(printed.inline(words)), content) == []


@settings(max_examples=500, deadline=None, derandomize=True)
@given(words=ANY_WORDS, name=st.sampled_from(sorted([*SETS, *OTHERS])))
def test_other_generators_show_them_too(words: str, name: str) -> None:
    assume(not any(unicodedata.category(character) == "Cc" for character in words))
    convert = OTHERS.get(name) or MARKDOWN[name].reset().convert
    content = convert(f"> <mark>[{PrintedWords(marks=False).inline(words)}](x.md)</mark> x\n")
    page = BeautifulSoup(content, "html.parser")
    assert page.blockquote is not None
    assert shown_words(page.blockquote) == f"{words} x".strip(" ")


def shown_lines(element: Tag) -> list[list[str]]:
    """The lines of each paragraph, white space within them folded."""
    paragraphs = element.find_all("p")
    for line_end in element.find_all("br"):
        line_end.replace_with("\v")
    return [[fold(line) for line in part.get_text().split("\v")] for part in paragraphs]


def printed_lines(text: str) -> list[list[str]]:
    return [[fold(line) for line in part.split("\n")] for part in fold_ends(text).split("\n\n")]


def fold_ends(text: str) -> str:
    return text.strip(" \t\n\r\f\v")


def shown_words(element: Tag) -> str:
    return fold(element.get_text())


def said(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Each passage that is named below words in a blockquote, and those words."""
    words: list[str] = []
    for paragraph in page.select("blockquote p"):
        if "cb-said" in (paragraph.get("class") or ()):
            yield paragraph.find_all("a")[-1].get_text(), fold(" ".join(words))
            words = []
        else:
            words.append(paragraph.get_text())


def quote_below(page: BeautifulSoup, name: str) -> Tag:
    heading = page.find(id=name)
    assert isinstance(heading, Tag)
    quote = heading.find_next("blockquote")
    assert isinstance(quote, Tag)
    return quote
