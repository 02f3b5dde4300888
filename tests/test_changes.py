"""``casebook changes``: what changed, revision by revision, as a page and an Atom feed."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from casebook.command import main

ATOM = "{http://www.w3.org/2005/Atom}"


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def committed(folder: Path, subject: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-m", subject)


@pytest.fixture
def repository(tramway: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small casebook with three commits: its begin, a new title, and what is no page of it."""
    folder = tramway.parent
    git(folder, "init", "-q", "-b", "main")
    committed(folder, "Begin")
    page = next(it for it in (folder / "docs/arguments").glob("*.md") if it.stem != "index")
    text = page.read_text("utf-8")
    title = text.partition("title: ")[2].partition("\n")[0]
    page.write_text(text.replace(f"title: {title}", "title: Quite another title", 1), "utf-8")
    committed(folder, "Reword <b>it</b> \x1b & more")
    (folder / "README").write_text("x")
    committed(folder, "Say what it is")
    monkeypatch.chdir(folder)
    return folder


def test_each_change_is_told_in_the_casebooks_own_terms(repository: Path) -> None:
    assert main(["changes", "-o", "out"]) == 0
    page = BeautifulSoup((repository / "out/index.html").read_text("utf-8"), "html.parser")
    subjects = [it.get_text().partition(" ")[2] for it in page.select("h2")]
    assert len(subjects) == 2  # not the one that touched no page
    assert subjects[0].startswith("Reword <b>it</b>")
    assert subjects[1] == "Begin"
    assert "Quite another title" in page.get_text()


def test_the_feed_is_atom_with_an_entry_for_each(repository: Path) -> None:
    assert main(["changes", "-o", "out"]) == 0
    feed = ElementTree.parse(repository / "out/feed.atom").getroot()  # noqa: S314 - ours
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{name}") is not None
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 2
    assert len({it.findtext(f"{ATOM}id") for it in entries}) == 2
    assert entries[0].findtext(f"{ATOM}updated") == feed.findtext(f"{ATOM}updated")


def test_since_leaves_out_what_was_before(repository: Path) -> None:
    assert main(["changes", "--since", "HEAD~2", "-o", "out"]) == 0
    page = (repository / "out/index.html").read_text("utf-8")
    assert "Quite another title" in page
    assert "Begin" not in page


def test_a_revision_that_cannot_be_read_is_told(repository: Path) -> None:
    git(repository, "mv", "docs", "pages")
    committed(repository, "Move the pages")
    git(repository, "mv", "pages", "docs")
    committed(repository, "Move them back")
    assert main(["changes", "-o", "out"]) == 0
    assert "cannot be told" in (repository / "out/index.html").read_text("utf-8")


def test_without_a_repository_or_a_known_revision_it_could_not_run(
    tramway: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tramway.parent)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tramway.parent.parent))
    assert main(["changes", "-o", "out"]) == 2
    git(tramway.parent, "init", "-q")
    committed(tramway.parent, "Begin")
    assert main(["changes", "--since", "nowhere", "-o", "out"]) == 2
    assert "nowhere" in capsys.readouterr().err
    assert not (tramway.parent / "out").exists()


def test_a_history_that_is_cut_off_is_not_taken_for_the_whole(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", str(shallow))
    monkeypatch.chdir(shallow)
    assert main(["changes", "-o", "out"]) == 2


def test_where_nothing_has_changed_since_a_page_says_so(repository: Path) -> None:
    assert main(["changes", "--since", "HEAD", "-o", "out"]) == 0
    assert (repository / "out/feed.atom").is_file()
