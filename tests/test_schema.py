"""The schemas of front matter say what the checker says: neither more nor less.

``CASEBOOK_UPDATE=1 make test`` writes those that editors read into ``.vscode/schemas``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from casebook.authoring.schema import files, schema
from casebook.model.graph import Casebook
from casebook.model.kinds import Kind
from casebook.reading.linking import load
from casebook.reading.project import from_config, from_folder
from casebook.rules import RULES, check
from golden import HERE
from site_under_test import ROOT, Site, build_site

CASEBOOKS = (ROOT / "docs", HERE / "casebooks/tramway/docs", HERE / "casebooks/teahouse/docs")
COMMITTED = ROOT / ".vscode/schemas"


class _Loader(yaml.SafeLoader):
    """Reads YAML as JSON Schema tools do: what looks like a date is text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def front_matter(text: str) -> Any:
    """The data between the two lines ``---``, as an editor's YAML reader has it."""
    return yaml.load(text.split("---\n")[1], Loader=_Loader)  # noqa: S506 - a safe loader's child


def faults(kind: Kind, casebook: Casebook | None, data: object) -> list[str]:
    """What the schema has to say against ``data``."""
    validator = Draft202012Validator(schema(kind, casebook))
    return [error.message for error in validator.iter_errors(data)]


def descriptions_missing(node: Any, path: str = "") -> Iterator[str]:
    """Where a schema has a field without a description."""
    if isinstance(node, dict):
        for name, inner in node.get("properties", {}).items():
            if "description" not in inner and "/then" not in path and "/if" not in path:
                yield f"{path}/{name}"
        for name, inner in node.items():
            if name not in ("oneOf", "allOf"):
                yield from descriptions_missing(inner, f"{path}/{name}")
    elif isinstance(node, list):
        for item in node:
            yield from descriptions_missing(item, path)


@pytest.mark.parametrize("docs", [None, *CASEBOOKS])
@pytest.mark.parametrize("kind", Kind)
def test_a_schema_is_one(kind: Kind, docs: Path | None) -> None:
    document = schema(kind, load(from_folder(docs)) if docs else None)
    Draft202012Validator.check_schema(document)
    assert document["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert list(descriptions_missing(document)) == []


@pytest.mark.parametrize("docs", CASEBOOKS, ids=lambda docs: docs.parent.name)
def test_every_page_that_is_published_fits(docs: Path) -> None:
    casebook = load(from_folder(docs))
    members = [page for page in casebook.pages if page.kind]
    assert len(members) > 5
    for page in members:
        assert page.kind
        data = front_matter(page.source.text)
        assert faults(page.kind, casebook, data) == [], page.uri
        assert faults(page.kind, None, data) == [], page.uri


ARGUMENT = "arguments/council-expects-visitors.md"
EVIDENCE = "evidence/council-says.md"
SEGMENT = "segments/students.md"
ARTICLE = "article/index.md"

CITATION: dict[str, object] = {
    "title": "T",
    "publisher": "P",
    "url": "https://example.org/a",
    "date": "undated",
    "accessed": "2024-05-01",
}


class _Gone:
    """Stands for a field that is not there."""

    def __repr__(self) -> str:  # part of the names of tests: no address, which differs each time
        return "gone"


GONE = _Gone()


def cited(**changes: object) -> dict[str, object]:
    """Changes that make a page of evidence cite rather than quote."""
    citation = {name: value for name, value in (CITATION | changes).items() if value is not GONE}
    return {"quotes": GONE, "citation": citation}


CHANGES: list[tuple[str, dict[str, object]]] = [
    (ARGUMENT, {"title": GONE}),
    (ARGUMENT, {"title": None}),
    (ARGUMENT, {"title": " "}),
    (ARGUMENT, {"title": "x" * 80}),
    (ARGUMENT, {"title": "x" * 81}),
    (ARGUMENT, {"title": "\N{TRAM}" * 80}),
    (ARGUMENT, {"title": 2018}),
    (ARGUMENT, {"title": False}),
    (ARGUMENT, {"title": ["a"]}),
    (ARGUMENT, {"title": "a <b>c</b>"}),
    (ARGUMENT, {"title": "a < b"}),
    (ARGUMENT, {"claim": GONE}),
    (ARGUMENT, {"claim": 12.5}),
    (ARGUMENT, {"claim": {"a": "b"}}),
    (ARGUMENT, {"clam": "x"}),
    (ARGUMENT, {"audience": "x"}),
    (ARGUMENT, {"role": "theses"}),
    (ARGUMENT, {"role": None}),
    (ARGUMENT, {"role": "counterclaim"}),
    (ARGUMENT, {"voice": GONE}),
    (ARGUMENT, {"voice": "auther"}),
    (ARGUMENT, {"voice": "author", "fidelity": GONE}),
    (ARGUMENT, {"voice": "reported", "fidelity": GONE}),
    (ARGUMENT, {"voice": "editors", "fidelity": GONE}),
    (ARGUMENT, {"fidelity": "imputation", "warrant": GONE}),
    (ARGUMENT, {"fidelity": "interpretation", "warrant": GONE}),
    (ARGUMENT, {"fidelity": "interpretation", "warrant": "it is said below"}),
    (ARGUMENT, {"fidelity": "interpretation", "warrant": None}),
    (ARGUMENT, {"fidelity": "close"}),
    (ARGUMENT, {"supports": ["tram-will-not-save-the-town-centre"]}),
    (ARGUMENT, {"supports": ["students"]}),
    (ARGUMENT, {"supports": "shopkeepers-doubt-it"}),
    (ARGUMENT, {"supports": [None]}),
    (ARGUMENT, {"supports": [{"because": "x"}]}),
    (ARGUMENT, {"attacks": [{"to": "shopkeepers-doubt-it", "strength": "weak"}]}),
    (ARGUMENT, {"attacks": [{"to": "shopkeepers-doubt-it", "strength": "feeble"}]}),
    (ARGUMENT, {"attacks": [{"to": "shopkeepers-doubt-it", "becuase": "x"}]}),
    (ARGUMENT, {"attacks": [{"to": "shopkeepers-doubt-it", "because": None}]}),
    (ARGUMENT, {"attacks": [{"to": "shopkeepers-doubt-it", "because": "<i>x</i>"}]}),
    (ARGUMENT, {"attacks": ["shopkeepers-doubt-it", "shopkeepers-doubt-it"]}),
    (ARGUMENT, {"attacks": ["nobody"]}),
    (ARGUMENT, {"supports": [{"to": "students-would-ride", "with": ["shopkeepers-doubt-it"]}]}),
    (ARGUMENT, {"supports": [{"to": "students-would-ride", "with": "shopkeepers-doubt-it"}]}),
    (ARGUMENT, {"supports": [{"to": "students-would-ride", "with": ["nobody"]}]}),
    (ARGUMENT, {"supports": [{"to": "students-would-ride", "with": ["shopkeepers-doubt-it"] * 2}]}),
    (ARGUMENT, {"attacks": [{"to": "shopkeepers-doubt-it", "with": ["students-would-ride"]}]}),
    (ARGUMENT, {"formerly": ["the-hope", 2018]}),
    (ARGUMENT, {"formerly": ["The Hope"]}),
    (ARGUMENT, {"formerly": ["the-hope", "the-hope"]}),
    (ARGUMENT, {"formerly": "the-hope"}),
    (ARGUMENT, {"voice": "open"}),
    (ARGUMENT, {"voice": "open", "fidelity": GONE}),
    (
        ARGUMENT,
        {
            "undercuts": [
                {"from": "shopkeepers-doubt-it", "to": "students-would-ride", "strength": "weak"}
            ]
        },
    ),
    (
        ARGUMENT,
        {
            "undercuts": [
                {"from": "shopkeepers-doubt-it", "to": "students-would-ride", "strength": "no"}
            ]
        },
    ),
    (ARGUMENT, {"undercuts": [{"from": "nobody", "to": "shopkeepers-doubt-it"}]}),
    (ARGUMENT, {"undercuts": [{"from": "shopkeepers-doubt-it"}]}),
    (ARGUMENT, {"undercuts": [{"from": "shopkeepers-doubt-it", "to": 3}]}),
    (ARGUMENT, {"undercuts": ["shopkeepers-doubt-it"]}),
    (ARGUMENT, {"evidence": ["nothing"]}),
    (ARGUMENT, {"counter_evidence": ["nothing"]}),
    (ARGUMENT, {"segments": ["students", {"to": "nobody"}]}),
    (ARGUMENT, {"segments": ["students", {"to": "shopkeepers"}]}),
    (ARGUMENT, {"allow": {"no-such-rule": "x"}}),
    (ARGUMENT, {"allow": ["duplicate-title"]}),
    (ARGUMENT, {"tags": "tram"}),
    (ARGUMENT, {"tags": ["tram", 2018]}),
    (ARGUMENT, {"search": {"exclude": True}}),
    (ARGUMENT, {"search": True}),
    (EVIDENCE, {"kind": GONE}),
    (EVIDENCE, {"kind": "statistics"}),
    (EVIDENCE, {"kind": "testimony", "speaker": GONE}),
    (EVIDENCE, {"kind": "expert-opinion", "speaker": GONE}),
    (EVIDENCE, {"kind": "assertion", "speaker": GONE}),
    (EVIDENCE, {"kind": "testimony", "speaker": "a clerk"}),
    (EVIDENCE, {"quotes": GONE}),
    (EVIDENCE, {"quotes": []}),
    (EVIDENCE, {"quotes": ["p1-1"]}),
    (EVIDENCE, {"quotes": [{"passage": "p1-1"}]}),
    (EVIDENCE, {"quotes": [{"passage": "p9-9", "exact": "three words here"}]}),
    (EVIDENCE, {"citation": CITATION}),
    (EVIDENCE, {"quotes": [], "citation": CITATION}),
    (EVIDENCE, cited()),
    (EVIDENCE, cited(date=2018)),
    (EVIDENCE, cited(date=2018.5, title=True, accessed="2018-01-02")),
    (EVIDENCE, cited(publisher=GONE)),
    (EVIDENCE, cited(date=GONE)),
    (EVIDENCE, cited(date=None)),
    (EVIDENCE, cited(url="www.example.org")),
    (EVIDENCE, cited(url="HTTP://example.org")),
    (EVIDENCE, cited(url="https://example.org/a b")),
    (EVIDENCE, cited(page=3)),
    (EVIDENCE, {"reliability": "G"}),
    (EVIDENCE, {"reliability": "b"}),
    (EVIDENCE, {"credibility": 0}),
    (EVIDENCE, {"credibility": 1}),
    (EVIDENCE, {"credibility": 7}),
    (EVIDENCE, {"credibility": "3"}),
    (EVIDENCE, {"credibility": 2.5}),
    (EVIDENCE, {"credibility": None}),
    (EVIDENCE, {"segments": ["nobody"]}),
    (EVIDENCE, {"segments": [{"to": "students", "passages": ["p1-1"]}]}),
    (EVIDENCE, {"segments": [{"to": "students", "passages": "p1-1"}]}),
    (EVIDENCE, {"segments": [{"to": "students", "passages": ["p9-9"]}]}),
    (EVIDENCE, {"segments": [{"to": "students", "passages": ["p1-1", "p1-1"]}]}),
    (EVIDENCE, {"origin": "a clerk"}),
    (EVIDENCE, {"origin": None}),
    (EVIDENCE, cited(excerpt="so many riders", archived="https://example.org/kept")),
    (EVIDENCE, cited(archived="www.example.org")),
    (SEGMENT, {"audience": GONE}),
    (SEGMENT, {"audience": 7}),
    (SEGMENT, {"broader": "nobody"}),
    (SEGMENT, {"broader": "shopkeepers"}),
    (SEGMENT, {"broader": ["shopkeepers"]}),
    (SEGMENT, {"evidence": ["nothing"]}),
    (SEGMENT, {"claim": "x"}),
    (ARTICLE, {"title": "x" * 200}),
    (ARTICLE, {"author": GONE}),
    (ARTICLE, {"set_aside": {"p9-9": "there is none"}}),
    (ARTICLE, {"set_aside": ["p0-2"]}),
    (ARTICLE, {"language": "zh-Hans", "translated_from": "x-old"}),
    (ARTICLE, {"language": "zh_CN"}),
    (ARTICLE, {"translated_from": "Chinese"}),
    (ARTICLE, {"found": {"url": "https://example.org/", "accessed": "2024-05-01"}}),
    (ARTICLE, {"found": {"url": "example.org", "accessed": "2024-05-01"}}),
]

# What these find is said at one place of a casebook, and is no matter of a page's own fields.
ELSEWHERE = {
    "does-not-reach-thesis",
    "undercut-of-nothing",
    "supports-and-attacks",
    "link-to-itself",
    "cycle",
    "no-thesis",
    "two-theses",
}
OWN_FIELDS = {
    "speaker-missing",
    "citation-incomplete",
    "citation-address",
    "quotes-and-citation",
    "passage-unknown",
    "set-aside-unknown",
    "exception-unknown",
    "former-name-malformed",
    "passage-not-quoted-here",
}


@pytest.mark.parametrize(("uri", "changes"), CHANGES, ids=lambda value: str(value)[-70:])
def test_the_schema_agrees_with_the_checker(
    uri: str, changes: dict[str, object], tmp_path: Path
) -> None:
    copytree(HERE / "casebooks/tramway/docs", tmp_path / "docs")
    page = tmp_path / "docs" / uri
    _, _, body = page.read_text("utf-8").split("---\n", 2)
    data = front_matter(page.read_text("utf-8")) | changes
    data = {name: value for name, value in data.items() if value is not GONE}
    page.write_text(f"---\n{json.dumps(data, ensure_ascii=False)}\n---\n{body}", "utf-8")
    casebook = load(from_folder(tmp_path / "docs"))
    found = {
        finding.code
        for finding in check(casebook)
        if finding.path.endswith(f"docs/{uri}")
        and (RULES[finding.code].family in ("format", "links") or finding.code in OWN_FIELDS)
    }
    kind = next(page.kind for page in casebook.pages if page.uri == uri)
    assert kind
    said = faults(kind, casebook, data)
    assert bool(found - ELSEWHERE) == bool(said), (found, said)


def test_a_slug_may_look_like_a_number(tmp_path: Path) -> None:
    copytree(HERE / "casebooks/tramway/docs", tmp_path / "docs")
    segment = tmp_path / "docs" / SEGMENT
    segment.rename(segment.with_stem("2018"))
    casebook = load(from_folder(tmp_path / "docs"))
    page = front_matter((tmp_path / "docs" / EVIDENCE).read_text("utf-8"))
    assert faults(Kind.EVIDENCE, casebook, page | {"segments": [2018]}) == []
    assert faults(Kind.EVIDENCE, casebook, page | {"segments": ["2018"]}) == []
    assert faults(Kind.EVIDENCE, casebook, page | {"segments": [2019]})


def test_a_casebook_without_pages_of_a_kind_allows_no_link_to_one(tmp_path: Path) -> None:
    copytree(HERE / "casebooks/tramway/docs/article", tmp_path / "docs/article")
    casebook = load(from_folder(tmp_path / "docs"))
    Draft202012Validator.check_schema(schema(Kind.SEGMENT, casebook))
    data = {"title": "T", "audience": "A"}
    assert faults(Kind.SEGMENT, casebook, data) == []
    assert faults(Kind.SEGMENT, casebook, data | {"broader": "x"})


def test_what_editors_read_is_up_to_date() -> None:
    made = files()
    if os.environ.get("CASEBOOK_UPDATE"):
        COMMITTED.mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            (COMMITTED / name).write_text(text, "utf-8", newline="")
    there = {file.name: file.read_text("utf-8") for file in COMMITTED.glob("*")}
    assert there == made, "write them anew: CASEBOOK_UPDATE=1 .venv/bin/pytest tests/test_schema.py"


def test_the_site_has_the_schemas_of_its_casebook(site: Site) -> None:
    made = files(load(from_config(ROOT / "mkdocs.yml")))
    for name, text in made.items():
        assert (site.folder / "schemas" / name).read_text("utf-8") == text


def test_a_schema_of_the_authors_own_is_kept(tramway: Path, tmp_path: Path) -> None:
    own = tramway.parent / "docs/schemas/segment.schema.json"
    own.parent.mkdir()
    own.write_text("{}", "utf-8")
    site = build_site(tramway, tmp_path / "site")
    assert (site.folder / "schemas/segment.schema.json").read_text("utf-8") == "{}"
    assert (site.folder / "schemas/argument.schema.json").is_file()
