"""Any valid casebook is clean, and any single edit from a catalogue of defects is caught."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.reading.linking import load
from casebook.reading.project import Project
from casebook.rules import check
from pages import Pages

SETTINGS = settings(max_examples=40, deadline=None, derandomize=True)
WORDS = ("trams", "people", "streets", "markets", "carry", "leave", "find", "old", "new", "quiet")


@st.composite
def casebooks(draw: st.DrawFn) -> Callable[[Path], Pages]:
    """A function that writes a valid casebook: arguments that lead to one thesis, all grounded."""
    size = draw(st.integers(1, 6))
    relations = [draw(st.sampled_from(("supports", "attacks"))) for _ in range(size)]
    targets = [draw(st.integers(0, i)) for i in range(size)]
    reasons = [
        draw(st.none() | st.sampled_from(("it says so", "2013", "no: yes"))) for _ in targets
    ]
    about = [draw(st.booleans()) for _ in range(size + 1)]
    sentences = [
        f"{' '.join(draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=8)))} number {i}."
        for i in range(size + 1)
    ]
    broader = draw(st.booleans())

    def write(folder: Path) -> Pages:
        pages = Pages(folder).article(*sentences)
        pages.argument("a0", role="thesis", evidence=["e0"], segments=["s0"])
        for i, (relation, target) in enumerate(zip(relations, targets, strict=True), 1):
            link = {"to": f"a{target}"} | ({"because": reasons[i - 1]} if reasons[i - 1] else {})
            fields = {relation: [link], "evidence": [f"e{i}"]}
            pages.argument(f"a{i}", **fields | ({"segments": ["s0"]} if about[i] else {}))
        for i, words in enumerate(sentences):
            quote = {"passage": f"p1-{i + 1}", "exact": words.removesuffix(".")}
            pages.evidence(f"e{i}", quotes=[quote])
        pages.segment("s0", **({"broader": "s1"} if broader else {}))
        return pages.segment("s1") if broader else pages

    return write


def codes(folder: Path) -> set[str]:
    return {finding.code for finding in check(load(Project(folder)))}


@SETTINGS
@given(write=casebooks())
def test_any_valid_casebook_is_clean(write: Callable[[Path], Pages]) -> None:
    with TemporaryDirectory() as folder:
        write(Path(folder))
        assert codes(Path(folder)) == set()


DEFECTS = {
    "a link to nothing": ("arguments/a1.md", r'"to": "a\d+"', '"to": "nowhere"', "unknown-slug"),
    "evidence of no name": ("arguments/a1.md", r'"e1"', '"e99"', "unknown-slug"),
    "a segment as evidence": ("arguments/a1.md", r'"e1"', '"s0"', "wrong-kind"),
    "evidence twice": ("arguments/a1.md", r'"e1"', '"e1", "e1"', "listed-twice"),
    "itself": ("arguments/a1.md", r'"to": "a\d+"', '"to": "a1"', "link-to-itself"),
    "a second thesis": ("arguments/a1.md", "^claim:", "role: thesis\nclaim:", "two-theses"),
    "no thesis": ("arguments/a0.md", '^role: "thesis"\n', "", "no-thesis"),
    "a claim left out": ("arguments/a1.md", "^claim: .*\n", "", "missing-field"),
    "a field misspelt": ("arguments/a1.md", "^claim:", "clam:", "unknown-field"),
    "a voice that is none": ("arguments/a1.md", '"editors"', '"editor"', "value-not-allowed"),
    "a key twice": ("arguments/a1.md", "^claim:", "claim: x\nclaim:", "duplicate-key"),
    "no YAML": ("arguments/a1.md", "^claim:", "claim: a: b\nx:", "invalid-yaml"),
    "a script as title": ("arguments/a1.md", "^title:.*", "title: <script>x", "html-in-text"),
    "a grade in words": ("evidence/e1.md", "credibility: 6", "credibility: six", "wrong-type"),
    "a word put in": ("evidence/e1.md", r"number 1", "number not 1", "quote-not-in-article"),
    "capitals": ("evidence/e1.md", r"number 1", "NUMBER 1", "quote-typography"),
    "another passage": ("evidence/e1.md", '"p1-2"', '"p1-1"', "quote-in-another-passage"),
    "no passage": ("evidence/e1.md", '"p1-2"', '"p9-9"', "passage-unknown"),
    "an ellipsis": ("evidence/e1.md", r" number 1", " … 1", "quote-with-ellipsis"),
    "half a word": ("evidence/e1.md", r"number 1", "numb", "quote-cuts-word"),
    "two words": ("evidence/e1.md", r'"exact": ".*"', '"exact": "number 1"', "quote-too-short"),
    "testimony of nobody": ("evidence/e1.md", '"example"', '"testimony"', "speaker-missing"),
    "no text": ("evidence/e1.md", r"^---\nText\.\n", "---\n", "empty-body"),
    "a broken link": ("evidence/e1.md", r"^Text\.", "[Text](nowhere.md).", "broken-link"),
    "a broken anchor": ("evidence/e1.md", r"^Text\.", "[Text](#nowhere).", "broken-anchor"),
    "no definition": ("evidence/e1.md", r"^Text\.", "[Text][b].", "undefined-reference"),
    "no text for an image": (
        "evidence/e1.md",
        r"^Text\.",
        "![](https://example.org/x.png)",
        "image-without-text",
    ),
    "the original changed": ("article/original.txt", "number", "Number", "original-changed"),
    "a word in a blockquote": ("article/index.md", "^> ", "> not ", "blockquotes-differ"),
    "an exception for nothing": (
        "segments/s0.md",
        "^title:",
        "allow: {cycle: x}\ntitle:",
        "exception-unused",
    ),
}  # fmt: skip


@pytest.mark.parametrize("defect", DEFECTS.values(), ids=DEFECTS.keys())
@settings(SETTINGS, max_examples=5)
@given(write=casebooks())
def test_any_single_defect_is_caught(
    defect: tuple[str, str, str, str], write: Callable[[Path], Pages]
) -> None:
    uri, old, new, code = defect
    with TemporaryDirectory() as folder:
        write(Path(folder))
        page = Path(folder) / uri
        text = page.read_text("utf-8")
        broken = re.sub(old, new.replace("\\", r"\\"), text, count=1, flags=re.M)
        assert broken != text
        page.write_text(broken, "utf-8")
        assert code in codes(Path(folder))
