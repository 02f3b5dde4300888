"""The pages with all that the site adds, as plain Markdown: ``casebook render``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from casebook.command import main
from casebook.model.graph import Casebook
from pages import Pages
from site_under_test import ROOT, Site, SitePage, words


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rendered") / "pages"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert main(["render", str(folder)]) == 0
    return folder


def test_a_generator_without_the_hook_makes_the_same_pages_of_it(
    rendered: Path, site: Site, casebook: Casebook, tmp_path: Path
) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        f"site_name: X\ndocs_dir: {rendered}\nuse_directory_urls: false\n"
        "theme: mkdocs\nplugins: []\n"
        "markdown_extensions: [attr_list, md_in_html, tables, def_list]\n",
        "utf-8",
    )
    build(load_config(str(config), site_dir=str(tmp_path / "site"), strict=False))
    plain = Site(tmp_path / "site", ())
    for member in (m for kind in casebook.members.values() for m in kind.values()):
        address = member.uri.removesuffix(".md")
        ours = site.page(address)
        theirs = SitePage(plain, plain.folder / f"{address}.html")
        main_part = theirs.html.find(role="main")
        assert main_part is not None
        shown = words(main_part)
        for heading in ours.article.find_all(["h1", "h2"]):
            assert words(heading) in shown
        for quote in ours.article.find_all("blockquote"):
            assert words(quote) in shown


def test_links_lead_from_file_to_file(rendered: Path) -> None:
    links = 0
    for page in rendered.rglob("*.md"):
        text = re.sub(r"^(`{3,}).*?^\1`*$", "", page.read_text("utf-8"), flags=re.M | re.S)
        text = re.sub(r"`[^`\n]*`", "", text)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if not target.startswith(("http", "#")):
                links += 1
                assert (page.parent / target.partition("#")[0]).exists(), f"{page}: {target}"
    assert links > 1000


def test_exports_and_assets_stand_beside_the_pages(rendered: Path, site: Site) -> None:
    for name in ("casebook.json", "casebook.argdown", "evidence.csv", "article/original.txt"):
        assert (rendered / name).read_bytes() == (site.folder / name).read_bytes()
    assert (rendered / "assets/map.png").is_file()
    assert (rendered / "assets/casebook.css").is_file()


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs, full = tmp_path / "docs", tmp_path / "full"
    Pages(docs).article("One two three.").argument("thesis", role="thesis")
    full.mkdir()
    (full / "mine.txt").write_text("mine", "utf-8")
    assert main(["render", str(full), "--docs", str(docs)]) in (1, 2)
    capsys.readouterr()
    assert [it.name for it in full.iterdir()] == ["mine.txt"]
