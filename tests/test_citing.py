"""To cite a page and to follow it: references, dates of change, former names, robots.txt."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from casebook.mkdocs.citing import cited
from casebook.mkdocs.history import Change, changes_of_pages
from site_under_test import ROOT, Site, build_site


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_every_page_says_how_to_cite_it(site: Site) -> None:
    for name in ("index", "method", "arguments/only-chinese-use-it", "topics/facebook"):
        box = site.page(name).html.select("details[data-cb=cite]")
        assert len(box) == 1, name
        assert "@misc{" in box[0].get_text()


def test_a_reference_has_title_site_day_and_address() -> None:
    told = cited(
        "A &amp; B", "50 % <b>sure</b>", "https://example.org/x", [Change("1", "2020-01-02", "")]
    )
    assert told.text == "“50 % sure”. A & B (2020-01-02). https://example.org/x."
    assert "title = {{50 \\% sure}}" in told.bibtex
    assert "year = {2020}" in told.bibtex
    assert "year" not in cited("A", "B", "", []).bibtex


def test_the_last_changes_of_each_page_come_from_git_at_once(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    git(tmp_path, "init", "-q")
    for day, name in (("2020-01-01", "a.md"), ("2021-01-01", "ü b.md"), ("2022-01-01", "a.md")):
        (docs / name).write_text(day)
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", f"On {day}", f"--date={day}T00:00:00Z")
    found = changes_of_pages(docs)
    assert [it.subject for it in found["a.md"]] == ["On 2022-01-01", "On 2020-01-01"]
    assert [it.subject for it in found["ü b.md"]] == ["On 2021-01-01"]


def test_nothing_is_told_without_git_or_where_the_history_is_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "a").mkdir()
    (tmp_path / "a/x.md").write_text("x")
    git(tmp_path / "a", "init", "-q")
    git(tmp_path / "a", "add", "-A")
    git(tmp_path / "a", "commit", "-q", "-m", "x")
    (tmp_path / "a/x.md").write_text("y")
    git(tmp_path / "a", "commit", "-q", "-am", "y")
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{tmp_path / 'a'}", str(tmp_path / "b"))
    assert changes_of_pages(tmp_path / "a")
    assert changes_of_pages(tmp_path / "b") == {}
    monkeypatch.setenv("PATH", os.devnull)
    assert changes_of_pages(tmp_path / "a") == {}


def test_the_repository_says_how_to_cite_it() -> None:
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= told.keys()


def test_former_names_lead_on_and_crawlers_are_told(tramway: Path, tmp_path: Path) -> None:
    page = next(it for it in (tramway.parent / "docs/segments").glob("*.md") if it.stem != "index")
    text = page.read_text("utf-8")
    page.write_text(text.replace("title: ", "formerly: [an-old-name]\ntitle: ", 1), "utf-8")
    config = tramway.read_text("utf-8")
    tramway.write_text(f"site_url: https://example.org/trams/\n{config}", "utf-8")
    site = build_site(tramway, tmp_path / "site")
    old = next((site.folder / "segments").glob("an-old-name*"))
    file = old / "index.html" if old.is_dir() else old
    html = site.page("segments/an-old-name").html
    refresh = html.select_one("meta[http-equiv=refresh]")
    canonical = html.select_one("link[rel=canonical]")
    link = html.select_one("a[href]")
    assert refresh is not None
    assert canonical is not None
    assert link is not None
    assert str(refresh["content"]) == f"0; url={link['href']}"
    target = (file.parent / str(link["href"])).resolve()
    assert (target / "index.html" if target.is_dir() else target).is_file()
    assert page.stem in str(canonical["href"])
    assert str(canonical["href"]).startswith("https://example.org/trams/segments/")
    assert html.select("meta[name=robots][content=noindex]")
    robots = (site.folder / "robots.txt").read_text("utf-8")
    assert "Sitemap: https://example.org/trams/sitemap.xml" in robots
