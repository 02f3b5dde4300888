"""What the pages say themselves comes from catalogues, and every catalogue has all of it."""

from __future__ import annotations

import re
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from casebook.analysis.analysis import Analysis
from casebook.model.fields import ArgumentFields, EvidenceFields, Link
from casebook.model.links import Relation
from casebook.model.standing import Backing
from casebook.pages import Views
from casebook.pages.argument_map import How
from casebook.pages.messages import DOMAIN, LOCALE, Messages, languages, spoken
from casebook.prose.parts import PARTS
from casebook.reading.linking import load
from casebook.reading.project import Project
from pages import Pages
from site_under_test import ROOT, Site, build_site

ALL = languages()
TRANSLATED = [it for it in ALL if it != "en"]
MENDED_BY = "run `make messages`, then translate what is new in {file}"


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    return Pages(tmp_path)


@cache
def in_the_code(folder: Path) -> Catalog:
    """All messages of the code, the templates and the scripts, as `make messages` gathers them."""
    made = folder / "casebook.pot"
    call = ["pybabel", "--quiet", "extract", "--mapping-file", str(ROOT / "pyproject.toml")]
    CommandLineInterface().run(  # type: ignore[no-untyped-call]
        [*call, "--output-file", str(made), str(ROOT / "hooks")]
    )
    return _read(made)


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    return in_the_code(tmp_path_factory.mktemp("messages"))


def file_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def catalogue(language: str) -> Catalog:
    return _read(file_of(language))


def _read(file: Path) -> Catalog:
    with file.open("rb") as written:
        return read_po(written)


def keys(found: Catalog) -> set[tuple[object, ...]]:
    """What tells messages apart: the words, those for many included, and the context."""
    return {(it.context, it.id) for it in found if it.id}


def forms(value: object) -> list[str]:
    return [str(it) for it in value] if isinstance(value, (tuple, list)) else [str(value)]


def messages(language: str) -> list[Message]:
    return [it for it in catalogue(language) if it.id]


def test_english_and_chinese_are_there() -> None:
    assert {"en", "zh"} <= set(ALL)


@pytest.mark.parametrize("language", ALL)
def test_a_catalogue_has_each_message_of_the_code_and_no_other(
    extracted: Catalog, language: str
) -> None:
    mend = MENDED_BY.format(file=file_of(language).relative_to(ROOT))
    assert keys(extracted) - keys(catalogue(language)) == set(), mend
    assert keys(catalogue(language)) - keys(extracted) == set(), mend
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str) -> None:
    plurals = catalogue(language).num_plurals
    for message in messages(language):
        assert not message.fuzzy, message.id
        assert all(forms(message.string)), message.id
        if message.pluralizable:
            assert len(forms(message.string)) == plurals, message.id


PLACE = re.compile(r"%\((\w+)\)s|%%")
MARKUP = re.compile(r"</?\w+[^>]*>|[*`_\[\]|&\"\\#~^$]")


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_and_the_markup_of_the_message(language: str) -> None:
    for message in messages(language):
        many = forms(message.id)[-1]
        for translated in forms(message.string):
            assert sorted(PLACE.findall(translated)) == sorted(PLACE.findall(many)), message.id
            assert "%" not in PLACE.sub("", translated), message.id
            bare = [PLACE.sub("", text) for text in (translated, many)]
            assert sorted(MARKUP.findall(bare[0])) == sorted(MARKUP.findall(bare[1])), message.id


def test_english_says_what_stands_in_the_code() -> None:
    for message in messages("en"):
        assert all(
            text in ("", one)
            for text, one in zip(forms(message.string), forms(message.id), strict=False)
        ), message.id


def values(fields: type[ArgumentFields | EvidenceFields | Link], *names: str) -> set[str]:
    """The values that fields allow."""
    found: set[str] = set()
    for name in names:
        for part in (annotation := fields.model_fields[name].annotation, *get_args(annotation)):
            found |= {it for it in get_args(part) if isinstance(it, str)}
    return found


def test_what_is_shown_of_the_format_has_messages() -> None:
    shown = values(ArgumentFields, "role", "voice", "fidelity") | values(Link, "strength")
    shown |= values(EvidenceFields, "kind") | {level.word for level in Backing}
    shown |= {how.value for how in How if how is not How.MORE} - {"counter-evidence"}
    shown |= {
        str(it).replace("_", " ") for it in (Relation.SUPPORTS, Relation.ATTACKS, Relation.EVIDENCE)
    }
    known = {text for message in messages("en") for text in forms(message.id)}
    assert shown - known == set()


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        *(("en", "en"), ("en-GB", "en"), ("zh", "zh"), ("zh-Hans", "zh"), ("zh-TW", "zh")),
        *(("zh_CN", "zh"), ("ZH", "zh"), ("ar", "en"), ("", "en"), ("..", "en"), ("zhx", "en")),
    ],
)
def test_what_is_spoken_is_the_nearest_that_is_there(tag: str, language: str) -> None:
    assert spoken(tag) == language


class Marked(NullTranslations):
    """Each message between marks, to see what is none."""

    def gettext(self, message: str) -> str:
        return f"\u27e6{message}\u27e7"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


LIBRARY = ROOT / "tests/casebooks/library"
"""A casebook without a Latin letter in what its editors wrote."""

_NOT_SAID = re.compile(
    r"<!--.*?-->|<script.*?</script>|\]\([^)]*\)|\{[^{}]*\}|&#?\w+;"
    r"|\b(?:aria-label|title|data-changed|data-unchanged)=|\b[\w-]+=\"[^\"]*\"|</?\w+|\bp\d+-\d+\b"
    r"|\b(?:markdown|hidden|checked|defer)\b",
    re.DOTALL,
)
"""Markup, and attributes but for those that readers see or hear."""


def unmarked(text: str) -> list[str]:
    """The words in Latin letters that stand outside of marks, markup aside."""
    inner = re.compile("\u27e6[^\u27e6\u27e7]*\u27e7")
    while inner.search(text):
        text = inner.sub("", text)
    return re.findall(r"[A-Za-z]{2,}", _NOT_SAID.sub(" ", text))


ENGLISH_PARTS = {"rules", "fields"}
"""What editors read, and what stays English."""


@pytest.mark.parametrize("finished", [False, True])
def test_no_word_of_a_page_stands_in_a_template(finished: bool) -> None:
    casebook = load(Project(LIBRARY / "docs"))
    views = Views(Analysis(casebook), to_be_finished=finished, repository="https://example.org/r")
    views.messages = Messages("en", Marked())
    asked = set(PARTS) - ENGLISH_PARTS
    asking = "".join(f"\n\n<!-- casebook: {it} -->\n" for it in sorted(asked))
    asking = asking.replace("reason -->", "reason too-dear -->")
    found = {"index.md": unmarked(views.complete("index.md", asking))}
    for page in casebook.pages:
        text = views.complete(page.uri, page.body)
        text = views.finished(text, page.uri, {page.uri: page.uri}) if finished else text
        found[page.uri] = unmarked(text)
    assert {uri: words for uri, words in found.items() if words} == {}


def test_values_bring_no_markup_into_a_message(pages: Pages) -> None:
    pages.argument("thesis", role="thesis", claim="A")
    why = "C [y](z) *x* %(d)s %"
    pages.argument("b", attacks=[{"to": "thesis", "because": why}])
    views = Views(Analysis(pages.casebook()), language="zh")
    text = views.complete("arguments/thesis.md", "")
    assert "*x*" not in text
    assert "[y]" not in text
    assert "%(d)s %" in text


def test_two_languages_live_in_one_process(pages: Pages) -> None:
    analysis = Analysis(pages.argument("thesis", role="thesis", claim="A").casebook())
    chinese, english = Views(analysis, language="zh"), Views(analysis)
    pair = [it.complete("arguments/thesis.md", "") for it in (chinese, english, chinese)]
    assert "For specialists" in pair[1]
    assert "For specialists" not in pair[0]
    assert pair[0] == pair[2]


def test_days_numbers_and_languages_are_as_the_language_writes_them() -> None:
    english, chinese = Messages("en"), Messages("zh-TW")
    assert english.date("2013-07-03") == "2013-07-03"
    assert chinese.date("2013-07-03") == "2013年7月3日"
    assert [chinese.date(it) for it in ("2018", "2018-02-31")] == ["2018", "2018-02-31"]
    assert (english.date("undated"), chinese.date("undated")) == ("undated", "日期不详")
    assert english.number(1_234_567) == chinese.number(1_234_567) == "1,234,567"
    assert english.number(2.5) == "2.5"
    assert (english.language_name("zh-Hans"), chinese.language_name("ja")) == ("Chinese", "日语")
    assert english.language_name("tlh-x-y") == "Klingon"
    assert english.language_name("qqq") == "the language qqq"


@pytest.fixture(scope="module")
def train(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site in Chinese of an article in Japanese, in the frame of this site."""
    config = ROOT / "tests/casebooks/quiet-train/mkdocs.yml"
    return build_site(config, tmp_path_factory.mktemp("train"))


ALLOWED = re.compile(r"misc|title|howpublished|year|url|note|https?://\S+|p\d+-\d+|[A-F]\b")


def test_a_chinese_site_has_no_word_of_english(train: Site) -> None:
    """Material's words are Material's; BibTeX has keys in English, and commits their words."""
    found = {}
    for page in [*train.pages, train.page("404")]:
        for node in page.html.select("script, style, pre, .cb-cite li"):
            node.decompose()
        named = [
            str(it.get(name, ""))
            for name in ("title", "aria-label", "placeholder")
            for it in page.html.select(f"[{name}]")
        ]
        text = " ".join([page.html.get_text(" "), *named])
        if words := re.findall(r"[A-Za-z]{2,}", ALLOWED.sub(" ", text)):
            found[page.file.name] = words
    assert found == {}


def test_the_scripts_of_a_chinese_site_have_their_words(train: Site) -> None:
    script = (train.folder / "assets/casebook.js").read_text("utf-8")
    begun = script.partition("})({")[2]
    for message in ("Words", "%(left)s of %(all)s shown", "One page", "Type to search"):
        assert f'"{message}":["' in begun
    assert '"zh")' in begun
