"""What a link leads to, told before anybody goes there: in Chromium, served and from disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bench.pages import barriers, look, served
from site_under_test import Site, build_site

PAGE = "arguments/only-chinese-use-it.html"


def known(site: Site) -> dict[str, Any]:
    text = (site.folder / "assets/previews.js").read_text("utf-8")
    data: dict[str, Any] = json.loads(text.removeprefix("casebookPreviews="))
    return data


def test_no_page_carries_previews(site: Site) -> None:
    assert not [page for page in site.pages if "cb-previews" in page.file.read_text("utf-8")]


def test_a_passage_is_told_by_its_printed_words_and_its_plain_reading(site: Site) -> None:
    name, printed, reading = known(site)["article/index.html#p3-7"]
    assert name == "p3-7"
    assert printed.startswith("“WeChat only Chinese in use")
    assert reading.startswith("Only Chinese people use WeChat")


def test_a_badge_is_told_by_what_the_method_says_of_that_word(site: Site) -> None:
    found = known(site)
    assert found["method.html#what-backs-it|only said"][2].startswith("somebody states it")
    assert found["method.html#disputed"][2].startswith("evidence against the claim")


def test_another_page_is_told_by_its_first_sentence(site: Site) -> None:
    assert known(site)["how-it-held-up.html"][2].startswith("In the West the doubt proved right")


def test_no_text_can_end_the_script(tramway: Path, tmp_path: Path) -> None:
    page = next((tramway.parent / "docs/evidence").glob("[!i]*.md"))
    text = page.read_text("utf-8")
    page.write_text(text.replace("title: ", "title: 1 < 2, ", 1), "utf-8")
    script = (build_site(tramway, tmp_path / "site").folder / "assets/previews.js").read_text()
    assert "1 \\u003c 2" in script
    assert "<" not in script


def hover(tab: Page, selector: str) -> str:
    tab.keyboard.press("Escape")
    tab.mouse.move(0, 0)
    tab.locator(selector).first.hover()
    preview = tab.get_by_role("tooltip")
    preview.wait_for()
    return preview.inner_text()


@pytest.mark.browser
def test_previews_are_fetched_at_first_need_and_tell_passages_and_words(
    browser: Browser, site: Site
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    with served(site.folder) as address:
        view = look(context, address, PAGE)
        assert not any("previews" in url for url in view.requests)
        told = hover(view.tab, "article a[href*='#p3-7']")
        assert "basically impossible" in told
        assert "Only Chinese people use WeChat" in told
        assert "all from one source" in hover(view.tab, "a.cb-is-one")
        view.tab.emulate_media(reduced_motion="reduce")
        assert barriers(view.tab) == []
        assert view.complaints == []
        assert view.elsewhere == []
    context.close()


@pytest.mark.browser
def test_previews_are_there_from_disk(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    tab.goto((site.folder / PAGE).as_uri())
    assert "basically impossible" in hover(tab, "article a[href*='#p3-7']")
    context.close()


@pytest.mark.browser
def test_what_stands_beside_a_link_is_not_told_again(browser: Browser, site: Site) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    tab = context.new_page()
    tab.goto((site.folder / PAGE).as_uri())
    beside = "the words, which stand beside the link: The author's American friends use WeChat."
    tab.locator("article p > a[href='american-friends-use-it.html']").first.evaluate(
        "(link, words) => link.after(words)", beside
    )
    tab.locator("article p > a[href='american-friends-use-it.html']").first.hover()
    tab.wait_for_timeout(700)
    assert tab.get_by_role("tooltip").count() == 0
    context.close()
