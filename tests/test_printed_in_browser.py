"""What a browser shows of a nasty article is what was printed, and links lead to the very words."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bench.pages import served
from casebook.model.passages import fold
from nasty_article import NASTY, SETS, lay_out
from site_under_test import build_site

pytestmark = pytest.mark.browser

PASSAGES = {f"p{number}-1": text for number, text in enumerate(NASTY.values(), 1)}
SHOWN = """ids => ids.map(id => {
  let quote = document.getElementById(id);
  while (quote.tagName !== 'BLOCKQUOTE') quote = quote.nextElementSibling;
  return quote.innerText;
})"""
TOP = """id => {
  let quote = document.getElementById(id);
  while (quote.tagName !== 'BLOCKQUOTE') quote = quote.nextElementSibling;
  const box = quote.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight;
}"""
UNSEEN = "p" + str([*NASTY].index("unseen characters") + 1) + "-1"
"""Chromium finds no words with a zero-width space in them, and goes to the passage."""


def test_a_browser_shows_what_was_printed(browser: Browser, tmp_path: Path) -> None:
    site = build_site(lay_out(tmp_path, NASTY.values(), SETS["pymdownx"]), tmp_path / "site")
    links = [str(link["href"]) for link in site.page("evidence/e").html.select(".cb-said a")]
    with served(site.folder) as address:
        tab = browser.new_context(reduced_motion="reduce").new_page()
        tab.set_viewport_size({"width": 1000, "height": 300})
        tab.goto(f"{address}article/index.html")
        shown = dict(zip(PASSAGES, tab.evaluate(SHOWN, [*PASSAGES]), strict=True))
        printed = {name: fold(text) for name, text in PASSAGES.items()}
        assert {name: fold(text) for name, text in shown.items()} == printed
        assert shown["p9-1"] == NASTY["verse"]
        for link in links:
            page, _, place = link.partition("#")
            passage, _, words = place.partition(":~:")
            if passage == UNSEEN:
                continue
            tab.goto("about:blank")
            tab.goto(f"{address}evidence/{page}#:~:{words}")  # without the id of the passage
            tab.wait_for_function(TOP, arg=passage, timeout=5_000)
