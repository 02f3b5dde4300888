"""The search, asked in Chromium as readers ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bench.pages import barriers, look, served
from site_under_test import Site

pytestmark = pytest.mark.browser

QUESTIONS = {
    "did it come true": "how-it-held-up",
    "was the author right": "how-it-held-up",
    "prediction": "how-it-held-up",
    "what happened later": "how-it-held-up",
    "why would it fail": "arguments/will-not-leave-the-chinese-circle",
    "why not abroad": "arguments/will-not-leave-the-chinese-circle",
    "weakest claim": "weakest-links",
    "witnesses": "weakest-links",
    "who says so": "weakest-links",
    "one voice": "weakest-links",
    "copycat": "arguments/copycats-split-chinas-users",
    "copycats": "arguments/copycats-split-chinas-users",
    "imitations": "arguments/copycats-split-chinas-users",
    "charging": "arguments/fees-matter-more-than-going-global",
    "cost": "arguments/mobile-data-is-cheap-there",
    "doubts": "arguments/users-themselves-doubt-it",
    "doubting": "arguments/users-themselves-doubt-it",
    "straightforward": "article",
    "do not look good": "evidence/friends-do-not-look-good",
    "p3-7": "article",
    "what do the badges mean": "method",
    "how sure is the reading": "method",
    "what does only said mean": "method",
    "who uses it abroad": "segments",
    "user groups": "segments",
    "微信": "glossary",
    "搜狐": "glossary",
    "malaysia": "arguments/malaysia-went-beyond-the-circle",
    "facbook ties": "arguments/ties-abroad-are-on-facebook",
    "busines card icing on the cake": "evidence/zhang-icing-on-the-cake",
    "report a hole": "security",
    "download the data": "data",
}
"""What readers ask, each with the page that answers it: among the first five."""


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with served(site.folder) as address:
        yield address


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    view = look(context, address, "method.html")
    yield view.tab
    assert view.complaints == []
    assert view.elsewhere == []
    context.close()


def found(tab: Page, words: str) -> Locator:
    """The links to the pages that are found with ``words``, once they are there."""
    tab.locator(".md-search input[name=query]").fill(words)
    tab.locator(f"[data-cb=search-results][data-asked='{words}']").wait_for(state="attached")
    return tab.locator("[data-cb=search-results] .md-search-result__link")


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_page_is_found_in_the_words_of_readers(tab: Page, address: str, question: str) -> None:
    links = found(tab, question).evaluate_all("links => links.slice(0, 5).map(it => it.href)")
    pages = [it.removeprefix(address).partition("#")[0] for it in links]
    wanted = QUESTIONS[question]
    assert {f"{wanted}.html", f"{wanted}/index.html"} & set(pages), pages


def test_a_passage_is_found_by_its_number(tab: Page, address: str) -> None:
    found(tab, "p3-7")
    part = tab.locator("[data-cb=search-results] li").first.locator(".cb-part-found").first
    assert part.get_attribute("href") == "/article/index.html#p3-7"


def test_a_claim_stands_under_its_title_with_its_kind_and_standing(tab: Page) -> None:
    found(tab, "staff abroad cheap contact")
    entry = tab.locator("[data-cb=search-results] li", has_text="Staff abroad like it").first
    assert "Argument · " in entry.inner_text()
    assert "frequent contact with people in China" in entry.inner_text()


def test_a_typing_mistake_is_mended_and_told(tab: Page) -> None:
    assert found(tab, "facebok").count()
    assert "facebook" in tab.locator(".md-search [role=status]").inner_text()


def test_what_is_found_can_be_chosen_by_kind_voice_and_standing(tab: Page) -> None:
    found(tab, "facebook")
    entries = tab.locator("[data-cb=search-results] > li")
    entries.first.wait_for()
    tab.get_by_label("Kind").select_option("Argument")
    tab.get_by_label("Standing").select_option("disputed")
    expect(entries.filter(has_not_text="disputed")).to_have_count(0)
    assert entries.count()
    tab.get_by_label("Voice").select_option("the editors, from outside")
    expect(entries.filter(has_not_text="by the editors")).to_have_count(0)
    assert entries.count()
    for name in ("Kind", "Standing", "Voice"):
        tab.get_by_label(name).select_option("")


def test_nothing_found_is_said(tab: Page) -> None:
    assert found(tab, "qqqqzzzz").count() == 0
    tab.get_by_text("Nothing was found with").wait_for()


@pytest.mark.parametrize("width", [1280, 375])
def test_the_keyboard_goes_into_the_box_to_the_links_and_out(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    view = look(context, address, "method.html")
    tab = view.tab
    assert not any("pagefind" in url or "search.js" in url for url in view.requests)
    tab.keyboard.press("/")
    tab.wait_for_function("() => document.activeElement.name === 'query'")
    tab.keyboard.type("copycats")
    tab.locator("[data-cb=search-results] a").first.wait_for()
    tab.emulate_media(reduced_motion="reduce")
    assert barriers(tab) == []
    tab.keyboard.press("ArrowDown")
    first = tab.evaluate("document.activeElement.href")
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.href") != first
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowUp")
    assert tab.evaluate("document.activeElement.name") == "query"
    tab.keyboard.press("Escape")
    assert not tab.locator("[data-cb=search-results] a").first.is_visible()
    tab.keyboard.press("/")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/copycats-split-chinas-users.html*")
    assert view.complaints == []
    context.close()


def test_from_disk_the_search_says_what_it_cannot_do(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    tab.goto((site.folder / "method.html").as_uri())
    tab.keyboard.press("/")
    tab.wait_for_function("() => document.activeElement.name === 'query'")
    tab.keyboard.type("straightforward")
    tab.locator("[data-cb=search-results] .md-search-result__link").first.wait_for()
    assert tab.get_by_text("knows no other forms of a word").is_visible()
    context.close()


def test_pages_may_compile_webassembly_for_the_search_and_nothing_else(site: Site) -> None:
    policy = site.page("method").html.find("meta", {"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert str(policy).count("'wasm-unsafe-eval'") == 1
    assert "'unsafe-inline'" not in str(policy)
    assert "'unsafe-eval'" not in str(policy)
