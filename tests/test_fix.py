"""``casebook fix``: what is certain is mended, and nothing is ever worse than before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from casebook.authoring.editing import edited
from casebook.authoring.fixing import brought, mend
from casebook.authoring.saving import save
from casebook.command import CLEAN, main
from casebook.model.cannot_run import CannotRun
from casebook.model.finding import Edit
from casebook.model.source import Place, Source
from casebook.reading.linking import load
from casebook.reading.project import Project, from_config, from_folder
from casebook.reading.yaml_edits import other_scalar, scalar
from casebook.rules import check
from golden import HERE, read_case
from test_cases import CASES


def project() -> Project:
    """The casebook in the current folder."""
    config = Path("mkdocs.yml")
    return from_config(config) if config.exists() else from_folder(Path("docs"))


def never_worse() -> tuple[int, int]:
    """Mend the casebook here, twice; return how many findings there were, and are."""
    here = project()
    before = check(load(here))
    mended = mend(here)
    assert brought(before, mended.left) == []
    assert len(mended.left) <= len(before)
    assert bool(mended.done) == (len(mended.left) < len(before))
    save({here.docs / uri: made for uri, made in mended.files.items()})
    again = mend(project())
    assert again.files == {}
    assert list(again.left) == check(load(project()))
    return len(before), len(again.left)


@pytest.mark.parametrize("file", CASES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_no_case_is_worse_for_it(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = read_case(file)
    if " = hint: " not in case.expected:
        return  # what has no hint has no fix
    case.lay_out(tmp_path)
    monkeypatch.chdir(tmp_path)
    if any(finding.fix for finding in check(load(project()))):
        never_worse()


def test_the_specimen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copytree(HERE / "casebooks/specimen", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    before, after = never_worse()
    assert after <= before - 6


@pytest.fixture
def here(tramway: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small casebook, in whose folder the command is run; its pages."""
    monkeypatch.chdir(tramway.parent)
    return Path("docs")


ARGUMENT, EVIDENCE = "arguments/students-would-ride.md", "evidence/baker-on-foot.md"
SLIPS = {
    "byte-order mark": (ARGUMENT, b"---\ntitle", b"\xef\xbb\xbf---\ntitle"),
    "tab": (ARGUMENT, b"voice: ", b"voice:\t"),
    "typography": (EVIDENCE, b"customers come", b"Customers  come"),
    "passage": (EVIDENCE, b"passage: p1-3", b"passage: p1-2"),
    "no such passage": (EVIDENCE, b"passage: p1-3", b"passage: p9-9"),
    "slug": (ARGUMENT, b"to: council-expects-visitors", b"to: council-expects-visitor"),
    "value": (ARGUMENT, b"voice: reported", b"voice: report"),
    "capital letter": (EVIDENCE, b"reliability: F", b"reliability: f"),
    "quoted grade": (EVIDENCE, b"credibility: ", b"credibility: '"),
    "field": (ARGUMENT, b"\nclaim:", b"\nclam:"),
    "key twice": (ARGUMENT, b"voice: reported\n", b"voice: reported\nvoice: reported\n"),
    "exception": (ARGUMENT, b"voice: reported\n", b"voice: reported\nallow:\n  cycle: it is one\n"),
}


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_undone_to_the_byte(
    slip: str, line_end: bytes, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    uri, right, wrong = SLIPS[slip]
    page = here / uri
    before = page.read_bytes().replace(b"\n", line_end)
    right, wrong = right.replace(b"\n", line_end), wrong.replace(b"\n", line_end)
    assert right in before, f"{uri} has no {right!r}"
    broken = before.replace(right, wrong, 1)
    if wrong.endswith(b"'"):
        broken = broken.replace(wrong + b"6", wrong + b"6'").replace(wrong + b"3", wrong + b"3'")
    page.write_bytes(broken)
    assert check(load(project()))
    assert main(["fix", "--dry-run"]) == CLEAN
    diff = capsys.readouterr().out
    assert diff.startswith(f"--- a/{page.as_posix()}\n+++ b/{page.as_posix()}\n@@ ")
    assert page.read_bytes() == broken
    assert main(["fix"]) == CLEAN
    assert capsys.readouterr().out.endswith("1 finding mended, 0 left\n")
    assert page.read_bytes() == before


def test_a_page_that_was_renamed_and_a_link_given_twice(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = here / ARGUMENT
    before = page.read_text("utf-8")
    assert main(["rename", "council-expects-visitors", "visitors-expected"]) == CLEAN
    followed = page.read_text("utf-8")
    assert followed != before
    page.write_text(before + "\n[it](council-expects-visitors.md)\n", "utf-8")
    assert main(["fix"]) == CLEAN
    assert page.read_text("utf-8") == followed + "\n[it](visitors-expected.md)\n"
    capsys.readouterr()


THERE = "segments:\n  - shopkeepers\n"


@pytest.mark.parametrize(
    ("twice", "once"),
    [
        (
            "segments:\n  - shopkeepers # who\n  - shopkeepers\n",
            "segments:\n  - shopkeepers # who\n",
        ),
        ("segments: [shopkeepers, shopkeepers]\n", "segments: [shopkeepers]\n"),
        (
            "segments:\n- to: shopkeepers\n  because: so\n- to: shopkeepers\n  because: so\n",
            "segments:\n- to: shopkeepers\n  because: so\n",
        ),
    ],
)
def test_the_same_link_twice(twice: str, once: str, here: Path) -> None:
    page = here / "arguments/shopkeepers-doubt-it.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace(THERE, twice), "utf-8")
    assert main(["fix"]) == CLEAN
    assert page.read_text("utf-8") == text.replace(THERE, once)


def test_two_links_that_differ_are_left(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = here / "arguments/shopkeepers-doubt-it.md"
    text = page.read_text("utf-8")
    twice = "segments:\n  - {to: shopkeepers, because: a}\n  - shopkeepers\n"
    page.write_text(text.replace(THERE, twice), "utf-8")
    assert main(["fix"]) == CLEAN
    assert capsys.readouterr().out == "0 findings mended, 1 left: `casebook check` tells them\n"


def test_what_would_bring_another_finding_is_left(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = here / ARGUMENT
    text = page.read_text("utf-8")
    begin = text.index("---\n", 4)
    # Spelt right, the field would name a page that is not there.
    page.write_text(f"{text[:begin]}counter_evidense: [nowhere]\n{text[begin:]}", "utf-8")
    assert main(["fix"]) == CLEAN
    out = capsys.readouterr().out
    assert "unknown-field: left as it is; to write `counter_evidence` would bring unknown" in out
    assert "counter_evidense" in page.read_text("utf-8")


def test_edits_keep_a_mark_and_line_ends() -> None:
    source = Source("a.md", "one\ntwo\nthree")
    content = "\ufeffone\r\ntwo\rthree".encode()
    changes = [
        Edit(source, Place(1, 1, 1, 4), "1"),
        Edit(source, Place(2, 2, 2, 2), "x\ny"),
        Edit(source, Place(3, 6, 3, 6), "!"),
    ]
    assert edited(content, changes).decode() == "\ufeff1\r\ntx\r\nywo\rthree!"
    with pytest.raises(CannotRun):
        edited(content, [changes[0], replace(changes[0], place=Place(1, 2, 1, 3))])


@pytest.mark.parametrize(
    ("text", "like", "written"),
    [
        ("it says so", "", "it says so"),
        ("it says so", "'x'", "'it says so'"),
        ("it's so", "'x'", "'it''s so'"),
        ("no", "", '"no"'),
        ("a: b", "", '"a: b"'),
        ("a #b", "x", '"a #b"'),
        ('say "no"', "x", '"say \\"no\\""'),
        ("- a", "", '"- a"'),
        ("a\u2028b", "", '"a\\u2028b"'),
        ("2018-05-01", "", '"2018-05-01"'),
    ],
)
def test_scalars_of_yaml(text: str, like: str, written: str) -> None:
    assert scalar(text, like) == written


def test_a_block_of_text_becomes_one_line() -> None:
    source = Source("a.md", "a: >-\n  b\n  c\nd: e\n")
    edit = other_scalar(source, Place(1, 4, 4, 1), "x y")
    assert edited(source.text.encode(), [edit]) == b'a: "x y"\nd: e\n'
