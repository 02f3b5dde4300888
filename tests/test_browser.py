"""The site in a real browser: it fits the screen, fetches nothing, and can be followed.

Needs a Chromium on the machine; without one these tests are skipped, but never where ``CI`` is set.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from site_under_test import Site

pytestmark = pytest.mark.browser

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
# What keeps Chromium from asking its maker's hosts for things no test needs.
QUIET = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-sync"]

KINDS_OF_PAGE = [
    "",
    "article/",
    "arguments/",
    "arguments/only-chinese-use-it/",
    "evidence/",
    "evidence/these-people-are-users/",
    "segments/",
    "segments/overseas-staff/",
    "method/",
    "glossary/",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        assert not os.environ.get("CI"), "CI has to have a browser: see .ci/run"
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a line in the log for each."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site.folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("page", KINDS_OF_PAGE)
def test_a_page_fits_and_fetches_nothing_from_elsewhere(
    browser: Browser, address: str, page: str, width: int, scheme: str
) -> None:
    asked: list[str] = []
    complaints: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    tab = context.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: complaints.extend(complaint(message)))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(address + page, wait_until="networkidle")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in asked if not url.startswith(address)] == []
    assert complaints == []
    lightness = tab.evaluate(BACKGROUND)
    assert lightness < 80 if scheme == "dark" else lightness > 200
    context.close()


def complaint(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type in ("error", "warning") else []


BACKGROUND = """() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number)
  return (r + g + b) / 3
}"""


def follow(tab: Page, name: str) -> None:
    tab.locator("article").get_by_role("link", name=name, exact=True).first.click()
    tab.wait_for_load_state()


def test_a_reader_follows_a_reason_to_the_printed_words(browser: Browser, address: str) -> None:
    tab = browser.new_page(viewport={"width": 375, "height": 800})
    tab.goto(address)
    follow(tab, "Only Chinese people use it")
    assert tab.locator("h1").inner_text() == "Only Chinese people use it"
    follow(tab, "A guide says only Chinese people use it")
    assert tab.locator("mark").inner_text() == "WeChat only Chinese in use"
    follow(tab, "p3-7")
    assert tab.url.endswith("article/#p3-7")
    assert tab.locator("#p3-7").is_visible()
    follow(tab, "Only Chinese people use it")
    assert tab.url == f"{address}arguments/only-chinese-use-it/"
    tab.close()


def test_search_finds_the_printed_words(browser: Browser, address: str) -> None:
    tab = browser.new_page()
    tab.goto(f"{address}?q=straightforward")
    result = tab.locator(".md-search-result__link").first
    result.wait_for()
    assert "article" in (result.get_attribute("href") or "")
    tab.close()


def test_all_can_be_read_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{address}arguments/only-chinese-use-it/")
    follow(tab, "American friends use it too")
    assert tab.locator("h1").inner_text() == "American friends use it too"
    assert [url for url in asked if not url.startswith(address)] == []
    context.close()
