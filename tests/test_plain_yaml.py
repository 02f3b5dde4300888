"""What is read of plain front matter line by line is what PyYAML makes of it, and its alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from casebook.model.source import Source
from casebook.reading.files import read_page
from casebook.reading.front_matter import composed, split
from casebook.reading.plain_yaml import plain_fields
from casebook.reading.yaml_nodes import Unreadable
from golden import HERE
from site_under_test import ROOT

SAID_BY_BOTH = {
    "nothing": "",
    "words": "title: The guide, and his group\n",
    "words that go on": "claim: Most people\n  do not\n mind it\nvoice: author\n",
    "words with a colon": "url: https://example.org/a?b=c\ndate: 10:30\n",
    "words between quotation marks": "exact: \"so: it is\"\nprefix: '- said \"so\"'\nsuffix: ''\n",
    "numbers": "credibility: 6\nyear: 2013\ndate: 2013-07-03\nversion: 1.10\nmask: 0x1F\n",
    "words of YAML": "title: no\nclaim: yes\nrole: off\nvoice: n\nname: Nobody\n",
    "a list": "supports:\n  - one\n  - two\n    and more\ntitle: A\n",
    "a list in line with its key": "supports:\n- one\n  and more\n- to: two\n  because: it is so\n",
    "mappings in a list": "supports:\n  - to: one\n    because: It is\n      so.\n  - to: two\n",
    "a mapping": "citation:\n    title: A\n      title\n    date: 1\n",
    "letters of any script": "title: 茶馆不会消失\nclaim: Ἐν ἀρχῇ\nspeaker: Émile\n",
}

LEFT_TO_PYYAML = {
    "a day that there is not": "date: 2013-02-30\n",
    "a time that there is not": "date: 2001-1-1 25:00:00\n",
    "a number without digits": "mask: 0x_\n",
    "a number of too many digits": f"mask: {'9' * 5000}\n",
    "a comment": "title: A # b\n",
    "nothing after a key": "title:\nclaim: A\n",
    "nothing after the last key": "title: A\nclaim:\n",
    "null": "title: null\n",
    "null that goes on": "title: Null\n  and void\n",
    "a key twice": "title: A\ntitle: B\n",
    "a key twice within": "a:\n  b: c\n  b: d\n",
    "a key twice, the second with a list": "a: b\na:\n  - c\n",
    "a list in a line": "tags: [a, b]\n",
    "a block of lines": "claim: >-\n  A\n  b\n",
    "an escape": 'title: "A \\" b"\n',
    "quoted words on two lines": 'title: "A\n  b"\n',
    "words after quoted ones": 'title: "A"\n  b\n',
    "quoted words that go on": 'title: A\n  "b"\n',
    "entries below empty quoted words": 'a: ""\n  b: c\n',
    "an alias": "a: &x b\nc: *x\n",
    "a tag": "a: !!int 1\n",
    "a tab": "a:\tb\n",
    "a blank line": "a: b\n\n  c\n",
    "blanks at a line's end": "a: b \n  c\n",
    "two colons": "a: b: c\n",
    "a colon at the end": "a: b:\n",
    "a dash too far in": "a:\n  - b\n    - c\n",
    "a dash too far out": "a:\n    - b\n  - c\n",
    "an entry too far in": "a:\n  b: c\n    d: e\n",
    "an entry after an item": "a:\n  - b\n    c: d\n",
    "a list in a list": "a:\n  - b:\n      - c\n",
    "an item without anything": "a:\n  - \n",
    "words alone": "a\n",
    "words before a key": "  a\nb: c\n",
    "an item alone": "- a\n",
    "words under a key": "a:\n  b\n",
    "a line that only looks blank": "a: b\n\u00a0\nc: d\n",
    "a line end of another kind": "a: b\u2028c: d\n",
}


def typed(value: Any) -> Any:
    """A value with the types of its scalars, which equality does not mind."""
    match value:
        case dict():
            return [(name, typed(inner)) for name, inner in value.items()]
        case list():
            return [typed(inner) for inner in value]
    return type(value), str(value)


def by_pyyaml(text: str) -> Any:
    """What PyYAML makes of it; None where it is no mapping, or has anything to be told."""
    try:
        front = composed(Source("page.md", text), 0, len(text))
    except Unreadable:
        return None
    return None if front is None or front.faults or front.doubled else typed(front.data)


@pytest.mark.parametrize("text", SAID_BY_BOTH.values(), ids=SAID_BY_BOTH.keys())
def test_plain_front_matter_is_read_as_pyyaml_reads_it(text: str) -> None:
    fields = plain_fields(text)
    assert fields is not None
    assert typed(fields) == by_pyyaml(text)


@pytest.mark.parametrize("text", LEFT_TO_PYYAML.values(), ids=LEFT_TO_PYYAML.keys())
def test_other_front_matter_is_left_to_pyyaml(text: str) -> None:
    assert plain_fields(text) is None


def test_front_matter_of_every_page_is_read_as_pyyaml_reads_it() -> None:
    folders = [ROOT / "docs", *(HERE / "casebooks").glob("*/docs")]
    pages = [page for folder in folders for page in sorted(folder.rglob("*.md"))]
    fronts = [front for page in pages if (front := front_matter(page)) is not None]
    plain = [(typed(fields), text) for text in fronts if (fields := plain_fields(text)) is not None]
    assert len(plain) > 0.8 * len(fronts)
    for fields, text in plain:
        assert fields == by_pyyaml(text)


def front_matter(page: Path) -> str | None:
    text = page.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n")
    fences = split(Source(page.name, text))
    return fences and text[fences[0] : fences[1]]


PIECES = st.sampled_from(
    [
        *("a", "b: ", "c:", "key: value", "to: ", "\n", "\n", "\n", "  ", "    ", "- ", "-", " "),
        *("6", "08", "0x1f", "1_0", "1:30", "-1", "2013-07-03", "null", "Null", "~", "n", "yes"),
        *("2013-02-30", "0x_", "!Not", "!!int ", "2001-1-1 25:00:00"),
        *('"q"', "'s'", '"', "'", "\\", "#", ":", "::", ",", "[", "]", "{", "}", "&a", "*a", "!"),
        *(
            "|",
            ">",
            "?",
            "%",
            "@",
            "`",
            "=",
            "<<",
            "---",
            "...",
            "\t",
            "\u00a0",
            "\u2028",
            "\ufeff",
        ),
        *("茶", "é", "\u0301", "\x85", "\x00", "🚋", "²", "٣"),
    ]
)
LINES = st.builds(
    "{}{}{}{}\n".format,
    st.sampled_from(["", "", "", " ", "  ", "  ", "    ", "      "]),
    st.sampled_from(["", "", "", "- ", "- "]),
    st.sampled_from(["", "a: ", "b: ", "c:", "to: ", "because: ", "a:", "b:"]),
    st.sampled_from(["", "", "word", "more words", "6", "null", '"q"', '""', "'s: t'", "x:y", "n"]),
)


@settings(max_examples=4000, deadline=None, derandomize=True)
@given(st.lists(LINES, min_size=1, max_size=7).map("".join))
def test_any_lines_are_read_as_pyyaml_reads_them_or_left_to_it(text: str) -> None:
    fields = plain_fields(text)
    assert fields is None or typed(fields) == by_pyyaml(text)


@settings(max_examples=2000, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=12).map(lambda pieces: "a: " + "".join(pieces) + "\n"))
def test_any_text_is_read_as_pyyaml_reads_it_or_left_to_it(text: str) -> None:
    fields = plain_fields(text)
    assert fields is None or typed(fields) == by_pyyaml(text)


@settings(max_examples=4000, deadline=None, derandomize=True)
@example("b: 2013-02-30\t", "---\n{}\n---\n{}\n")
@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["{}", "---\n{}\n---\n{}\n"]))
def test_the_text_of_a_page_begins_where_mkdocs_has_it_begin(text: str, page: str) -> None:
    written = page.format(text, "Words.")
    read = read_page("page.md", "page.md", written.encode())
    if not read.findings:
        shown, _ = get_data(written)
        assert read.body.strip() == shown.strip()
