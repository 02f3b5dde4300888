"""The page that has all the others, to be printed."""

from __future__ import annotations

from collections import Counter

from casebook.model.graph import Casebook
from site_under_test import Site


def test_it_has_every_member_once_and_its_links_lead_within_it(
    site: Site, casebook: Casebook
) -> None:
    html = site.page("print").html
    ids = Counter(str(it["id"]) for it in html.select("[id]"))
    assert [name for name, count in ids.items() if count > 1] == []
    for slug in casebook.arguments:
        assert f"arguments-{slug}" in ids
    inside = [str(it["href"]) for it in html.select("a[href^='#']")]
    assert len(inside) > 1000
    assert [it for it in inside if it[1:] not in ids] == []
    outside = {str(it["href"]).partition("#")[0] for it in html.select("a[href]:not([href^='#'])")}
    ours = {it for it in outside if "://" not in it and not it.startswith("mailto:")}
    assert [it for it in ours if not (site.folder / it).exists()] == []


def test_it_has_one_title_and_what_is_only_for_the_screen_is_left_out(site: Site) -> None:
    html = site.page("print").html
    assert len(html.select("h1")) == 1
    assert not html.select("nav, script:not([type]), [data-search-exclude]")
    assert html.select("meta[name=robots][content=noindex]")
