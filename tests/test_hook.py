"""The hook: another casebook, a broken one, and one that tries to bring markup of its own."""

from pathlib import Path

import pytest
from mkdocs.exceptions import Abort, BuildError

from golden import changed
from site_under_test import SitePage, build_site, words


def edit(config: Path, uri: str, changes: str) -> None:
    """Change a page of the casebook that ``config`` is of, as a golden case does."""
    page = config.parent / "docs" / uri
    page.write_text(changed(page.read_text("utf-8"), changes), "utf-8")


def test_another_article_goes_through_the_same_hook(tramway: Path, tmp_path: Path) -> None:
    site = build_site(tramway, tmp_path / "site")
    assert [record.getMessage() for record in site.log] == []
    page = site.page("arguments/shopkeepers-doubt-it")
    assert page.says("Shopkeepers in the street doubt that a tram would help.")
    assert page.says(
        "her customers come on foot",
        "One source says so, or something that it rests on: a baker, unnamed.",
    )
    assert page.says("A tram will not save the town")
    assert site.page("").says("The council expects visitors", "one source", "answered")
    article = site.page("article")
    assert article.says("Quoted in The baker's customers, for Those who trade there doubt it.")
    assert article.says("Set aside: Names the author and claims nothing.")
    assert "WeChat" not in "".join(page.text for page in site.pages)


def test_a_casebook_that_does_not_hang_together_is_not_published(
    tramway: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    edit(tramway, "evidence/council-says.md", "-   - passage: p1-1\n+   - passage: p1-9")
    edit(tramway, "segments/students.md", "- audience: students of the town")
    with pytest.raises(Abort):
        build_site(tramway, tmp_path / "site")
    told = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert len(told) == 3
    assert "evidence/council-says.md:5:14: passage-unknown the article has no passage" in told[0]
    assert "segments/students.md:1:1: missing-field `audience` is missing" in told[1]
    assert told[2].startswith("The casebook does not hang together: 2 errors")
    assert not (tmp_path / "site").exists()


def test_a_build_after_a_broken_one_starts_afresh(tramway: Path, tmp_path: Path) -> None:
    broken = "- audience: students of the town"
    edit(tramway, "segments/students.md", broken)
    with pytest.raises(Abort):
        build_site(tramway, tmp_path / "site")
    edit(tramway, "segments/students.md", "  title: Students\n+ audience: learners")
    site = build_site(tramway, tmp_path / "site")
    assert site.page("segments/students").says("learners")


NASTY = (
    """*a* _b_ `c` [d](e) ![f](g) {h} a|b ~~i~~ ==j== ^^k^^ :smile: &amp; 1 < 2 "q" \\* $x$ #l"""
)


@pytest.mark.parametrize("start", ["", "- ", "# ", "1. ", "!!! note ", "--- ", "> ", "+ "])
def test_no_field_brings_markup_of_its_own(tramway: Path, tmp_path: Path, start: str) -> None:
    text = start + NASTY
    written = "'" + text.replace("'", "''") + "'"
    edit(
        tramway,
        "arguments/council-expects-visitors.md",
        "- claim: The council says that a tram would bring people back.\n"
        f"+ claim: {written}\n\n"
        "- title: The council expects visitors\n"
        f"+ title: {written[:70]}'\n\n"
        f"-     because: it says the opposite\n+     because: {written}",
    )
    edit(
        tramway, "segments/students.md", f"- audience: students of the town\n+ audience: {written}"
    )
    site = build_site(tramway, tmp_path / "site")
    page = site.page("arguments/council-expects-visitors")
    assert words(page.article.select_one(".cb-claim")) == " ".join(text.split())  # type: ignore[arg-type]
    assert page.says(text[:65])
    assert site.page("segments/students").says(text)
    assert site.page("").says(text)
    assert site.page("arguments").says(text)
    assert page.html.title is not None
    assert text[:65] in page.html.title.get_text()


def test_a_theme_is_given_fields_as_they_are_written(tramway: Path, tmp_path: Path) -> None:
    """YAML makes true, 1.1 and nothing of these; MkDocs would make titles of that."""
    titles = {"Students": "on", "Townspeople": "1.10", "Shopkeepers": "no"}
    for written, title in titles.items():
        uri = f"segments/{written.lower()}.md"
        edit(tramway, uri, f"- title: {written}\n+ title: {title}")
    page = "---\ntitle: 2013-07-03\ntags: [2013-07-03, no]\n---\n# The day\n"
    (tramway.parent / "docs/day.md").write_text(page, "utf-8")
    site = build_site(tramway, tmp_path / "site")
    for written, title in titles.items():
        assert titled(site.page(f"segments/{written.lower()}")) == f"{title} - The tram"
    assert titled(site.page("day")) == "2013-07-03 - The tram"


def titled(page: SitePage) -> str:
    return page.html.title.get_text() if page.html.title else ""


ATTRIBUTE = """'x" onmouseover="alert(1)'"""
SCRIPT = """'"><script>alert(1)</script>'"""
REDIRECT = """'0;url=https://example.org/" http-equiv="refresh'"""


def test_no_field_that_a_theme_prints_brings_markup(tramway: Path, tmp_path: Path) -> None:
    edit(tramway, "segments/students.md", f"  title: Students\n+ status: {ATTRIBUTE}")
    edit(tramway, "article/index.md", f"- author: A. Walker\n+ author: {REDIRECT}")
    home = f"---\nstatus: {SCRIPT}\nauthor: {SCRIPT}\n---\n# The tram\n"
    (tramway.parent / "docs/index.md").write_text(home, "utf-8")
    with pytest.raises((BuildError, Abort)):  # a page that is no member is held to it
        build_site(tramway, tmp_path / "refused")
    home = "# The tram\n"
    (tramway.parent / "docs/index.md").write_text(home, "utf-8")
    site = build_site(tramway, tmp_path / "site")
    for page in site.pages:
        assert not page.html.select("[onmouseover], meta[http-equiv=refresh]")
        assert not [script for script in page.html.select("script") if "alert" in script.text]
