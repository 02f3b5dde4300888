"""``casebook lsp``, driven as a contributor's editor drives it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from casebook.command import COULD_NOT_RUN, main
from casebook.reading.linking import load
from casebook.reading.project import from_config
from casebook.rules import check
from editor import ANSWERED_WITHIN, Editor, Refused, editing, start
from site_under_test import ROOT

BAKER = "docs/evidence/baker-on-foot.md"
DOUBT = "docs/arguments/shopkeepers-doubt-it.md"
ARTICLE = "docs/article/index.md"


@pytest.fixture
def editor(tramway: Path) -> Iterator[Editor]:
    """An editor of files that a test may change."""
    with editing(tramway.parent) as opened:
        yield opened


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("editor") / "tramway"
    copytree(ROOT / "tests/casebooks/tramway", folder)
    with editing(folder) as editor:
        yield editor


@pytest.fixture
def reader(opened: Editor) -> Iterator[Editor]:
    """An editor in which a test opens and writes what it likes, and saves nothing."""
    yield opened
    opened.close_all()


def test_evidence_with_a_quote_and_two_links_needs_no_look_into_another_file(
    editor: Editor, tramway: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything that is not the contributor's own to say is chosen from what is offered."""
    page = editor.open("docs/evidence/rails-keep-away.md", "---\n\n---\nWhat it shows.\n")

    def choose(marked: str, label: str, then: str = "") -> None:
        item = editor.complete(page, marked)[label]
        editor.accept(page, item)
        if then:
            editor.type(page, item["textEdit"]["newText"], then)

    choose("---\n|\n---", "title", then="Rails keep customers away\n")
    editor.type(page, "away\n", "ki")
    choose("ki|\n", "kind")
    choose("kind: |\n", "testimony", then="\nquotes:\n  - ")
    choose("  - |\n", "passage")
    offered = editor.complete(page, "passage: |\n")["p1-3"]
    assert "A baker told me" in offered["documentation"]
    editor.accept(page, offered)
    editor.type(page, "passage: p1-3", "\n    exact: rails would")
    (continued,) = (
        it
        for it in editor.complete(page, "exact: rails would|").values()
        if it["label"].endswith("two years.")
    )
    editor.accept(page, continued)
    assert "exact: rails would only keep them away for two years.\n" in editor.texts[page]
    editor.type(page, "two years.", "\nspeaker: ")
    choose("speaker: |\n", "a baker, unnamed", then="\nreliability: ")
    choose("reliability: |\n", "F", then="\ncredibility: ")
    choose("credibility: |\n", "6", then="\nsegments:\n  - ")
    shopkeepers = editor.complete(page, "segments:\n  - |\n")
    assert shopkeepers["shopkeepers"]["detail"]
    choose("segments:\n  - |\n", "shopkeepers")

    argument = editor.open(DOUBT)
    editor.type(argument, "  - shopkeepers-doubt", "\n  - to: ra")
    item = editor.complete(argument, "to: ra|\n")["rails-keep-away"]
    assert item["detail"] == "Rails keep customers away"
    assert "rails would only keep" in item["documentation"]
    editor.accept(argument, item)
    assert editor.findings(page) == []
    assert editor.findings(argument) == []

    for path, text in editor.texts.items():
        path.write_text(text, "utf-8")
    monkeypatch.chdir(tramway.parent)
    assert check(load(from_config(tramway))) == []


def test_what_is_written_is_checked_before_it_is_saved(reader: Editor) -> None:
    page = reader.open(BAKER)
    assert reader.findings(page) == []
    reader.write(page, reader.texts[page].replace("on foot", "by foot"))
    (finding,) = reader.findings(page)
    assert finding["code"] == "quote-not-in-article"
    assert finding["range"]["start"] == {"line": 5, "character": 11}
    assert finding["codeDescription"]["href"].endswith("/quote-not-in-article.md")
    reader.write(page, reader.texts[page].replace("by foot", "on foot"))
    assert reader.findings(page) == []


def test_related_places_are_told(reader: Editor) -> None:
    page = reader.open(BAKER)
    reader.write(page, reader.texts[page].replace("passage: p1-3", "passage: p1-2"))
    (finding,) = reader.findings(page)
    related = finding["relatedInformation"]
    assert related[0]["location"]["uri"].endswith("/docs/article/index.md")


def test_a_finding_with_one_thing_to_do_is_mended(reader: Editor) -> None:
    page = reader.open(BAKER)
    reader.write(page, reader.texts[page].replace("passage: p1-3", "passage: p1-2"))
    (finding,) = reader.findings(page)
    (action,) = reader.ask(
        "textDocument/codeAction",
        textDocument={"uri": page.as_uri()},
        range=finding["range"],
        context={"diagnostics": [finding], "only": ["quickfix"]},
    )
    assert action["title"] == "Write `passage: p1-3`"
    (change,) = action["edit"]["documentChanges"]
    reader.write(page, reader.apply(reader.texts[page], change["edits"]))
    assert reader.findings(page) == []
    assert "passage: p1-3" in reader.texts[page]


def test_all_that_is_certain_is_mended_at_once(editor: Editor) -> None:
    page = editor.open(BAKER)
    page.write_text(editor.texts[page].replace("passage: p1-3", "passage: p1-2"), "utf-8")
    editor.write(page, page.read_text("utf-8"))
    (action,) = editor.ask(
        "textDocument/codeAction",
        textDocument={"uri": page.as_uri()},
        range={"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}},
        context={"diagnostics": [], "only": ["source.fixAll"]},
    )
    editor.do(action["edit"])
    assert "passage: p1-3" in page.read_text("utf-8")


def test_new_evidence_is_made_of_marked_words(editor: Editor) -> None:
    article = editor.open(ARTICLE)
    start = editor.at(article, "that |rails would only")["position"]
    end = editor.at(article, "for two| years")["position"]
    (action,) = editor.ask(
        "textDocument/codeAction",
        textDocument={"uri": article.as_uri()},
        range={"start": start, "end": end},
        context={"diagnostics": []},
    )
    editor.do(action["edit"])
    made = editor.folder / "docs/evidence/rails-would-only-keep-them-away.md"
    text = made.read_text("utf-8")
    assert "  - passage: p1-3\n    exact: rails would only keep them away for two\n" in text


def test_a_page_is_renamed_with_every_link_to_it(editor: Editor, tramway: Path) -> None:
    argument = editor.open(DOUBT)
    at = editor.at(argument, "to: baker|-on-foot")
    assert editor.ask("textDocument/prepareRename", **at)["placeholder"] == "baker-on-foot"
    editor.do(editor.ask("textDocument/rename", **at, newName="baker-says"))
    assert not (editor.folder / BAKER).exists()
    made = editor.folder / "docs/evidence/baker-says.md"
    assert "formerly: [baker-on-foot]" in made.read_text("utf-8")
    assert "to: baker-says" in argument.read_text("utf-8")


def test_a_name_that_is_taken_is_refused(reader: Editor) -> None:
    argument = reader.open(DOUBT)
    at = reader.at(argument, "to: baker|-on-foot")
    with pytest.raises(Refused, match="there already"):
        reader.ask("textDocument/rename", **at, newName="council-says")


@pytest.mark.parametrize(
    ("name", "marked", "told"),
    [
        (DOUBT, "to: no-tram-|will-save", ["old market back to life", "one source|only said"]),
        (DOUBT, "to: baker-|on-foot", ["her customers come on foot", "testimony"]),
        (DOUBT, "fide|lity:", ["How far the claim stands", "`quotation`"]),
        (DOUBT, "  - shop|keepers\n---", ["**"]),
        (BAKER, "passage: p1|-3", ["A baker told me", "as it is printed"]),
        (BAKER, "exact: her cust|omers", ["**her customers come on foot**", "as it is printed"]),
    ],
)
def test_a_name_is_told_about(reader: Editor, name: str, marked: str, told: list[str]) -> None:
    page = reader.open(name)
    text = reader.ask("textDocument/hover", **reader.at(page, marked))["contents"]["value"]
    for words in told:
        assert any(choice in text for choice in words.split("|")), text


def test_a_rule_that_is_allowed_is_explained(reader: Editor) -> None:
    page = reader.open(BAKER)
    reader.type(page, "credibility: 6", "\nallow:\n  broken-link: it is so")
    answer = reader.ask("textDocument/hover", **reader.at(page, "  broken|-link: it"))
    assert answer["contents"]["value"].startswith("# broken-link")


@pytest.mark.parametrize(
    ("name", "marked", "file", "line"),
    [
        (DOUBT, "to: baker-|on-foot", BAKER, 1),
        (BAKER, "passage: p1|-3", ARTICLE, 35),
        (BAKER, "exact: her cust|omers", ARTICLE, 37),
    ],
)
def test_a_name_leads_to_what_it_names(
    reader: Editor, name: str, marked: str, file: str, line: int
) -> None:
    page = reader.open(name)
    found = reader.ask("textDocument/definition", **reader.at(page, marked))
    assert found["uri"] == (reader.folder / file).as_uri()
    assert found["range"]["start"]["line"] == line


def references(reader: Editor, page: Path, marked: str) -> list[str]:
    context = {"includeDeclaration": False}
    found = reader.ask("textDocument/references", **reader.at(page, marked), context=context)
    return [it["uri"].rpartition("/docs/")[2] for it in found]


def test_a_page_leads_to_all_that_link_to_it(reader: Editor) -> None:
    page = reader.open(BAKER)
    assert references(reader, page, "What it sh|ows") == ["arguments/shopkeepers-doubt-it.md"]
    lenses = reader.ask("textDocument/codeLens", textDocument={"uri": page.as_uri()})
    assert [lens["command"]["title"] for lens in lenses] == ["1 argument rests on this"]


def test_a_passage_leads_to_all_that_quote_it(reader: Editor) -> None:
    article = reader.open(ARTICLE)
    assert references(reader, article, "> A baker| told") == ["evidence/baker-on-foot.md"]


def test_a_page_has_an_outline(reader: Editor) -> None:
    article = reader.open(ARTICLE)
    document = {"uri": article.as_uri()}
    symbols = reader.ask("textDocument/documentSymbol", textDocument=document)
    names = [symbol["name"] for symbol in symbols]
    assert names[:2] == ["title", "author"]
    assert {"The baker", "Students"} < {*names}
    folds = reader.ask("textDocument/foldingRange", textDocument=document)
    assert {"startLine": 0, "endLine": 8} in folds
    found = reader.ask("workspace/symbol", query="baker")
    assert {symbol["containerName"] for symbol in found} == {"evidence", "passage"}


def test_titles_stand_behind_slugs(reader: Editor) -> None:
    page = reader.open(DOUBT)
    end = {"line": 99, "character": 0}
    whole = {"start": {"line": 0, "character": 0}, "end": end}
    hints = reader.ask("textDocument/inlayHint", textDocument={"uri": page.as_uri()}, range=whole)
    assert "The baker's customers" in [hint["label"] for hint in hints]


@pytest.mark.parametrize(
    ("marked", "offered"),
    [
        ("[see](../arg|)", "../arguments/shopkeepers-doubt-it.md"),
        ("[see](../article/index.md#|)", "p1-1"),
        ("<!-- casebook: |", "reasons"),
    ],
)
def test_texts_are_completed(reader: Editor, marked: str, offered: str) -> None:
    page = reader.open(BAKER)
    reader.write(page, f"{reader.texts[page]}\n{marked.replace('|', '')}\n")
    assert offered in reader.complete(page, marked)


@pytest.mark.parametrize(
    ("marked", "offered", "not_offered"),
    [
        ("supports: [no|", "no-tram-will-save-the-town", "baker-on-foot"),
        ("supports: [{to: x, with: [|", "council-expects-visitors", "students"),
        ("evidence:\n- |", "students-say", "students-would-ride"),
        ("evidence:\n- to: x\n  |", "because", "to"),
        ("evidence:\n- to: x\n  strength: |", "weak", "because"),
        ("undercuts:\n- from: |", "students-would-ride", "students-say"),
        ("voice: |", "reported", "title"),
        ("allow:\n  |", "broken-link", "title"),
    ],
)
def test_front_matter_is_completed_while_it_is_no_yaml(
    reader: Editor, marked: str, offered: str, not_offered: str
) -> None:
    page = reader.open("docs/arguments/new.md", f"---\ntitle: x\n{marked.replace('|', '')}\n---\n")
    found = reader.complete(page, marked)
    assert offered in found
    assert not_offered not in found


def test_characters_are_counted_as_the_editor_does(reader: Editor) -> None:
    page = reader.open(BAKER)
    reader.write(page, reader.texts[page] + "\n🚋🚋 [there](nowhere.md)\n")
    (finding,) = reader.findings(page)
    assert finding["range"]["start"]["character"] == len("🚋🚋 [there](") + 2


def test_broken_settings_are_told_and_mended(editor: Editor) -> None:
    page, config = editor.open(BAKER), editor.folder / "mkdocs.yml"
    before = config.read_text("utf-8")
    assert editor.findings(page) == []
    config.write_text(before + "docs_dir: [\n", "utf-8")
    assert editor.findings(page) == []
    (told,) = editor.told[config.as_uri()]
    assert told["message"].startswith("nothing is checked: ")
    assert editor.complete(page, "kind: |testimony")  # of the last casebook that there was
    config.write_text(before, "utf-8")
    editor.findings(page)
    assert editor.told[config.as_uri()] == []


def test_a_folder_may_be_deleted(editor: Editor) -> None:
    page = editor.open(BAKER)
    rmtree(editor.folder / "docs/evidence")
    assert "quote-not-in-article" not in editor.codes(page)
    rmtree(editor.folder / "docs")
    assert editor.findings(page) == []
    editor.complete(page, "kind: |testimony")


def test_a_page_may_be_long(reader: Editor) -> None:
    page = reader.open(BAKER)
    reader.write(page, reader.texts[page] + "Some words and *more* of them.\n" * 33_000)
    reader.findings(page)
    assert reader.complete(page, "kind: |testimony")


def test_it_ends_when_its_input_does(tramway: Path) -> None:
    process = start(tramway.parent)
    process.communicate(timeout=ANSWERED_WITHIN)
    assert process.returncode == 0


def test_it_ends_when_the_editor_is_gone(tramway: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    process = start(tramway.parent)
    try:
        editor = Editor(tramway.parent, process)
        uri = tramway.parent.as_uri()
        editor.ask("initialize", processId=gone.pid, rootUri=uri, capabilities={})
        editor.tell("initialized")
        assert process.wait(timeout=ANSWERED_WITHIN) == 1
    finally:
        process.kill()
        process.communicate()


def test_without_the_extra_one_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [it for it in sys.modules if it.startswith("casebook.editor")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    assert main(["lsp"]) == COULD_NOT_RUN
    assert "mkdocs-casebook[editor]" in capsys.readouterr().err
