"""What a published page may run and load, tried in a real browser: from a server and from disk.

Needs a Chromium on the machine; without one these tests are skipped, but never where ``CI`` is set.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from bench.pages import KINDS_OF_PAGE, served
from casebook.mkdocs.policy import Policy
from site_under_test import Site

PAGE = "arguments/only-chinese-use-it.html"
THEME = (
    '<html><head><script>theme("{{ base_url }}")</script></head><body>{{ content }}</body></html>'
)


def test_every_page_has_a_policy_before_anything_it_is_about(site: Site) -> None:
    for file in site.folder.rglob("*.html"):
        text = file.read_text("utf-8")
        assert text.count("Content-Security-Policy") == 1, file
        assert text.index("Content-Security-Policy") < text.index("<title>")
        policy = re.search(r'Policy" content="([^"]*)"', text)
        assert policy
        assert "unsafe-inline" not in policy[1]
        assert "http" not in policy[1]


def test_only_what_stands_in_a_template_may_run_inline() -> None:
    policy = Policy([THEME])
    own = THEME.replace("{{ base_url }}", "../..")
    assert "'sha256-" in _scripts(policy.text(own.replace("{{ content }}", "")))
    for attack in (
        "<script>alert(1)</script>",
        '<script>theme("");alert(1)//")</script>',
        '<script>theme("")</script \n>',
        '<script>theme("x"+alert(1)+"")</script>',
        '<script type="module">alert(1)</script>',
    ):
        assert _scripts(policy.text(own.replace("{{ content }}", attack))) == _scripts(
            policy.text(own.replace("{{ content }}", ""))
        )


def test_webassembly_is_compiled_only_where_the_search_needs_it() -> None:
    assert "wasm" not in Policy([THEME]).text("")
    assert "'wasm-unsafe-eval'" in _scripts(Policy([THEME], compiles=True).text(""))


def _scripts(policy: str) -> str:
    return next(rule for rule in policy.split("; ") if rule.startswith("script-src "))


@pytest.fixture(params=["server", "disk"])
def address(request: pytest.FixtureRequest, site: Site, tmp_path: Path) -> Iterator[str]:
    """Where the site is, with one page into which somebody has put what should not run."""
    folder = tmp_path / "site"
    shutil.copytree(site.folder, folder)
    page = (folder / PAGE).read_text("utf-8")
    (folder / "attacked.html").write_text(page.replace("<h1", f"{ATTACK}<h1", 1), "utf-8")
    shutil.copy(folder / "attacked.html", folder / "arguments/attacked.html")
    if request.param == "disk":
        yield f"{folder.as_uri()}/"
    else:
        with served(folder) as address:
            yield address


ATTACK = """
<script>window.ran = "script"</script>
<script src="data:text/javascript,window.ran='data'"></script>
<script src="https://example.org/x.js"></script>
<img src="nothing" onerror="window.ran = 'handler'">
<img src="https://example.org/x.png">
<svg onload="window.ran = 'svg'"></svg>
<iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe>
<iframe src="javascript:parent.ran='address'"></iframe>
<a id="attack" href="javascript:window.ran='link'">x</a>
<base href="https://example.org/">
<form action="https://example.org/"><button id="send">x</button></form>
<style>h1 { color: rgb(1, 2, 3) }</style>
<object data="data:text/html,x"></object>
"""


@dataclass
class Watched:
    """A tab, what it complained of, and what it asked other hosts for."""

    tab: Page
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def note(self, asked: Request) -> None:
        stopped = asked.failure == "csp"  # by the browser, before it asked
        if "example.org" in asked.url and not stopped:
            self.elsewhere.append(f"{asked.url} {asked.failure}")


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context()
    it = Watched(context.new_page())
    it.tab.on("console", it.hear)
    it.tab.on("pageerror", lambda error: it.complaints.append(str(error)))
    context.on("requestfinished", it.note)
    context.on("requestfailed", it.note)
    yield it
    context.close()


@pytest.mark.browser
def test_what_was_put_into_a_page_does_not_run(watched: Watched, address: str) -> None:
    tab = watched.tab
    tab.goto(f"{address}arguments/attacked.html")
    tab.evaluate("document.getElementById('attack').click()")
    tab.evaluate("document.getElementById('send').click()")
    tab.wait_for_timeout(300)
    assert tab.evaluate("window.ran") is None
    assert tab.evaluate("document.baseURI").startswith(address)
    assert tab.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(1, 2, 3)"
    assert watched.elsewhere == []
    assert watched.complaints  # the browser says what it has stopped


@pytest.mark.browser
def test_search_previews_and_colours_work(watched: Watched, address: str) -> None:
    tab = watched.tab
    tab.goto(f"{address}{PAGE}")
    tab.get_by_role("textbox", name="Search").press_sequentially("straightforward", delay=100)
    tab.locator(".md-search-result__link").first.wait_for()
    tab.goto(f"{address}{PAGE}")
    tab.locator("article").get_by_role("link", name="American friends use it too").first.hover()
    tab.get_by_role("tooltip").wait_for()
    tab.get_by_role("button", name="Light or dark colours").click()
    tab.goto(f"{address}method.html")
    assert tab.evaluate("document.documentElement.style.colorScheme") == "dark"
    assert watched.complaints == []


@pytest.mark.browser
def test_no_page_breaks_its_own_policy(watched: Watched, address: str) -> None:
    for page in KINDS_OF_PAGE:
        if page != "404.html":  # whose addresses are those of a server's top
            watched.tab.goto(f"{address}{page}")
            watched.tab.mouse.move(100, 200)
            watched.tab.wait_for_load_state("networkidle")
    assert watched.complaints == []
