"""What if a source had said nothing: the script derives standings as the library does."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from bench.pages import served
from casebook.mkdocs import assets
from casebook.model.graph import Casebook
from casebook.model.standing import standings
from casebook.pages.what_if import graph, sources_by_place
from site_under_test import Site
from test_standing_definition import Graph, graphs, written

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Page:
    """A page that has the script, and nothing for it to do."""
    tab = browser.new_page()
    tab.add_script_tag(path=assets.FOLDER / "what-if.js")
    return tab


DERIVE = """([graph, gone]) => casebookStandings(graph, new Set(gone))
  .map(it => [it.backing, it.defeated, it.contested])"""


def by_library(casebook: Casebook, gone: frozenset[str]) -> list[list[object]]:
    return [
        [int(it.backing), it.defeated, it.contested]
        for it in standings(casebook, without=gone).values()
    ]


@given(graphs(), st.data())
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_script_derives_what_the_library_derives(
    blank: Page, given_graph: Graph, data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        casebook = written(given_graph, Path(folder))
    made = graph(casebook)
    places = range(len(made["sources"]))
    gone = sorted(data.draw(st.sets(st.sampled_from(places)))) if places else []
    names = frozenset(made["sources"][place] for place in gone)
    found = blank.evaluate(DERIVE, [made, gone])
    assert found == by_library(casebook, names)


def test_the_sites_own_argument_without_each_of_its_sources(
    blank: Page, casebook: Casebook
) -> None:
    made = graph(casebook)
    for place, name in enumerate(made["sources"]):
        found = blank.evaluate(DERIVE, [made, [place]])
        assert found == by_library(casebook, frozenset({name})), name


def test_a_voice_taken_away_changes_what_hangs_on_it(
    browser: Browser, site: Site, casebook: Casebook
) -> None:
    guide = next(name for name in sources_by_place(casebook).inside if "guide" in name)
    now = standings(casebook, without=frozenset({guide}))
    with served(site.folder) as address:
        tab = browser.new_page()
        tab.goto(f"{address}arguments/index.html")
        panel = tab.locator('[data-cb="what-if"]')
        assert panel.locator("input:checked").count() == panel.locator("input").count()
        panel.get_by_label(guide).uncheck()
        shown = tab.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll('[data-cb=card]')].map(
              it => [it.dataset.slug, [it.dataset.backing, it.dataset.contested]]))"""
        )
        assert shown == {
            argument.slug: [it.backing.word, str(it.contested).lower()]
            for argument, it in now.items()
        }
        changed = tab.locator(".cb-changed").count()
        assert changed > 0
        assert panel.locator("output").inner_text().startswith(f"{changed} of {len(now)} claims")
        # The address keeps the choice.
        tab.reload()
        assert not panel.get_by_label(guide).is_checked()
        assert tab.locator(".cb-changed").count() == changed
        panel.get_by_role("button").click()
        assert tab.locator(".cb-changed").count() == 0
        assert "without" not in tab.url
        tab.close()


def test_all_that_is_from_outside_can_be_taken_away_at_once(browser: Browser, site: Site) -> None:
    with served(site.folder) as address:
        tab = browser.new_page()
        tab.goto(f"{address}arguments/index.html")
        panel = tab.locator('[data-cb="what-if"]')
        panel.locator("input[data-all]").uncheck()
        assert panel.locator("input[data-of=outside]:checked").count() == 0
        assert panel.locator("input[data-of=inside]:checked").count() > 0
        tab.close()


def test_without_script_nothing_is_offered_that_does_nothing(browser: Browser, site: Site) -> None:
    with served(site.folder) as address:
        context = browser.new_context(java_script_enabled=False)
        tab = context.new_page()
        tab.goto(f"{address}arguments/index.html")
        assert not tab.locator('[data-cb="what-if"]').is_visible()
        assert tab.locator('[data-cb="card"]').count() > 0
        context.close()


def test_the_map_is_one_look_and_unfolds_in_place(
    browser: Browser, site: Site, casebook: Casebook
) -> None:
    with served(site.folder) as address:
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(f"{address}arguments/index.html")
        box = tab.locator('[data-cb="map"]').bounding_box()
        assert box is not None
        assert box["height"] <= 1400
        slugs = tab.eval_on_selector_all("[data-cb=card]", "all => all.map(it => it.dataset.slug)")
        assert sorted(slugs) == sorted(casebook.arguments)
        fold = tab.locator(".cb-fold").first
        assert not fold.locator("a").first.is_visible()
        fold.locator("summary").click()
        assert fold.locator("a").first.is_visible()
        tab.close()
