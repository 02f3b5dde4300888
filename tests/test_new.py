"""``casebook new``: a blank page, filled in as the command says, goes through the check."""

from __future__ import annotations

import json
import re
from pathlib import Path
from shutil import copytree

import pytest
import yaml

from casebook.authoring.blank import front_matter, title_of
from casebook.authoring.new import KINDS
from casebook.command import CLEAN, COULD_NOT_RUN, FINDINGS, main
from casebook.model.fields import MODELS
from casebook.model.kinds import FOLDERS, Kind
from casebook.prose.parts import says_nothing
from golden import HERE

FOLDER_OF = {str(kind): folder for folder, kind in FOLDERS.items()}

# What an editor writes at each place; the text of a page takes the place of its comment.
FILLED = {
    "argument": {
        "claim": "The tram would pass two shops only.",
        "voice": "author",
        "fidelity": "paraphrase",
        "supports.to": "no-tram-will-save-the-town",
        "evidence.to": "baker-on-foot",
    },
    "evidence": {
        "kind": "example",
        "quotes.passage": "p1-1",
        "quotes.exact": "The council says that",
        "reliability": "F",
        "credibility": "6",
    },
    "segment": {"audience": "people who sell bread"},
}
TEXT = "What this page has to say."


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The pages of a copy of the small casebook, in whose folder the command is run."""
    copytree(HERE / "casebooks/tramway", tmp_path / "tramway")
    monkeypatch.chdir(tmp_path / "tramway")
    return Path("docs")


def findings(capsys: pytest.CaptureFixture[str]) -> list[tuple[int, str]]:
    """What the check finds: line and code."""
    capsys.readouterr()
    main(["check", "--strict", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    return [(finding["line"], finding["code"]) for finding in found]


def places(told: str) -> dict[str, int]:
    """The lines to fill in, by what is to be filled in there."""
    found = re.findall(r"^  line +(\d+)  (.+)$", told, re.MULTILINE)
    return {name: int(number) for number, name in found}


def fill(page: Path, told: str, values: dict[str, str]) -> None:
    """Write what an editor would at the places that the command has told."""
    lines = page.read_text("utf-8").split("\n")
    for name, number in places(told).items():
        line = lines[number - 1]
        if name in values:
            key, colon, _ = line.partition(":")
            assert key.endswith(name.rpartition(".")[2])
            lines[number - 1] = f"{key}{colon} {values[name]}"
        else:
            assert line.startswith("<!--")
            lines[number - 1 :] = [TEXT, ""]
    page.write_text("\n".join(lines), "utf-8")


@pytest.mark.parametrize("kind", FILLED)
def test_a_page_that_is_filled_in_goes_through_the_check(
    kind: str, docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", kind, "the-third-stop"]) == CLEAN
    told, errors = capsys.readouterr()
    page = docs / FOLDER_OF[kind] / "the-third-stop.md"
    assert told.startswith(f"{page.as_posix()} is written.")
    assert told.endswith(": casebook check\n")
    assert errors == ""
    assert set(places(told)) - set(FILLED[kind]) == {
        "the text of the page, in place of the comment"
    }

    # Before: the places, the text that is missing, and what other pages have to say first.
    uncited = {"evidence": ["evidence-not-cited"], "segment": ["segment-not-mentioned"]}
    expected = [(places(told)[name], "wrong-type") for name in FILLED[kind]]
    expected += [(1, code) for code in ["empty-body", *uncited.get(kind, [])]]
    assert sorted(findings(capsys)) == sorted(expected)

    fill(page, told, FILLED[kind])
    assert [code for _, code in findings(capsys)] == uncited.get(kind, [])

    if kind != "argument":
        field = "counter_evidence" if kind == "evidence" else "segments"
        assert f"`{field}`" in told
        other = docs / "arguments/shopkeepers-doubt-it.md"
        text = other.read_text("utf-8")
        data = yaml.safe_load(text.split("---\n")[1])
        data[field] = [*data.get(field, []), "the-third-stop"]
        other.write_text(f"---\n{yaml.safe_dump(data)}---\n{text.split('---')[-1]}", "utf-8")
    assert findings(capsys) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_there_and_can_be_had_by_removing_the_mark(kind: Kind) -> None:
    lines = [line.text for line in front_matter(kind, "a-page")]
    names = {info.alias or name for name, info in MODELS[kind].model_fields.items()}
    uncommented = [re.sub(r"^# (?=[a-z_]+:( |$)|  )", "", line) for line in lines]
    data = yaml.safe_load("\n".join(uncommented[1:-1]))
    assert set(data) == names
    described = "\n".join(lines)
    for info in MODELS[kind].model_fields.values():
        assert info.description
        assert info.description.split()[-2] in described


@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("guide-says", "Guide says"),
        ("2018", '"2018"'),
        ("null", '"Null"'),
        ("no", '"No"'),
        ("-a--b-", "A b"),
        ("---", None),
        ("a" * 80, "A" + "a" * 79),
        ("a" * 81, None),
    ],
)
def test_the_title_comes_from_the_slug(slug: str, title: str | None) -> None:
    assert title_of(slug) == title


def test_a_title_that_would_be_too_long_is_left_to_fill_in(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "segment", "a" * 81]) == CLEAN
    assert places(capsys.readouterr().out)["title"] == 2


@pytest.mark.parametrize(
    ("slug", "says"),
    [
        ("Guide Says", "did you mean guide-says?"),
        ("guide_says", "did you mean guide-says?"),
        ("../evidence/guide", "is in the folder evidence, and a new segment"),
        ("/etc/passwd", "did you mean etc-passwd?"),
        ("..", "name it in a few words"),
        ("a/b", "did you mean a-b?"),
        ("a\\b", "did you mean a-b?"),
        ("a\nb", "did you mean a-b?"),
        ("a\n", "did you mean a?"),
        ("a\0", "did you mean a?"),
        ("café", "cannot be a slug"),
        ("", "name it in a few words"),
        ("index", "index.md is the page that lists all of the kind"),
        ("Index", "name it in a few words"),
        ("index.md", "index.md is the page that lists all of the kind"),
        ("students", "segments/students.md is there already"),
        ("a" * 300, "File name too long"),
    ],
)
def test_what_cannot_be_a_new_page_is_refused(
    slug: str, says: str, docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {file: file.read_bytes() for file in Path().rglob("*") if file.is_file()}
    assert main(["new", "segment", slug]) == COULD_NOT_RUN
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("casebook: ")
    assert err.count("\n") == 1
    assert says in err
    assert {file: file.read_bytes() for file in Path().rglob("*") if file.is_file()} == before


def test_a_page_with_another_ending_or_a_link_to_nowhere_is_there_already(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (docs / "segments/bakers.markdown").write_text("", "utf-8")
    (docs / "segments/butchers.md").symlink_to("../../outside.md")
    for slug in ("bakers", "butchers"):
        assert main(["new", "segment", slug]) == COULD_NOT_RUN
        assert "is there already" in capsys.readouterr().err
    assert not Path("outside.md").exists()


def test_a_slug_of_another_kind_is_told(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "argument", "students"]) == CLEAN
    assert "same slug, which is allowed: docs/segments/students.md." in capsys.readouterr().out


def test_a_folder_is_named_and_made(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("other pages").mkdir()
    assert main(["new", "evidence", "x", "--docs", "other pages"]) == CLEAN
    assert Path("other pages/evidence/x.md").is_file()
    assert capsys.readouterr().out.endswith(": casebook check --docs 'other pages'\n")


def test_no_folder_of_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "argument", "x"]) == COULD_NOT_RUN
    assert "there is no mkdocs.yml here" in capsys.readouterr().err
    assert main(["new", "argument", "x", "--docs", "docs"]) == COULD_NOT_RUN
    assert "there is no folder docs" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_the_kind_is_a_file(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("other").mkdir()
    Path("other/segments").write_text("", "utf-8")
    assert main(["new", "segment", "x", "--docs", "other"]) == COULD_NOT_RUN
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["new"], ["new", "argument"], ["new", "article", "x"]])
def test_a_call_that_makes_no_sense(arguments: list[str]) -> None:
    assert main(arguments) == COULD_NOT_RUN


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("", True),
        (" \n", True),
        ("<!-- a -->", True),
        ("\n<!-- a\n\nb --> <!---->\n", True),
        ("<!-- casebook: thesis -->", False),
        ("<!-- a -->\n<!-- casebook: thesis -->\n", False),
        ("<!-- a --> b", False),
        ("a <!-- b -->", False),
        ("<!-- a", False),
        ("<!-- a -->" * 100_000, True),
    ],
    ids=lambda value: str(value)[:30],
)
def test_comments_say_nothing_but_where_they_ask_for_a_part(text: str, nothing: bool) -> None:
    assert says_nothing(text) is nothing


def test_the_blank_page_is_found_by_the_check(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in KINDS:
        assert main(["new", kind, f"blank-{kind}"]) == CLEAN
    assert main(["check"]) == FINDINGS
    assert capsys.readouterr().out.count("empty-body") == len(KINDS)


@pytest.mark.parametrize(
    "name", ["evidence/x", "docs/evidence/x.md", "./docs/evidence/x.md", "x.md"]
)
def test_a_path_names_the_page(name: str, docs: Path) -> None:
    assert main(["new", "evidence", name]) == CLEAN
    assert (docs / "evidence/x.md").is_file()


def test_words_of_the_article_are_found(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["RAILS would only keep  them away", "the tram is quiet and the tram is clean"]
    assert main(["new", "evidence", "x", "--quote", words[0], "--quote", words[1]]) == CLEAN
    assert (
        "  - passage: p1-3\n    exact: rails would only keep them away\n"
        "  - passage: p2-1\n    exact: the tram is quiet and the tram is clean\n"
    ) in (docs / "evidence/x.md").read_text("utf-8")
    assert "quotes" not in "".join(places(capsys.readouterr().out))


@pytest.mark.parametrize(
    ("kind", "words", "says"),
    [
        ("evidence", "rails would never keep them away", "`p1-3` has: rails would only keep them"),
        ("evidence", "the tram is", "2 times, in `p2-1`: quote more of the sentence"),
        ("argument", "rails would only keep them away", "make a page of evidence of the words"),
    ],
)
def test_words_that_cannot_be_quoted(
    kind: str, words: str, says: str, docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", kind, "x", "--quote", words]) == COULD_NOT_RUN
    assert says in capsys.readouterr().err
    assert not (docs / FOLDER_OF[kind] / "x.md").exists()
