"""``casebook cut``: a text becomes an article's page, and nothing of it is lost or changed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.authoring.cutting import cut
from casebook.command import CLEAN, COULD_NOT_RUN, main
from casebook.model.passages import first_difference, fold, scan
from casebook.model.source import Source
from casebook.reading.front_matter import FENCED
from casebook.reading.linking import load
from casebook.reading.project import from_folder
from casebook.rules import check

SETTINGS = settings(max_examples=300, deadline=None, derandomize=True)

PIECES = st.sampled_from(
    [
        *(
            "Mr. Smith came. ",
            "“No,” she said. ",
            "It is 3.5 * 2_x_! ",
            "# a",
            "> b",
            "- c",
            "1. d",
        ),
        *("---", "===", "```", "    code", "\\", "\\*", "<b>", "<!-- casebook: map -->", "&amp;"),
        *(
            "{ #p1-1 }",
            "[a](b)",
            "[^1]: c",
            "| x | y |",
            "微信很难。“不。”",
            "你好\u3000",
            "هل؟ نعم.",
        ),
        *("\n", "\n\n", "\r\n", "\r", "\t", " ", "\u00a0", "\u2028", "\x0c", "ก ข", "…", "—", ": "),
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), min_size=1, max_size=25).map("".join)


def passages(page: str, original: str) -> dict[str, str]:
    """The passages of a page, as the checker reads them."""
    fenced = FENCED.match(page)
    assert fenced
    found = scan(Source("index.md", page), fenced.end(), fold(original)).found
    return {passage.id: passage.words for passage in found}


def words_of(text: str, language: str = "en") -> dict[str, str]:
    """The passages that a text is cut into."""
    return passages(cut(text.encode(), "a.txt", language).page, text.replace("‖", ""))


@SETTINGS
@given(text=TEXTS)
def test_the_passages_are_the_whole_of_any_text(text: str) -> None:
    text = text.replace("\0", "").replace("‖", "")
    if not fold(text.removeprefix("\ufeff")):
        return
    made = cut(text.encode(), "a.txt")
    assert made.original == text.encode()
    printed = fold(text.removeprefix("\ufeff"))
    fenced = FENCED.match(made.page)
    assert fenced
    scanned = scan(Source("index.md", made.page), fenced.end(), printed)
    assert first_difference(scanned, printed) is None
    assert scanned.strays == ()
    assert [passage.id for passage in scanned.found] == [it.id for it in made.passages]


def test_the_headings_keep_signs_that_markdown_leaves_alone() -> None:
    page = cut(
        b"Title\n\nby A. Walker\n\nI am yours, &c.\n\nSmith & Sons, AT&T and &copy; sold corn.\n",
        "a",
    ).page
    assert "### I am yours, &c. { #p1-1 }" in page
    assert "### Smith & Sons, AT&T and copy; … { #p2-1 }" in page


def test_english() -> None:
    text = (
        "The title\n\nby A. Walker\n\nMr. Smith went to Washington, D.C. last year. "
        '"It is late. Go home!" he said. She stayed.\n\nIt cost $3.50.\n'
    )
    assert words_of(text) == {
        "p0-1": "The title",
        "p0-2": "by A. Walker",
        "p1-1": "Mr. Smith went to Washington, D.C. last year.",
        "p1-2": '"It is late. Go home!" he said.',
        "p1-3": "She stayed.",
        "p2-1": "It cost $3.50.",
    }


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (
            "zh",
            "微信很难融入。“他不来。”他说。真的吗。",
            ["微信很难融入。", "“他不来。”", "他说。", "真的吗。"],
        ),
        ("ar", "ذهب الولد. هل رأيته؟ نعم!", ["ذهب الولد.", "هل رأيته؟", "نعم!"]),
        ("th", "วันนี้อากาศดีมากครับผม เขากลับมาถึงบ้านแล้ว", ["วันนี้อากาศดีมากครับผม", "เขากลับมาถึงบ้านแล้ว"]),
        ("de", "Das ist z. B. gut. Am 3. Mai kam er.", ["Das ist z. B. gut.", "Am 3. Mai kam er."]),
        ("ja", "彼は言った。「行こう。」", ["彼は言った。", "「行こう。」"]),
    ],
)
def test_other_languages(language: str, text: str, found: list[str]) -> None:
    words = words_of(f"A\n\nB\n\n{text}\n", language)
    assert [it for name, it in words.items() if name.startswith("p1-")] == found


@pytest.mark.parametrize(
    "second", ["This is no byline. It has two lines.\nAnd it goes on.", "A long line " * 9]
)
def test_a_second_paragraph_that_is_no_short_line_is_no_byline(second: str) -> None:
    assert "p0-2" not in words_of(f"Title\n\n{second}\n\nMore.\n")


def test_verse_lists_tables_and_code_are_kept_as_printed() -> None:
    text = (
        "T\n\nA\n\nThe rose is red,\nThe violet blue.\nSugar is sweet,\nAnd so are you.\n\n"
        "- One. Two.\n- Three.\n\n| a | b |\n| 1 | 2 |\n\n```\nx = 1. Y = 2.\n\nz\n```\n\n"
        "[1] A note. See it.\n[2] Another.\n"
    )
    page = cut(text.encode(), "a.txt").page
    assert "> The rose is red,\n> The violet blue.\n" in page
    assert list(passages(page, text).values())[2:] == [
        "The rose is red, The violet blue.",
        "Sugar is sweet, And so are you.",
        "- One. Two.",
        "- Three.",
        "| a | b | | 1 | 2 |",
        "``` x = 1. Y = 2. z ```",
        "[1] A note. See it.",
        "[2] Another.",
    ]


def test_a_sentence_over_two_lines_keeps_its_line_break() -> None:
    line = "A sentence that is so long that the line that it begins on is full before it"
    page = cut(f"T\n\nA\n\n{line}\nends. Next.\n".encode(), "a.txt").page
    assert f"> {line}\n> ends.\n" in page


@pytest.mark.parametrize("indent", ["", "\u3000\u3000"])
def test_chinese_without_blank_lines_has_a_paragraph_on_each_line(indent: str) -> None:
    text = f"题目\n作者：某某\n{indent}第一段。还有。\n{indent}第二段。\n"  # noqa: RUF001
    words = words_of(text, "zh")
    assert list(words) == ["p0-1", "p0-2", "p1-1", "p1-2", "p2-1"]
    assert words["p2-1"] == f"{indent}第二段。"
    assert "author: 某某\n" in cut(text.encode(), "a.txt", "zh").page


def test_cutting_by_hand() -> None:
    text = "T\n\nA\n\nOne clause, ‖but then another. And more.\n"
    assert list(words_of(text).values())[2:] == ["One clause,", "but then another. And more."]
    assert cut(text.encode(), "a.txt").original == text.replace("‖", "").encode()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, made the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_utf_16_is_told_by_its_name(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_bytes("One is enough.\n".encode("utf-16"))
    assert main(["cut", "a.txt"]) == COULD_NOT_RUN
    assert "iconv -f UTF-16 -t UTF-8 a.txt > new.txt" in capsys.readouterr().err


def test_the_file_is_kept_byte_for_byte(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = b"\xef\xbb\xbfT *\r\n\r\nA\r\n\r\nOne.  Two.\r\n"
    Path("a.txt").write_bytes(content)
    assert main(["cut", "a.txt", "--language", "en-GB"]) == CLEAN
    assert "4 passages in 1 paragraph, in the language `en-GB`" in capsys.readouterr().out
    assert (here / "docs/article/original.txt").read_bytes() == content
    codes = {it.code for it in check(load(from_folder(here / "docs")))}
    assert codes == {
        *("no-thesis", "wrong-type", "passage-not-quoted", "passage-without-reading"),
    }
    assert main(["cut", "a.txt"]) == COULD_NOT_RUN
    assert "nothing is written over" in capsys.readouterr().err


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"caf\xe9 au lait", "iconv -f"),
        (b"a\0b", "U+0000"),
        (b" \n", "no words"),
        (b"", "no words"),
    ],
)
def test_what_is_no_text_is_refused(
    content: bytes, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.txt").write_bytes(content)
    assert main(["cut", "a.txt"]) == COULD_NOT_RUN
    assert says in capsys.readouterr().err
    assert not Path("docs").exists()


def test_resum(tramway: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tramway.parent)
    page, original = Path("docs/article/index.md"), Path("docs/article/original.txt")
    before = page.read_bytes()
    text = original.read_bytes()
    original.write_bytes(text + b"\n")
    assert main(["cut", "--resum"]) == CLEAN
    assert main(["check", "--strict"]) == CLEAN
    original.write_bytes(text)
    assert main(["cut", "--resum"]) == CLEAN
    assert page.read_bytes() == before


def test_renumber_follows_a_passage_that_was_split_and_joined_again(
    tramway: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tramway.parent)
    page = Path("docs/article/index.md")
    files = {file: file.read_bytes() for file in Path("docs").rglob("*.md")}
    text = page.read_text("utf-8")
    whole = "> The council says that a tram would bring people back to the old market.\n"
    halves = "> The council says that\n\nThe council says it.\n\n### Half\n\n> a tram would bring"
    assert whole in text
    page.write_text(text.replace(whole, f"{halves} people back to the old market.\n"), "utf-8")
    assert main(["cut", "--renumber"]) == CLEAN
    assert "p1-2 is now p1-3\np1-3 is now p1-4\n" in capsys.readouterr().out
    casebook = load(from_folder(Path("docs")))
    assert {it.code for it in check(casebook)} == {"passage-not-quoted"}
    moved = [it for it in Path("docs").rglob("*.md") if it.read_bytes() != files[it]]
    assert len(moved) > 2

    joined = page.read_text("utf-8").replace(
        "> The council says that\n\nThe council says it.\n\n### Half { #p1-2 }\n\n> a tram",
        "> The council says that a tram",
    )
    page.write_text(joined, "utf-8")
    assert main(["cut", "--renumber"]) == CLEAN
    assert {file: file.read_bytes() for file in files} == files


def test_renumber_says_which_heading_has_no_words(
    tramway: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever splits a passage may forget the sign of the quotation before the second half."""
    monkeypatch.chdir(tramway.parent)
    page = Path("docs/article/index.md")
    text = page.read_text("utf-8")
    half = "that\n\n### Half\n\na tram would bring"
    assert text.count("that a tram would bring") == 1
    page.write_text(text.replace("that a tram would bring", half), "utf-8")
    line = text[: text.index("that a tram would bring")].count("\n") + 3
    split = page.read_bytes()
    assert main(["cut", "--renumber"]) == COULD_NOT_RUN
    said = capsys.readouterr().err
    assert f"docs/article/index.md:{line}: below `Half` stand words of the article" in said
    assert "begin each of their lines with `> `" in said
    assert page.read_bytes() == split

    page.write_text(f"{text}\n### Our notes\n\nThe baker is not named.\n", "utf-8")
    assert main(["cut", "--renumber"]) == CLEAN
    assert capsys.readouterr().out == "The passages are numbered in order already.\n"


@pytest.mark.usefixtures("here")
def test_a_text_that_seems_to_be_in_another_language(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.txt").write_text("微信\n\n作者\n\n微信很难融入。\n", "utf-8")
    assert main(["cut", "a.txt"]) == CLEAN
    assert "cut it again with --language" in capsys.readouterr().out
    assert main(["cut", "a.txt", "--docs", "other", "--language", "zh"]) == CLEAN
    assert "cut it again with --language" not in capsys.readouterr().out


@pytest.mark.usefixtures("here")
def test_without_the_library_it_is_said_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "sentencex", None)
    Path("a.txt").write_text("T\n\nA\n\nOne. Two.\n", "utf-8")
    assert main(["cut", "a.txt"]) == COULD_NOT_RUN
    assert "pip install 'mkdocs-casebook[cut]'" in capsys.readouterr().err


def test_what_was_set_aside_stays_so_when_it_is_split(
    tramway: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tramway.parent)
    page = Path("docs/article/index.md")
    text = page.read_text("utf-8")
    assert "> by A. Walker\n" in text
    page.write_text(text.replace("> by A. W", "> by A.\n\n### Half\n\n> W"), "utf-8")
    assert main(["cut", "--renumber"]) == CLEAN
    assert main(["check", "--strict"]) == CLEAN
    assert "  p0-3: names the author and claims nothing\n" in page.read_text("utf-8")
