"""What the pages are made of: maps, the marked article, voices, previews, pictures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from casebook.analysis.analysis import Analysis
from casebook.mkdocs.card import HEIGHT, WIDTH, card
from casebook.pages import Views
from casebook.pages.argument_map import BESIDE, DEEPEST, ArgumentMap, How
from casebook.pages.labels import labelled
from casebook.pages.preview import shortened
from pages import Pages


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    return Pages(tmp_path)


def lines(rows: object) -> list[str]:
    """A map's rows, indented: ``- slug`` with what it is to the line above it."""
    return [
        "  " * row.depth
        + f"{row.how} {row.member.slug}"
        + (" (here)" if row.here else "")
        + (f" (under {row.elsewhere.slug})" if row.elsewhere else "")
        + "".join(f" (also {bearing.how} of {bearing.target.slug})" for bearing in row.also)
        + (f" (+{row.more})" if row.more else "")
        for row in rows  # type: ignore[attr-defined]
    ]


def test_a_map_draws_each_argument_once_and_names_it_at_the_other_place(pages: Pages) -> None:
    pages.evidence("words").argument("thesis", role="thesis", evidence=["words"])
    pages.argument("one", supports=["thesis"]).argument("two", supports=["thesis"])
    pages.argument("both", supports=["one", "two"], attacks=["thesis"])
    drawn = ArgumentMap(pages.casebook())
    assert lines(drawn.whole()) == [
        "thesis thesis",
        "  evidence words",
        "  reason one",
        "    reason both (under thesis)",
        "  reason two",
        "    reason both (under thesis)",
        "  objection both (also reason of one) (also reason of two)",
    ]
    assert [argument.slug for argument in drawn.in_order] == ["thesis", "one", "two", "both"]


def test_an_undercut_stands_under_what_it_keeps_from_being_supported(pages: Pages) -> None:
    pages.argument("thesis", role="thesis").argument("one", supports=["thesis"])
    pages.argument("cut", undercuts=[{"from": "one", "to": "thesis", "because": "X."}])
    rows = [*ArgumentMap(pages.casebook()).whole()]
    assert lines(rows) == ["thesis thesis", "  reason one", "  undercut cut"]
    assert rows[-1].step is not None
    assert rows[-1].step.slug == "one"


def test_the_map_around_an_argument_has_what_is_over_beside_and_under_it(pages: Pages) -> None:
    pages.evidence("words").argument("thesis", role="thesis")
    pages.argument("a", supports=["thesis"]).argument("b", supports=["thesis"], evidence=["words"])
    pages.argument("deep", supports=["b"]).argument("deeper", supports=["deep"])
    casebook = pages.casebook()
    drawn = ArgumentMap(casebook)
    assert lines(drawn.around(casebook.arguments["b"])) == [
        "thesis thesis",
        "  reason a",
        "  reason b (here)",
        "    evidence words",
        "    reason deep",
    ]
    assert lines(drawn.around(casebook.arguments["thesis"])) == [
        "thesis thesis (here)",
        "  reason a",
        "  reason b",
    ]


def test_arguments_that_attack_each_other_are_each_drawn_once(pages: Pages) -> None:
    pages.argument("thesis", role="thesis").argument("a", supports=["thesis"], attacks=["b"])
    pages.argument("b", supports=["thesis"], attacks=["a"])
    assert lines(ArgumentMap(pages.casebook()).whole()) == [
        "thesis thesis",
        "  reason a (also objection of b)",
        "    objection b (under thesis)",
        "  reason b (also objection of a)",
        "    objection a (under thesis)",
    ]


def test_a_map_too_deep_or_too_wide_says_how_much_it_leaves_out(pages: Pages) -> None:
    pages.argument("a0", role="thesis")
    for number in range(1, 40):
        pages.argument(f"a{number}", supports=[f"a{number - 1}"])
    for number in range(30):
        pages.argument(f"b{number:02}", supports=["a0"])
    casebook = pages.casebook()
    drawn = ArgumentMap(casebook)
    deepest = [row for row in drawn.whole() if row.depth == DEEPEST]
    assert [(row.member.slug, row.more) for row in deepest] == [(f"a{DEEPEST}", 1)]
    around = [*drawn.around(casebook.arguments["b15"])]
    assert [row.more for row in around if row.how is How.MORE] == [12, 10]
    assert len(around) == 1 + 1 + BESIDE + 1 + BESIDE + 1
    assert len(drawn.in_order) == 70


def test_the_article_is_cut_into_runs_by_what_quotes_them(pages: Pages) -> None:
    pages.article("One two three four five six seven.")
    pages.argument("thesis", role="thesis", evidence=["long", "short"])
    quoted = {"long": "One two three four five", "short": "three four five six"}
    for slug, exact in quoted.items():
        pages.evidence(slug, quotes=[{"passage": "p1-1", "exact": exact}])
    reading = Views(Analysis(pages.casebook())).reading
    assert reading is not None
    runs = [(run.text, [it.slug for it in run.evidence]) for run in reading.runs["p1-1"]]
    assert runs == [
        ("One two ", ["long"]),
        ("three four five", ["long", "short"]),
        (" six", ["short"]),
        (" seven.", []),
    ]
    assert (reading.coverage.characters, reading.coverage.characters_quoted) == (34, 27)
    assert reading.coverage.percent == 79


def test_marks_do_not_touch_the_words_of_the_article(pages: Pages) -> None:
    words = "Say *this* [now] and that again."
    pages.article("Say \\*this\\* [now] and that again.", original=words)
    pages.argument("thesis", role="thesis", evidence=["stars", "rest"])
    pages.evidence("stars", quotes=[{"passage": "p1-1", "exact": "Say *this* [now]"}])
    pages.evidence("rest", quotes=[{"passage": "p1-1", "exact": "and that again."}])
    text = (pages.folder / "article/index.md").read_text("utf-8").partition("---\n# ")[2]
    shown = Views(Analysis(pages.casebook())).complete("article/index.md", f"# {text}")
    quote = next(line for line in shown.splitlines() if line.startswith(">"))
    marked = "<mark>[Say &#42;this&#42; &#91;now&#93;](../evidence/stars.md)</mark>"
    assert quote == f"> {marked} <mark>[and that again.](../evidence/rest.md)</mark>"


def test_a_voice_is_weighed_by_what_falls_without_it(pages: Pages) -> None:
    pages.evidence("guide", kind="testimony", speaker="A guide")
    pages.evidence("again", kind="testimony", speaker="a  guide").evidence("said", kind="assertion")
    pages.evidence("other", kind="testimony", speaker="Another")
    pages.argument("thesis", role="thesis")
    pages.argument("one", supports=["thesis"], evidence=["guide", "said"])
    pages.argument("two", supports=["one"], evidence=["again", "other"])
    found = {
        voice.name: [(fall.argument.slug, fall.left.word) for fall in voice.falls]
        for voice in Views(Analysis(pages.casebook())).voices
    }
    assert found == {
        "a guide": [("thesis", "attested"), ("one", "attested"), ("two", "attested")],
        "Another": [("thesis", "attested"), ("one", "attested"), ("two", "attested")],
    }


def test_cells_have_the_labels_of_their_columns() -> None:
    head = "<tr><th>What</th><th>How <em>sure</em></th><th>x</th></tr>"
    table = (
        f"<table>{head}<tr><td>a</td><td>b</td><td></td></tr><tr><td>c</td><td>d</td></tr></table>"
    )
    assert labelled(f"<p>{table}") == "<p>" + table.replace(
        "<td>b", '<td data-label="How sure">b'
    ).replace("</td><td>d", '</td><td data-label="How sure">d')


def test_long_words_are_shortened_at_a_word() -> None:
    assert shortened("a b") == "a b"
    assert shortened("word " * 100) == "word " * 47 + "word …"


def test_a_picture_has_the_size_that_is_asked_for_and_only_letters_its_font_has() -> None:
    picture = card("Site", "Argument", "A title " * 40, "Words, " * 200)
    assert picture is not None
    assert Image.open(BytesIO(picture)).size == (WIDTH, HEIGHT)
    assert card("Site", "Argument", "微信", "Words") is None
