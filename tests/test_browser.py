"""The site in a real browser: it fits the screen, has no barriers, fetches little, can be followed.

Needs a Chromium on the machine; without one these tests are skipped, but never where ``CI`` is set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from bench.pages import (
    KINDS_OF_PAGE,
    MOST_KILOBYTES,
    barriers,
    look,
    served,
)
from casebook.mkdocs import material_css
from casebook.model.graph import Casebook
from casebook.model.kinds import Kind
from casebook.model.links import Relation
from site_under_test import Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    with served(site.folder) as address:
        yield address


@contextmanager
def window(
    browser: Browser, width: int = 1280, scheme: str = "light", **more: bool
) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=more.get("script", True),
        has_touch=more.get("touch", False),
    )
    yield context
    context.close()


@pytest.mark.parametrize("page", KINDS_OF_PAGE)
def test_a_page_fits_has_no_barrier_and_fetches_nothing_from_elsewhere(
    browser: Browser, address: str, page: str
) -> None:
    with window(browser) as context:
        view = look(context, address, page)
        tab = view.tab
        tab.emulate_media(reduced_motion="reduce")  # colours change at once
        assert barriers(tab) == []
        assert tab.evaluate(BACKGROUND) > 200
        tab.emulate_media(color_scheme="dark")
        assert barriers(tab) == []
        assert tab.evaluate(BACKGROUND) < 80
        for width in (375, 320):
            tab.set_viewport_size({"width": width, "height": 800})
            until(tab, f"innerWidth == {width} && scrollX == 0")
            until(tab, FITS)
        assert barriers(tab) == []
        assert view.elsewhere == []
        assert view.complaints == []


def until(tab: Page, holds: str) -> None:
    """Wait until something holds; the page's policy lets no function wait in it that is text."""
    for _ in range(100):
        if tab.evaluate(holds):
            return
        tab.wait_for_timeout(50)
    pytest.fail(f"{holds} does not hold")


FITS = "document.documentElement.scrollWidth <= innerWidth"

BACKGROUND = """() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number)
  return (r + g + b) / 3
}"""


@pytest.mark.parametrize("page", [page for page in KINDS_OF_PAGE if "?" not in page])
def test_a_first_view_is_light(browser: Browser, address: str, site: Site, page: str) -> None:
    with window(browser) as context:
        view = look(context, address, page)
        assert view.bytes(site.folder) <= MOST_KILOBYTES * 1000
        assert not any("/bundle." in url for url in view.requests)


def follow(tab: Page, name: str) -> None:
    tab.locator("article").get_by_role("link", name=name, exact=True).first.click()
    tab.wait_for_load_state()


def title(tab: Page) -> str:
    return tab.locator("h1").inner_text().removesuffix("¶")


@pytest.mark.parametrize("script", [True, False])
def test_a_reader_follows_a_reason_to_the_printed_words_and_back(
    browser: Browser, address: str, script: bool
) -> None:
    with window(browser, 375, script=script) as context:
        tab = context.new_page()
        tab.goto(address)
        follow(tab, "Only Chinese people use it")
        assert title(tab) == "Only Chinese people use it"
        follow(tab, "A guide says only Chinese people use it")
        assert tab.locator("mark").inner_text() == "WeChat only Chinese in use"
        follow(tab, "p3-7")
        assert tab.url.partition("#")[0] == f"{address}article/index.html"
        assert tab.locator("#p3-7").is_visible()
        follow(tab, "WeChat only Chinese in use")
        assert tab.url == f"{address}evidence/guide-only-chinese.html"


def test_what_came_of_it_is_on_the_first_screen_of_a_phone(browser: Browser, address: str) -> None:
    with window(browser, 375) as context:
        tab = context.new_page()
        tab.set_viewport_size({"width": 375, "height": 667})
        tab.goto(address)
        box = tab.locator('[data-cb="verdict"]').bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 667


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("width", [1280, 375])
def test_a_chosen_sentence_shows_what_stands_behind_it_on_the_same_screen(
    browser: Browser, address: str, width: int, script: bool
) -> None:
    with window(browser, width, script=script) as context:
        tab = context.new_page()
        tab.goto(f"{address}read.html")
        assert tab.locator(".cb-panel:visible").count() == 0
        tab.locator('[data-passage="p5-2"]').click()
        assert tab.url.endswith("#p5-2")
        (panel,) = tab.locator(".cb-panel:visible").all()
        assert "the habit of foreigners does not use QQ" in panel.inner_text()
        assert "Foreigners do not use QQ" in panel.inner_text()
        for shown in (panel, tab.locator("#p5-2")):
            box = shown.bounding_box()
            assert box is not None
            assert 0 <= box["y"] < box["y"] + box["height"] <= 800
        tab.locator('[value="printed"]').check()
        assert not tab.locator("#p5-3").is_visible()
        tab.locator('[value="plain"]').check()
        assert tab.locator("#p5-3").is_visible()
        assert tab.locator(".cb-original:visible").count() == 0


def test_arrow_keys_choose_the_next_sentence_and_escape_closes(
    browser: Browser, address: str
) -> None:
    with window(browser) as context:
        tab = context.new_page()
        tab.goto(f"{address}read.html#p5-2")
        tab.locator("#p5-2").focus()
        tab.keyboard.press("ArrowRight")
        assert tab.url.endswith("#p5-3")
        assert tab.locator("#p5-3 + *, p:has(#p5-3) + .cb-panel").first.is_visible()
        tab.keyboard.press("Escape")
        assert tab.locator(".cb-panel:visible").count() == 0


def test_what_is_for_a_claim_stands_beside_what_is_against_it(
    browser: Browser, address: str
) -> None:
    with window(browser) as context:
        tab = context.new_page()
        tab.goto(f"{address}arguments/only-chinese-use-it.html")

        def corner(name: str) -> tuple[float, float]:
            box = tab.locator(name).bounding_box()
            assert box is not None
            return round(box["x"]), round(box["y"])

        (left, top), (right, beside) = corner(".cb-pro"), corner(".cb-con")
        assert left < right
        assert top == beside
        tab.set_viewport_size({"width": 375, "height": 800})
        (left, top), (right, below) = corner(".cb-pro"), corner(".cb-con")
        assert left == right
        assert top < below


def test_a_quotation_leads_to_the_very_words(browser: Browser, address: str) -> None:
    with window(browser) as context:
        tab = context.new_page()
        tab.goto(f"{address}evidence/guide-only-chinese.html")
        link = tab.locator("article").get_by_role("link", name="p3-7").first
        href = link.get_attribute("href") or ""
        assert href.endswith("#p3-7:~:text=WeChat%20only%20Chinese%20in%20use")
        link.click()
        until(tab, "scrollY > 500")
        words = tab.locator("mark", has_text="WeChat only Chinese in use")
        box = words.bounding_box()
        assert box
        assert 0 <= box["y"] <= 800


def test_search_finds_the_printed_words_and_says_of_what_kind_a_page_is(
    browser: Browser, address: str
) -> None:
    with window(browser) as context:
        tab = context.new_page()
        tab.goto(address)
        tab.get_by_role("textbox", name="Search").fill("straightforward")
        result = tab.locator(".md-search-result__link").first
        result.wait_for()
        assert re.search("article|read", result.get_attribute("href") or "")
        tab.get_by_role("textbox", name="Search").clear()
        tab.get_by_role("textbox", name="Search").press_sequentially("cheap contact")
        found = tab.locator(".md-search-result__item", has_text="Staff abroad like it").first
        found.wait_for()
        assert "Argument" in found.inner_text()
        assert "like the cheap contact" in found.inner_text()


def test_a_key_pressed_before_the_script_is_there_is_not_lost(
    browser: Browser, address: str
) -> None:
    with window(browser) as context:
        view = look(context, address, "method.html")
        view.tab.keyboard.press("/")
        until(view.tab, "document.activeElement.name === 'query'")


def test_search_works_from_disk(browser: Browser, site: Site) -> None:
    with window(browser) as context:
        tab = context.new_page()
        tab.goto((site.folder / "arguments/only-chinese-use-it.html").as_uri())
        follow(tab, "American friends use it too")
        assert title(tab) == "American friends use it too"
        box = tab.get_by_role("textbox", name="Search")
        box.press_sequentially("straightforward", delay=100)  # as a reader types
        tab.locator(".md-search-result__link").first.wait_for()


def test_previews_open_on_hover_and_focus_and_close_with_escape(
    browser: Browser, address: str
) -> None:
    with window(browser) as context:
        tab = context.new_page()
        tab.goto(f"{address}arguments/only-chinese-use-it.html")
        link = tab.locator("article").get_by_role("link", name="American friends use it too").first
        preview = tab.get_by_role("tooltip")
        link.hover()
        preview.wait_for()
        assert "The author's American friends use WeChat." in preview.inner_text()
        preview.hover()
        tab.wait_for_timeout(400)
        assert preview.is_visible()
        tab.keyboard.press("Escape")
        assert preview.count() == 0
        tab.mouse.move(0, 0)
        tab.keyboard.press("Tab")
        link.focus()
        tab.keyboard.press("Shift+Tab")
        tab.keyboard.press("Tab")
        preview.wait_for()
        assert link.get_attribute("aria-describedby") == preview.get_attribute("id")
        assert barriers(tab) == []


def test_evidence_can_be_sieved(browser: Browser, address: str) -> None:
    with window(browser) as context:
        tab = context.new_page()
        tab.goto(f"{address}evidence/index.html")
        rows = tab.locator(".cb-sieved li:visible")
        all_rows = rows.count()
        tab.get_by_label("Kind").select_option("testimony")
        assert 0 < rows.count() < all_rows
        assert all("testimony" in it for it in rows.all_inner_texts())
        tab.get_by_label("Words").fill("no such words")
        assert rows.count() == 0
        assert f"0 of {all_rows} shown" in tab.locator("output").inner_text()


def test_the_map_nests_as_the_casebook_does(
    browser: Browser, address: str, casebook: Casebook
) -> None:
    with window(browser) as context:
        tab = context.new_page()
        tab.goto(f"{address}arguments/index.html")
        drawn = {tuple(line) for line in tab.evaluate(MAP)}
    for step in casebook.steps:
        how = "joint reason" if len(step.premises) > 1 else "reason"
        for premise in step.premises:
            assert (premise.title, how, step.conclusion.title) in drawn
    for link in casebook.links_of(Relation.ATTACKS):
        assert (link.source.title, "against", link.target.title) in drawn
    for ground in casebook.links_of(Relation.EVIDENCE):
        if ground.source.kind is Kind.ARGUMENT:
            assert (ground.target.title, "evidence", ground.source.title) in drawn


# Each line of the map: its title, what it is to the line above it, and the title of that.
MAP = """() => [...document.querySelectorAll('.cb-overview li li')].map(li => {
  const of = it => it.querySelector(':scope > .cb-claim-row > a, :scope > a').textContent.trim()
  const how = li.querySelector(':scope > .cb-claim-row > .cb-how')?.textContent.trim()
  return [of(li), how ?? li.className.slice(3), of(li.parentElement.closest('li'))]
})"""


@pytest.mark.parametrize("width", [1280, 375])
def test_the_map_is_a_tree_where_there_is_room_and_is_never_small(
    browser: Browser, address: str, width: int
) -> None:
    with window(browser, width) as context:
        tab = context.new_page()
        tab.goto(f"{address}arguments/nice-to-have-not-a-necessity.html")
        thesis = tab.locator(".cb-thesis").first.bounding_box()
        reason = tab.locator(".cb-reason").first.bounding_box()
        assert thesis
        assert reason
        assert (reason["x"] >= thesis["x"] + thesis["width"]) == (width == 1280)
        sizes = tab.evaluate(
            "() => [...document.querySelectorAll('.cb-map *')]"
            ".map(it => parseFloat(getComputedStyle(it).fontSize))"
        )
        assert min(sizes) >= 14


def test_the_menu_opens_from_the_keyboard_and_is_out_of_its_way_when_closed(
    browser: Browser, address: str
) -> None:
    with window(browser, 320, script=False) as context:
        tab = context.new_page()
        tab.goto(f"{address}method.html")
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.className") == "md-skip"
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.id") == "__drawer"
        menu = tab.locator(".md-nav--primary").get_by_role("link", name="Evidence", exact=True)
        assert not menu.is_visible()
        tab.keyboard.press("Space")
        assert menu.is_visible()


def test_colours_can_be_switched_and_stay_switched(browser: Browser, address: str) -> None:
    with window(browser) as context:
        tab = context.new_page()
        tab.goto(address)
        tab.get_by_role("button", name="Light or dark colours").click()
        assert tab.evaluate(BACKGROUND) < 80
        tab.goto(f"{address}method.html")
        assert tab.evaluate(BACKGROUND) < 80
        tab.get_by_role("button", name="Light or dark colours").click()
        assert tab.evaluate(BACKGROUND) > 200


def test_nothing_moves_where_the_reader_wants_no_motion(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(address)
    moving = tab.evaluate(
        "() => [...document.querySelectorAll('*')].filter(it => {"
        " const style = getComputedStyle(it);"
        " return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0"
        "}).length"
    )
    assert moving == 0
    context.close()


def test_an_address_with_a_slip_finds_the_page(browser: Browser, address: str) -> None:
    with window(browser) as context:
        tab = context.new_page()
        tab.goto(f"{address}arguments/only-chinese-us-it.html")
        assert "Did you mean Only Chinese people use it?" in tab.locator("article").inner_text()


def test_paper_has_the_words_and_where_links_lead(browser: Browser, address: str) -> None:
    with window(browser) as context:
        tab = context.new_page()
        tab.goto(f"{address}method.html")
        tab.emulate_media(media="print")
        assert not tab.locator(".md-header").is_visible()
        assert not tab.locator(".md-sidebar--primary").is_visible()
        assert tab.locator("h1").is_visible()
        content = "el => getComputedStyle(el, '::after').content"
        licence = tab.locator(".cb-foot a").first.evaluate(content)
        assert "attr(href)" in licence or "creativecommons.org" in licence


def test_no_selector_that_was_dropped_matches_anything(browser: Browser, address: str) -> None:
    """What the build takes out of Material's style sheet is not used on any kind of page.

    But for the colours of code, and the frames of what is folded: this site has its own.
    """
    folder = resources.files("material") / "templates/assets/stylesheets"
    css = next(f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".min.css"))
    own = re.compile(r"\.highlight|details|summary")
    selectors = material_css.dropped_selectors(css, EXTENSIONS)
    dropped = {it for it in selectors if not own.search(it)}
    assert len(dropped) > 500
    with window(browser) as context:
        for page in KINDS_OF_PAGE:
            view = look(context, address, page)
            view.tab.mouse.move(100, 100)
            view.tab.wait_for_load_state("networkidle")
            assert view.tab.evaluate(MATCHING, [*dropped]) == []
            view.tab.close()


EXTENSIONS = frozenset({"abbr", "attr_list", "def_list", "md_in_html", "pymdownx.superfences"})
"""The extensions of this site that Material's style sheet has something for, or might have."""

MATCHING = """selectors => selectors.filter(selector => {
  try { return document.querySelector(selector.replace(/::?(before|after|marker)\\b/g, '')) }
  catch { return false }
}).slice(0, 20)"""
