"""Pages whose HTML is kept from build to build: as if each were made anew."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from casebook.mkdocs.kept_files import KeptFiles, folder_for


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that MkDocs turned into HTML itself."""
    made: list[str] = []
    from mkdocs.structure.pages import Page  # noqa: PLC0415 - patched here

    render = Page.render

    def noted(self: Page, *args: object) -> None:
        made.append(self.file.src_uri)
        render(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Page, "render", noted)
    return made


def built(config_file: Path, site: Path) -> dict[str, bytes]:
    """Build the site; return its pages and other files, but for what tells the time."""
    config = load_config(str(config_file), site_dir=str(site))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    found = {str(it.relative_to(site)): it for it in site.rglob("*") if it.is_file()}
    told = ("sitemap", "pagefind/")
    return {name: it.read_bytes() for name, it in found.items() if not name.startswith(told)}


def test_a_second_build_is_the_same_and_converts_nothing(
    tramway: Path, tmp_path: Path, converted: list[str]
) -> None:
    first = built(tramway, tmp_path / "first")
    assert len(converted) > 5
    converted.clear()
    assert built(tramway, tmp_path / "second") == first
    assert converted == []


def test_only_what_changed_is_converted(
    tramway: Path, tmp_path: Path, converted: list[str]
) -> None:
    built(tramway, tmp_path / "first")
    page = tramway.parent / "docs/index.md"
    page.write_text(page.read_text("utf-8") + "\nOne more paragraph.\n", "utf-8")
    converted.clear()
    after = built(tramway, tmp_path / "second")
    assert converted == ["index.md"]
    assert b"One more paragraph." in after["index.html"]


def test_a_page_that_gets_another_address_is_linked_there(
    tramway: Path, tmp_path: Path, converted: list[str]
) -> None:
    built(tramway, tmp_path / "first")
    text = tramway.read_text("utf-8")
    tramway.write_text(f"{text}\nuse_directory_urls: {'use_directory_urls' in text}\n", "utf-8")
    converted.clear()
    built(tramway, tmp_path / "second")
    assert len(converted) > 5


def test_what_every_page_includes_counts(
    tramway: Path, tmp_path: Path, converted: list[str]
) -> None:
    included = tramway.parent / "terms.md"
    included.write_text("*[tram]: a carriage on rails\n", "utf-8")
    snippets = f"  - pymdownx.snippets: {{base_path: {tramway.parent}, auto_append: [terms.md]}}\n"
    text = tramway.read_text("utf-8")
    text = text.replace("markdown_extensions:\n", f"markdown_extensions:\n  - abbr\n{snippets}")
    tramway.write_text(text, "utf-8")
    built(tramway, tmp_path / "first")
    included.write_text("*[tram]: a streetcar\n", "utf-8")
    converted.clear()
    built(tramway, tmp_path / "second")
    assert len(converted) > 5


@pytest.mark.parametrize(
    "extension", ["pymdownx.emoji", "pymdownx.b64"], ids=["reads icons", "reads pictures"]
)
def test_nothing_is_kept_with_an_extension_that_reads_other_files(
    tramway: Path, tmp_path: Path, converted: list[str], extension: str
) -> None:
    text = tramway.read_text("utf-8")
    text = text.replace("markdown_extensions:\n", f"markdown_extensions:\n  - {extension}\n")
    tramway.write_text(text, "utf-8")
    built(tramway, tmp_path / "first")
    before = sorted(converted)
    converted.clear()
    built(tramway, tmp_path / "second")
    assert sorted(converted) == before


def test_what_mkdocs_warns_of_it_warns_of_each_time(
    tramway: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    text = tramway.read_text("utf-8").replace("unrecognized_links: ignore", "")
    tramway.write_text(f"{text}\nvalidation: {{links: {{absolute_links: warn}}}}\n", "utf-8")
    page = tramway.parent / "docs/index.md"
    page.write_text(page.read_text("utf-8") + "\n[Away](/elsewhere/)\n", "utf-8")
    for name in ("first", "second"):
        caplog.clear()
        with caplog.at_level(logging.WARNING, logger="mkdocs"):
            built(tramway, tmp_path / name)
        assert any("/elsewhere/" in it.getMessage() for it in caplog.records), name


def test_a_file_that_cannot_be_read_is_as_good_as_none(
    tramway: Path, tmp_path: Path, converted: list[str]
) -> None:
    first = built(tramway, tmp_path / "first")
    folder = folder_for("pages", str(tramway))
    assert folder is not None
    for file in folder.iterdir():
        file.write_bytes(b'{"content": "half a')
    converted.clear()
    assert built(tramway, tmp_path / "second") == first
    assert len(converted) > 5


def test_what_a_repository_brings_along_is_not_taken_for_what_was_kept(tmp_path: Path) -> None:
    """A pull request can add any file, `.cache` too; nothing of it may be shown unchecked."""
    folder = folder_for("pages", str(tmp_path / "mkdocs.yml"))
    assert folder is not None
    assert not folder.is_relative_to(tmp_path)


def test_files_that_nobody_asks_for_are_removed(tmp_path: Path) -> None:
    kept = KeptFiles(tmp_path / "kept")
    kept.get("old", lambda: b"1")
    kept.get("new", lambda: b"2")
    later = KeptFiles(tmp_path / "kept")
    assert later.get("new", lambda: b"made anew") == b"2"
    later.forget_others()
    assert later.get("old", lambda: b"made anew") == b"made anew"


def test_without_a_folder_all_is_made_anew(tmp_path: Path) -> None:
    closed = tmp_path / "a file"
    closed.write_text("in the way", "utf-8")
    for kept in (KeptFiles(None), KeptFiles(closed / "below")):
        assert [kept.get("it", lambda: b"made") for _ in range(2)] == [b"made", b"made"]
        kept.forget_others()
