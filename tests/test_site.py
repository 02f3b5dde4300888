"""The project's own site says what its casebook holds."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from bench.pictures import MAP, SHOWS, outline
from casebook.model.graph import Casebook
from casebook.model.links import Relation
from casebook.model.members import AnyMember
from casebook.model.passages import fold
from casebook.model.standing import standings
from casebook.pages.words import BACKING, marks, step_marks
from casebook.rules import check
from site_under_test import ROOT, Site, build_site, page_of_link, words


def test_the_casebook_is_clean(casebook: Casebook) -> None:
    assert check(casebook) == []


def test_mkdocs_has_nothing_to_warn_of(site: Site) -> None:
    assert [record.getMessage() for record in site.log] == []


def test_home_gives_the_thesis_what_came_of_it_and_the_reasons(
    site: Site, casebook: Casebook
) -> None:
    home = site.page("")
    assert casebook.thesis is not None
    assert home.says(casebook.thesis.fields.claim)
    (verdict,) = home.article.select('[data-cb="verdict"]')
    assert site.page("how-it-held-up").says(words(verdict).removesuffix(" How it held up"))
    steps = standings(casebook)[casebook.thesis].steps
    assert len(steps) == 7
    for step in steps:
        for reason in step.step.premises:
            assert home.says(reason.title)
            assert home.links_to(f"arguments/{reason.slug}")
            for name in standings(casebook)[reason].sources:
                assert home.says(name)
        assert all(home.says(word.text) for word in step_marks(step))


def test_an_argument_shows_claim_standing_grounds_and_links(site: Site, casebook: Casebook) -> None:
    standing = standings(casebook)
    for argument in casebook.arguments.values():
        page = site.page(f"arguments/{argument.slug}")
        assert page.says(argument.fields.claim, BACKING[standing[argument].backing].text)
        assert all(page.says(word.text) for word in marks(standing[argument]))
        for link in casebook.links_from(argument, Relation.EVIDENCE):
            for quote in link.target.fields.quotes:
                assert page.says(quote.exact, link.target.fields.speaker or "— the article")
                assert page.links_to(f"article/#{quote.passage}")
        for reason in casebook.links_to(argument, Relation.SUPPORTS, Relation.ATTACKS):
            assert page.says(reason.source.title, (reason.because or "").rstrip("."))
            assert page.links_to(f"arguments/{reason.source.slug}")
        for about in casebook.links_from(argument, Relation.SEGMENTS):
            assert page.links_to(f"segments/{about.target.slug}")


def test_evidence_marks_the_quoted_words_in_their_passage(site: Site, casebook: Casebook) -> None:
    assert casebook.article is not None
    for evidence in casebook.evidence.values():
        page = site.page(f"evidence/{evidence.slug}")
        marked = [words(mark) for mark in page.article.find_all("mark")]
        assert marked == [fold(quote.exact) for quote in evidence.fields.quotes]
        for quote in evidence.fields.quotes:
            assert page.says(casebook.article.passages[quote.passage].words)
        for link in casebook.links_to(evidence, Relation.EVIDENCE, Relation.COUNTER_EVIDENCE):
            assert page.links_to(link.source.uri.removesuffix(".md"))


def test_what_is_from_outside_says_so_wherever_it_stands(site: Site, casebook: Casebook) -> None:
    outside = [it for it in casebook.evidence.values() if it.fields.citation]
    theirs = [it for it in casebook.arguments.values() if it.fields.voice == "editors"]
    assert outside
    assert theirs
    members: list[AnyMember] = [*outside, *theirs]
    for member in members:
        page = site.page(member.uri.removesuffix(".md"))
        assert page.article.select(".cb-outside"), member.uri
    for evidence in outside:
        assert evidence.fields.citation is not None
        cited = evidence.fields.citation.title
        for ground in casebook.links_to(evidence, Relation.EVIDENCE, Relation.COUNTER_EVIDENCE):
            page = site.page(ground.source.uri.removesuffix(".md"))
            told = [words(it.parent) for it in page.article.select(".cb-outside") if it.parent]
            assert any(cited in it for it in told)
    for drawn in site.page("arguments").article.select(".cb-from-outside"):
        how = drawn.select_one(".cb-how")
        assert how is not None
        assert "from outside" in words(how) or "by the editors" in words(how)


def test_a_segment_shows_what_is_claimed_and_said_about_it(site: Site, casebook: Casebook) -> None:
    for segment in casebook.segments.values():
        page = site.page(f"segments/{segment.slug}")
        assert page.says(segment.fields.audience)
        for link in casebook.links_to(segment, Relation.SEGMENTS):
            assert page.says(link.source.title, (link.because or "").rstrip("."))


def test_the_article_is_shown_whole_and_says_what_quotes_it(site: Site, casebook: Casebook) -> None:
    assert casebook.article is not None
    page = site.page("article")
    original = (ROOT / "docs/article/original.txt").read_text("utf-8")
    shown = " ".join(words(quote) for quote in page.article.find_all("blockquote"))
    assert shown == fold(original)
    for passage in casebook.article.passages:
        assert page.has_anchor(passage)
        for evidence in casebook.quoting.get(passage, ()):
            assert page.links_to(f"evidence/{evidence.slug}")


def test_the_article_reads_as_running_text_in_plain_words(site: Site, casebook: Casebook) -> None:
    assert casebook.article is not None
    (read,) = site.page("read").article.select('[data-cb="read"]')
    said = read.select("[data-passage]")
    assert [it["data-passage"] for it in said] == [*casebook.article.passages]
    assert all(it["id"] == it["data-passage"] and not it.find_all("a") for it in said)
    plain = words(site.page("article").article)
    assert all(words(it) in plain for it in said)
    printed = " ".join(words(it) for it in read.select(".cb-original"))
    assert printed == fold((ROOT / "docs/article/original.txt").read_text("utf-8"))
    for sentence in said:
        panel, quote, backed = sentence.find_next("div"), sentence.find_next("blockquote"), set()
        assert panel is not None
        assert quote is not None
        assert words(quote) == casebook.article.passages[str(sentence["data-passage"])].words
        for evidence in casebook.quoting.get(str(sentence["data-passage"]), ()):
            for link in casebook.links_to(evidence, Relation.EVIDENCE):
                if link.source.slug in casebook.arguments:
                    argument = casebook.arguments[link.source.slug]
                    backed.add(standings(casebook)[argument].backing)
                    assert argument.title in words(panel)
        name = f"cb-backed-{BACKING[min(backed)].name}" if backed else "cb-backed"
        assert [it for it in sentence["class"] if it.startswith("cb-backed")] == [name] * bool(
            backed
        )


@pytest.mark.parametrize("page", ["read", "index"])
def test_a_page_that_is_read_first_is_light(site: Site, page: str) -> None:
    whole = BeautifulSoup((site.folder / f"{page}.html").read_text("utf-8"), "html.parser")
    assert len(whole.find_all(True)) <= 800


@pytest.mark.parametrize("kind", ["segments", "evidence"])
def test_an_index_has_a_row_for_every_member(site: Site, casebook: Casebook, kind: str) -> None:
    article = site.page(kind).article
    listed = article.find("table") if kind == "segments" else article.select_one(".cb-sieved")
    assert listed is not None
    members = getattr(casebook, kind)
    assert len(listed.select("tbody tr, li")) == len(members)
    for member in members.values():
        assert member.title in words(listed)


def test_every_link_leads_somewhere(site: Site) -> None:
    for page in site.pages:
        for link in page.links:
            address, anchor = page_of_link(link)
            if link.startswith("http"):
                continue
            if (site.folder / address).is_file():
                continue
            target = site.page(address)
            assert target.file.is_file(), f"{page.file}: {link}"
            assert not anchor or target.has_anchor(anchor), f"{page.file}: {link}"


def test_a_member_says_what_it_is_and_where(site: Site, casebook: Casebook) -> None:
    of_kind: dict[str, Mapping[str, AnyMember]] = {
        "Argument": casebook.arguments,
        "Evidence": casebook.evidence,
    }
    for entry, members in of_kind.items():
        for slug, member in members.items():
            page = site.page(f"{member.kind.folder}/{slug}")
            assert [words(title) for title in page.article.find_all("h1")] == [member.title]
            assert [page_of_link(it)[0] for it in page.links[:2]] == ["", member.kind.folder]
            active = page.html.select(".md-nav--primary .md-nav__item--active > a")
            assert [words(it) for it in active] == [entry]


def test_nothing_is_fetched_from_elsewhere(site: Site) -> None:
    for page in site.pages:
        for tag in page.html.select("script[src], img[src], link[rel~=stylesheet][href]"):
            assert not str(tag.get("src") or tag.get("href")).startswith(("http", "//"))


def test_a_known_repository_is_linked_and_not_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, casebook: Casebook
) -> None:
    monkeypatch.setenv("REPO_URL", "https://example.org/somebody/casebook")
    monkeypatch.setenv("SITE_URL", "https://example.org/casebook/")
    monkeypatch.setenv("EDIT_URI", "edit/main/docs/")
    site = build_site(ROOT / "mkdocs.yml", tmp_path)
    assert [record.getMessage() for record in site.log] == []
    repository = "https://example.org/somebody/casebook"
    page = site.page("arguments/only-chinese-use-it")
    assert [link["href"] for link in page.html.select(".cb-part a")] == [
        f"{repository}/edit/main/docs/arguments/only-chinese-use-it.md",
        f"{repository}/issues/new?template=challenge-a-claim.yml&claim=only-chinese-use-it",
        f"{repository}/issues/new?template=new-evidence.yml&claim=only-chinese-use-it",
    ]
    article = casebook.article
    assert article is not None
    for name in ("article/index",):  # where each sentence of the reading view leads
        forms = [str(it["href"]) for it in site.page(name).html.select('a[href*="&passage="]')]
        asked = f"{repository}/issues/new?template=better-reading.yml&passage="
        assert [it.removeprefix(asked).partition("&")[0] for it in forms] == [*article.passages]
        assert any(it.endswith("&words=the%20author%3A%20fox%20Ann") for it in forms)
    picture = page.html.select_one('meta[property="og:image"]')
    assert picture is not None
    shared = str(picture["content"]).removeprefix("https://example.org/casebook/")
    with Image.open(site.folder / shared) as drawn:
        assert drawn.size == (1200, 630)
    links = site.page("").html.select("a.md-source")
    assert {link["href"] for link in links} == {"https://example.org/somebody/casebook"}
    assert not any(link.has_attr("data-md-component") for link in links)


def test_search_finds_printed_and_plain_words(site: Site) -> None:
    documents = json.loads((site.folder / "search/search_index.json").read_text("utf-8"))["docs"]
    text = " ".join(f"{document['title']} {document['text']}" for document in documents)
    assert "basically impossible to break into the Chinese community" in text
    assert "For staff abroad WeChat is a means of communication" in text


def test_terms_of_the_glossary_show_as_tooltips(site: Site) -> None:
    page = site.page("arguments/foreigners-do-not-use-qq")
    terms = {abbreviation.get_text() for abbreviation in page.article.find_all("abbr", title=True)}
    assert {"QQ", "MSN"} <= terms
    glossary = site.page("glossary").text.casefold()
    for line in (ROOT / "docs/includes/abbreviations.md").read_text("utf-8").splitlines():
        if line.startswith("*["):
            assert line[2 : line.index("]")].casefold() in glossary


def test_the_picture_of_the_map_shows_the_map(site: Site) -> None:
    with Image.open(MAP) as picture:
        shown = picture.text[SHOWS]  # type: ignore[attr-defined]
    current = outline(site.page("arguments").file.read_text("utf-8"))
    assert shown == current, "the map has changed: run `make pictures`"


def test_beside_one_voice_stand_only_the_kinds_of_evidence_that_count(site: Site) -> None:
    rows = site.page("weakest-links").article.find_all("tr")
    (row,) = [
        it
        for it in rows
        if (cell := it.find("td"))
        and "one source" in it.get_text()
        and cell.get_text().startswith("Students from China bring")
    ]
    assert row.find_all("td")[2].get_text(strip=True) == "testimony"


def test_what_only_questions_a_step_is_not_told_as_against_the_claim(site: Site) -> None:
    assert site.page("read").says("against a step to it QQ was not the only way in")
