"""What front matter says to MkDocs and a theme: of the right type, there, and text."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from mkdocs.exceptions import Abort

from casebook.command import CLEAN, FINDINGS, main
from casebook.pages.meta import for_theme
from site_under_test import build_site

WRONG = (
    *("title: [x]", "title: {}", "description: {}", "author: !!set {x}", "tags: [[x]]"),
    *("hide: [[x]]", "hide: {a: b}", "search: [1]", "search: 5", "search: x"),
    *("search: {exclude: 5}", "search: {boost: [1]}", "search: {boost: x}", "icon: [1]"),
    *("status: []", "template: [x]", "template: 5", "template: partials/nav.html", "card: [x]"),
    *("template: ../x.html", "allow: [x]", "allow: x"),
)
RIGHT = (
    *("title: no", "title: 5", "title:", "hide: toc", "hide: 5", "hide: [toc, 5]", "hide:"),
    *("tags: 3", "tags: [3, true]", "search:", "search: {exclude: on, boost: 1.5}", "status: 5"),
    *("search: {weight: 2}", "icon: material/home", "date: 2013-07-03", "revision_date: {a: b}"),
    *("og: [image]", "template: main.html", "author: 5", "exclude: true", "social: 5"),
)
NOT_THERE = ("icon: nothing/at/all", "icon: 5", "icon: ../../x", "template: sitemap.html")


def with_field(tramway: Path, written: str) -> Path:
    home = tramway.parent / "docs/index.md"
    home.write_text(f"---\n{written}\n---\n# The tram\n\nWhat there is.\n", "utf-8")
    return tramway


@pytest.mark.parametrize("written", WRONG)
def test_a_field_of_the_wrong_type_is_a_finding(
    tramway: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    with_field(tramway, written)
    monkeypatch.chdir(tramway.parent)
    assert main(["check"]) == FINDINGS


@pytest.mark.parametrize("written", RIGHT)
def test_a_field_of_the_right_type_is_built(
    tramway: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    with_field(tramway, written)
    monkeypatch.chdir(tramway.parent)
    assert main(["check"]) == CLEAN
    assert not build_site(tramway, tmp_path / "site").log


@pytest.mark.parametrize("written", NOT_THERE)
def test_a_file_that_the_theme_has_not(
    tramway: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, written: str
) -> None:
    with pytest.raises(Abort, match="BuildError"):
        build_site(with_field(tramway, written), tmp_path / "site")
    assert "index.md:2:" in caplog.text
    assert "the theme has no " in caplog.text


MARKUP = "<img src=x onerror=alert(1)>"
SHAPES = (
    *("a: '{}'", "a: ['{}']", "a: {{'{}': x}}", "a: {{x: '{}'}}", "a: !!set {{'{}'}}"),
    *("a: !!omap ['{}': '{}']", "a: !!pairs ['{}': '{}']", "a: !!python/tuple ['{}']"),
    "a: !!binary PGltZyBzcmM9eCBvbmVycm9yPWFsZXJ0KDEpPg==",
)


@pytest.mark.parametrize("shape", SHAPES)
def test_markup_in_any_shape_is_text(shape: str) -> None:
    meta = yaml.load(shape.format(MARKUP, MARKUP), yaml.FullLoader)  # noqa: S506 - as told here
    assert MARKUP in str(meta)
    assert MARKUP not in str(for_theme(meta, {}))
