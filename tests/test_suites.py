"""Other people's test suites as data: what they try is read without a slip.

``make suites`` fetches them from their registries into ``.suites/``; nothing of them is kept here.
Where they are not there, these tests are skipped, but not in CI, where ``SUITES`` is set.
"""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from markdown import Markdown
from yaml.constructor import ConstructorError

from casebook.model.scalars import NO_VALUE
from casebook.model.source import Source
from casebook.prose.anchors import scan_anchors
from casebook.prose.markup import CannotRead
from casebook.prose.reader import BASE, ProseReader
from casebook.prose.rendering import Rendering
from casebook.prose.scanning import scan
from casebook.reading.files import read_page
from casebook.reading.front_matter import parse
from casebook.reading.yaml_nodes import Unreadable
from site_under_test import ROOT

SUITES = ROOT / ".suites"
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The one that MkDocs, too, has where libyaml is there."""


def folder(pattern: str) -> Path:
    """The folder of a suite; skips where it is not there, and fails where it has to be."""
    found = sorted(SUITES.glob(pattern))
    if not found:
        assert not os.environ.get("SUITES"), f"`make suites` has to bring {pattern}"
        pytest.skip(f"no {pattern}: `make suites` fetches it")
    return found[0]


@lru_cache
def bodies(suite: str) -> tuple[str, ...]:
    """The Markdown of a suite: its text files, and what its tests in Python render."""
    if suite == "commonmark":
        cases = folder("markdown_it_py-*/tests/test_cmark_spec/commonmark.json")
        return tuple(case["markdown"] for case in json.loads(cases.read_text("utf-8")))
    tests = folder("markdown-*/tests")
    texts = [
        file.read_text("utf-8", errors="replace")
        for ending in ("txt", "text")
        for file in sorted(tests.rglob(f"*.{ending}"))
    ]
    for file in sorted(tests.rglob("test_*.py")):
        texts += rendered_in(ast.parse(file.read_text("utf-8")))
    return tuple(text.replace("\r\n", "\n") for text in texts)


def rendered_in(module: ast.Module) -> Iterator[str]:
    """The first argument of each ``assertMarkdownRenders``, dedented or not."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "assertMarkdownRenders":
            text = node.args[0] if node.args else None
            if isinstance(text, ast.Call) and text.args:
                text = text.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                lines = text.value.split("\n")
                indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
                yield "\n".join(line[min(indents, default=0) :] for line in lines)


SETS = pytest.mark.parametrize("suite", ["python-markdown", "commonmark"])
FEWEST = {"python-markdown": 400, "commonmark": 600}


@SETS
def test_the_scanner_sees_what_python_markdown_sees(suite: str) -> None:
    rendering, certain = Rendering(BASE), 0
    for body in bodies(suite):
        found, headings = scan(body), scan_anchors(body, {})
        try:
            judged, anchors = rendering.markup(body), rendering.anchors(body)
        except (TypeError, AssertionError):
            continue  # of `fenced_code`, or of Python's HTML parser: a page is told unreadable
        if found is not None:
            certain += 1
            assert (found.links, found.undefined) == (judged.links, judged.undefined), body
        assert headings in (None, anchors), body
    assert len(bodies(suite)) >= FEWEST[suite]
    assert certain > 400


def shown(body: str) -> set[tuple[str, str]]:
    """The links and pictures of a body as Python-Markdown shows them."""
    soup = BeautifulSoup(Markdown(extensions=[*BASE]).convert(body), "html.parser")
    links = {("a", str(it["href"])) for it in soup.find_all("a", href=True)}
    return links | {("img", str(it["src"])) for it in soup.find_all("img", src=True)}


# What the scanner is not for: autolinks, which name no file, a list of contents, and raw HTML.
ELSE = re.compile(r"<[a-z][a-z0-9+.-]*:[^<>]*>|<[^<>\s]+@[^<>\s]+>|\[TOC\]|<a\b|<img\b", re.I)


@SETS
def test_the_links_found_are_those_that_are_shown(suite: str) -> None:
    reader, agreed = ProseReader({}), 0
    for body in bodies(suite):
        if ELSE.search(body):
            continue
        try:
            links, there = reader.markup(body).links, shown(body)
        except (CannotRead, TypeError):
            continue  # which is told, or of `fenced_code`
        ours = {("img" if link.is_image else "a", unescape(link.target)) for link in links}
        assert ours == there, body
        agreed += 1
    assert agreed > 0.9 * len(bodies(suite))


@SETS
def test_no_body_of_a_page_ends_in_a_traceback(suite: str) -> None:
    reader = ProseReader({})
    for body in bodies(suite):
        page = read_page("a.md", "a.md", body.encode("utf-8", errors="replace"))
        try:
            reader.markup(page.body)
            reader.anchors(page.body)
            reader.active(page.body)
        except CannotRead:
            continue


@lru_cache
def yaml_cases() -> tuple[str, ...]:
    """Every document of the YAML suite."""
    data = folder("package/data")
    written = [file.read_text("utf-8") for file in sorted(data.glob("*.js"))]
    suites = [json.loads(it[it.index("{") :].rstrip(" ;\n")) for it in written if '"cases"' in it]
    return tuple(case["yaml"] for suite in suites for case in suite["cases"])


def read_by_pyyaml(text: str) -> Any:
    """What PyYAML makes of a document, its scalars as they are written; an exception if none."""
    try:
        return yaml.load(text, Loader=LOADER)  # noqa: S506 - which makes text alone
    except Exception as error:
        return error


def as_written(value: Any) -> Any:
    """Our reading in the same form: a number or null as the text that it is."""
    if value is NO_VALUE:
        return None
    if isinstance(value, dict):
        return {str(key): as_written(item) for key, item in value.items()}
    return [as_written(item) for item in value] if isinstance(value, list) else str(value)


def without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): without_nulls(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_nulls(item) for item in value]
    return None if value in ("", "~", "null", "Null", "NULL", None) else value


def test_what_is_yaml_to_pyyaml_is_yaml_to_us_and_says_the_same() -> None:
    refused = read = mappings = 0
    messages: list[str] = []
    for text in yaml_cases():
        judged = read_by_pyyaml(text)
        try:
            front = parse(Source("a.md", text), 0, len(text))
        except Unreadable as unreadable:
            refused += 1
            assert isinstance(judged, Exception), text
            messages.append(unreadable.finding.message)
            continue
        read += 1
        # A mapping that is a key has no value in Python, but it is YAML.
        assert not isinstance(judged, Exception) or isinstance(judged, ConstructorError), text
        if front is not None and isinstance(judged, dict) and not front.faults:
            mappings += 1
            assert without_nulls(as_written(front.data)) == without_nulls(judged), text
    assert refused > 100
    assert not any(re.search(r"while (scanning|parsing)|expected <", it) for it in messages)
    assert read > 200
    assert mappings > 80


def test_no_yaml_between_fences_ends_in_a_traceback() -> None:
    for text in yaml_cases():
        for uri in ("arguments/a.md", "article/index.md", "a.md"):
            content = f"---\n{text}\n---\nText.\n".encode("utf-8", errors="replace")
            page = read_page(uri, uri, content)
            for finding in page.findings:
                assert finding.place.line <= page.source.text.count("\n") + 1
