"""``casebook rename``: a page and every link to it have the new name, and nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from casebook.authoring.renaming import rename
from casebook.authoring.saving import save
from casebook.command import CLEAN, COULD_NOT_RUN, main
from casebook.reading.linking import load
from casebook.reading.project import Project, from_config
from casebook.rules import check
from pages import Pages
from test_any_casebook import casebooks

NOTED = re.compile(rb"^formerly: \[.*\]\r?\n", re.MULTILINE)


def contents(folder: Path) -> dict[str, bytes]:
    """All files, by their paths, without the names that pages had."""
    return {
        file.relative_to(folder).as_posix(): NOTED.sub(b"", file.read_bytes())
        for file in folder.rglob("*")
        if file.is_file()
    }


@settings(max_examples=8, deadline=None, derandomize=True)
@given(write=casebooks())
def test_there_and_back_is_the_same(write: Callable[[Path], Pages]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        write(folder)
        before = contents(folder)
        for old in ("arguments/a0", "evidence/e1", "segments/s0"):
            if not (folder / f"{old}.md").exists():
                continue
            save(rename(Project(folder), old, f"{old[-2:]}-too").files)
            assert check(load(Project(folder))) == []
            assert not (folder / f"{old}.md").exists()
            save(rename(Project(folder), f"{old[-2:]}-too", old).files)
            assert contents(folder) == before


@pytest.fixture
def docs(tramway: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The pages of the small casebook, in whose folder the command is run."""
    monkeypatch.chdir(tramway.parent)
    return Path("docs")


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_line_ends_are_kept(docs: Path, line_end: bytes) -> None:
    for file in docs.rglob("*.md"):
        file.write_bytes(file.read_bytes().replace(b"\n", line_end))
    before = contents(docs)
    for folder in ("arguments", "segments", "evidence"):
        file = min((docs / folder).glob("*.md"))
        assert main(["rename", file.as_posix(), f"{file.stem}-2"]) == CLEAN
        assert main(["check", "--strict"]) == CLEAN
        assert contents(docs) != before
        assert main(["rename", f"{folder}/{file.stem}-2", file.stem]) == CLEAN
        assert contents(docs) == before


def test_links_of_every_kind_and_the_menu(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = Path("mkdocs.yml")
    config.write_text(
        config.read_text("utf-8")
        + "nav:\n  - index.md # home\n  - 'Trams': 'arguments/shopkeepers-doubt-it.md'\n"
        + "not_in_nav: |\n  *\n",
        "utf-8",
    )
    page = docs / "evidence/baker-on-foot.md"
    page.write_text(
        page.read_text("utf-8")
        + "\nSee [a](../arguments/shopkeepers-doubt-it.md 'title'), [b][], "
        + "[c](../arguments/./shopkeepers-doubt-it.md#why), "
        + "and [d](<../arguments/shopkeepers-doubt-it.md>)."
        + "\n\n[b]: ../arguments/shopkeepers-doubt-it.md (shopkeepers-doubt-it)\n",
        "utf-8",
    )
    target = docs / "arguments/shopkeepers-doubt-it.md"
    target.write_text(
        target.read_text("utf-8") + "\n## Why { #why }\n\nIt [is so](#why).\n", "utf-8"
    )
    assert main(["check", "--strict"]) == CLEAN
    assert main(["rename", "shopkeepers-doubt-it", "shops"]) == CLEAN
    assert "docs/evidence/baker-on-foot.md: 4 places" in capsys.readouterr().out
    assert "[c](../arguments/./shops.md#why), and [d](<../arguments/shops.md>)" in page.read_text()
    assert "[b]: ../arguments/shops.md (shopkeepers-doubt-it)\n" in page.read_text()
    assert "- index.md # home\n  - 'Trams': 'arguments/shops.md'\n" in config.read_text("utf-8")
    assert "formerly: [shopkeepers-doubt-it]\n---\n" in (docs / "arguments/shops.md").read_text()
    assert check(load(from_config(config))) == []


def test_steps_of_several_premises_and_undercuts(tmp_path: Path) -> None:
    pages = Pages(tmp_path).article("One two three four.")
    pages.argument("t", role="thesis", evidence=["e"]).evidence(
        "e", quotes=[{"passage": "p1-1", "exact": "One two three four."}]
    )
    pages.argument("a", supports=[{"to": "t", "with": ["b"]}], evidence=["e"])
    pages.argument("b", attacks=["c"], evidence=["e"])
    pages.argument("c", undercuts=[{"from": "b", "to": "t"}], evidence=["e"])
    before = contents(tmp_path), check(load(Project(tmp_path)))
    for name in "tbc":
        save(rename(Project(tmp_path), name, f"new-{name}").files)
        assert check(load(Project(tmp_path))) == before[1]
        save(rename(Project(tmp_path), f"new-{name}", name).files)
    assert (contents(tmp_path), check(load(Project(tmp_path)))) == before


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("shopkeeper-doubt-it", "x", "did you mean shopkeepers-doubt-it?"),
        ("shopkeepers-doubt-it", "students-would-ride", "is there already"),
        ("shopkeepers-doubt-it", "shopkeepers-doubt-it", "has that name already"),
        ("shopkeepers-doubt-it", "The Shops", "did you mean the-shops?"),
        ("shopkeepers-doubt-it", "index", "index is no slug"),
        ("shopkeepers-doubt-it", "nul", "a device"),
        ("arguments/shopkeepers-doubt-it", "evidence/x", "stays in its folder"),
        ("elsewhere/x", "y", "in no folder of the casebook"),
    ],
)
def test_what_cannot_be_is_refused(
    old: str, new: str, says: str, docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(docs)
    assert main(["rename", old, new]) == COULD_NOT_RUN
    assert says in capsys.readouterr().err
    assert contents(docs) == before


def test_what_would_bring_a_finding_is_refused(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = docs / "index.md"
    page.write_text(
        page.read_text("utf-8") + "\n<a href='arguments/shopkeepers-doubt-it.html'>x</a>\n", "utf-8"
    )
    before = contents(docs)
    found = check(load(from_config(Path("mkdocs.yml"))))
    assert main(["rename", "shopkeepers-doubt-it", "shops"]) == (CLEAN if found else COULD_NOT_RUN)
    assert "that would bring 1 finding" in capsys.readouterr().err
    assert contents(docs) == before


def test_a_dry_run_is_a_diff(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(docs)
    assert main(["rename", "--dry-run", "shopkeepers-doubt-it", "shops"]) == CLEAN
    out = capsys.readouterr().out
    assert "+++ b/docs/arguments/shops.md\n" in out
    assert "+formerly: [shopkeepers-doubt-it]\n" in out
    assert contents(docs) == before


def test_all_or_nothing(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(docs)
    renamed = rename(from_config(Path("mkdocs.yml")), "no-tram-will-save-the-town", "no-tram")
    moved = []

    def fail_at_the_second(self: Path, target: Path) -> Path:
        moved.append(target)
        if len(moved) == 2:
            raise OSError(28, "No space left on device")
        return self.rename(target)

    monkeypatch.setattr(Path, "replace", fail_at_the_second)
    with pytest.raises(OSError, match="No space"):
        save(renamed.files)
    assert contents(docs) == before
