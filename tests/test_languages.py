"""Articles and sites in other languages: direction, punctuation, and what says whose words are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from babel import Locale, localedata

from casebook.analysis.analysis import Analysis
from casebook.model.languages import attributes, direction, quotation_marks
from casebook.pages import Views
from casebook.pages.messages import Messages
from casebook.pages.preview import LONGEST, shortened
from casebook.prose.escaping import sentence
from casebook.reading.linking import load
from casebook.reading.project import Project
from site_under_test import ROOT, Site, build_site

CASEBOOKS = ROOT / "tests/casebooks"
SHEETS = (ROOT / "hooks/casebook/mkdocs/assets/casebook.css", ROOT / "hooks/theme/assets/site.css")


@pytest.fixture(scope="module")
def train(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site in Chinese of an article in Japanese."""
    return build_site(CASEBOOKS / "quiet-train/mkdocs.yml", tmp_path_factory.mktemp("train"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site in Arabic of an article in Arabic."""
    return build_site(CASEBOOKS / "library/mkdocs.yml", tmp_path_factory.mktemp("library"))


def test_languages_are_written_in_the_direction_that_the_cldr_has() -> None:
    known = {
        it: Locale.parse(it).text_direction
        for it in localedata.locale_identifiers()
        if it != "root" and "Mong" not in it  # from top to bottom, for which HTML has no name
    }
    assert {it: direction(it) for it in known} == known


@pytest.mark.parametrize(
    ("tag", "marks"),
    [
        *(("en", "“”"), ("zh", "“”"), ("zh-Hans", "“”"), ("zh-Hant-TW", "「」"), ("zh_TW", "「」")),
        *(("ja", "「」"), ("ar", "«»"), ("de-AT", "„“"), ("x", "“”")),
    ],
)
def test_words_stand_between_the_quotation_marks_of_their_language(tag: str, marks: str) -> None:
    assert "".join(quotation_marks(tag)) == marks


def test_a_page_says_its_direction_where_it_is_not_that_of_html() -> None:
    assert attributes("zh-Hans") == 'lang="zh-Hans"'
    assert attributes("ar") == 'lang="ar" dir="rtl"'
    assert attributes('"><b>') == 'lang="&quot;&gt;&lt;b&gt;"'


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        *(("they ride", "They ride."), ("They ride!", "They ride!"), ("“Do they?”", "“Do they?”")),
        *(("他们来了", "他们来了。"), ("他们来了。", "他们来了。"), ("「来了。」", "「来了。」")),
        *(("静かだ", "静かだ。"), ("يأتون؟", "يأتون؟"), ("يأتون", "يأتون."), ("", "")),
    ],
)
def test_a_sentence_ends_as_its_script_ends_it(text: str, ended: str) -> None:
    assert sentence(text) == ended


def test_words_without_blanks_are_shortened_anywhere() -> None:
    assert shortened("字" * LONGEST) == "字" * LONGEST
    assert shortened("一 " + "字" * 500) == "一 " + "字" * (LONGEST - 4) + " …"


def test_words_of_the_article_have_its_language(train: Site) -> None:
    evidence = train.page("evidence/staff-say").article.select_one("blockquote p[lang=ja][dir=ltr]")
    assert evidence is not None
    assert evidence.get_text() == "駅員は「話し声の苦情は減った」と言う。"
    for quoted in train.page("article").article.select("blockquote"):
        assert quoted.select_one("[lang=ja]") or quoted.get("lang") == "ja"
    read = train.page("read").article
    assert {str(it.get("lang")) for it in read.select(".cb-original p, .cb-panel blockquote")} == {
        "ja"
    }
    assert not read.select(".cb-plain > p[lang]")
    ground = train.page("arguments/fewer-complaints").article.select(
        ".cb-ground blockquote [lang=ja]"
    )
    assert [it.get_text() for it in ground] == ["話し声の苦情は減った", "みんな黙っている"]


def test_words_in_the_site_s_own_language_are_not_marked(library: Site) -> None:
    for page in library.pages:
        assert not page.article.select("[lang=ar]"), page.file


def test_plain_pages_mark_the_words_too() -> None:
    casebook = load(Project(CASEBOOKS / "library/docs"))
    text = Views(Analysis(casebook)).complete("evidence/students-say.md", "")
    assert '<span lang="ar" dir="rtl">' in text
    text = Views(Analysis(casebook), language="ar").complete("evidence/students-say.md", "")
    assert "<span lang" not in text


def test_previews_have_the_article_s_quotation_marks_and_language(train: Site) -> None:
    script = (train.folder / "assets/previews.js").read_text("utf-8")
    assert '"「話し声の苦情は減った」"' in script
    told = script.partition("casebookPrinted=")[2]
    assert json.loads(told) == {"open": "「", "close": "」", "lang": "ja", "dir": "ltr"}


def test_exports_say_the_language_and_the_direction(train: Site, library: Site) -> None:
    for site, language, way, slug in (
        (train, "ja", "ltr", "staff-say"),
        (library, "ar", "rtl", "students-say"),
    ):
        told = json.loads((site.folder / "annotations.jsonld").read_text("utf-8"))
        quotes = [it["target"] for it in told["first"]["items"] if "language" in it["target"]]
        assert len(quotes) == 3
        assert {(it["language"], it["textDirection"]) for it in quotes} == {(language, way)}
        for address in ("article", f"evidence/{slug}"):
            assert f'"inLanguage":"{language}"' in site.page(address).file.read_text("utf-8")


def test_an_arabic_site_reads_from_right_to_left(library: Site) -> None:
    page = library.page("arguments/students-need-quiet").html
    assert page.html is not None
    assert page.html["lang"] == "ar"
    assert page.body is not None
    assert page.body["dir"] == "rtl"
    assert "[dir=rtl]" in (library.folder / "assets/casebook.css").read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in (library.folder / "print.html").read_text("utf-8")


def test_what_is_english_on_an_arabic_page_keeps_its_direction(library: Site) -> None:
    told = library.page("arguments/students-need-quiet").text
    assert "\u2066As printed" not in told
    assert "\u2066For specialists\u2069" in told
    assert (
        Messages("ar").gettext("Quoted in %(evidence)s", evidence="x")
        == "\u2066Quoted in \u2068x\u2069\u2069"
    )
    assert Messages("ar").comma == ", "
    assert Messages("zh").gettext("For") == "支持"


PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right)|^\s*(?:left|right):"
    r"|(?:float|text-align): (?:left|right)",
    re.MULTILINE,
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda it: it.name)
def test_our_style_sheets_know_no_left_and_right(sheet: Path) -> None:
    assert PHYSICAL.findall(sheet.read_text("utf-8")) == []


def test_rules_stay_english_and_say_so() -> None:
    casebook = load(Project(CASEBOOKS / "library/docs"))
    asked = "<!-- casebook: rules -->\n"
    assert 'lang="en"' in Views(Analysis(casebook), language="zh").complete("rules.md", asked)
    assert 'lang="en"' not in Views(Analysis(casebook)).complete("rules.md", asked)
