"""Whatever a file holds, the check ends soon and says what is wrong; it never falls over."""

from __future__ import annotations

import os
from pathlib import Path
from random import Random
from shutil import copytree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.command import COULD_NOT_RUN, FINDINGS, main
from casebook.model.cannot_run import CannotRun
from casebook.model.finding import Finding
from casebook.reading.files import read_page
from casebook.reading.linking import load
from casebook.reading.project import Project, from_config
from casebook.report import as_json, as_text
from casebook.rules import RULES, check
from cpu_limit import within
from golden import HERE

TRAMWAY = HERE / "casebooks/tramway/docs"
URIS = (
    "arguments/council-expects-visitors.md",
    "article/index.md",
    "evidence/students-say.md",
    "segments/students.md",
    "index.md",
)
VALID = {uri: (TRAMWAY / uri).read_text("utf-8") for uri in URIS}
TOKENS = (
    *("---\n", "...\n", "\n", "\r", "\t", "\0", "\ufeff", "\u2028", "\x85", "\ud7ff", "\U0010ffff"),
    *("- ", "? ", ": ", "[", "]", "{", "}", "&a ", "*a", "!!int ", "!x ", "|\n", ">\n", "%", "@"),
    *('"', "'", "\\", "`", "#", "<b>", "<!--", "> ", "### X { #p1-1 }\n", "```\n", "{ #p9-9 }"),
    *("title", "evidence", "quotes", "supports", "allow: {cycle: x}\n", "null", "~", "6", "p1-1"),
    *("students", "no-tram-will-save-the-town", "the tram is", "…", "茶馆不会消失", "e\u0301"),
)
BRIEFLY = settings(max_examples=60, deadline=None, derandomize=True)


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small casebook, whose pages the tests overwrite."""
    folder = tmp_path_factory.mktemp("tramway") / "docs"
    copytree(TRAMWAY, folder)
    return folder


def findings(docs: Path, uri: str, content: bytes) -> list[Finding]:
    """What is found where the page ``uri`` has this content; every finding is told and placed."""
    page = docs / uri
    before = page.read_bytes() if page.exists() else None
    page.write_bytes(content)
    try:
        found = check(load(Project(docs)))
    finally:
        page.unlink() if before is None else page.write_bytes(before)
    assert as_text(found).count(": ") >= len(found)
    assert as_json(found)
    sources = {id(finding.source): finding.source for finding in found}
    split = {key: source.text.split("\n") for key, source in sources.items()}
    for finding in found:
        assert finding.code in RULES
        lines = split[id(finding.source)]
        assert 1 <= finding.place.line <= len(lines)
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1
        assert (finding.place.line, finding.place.column) <= (
            finding.place.end_line,
            finding.place.end_column,
        )
    return found


@BRIEFLY
@given(uri=st.sampled_from(URIS), content=st.binary(max_size=200))
def test_any_bytes(docs: Path, uri: str, content: bytes) -> None:
    findings(docs, uri, content)


@BRIEFLY
@given(uri=st.sampled_from(URIS), front=st.lists(st.sampled_from(TOKENS) | st.text(max_size=5)))
def test_any_front_matter(docs: Path, uri: str, front: list[str]) -> None:
    text = f"---\n{''.join(front)}\n---\nText.\n"
    findings(docs, uri, text.encode("utf-8", "replace"))


@settings(BRIEFLY, max_examples=150)
@given(uri=st.sampled_from(URIS), data=st.data())
def test_any_page_with_slips_in_it(docs: Path, uri: str, data: st.DataObject) -> None:
    text = VALID[uri]
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 20)))
        text = text[:start] + data.draw(st.sampled_from(("", *TOKENS))) + text[end:]
    findings(docs, uri, text.encode())


INPUTS = 10_000


def test_ten_thousand_pages_with_slips_in_them(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    copytree(TRAMWAY, docs)
    pages = {page: page.read_text("utf-8") for page in sorted(docs.rglob("*.md"))}
    chance = Random(20130703)  # noqa: S311 - the same pages at every run
    for _ in range(0, INPUTS, len(pages)):
        for page, text in pages.items():
            page.write_bytes(with_slips(chance, text).encode("utf-8", "surrogatepass"))
        found = check(load(Project(docs)))
        assert as_text(found)
        assert {finding.code for finding in found} <= RULES.keys()


def with_slips(chance: Random, text: str) -> str:
    """``text`` with up to six stretches of it cut out, doubled or replaced, or no text at all."""
    for _ in range(chance.randrange(7)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 3, 20)))
        put_in = chance.choice(("", text[start:end] * 2, *TOKENS, *MARKDOWN))
        text = text[:start] + put_in + text[end:]
    return "".join(chance.choices(TOKENS + MARKDOWN, k=20)) if chance.random() < 0.1 else text


MARKDOWN = (
    *("[a](", "](../article/index.md#p1-1)", "[b]: ../x.md\n", "![", "[", "]", ")", "![](x.png)"),
    *(
        "    ",
        "~~~\n",
        "`",
        "# ",
        "## { #p1-1 }\n",
        "\n\n",
        "> ",
        "- ",
        "| a |\n",
        "<div markdown>",
    ),
    *(
        '"they would use it"',
        "“",
        "”",
        "\\[",
        "&amp;",
        "[^1]",
        "*[tram]: x\n",
        "\ue000",
        "<![",
        "%",
    ),
)


def segment(front: str) -> str:
    return f"---\ntitle: Tourists\n{front}\n---\nText.\n"


def bomb(levels: int) -> str:
    """Lists of nine times the list before."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, levels)]
    return "\n".join(lines)


NASTY = {
    "opening brackets": segment("tags: " + "[" * 100_000),
    "closed brackets": segment("tags: " + "[" * 100_000 + "]" * 100_000),
    "braces": segment("tags: " + "{a: " * 100_000),
    "lists in lists": segment("tags:\n  " + "- " * 100_000),
    "keys in keys": segment("? " * 100_000),
    "many anchors": segment("tags: [" + "&a " * 100_000 + "]"),
    "alias bomb": segment(bomb(12)),
    "list that holds itself": segment("tags: &a [*a]"),
    "mapping that holds itself": "---\n&a {title: *a}\n---\n",
    "key that holds itself": segment("? &a [*a]\n: x"),
    "alias to nothing": segment("tags: *a"),
    "zero": segment("audience: a\0b"),
    "escaped zero": segment('audience: "a\\0b"\nbroader: "\\0"'),
    "escaped terminal codes": segment('audience: "\\e[31m"\nbroader: "\\e[31m"'),
    "half a character": segment('audience: "\\ud800"'),
    "no character": segment('audience: "\\UFFFFFFFF"'),
    "objects": segment("audience: !!python/object/apply:os.getcwd []"),
    "binary": segment("audience: !!binary x"),
    "merge": segment("<<: {audience: x}"),
    "directive": "---\n%YAML 9.9\n---\n",
    "two documents": segment("audience: x\n--- \ntitle: y"),
    "byte-order mark in the middle": segment("\ufeffaudience: x: y"),
    "a long line": segment("audience: " + "a" * 1_000_000),
    "a long key": segment("a" * 1_000_000 + ": x"),
    "a long slug": segment("audience: x\nbroader: " + "students" * 100_000),
    "many tabs after a value": segment("audience: x" + "\t" * 100_000),
    "many tabs in a value": segment('audience: "x' + "\t" * 100_000 + '"'),
    "many fields": segment("\n".join(f"field{i}: x" for i in range(2_000))),
    "a field many times": segment("audience: x\n" * 2_000),
    "a thousand items that are none": segment("audience: x\ntags:\n" + "  - [x]\n" * 1_000),
    "nothing": "",
    "line ends": "\n\n\n",
    "three hyphens": "---",
    "three hyphens twice": "---\n---",
    "hyphens without end": "---\n" * 10_000,
}


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_nasty_front_matter(docs: Path, text: str) -> None:
    with within(10):
        assert findings(docs, "segments/tourists.md", text.encode())


BODY = VALID["article/index.md"]
LONG = 1_000_000
ARTICLES = {
    "a heading of blanks": BODY + "# " + " " * LONG + "x\n",
    "a heading of hashes": BODY + "# " + "#" * LONG + "x\n",
    "a heading of braces": BODY + "# " + " {" * (LONG // 2) + "\n",
    "a long quote": BODY + "> " + "x " * (LONG // 2) + "\n",
    "backslashes": BODY + "> " + "\\" * LONG + "\n",
    "an unclosed fence": BODY + "```\n" + "> x\n" * 10_000,
    "an unclosed comment": BODY + "<!-- " + "> x\n" * 10_000,
    "many passages": BODY + "".join(f"# X {{ #p9-{i} }}\n> x\n" for i in range(1_000)),
    "a long number": BODY + "# X { #p" + "9" * 5_000 + "-1 }\n> x\n",
    "original elsewhere": BODY.replace("original.txt", "../../../etc/passwd"),
    "original anywhere": BODY.replace("original.txt", "/etc/passwd"),
    "original above": BODY.replace("original.txt", ".."),
    "original of no name": BODY.replace("original.txt", '"a\\0b"'),
    "original of a long name": BODY.replace("original.txt", "a" * 5_000),
    "itself as original": BODY.replace("original.txt", "index.md"),
}


@pytest.mark.parametrize("text", ARTICLES.values(), ids=ARTICLES.keys())
def test_nasty_article(docs: Path, text: str) -> None:
    with within(10):
        findings(docs, "article/index.md", text.encode())


QUOTES = {
    "one word that never ends": "they would use it " + "e" * LONG,
    "words that never end": "they would use it " + "tram " * (LONG // 5),
    "hyphens": "they would use it " + "a-" * (LONG // 2),
    "brackets": "they would use it " + "[ " * (LONG // 2),
    "blanks": "they would use it" + " " * LONG + "if",
    "no words": ". " * (LONG // 2),
}


@pytest.mark.parametrize("exact", QUOTES.values(), ids=QUOTES.keys())
def test_nasty_quotes(docs: Path, exact: str) -> None:
    uri = "evidence/students-say.md"
    text = VALID[uri].replace("they would use it, if it ran at night", f'"{exact}"')
    with within(10):
        assert findings(docs, uri, text.encode())


@pytest.mark.parametrize("text", ["<!--" + " " * LONG, "<!-- casebook: " + "-" * LONG])
def test_nasty_comments(docs: Path, text: str) -> None:
    with within(10):
        assert not findings(docs, "about.md", text.encode())


def test_a_folder_with_the_name_of_a_page(docs: Path) -> None:
    folder = docs / "segments/folder.md"
    folder.mkdir()
    assert not check(load(Project(docs)))
    folder.rmdir()


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_file_name_that_is_no_text(
    docs: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        page = docs / "segments" / os.fsdecode(b"\xff.md")
        page.write_text("Text.\n", "utf-8")
    except OSError:
        pytest.skip("the file system wants names to be text")
    code = main(["check", "--docs", str(docs), "--format", form])
    page.unlink()
    assert code == FINDINGS
    assert "malformed-slug" in capsys.readouterr().out


def test_a_link_to_no_file_is_not_passed_over(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = docs / "segments/nowhere.md"
    link.symlink_to("nowhere-at-all.md")
    code = main(["check", "--docs", str(docs)])
    link.unlink()
    assert code == COULD_NOT_RUN
    assert "segments/nowhere.md" in capsys.readouterr().err


def test_a_closing_fence_that_mkdocs_does_not_see() -> None:
    """It wants a line end behind it; a golden case always has one."""
    (told,) = read_page("index.md", "docs/index.md", b"---\ntitle: Home\n---").findings
    assert (told.code, told.place.line) == ("no-front-matter", 3)
    assert not read_page("index.md", "docs/index.md", b"---\ntitle: Home\n---\n").findings
    assert not read_page("index.md", "docs/index.md", b"---\nA rule, and another\n\n---").findings


def test_folders_that_link_to_one_another(docs: Path) -> None:
    circles = (docs / "circle", docs / "segments/circle")
    for circle in circles:
        circle.symlink_to(circle.parent, target_is_directory=True)
    try:
        with within(10):
            told = check(load(Project(docs)))
            assert {finding.code for finding in told} == {"leads-out-of-docs"}
            assert len(told) == 2
    finally:
        for made in circles:
            made.unlink()


def test_an_original_that_is_no_file_is_not_there(tramway: Path) -> None:
    original = tramway.parent / "docs/article/original.txt"
    original.unlink()
    os.mkfifo(original)
    with within(5):
        (told,) = check(load(Project(tramway.parent / "docs")))
    assert told.code == "original-missing"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("markdown_extensions: 3", "markdown_extensions should be a list"),
        ("markdown_extensions: [[attr_list]]", "markdown_extensions should be a list"),
        ("markdown_extensions: [not_installed]", "No module named 'not_installed'"),
        ("markdown_extensions: [toc: {nope: 1}]", "KeyError: 'nope'"),
        ("markdown_extensions: [pymdownx.snippets: {base_path: 3}]", "cannot be set up"),
        ("nav: &menu [index.md, *menu]", "nav holds itself"),
        (f"nav: {'[' * 1_000}{']' * 1_000}", "is nested more than 50 levels deep"),
        ("exclude_docs: '!'", "exclude_docs: Invalid git pattern"),
        ("not_in_nav: [about.md]", "not_in_nav should be text"),
    ],
)
def test_settings_with_which_nothing_can_be_checked(
    tramway: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    settings: str,
    message: str,
) -> None:
    tramway.write_text(f"site_name: The tram\n{settings}\n", "utf-8")
    (tramway.parent / "docs/index.md").write_text("# <b>The</b> [tram][1]\n", "utf-8")
    monkeypatch.chdir(tramway.parent)
    assert main(["check"]) == COULD_NOT_RUN
    assert message in capsys.readouterr().err


def test_a_function_that_makes_no_ids(tramway: Path) -> None:
    """Plain pages, which are read without Python-Markdown, ask it as well."""
    toc = "toc: {slugify: !!python/name:pymdownx.slugs.slugify }"  # it should have been called
    tramway.write_text(f"markdown_extensions: [{toc}]\n", "utf-8")
    (tramway.parent / "docs/index.md").write_text("# The tram\n\n[It](#the-tram)\n", "utf-8")
    with pytest.raises(CannotRun, match="slugify"):
        check(load(from_config(tramway)))


@pytest.mark.parametrize(
    "text", ["- " * 9_500 + "[a](b)", "".join("    " * n + "- [a](b)\n" for n in range(300))]
)
def test_text_nested_beyond_all_reason(docs: Path, text: str) -> None:
    page = docs / "nested.md"
    page.write_text(text, "utf-8")
    codes = {finding.code for finding in check(load(Project(docs)))}
    page.unlink()
    assert codes <= {"text-not-read", "broken-link"}


@pytest.mark.parametrize("part", ["tram ", "x", "# ", "> "])
def test_headings_below_a_line_that_never_ends(docs: Path, part: str) -> None:
    page = docs / "long.md"
    page.write_text(f"[Top](#the-tram)\n\n# The tram\n\nA {part * 30_000}\n", "utf-8")
    with within(2):
        assert not check(load(Project(docs)))
    page.unlink()


def test_links_to_headings_that_cannot_be_read_are_not_blamed(docs: Path) -> None:
    page, other = docs / "long.md", docs / "other.md"
    page.write_text("# The *old* tram\n\n" + "[tram " * 5_000, "utf-8")
    other.write_text("[It](long.md#the-old-tram)\n", "utf-8")
    (told,) = check(load(Project(docs)))
    page.unlink()
    other.unlink()
    assert (told.code, told.path.endswith("long.md")) == ("text-not-read", True)


def argument(number: int, front: str) -> str:
    return (
        f"---\ntitle: Argument {number}\nclaim: It is so in the case of {number}.\nvoice: author\n"
        f"fidelity: paraphrase\n{front}---\nText.\n"
    )


def numbered(template: str, number: int = 5_000) -> str:
    return "".join(template.format(i) for i in range(number))


# What once took the square of its length, or more; with what is told of it.
LENGTHY = {
    "brackets that nothing closes": ("[" * 900 + "\n") * 5,
    "brackets that lines close": "[[[[[[a]]]]](\n" * 2_000,
    "references with definitions": numbered("[a][r{0}]\n\n") + numbered("[r{0}]: index.md\n"),
    "references without": numbered("[a][r{0}]\n\n"),
    "slips in references": numbered("[a] [q{0}]\n\n") + numbered("[r{0}]: index.md\n"),
    "links to nothing": numbered("[a](nowhere{0}.md)\n\n", 10_000),
    "anchors of nothing": numbered("## A *b* {0}\n\n[a](#nowhere{0})\n\n"),
    "headings with one id": "## A { #x }\n\n" * 10_000,
    "headings of the same words": "## A *b*\n\n" * 5_000,
    "quotes in quotes": numbered(">" * 100 + " [a](b{0})\n\n", 300),
    "lists in lists": "".join("    " * n + "- [a](b) *x*\n" for n in range(100)),
    "items": "- an item [a][b]\n" * 20_000,
    "tags that nothing closes": "<a [x]\n" * 20_000,
    "comments that nothing closes": "<!-- [x]\n" * 20_000,
    "fences that nothing closes": "```x\n```` [\n" * 10_000,
    "backslashes": ("\\" * 900 + "[\n") * 50,
    "emphasis": "*a_b" * 100 + "\n" + ("*a_b" * 100 + "\n") * 300 + "[x][y]",
    "names of files": '[a](b "\n' * 5_000,
    "parts": "<!-- casebook: nothing -->\n\n" * 20_000,
    "quotations": numbered('"they would use it {0}" ([x](article/index.md#p1-1)).\n\n'),
    "quotations of a paragraph": numbered('"they would use {0}" ([x](article/index.md#p1-1)). '),
    "blockquotes": numbered("> they would use it {0} [x](article/index.md#p1-1)\n\n"),
}


@pytest.mark.parametrize("text", LENGTHY.values(), ids=LENGTHY.keys())
def test_what_costs_no_more_than_its_length(docs: Path, text: str) -> None:
    with within(15):
        findings(docs, "lengthy.md", text.encode())


SLUGS = {
    "unknown slugs": argument(0, "evidence:\n" + numbered("  - nothing-like-{0}\n", 10_000)),
    "the same slug": argument(0, "supports:\n" + "  - students-would-ride\n" * 20_000),
    "undercuts": argument(
        0,
        "undercuts:\n"
        + "  - {from: students-would-ride, to: no-tram-will-save-the-town}\n" * 10_000,
    ),
    "undercuts of nothing": argument(
        0, "undercuts:\n" + numbered("  - {{from: x{0}, to: y{0}}}\n")
    ),
    "fields": argument(0, numbered("field{0}: x\n", 20_000)),
    "exceptions": argument(0, "allow:\n" + numbered("  code{0}: x\n", 10_000)),
    "values of a wrong type": argument(0, "tags:\n" + "  - [x]\n" * 20_000),
}


@pytest.mark.parametrize("text", SLUGS.values(), ids=SLUGS.keys())
def test_fields_that_cost_no_more_than_their_length(docs: Path, text: str) -> None:
    with within(15):
        assert findings(docs, "arguments/lengthy.md", text.encode())


def test_quotes_of_nothing(docs: Path) -> None:
    quotes = numbered('  - {{passage: p1-1, exact: "they would use it {0}"}}\n')
    text = (
        f"---\ntitle: T\nkind: assertion\nquotes:\n{quotes}reliability: B\ncredibility: 3\n---\nx\n"
    )
    with within(15):
        assert findings(docs, "evidence/lengthy.md", text.encode())


def test_arguments_that_all_support_one_another(tramway: Path) -> None:
    docs, number = tramway.parent / "docs", 300
    for i in range(number):
        others = "".join(f"  - a{other}\n" for other in range(number) if other != i)
        (docs / f"arguments/a{i}.md").write_text(argument(i, f"supports:\n{others}"), "utf-8")
    with within(20):
        found = [finding for finding in check(load(Project(docs))) if finding.code == "cycle"]
    assert found
    assert any("there are more such rings" in (finding.hint or "") for finding in found)
