"""The casebook for other tools: they read all of it, and it keeps to its standards.

Foreign programs are used where they are on the machine; in CI, where ``FOREIGN_TOOLS`` is set, they
have to be.
"""

from __future__ import annotations

import csv
import importlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from casebook.command import main
from casebook.export import FORMATS, files, json_schema, linked_data
from casebook.model.graph import Casebook
from casebook.model.kinds import ARTICLE_PAGE
from casebook.model.links import Relation
from casebook.model.passages import fold
from casebook.model.sources import silenced
from casebook.model.standing import standings
from pages import Pages
from site_under_test import ROOT, Site

HOSTILE = """[x] <b> </script> #tag @me {y} *z* _u_ // /* `q` "quoted" 'it' \\ | = -- a: b"""


def address(uri: str) -> str:
    return uri.replace(".md", ".html")


def exported(casebook: Casebook, form: str) -> str:
    return FORMATS[form](casebook, address)


def table(text: str) -> csv.DictReader[str]:
    """The rows of an exported table, behind its byte-order mark."""
    return csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))


@pytest.fixture
def hostile(tmp_path: Path) -> Casebook:
    """Texts with all that means something somewhere, and every relation."""
    words = f"Words with [x] <b> #tag @me {{y}} *z* // {chr(34)}quoted{chr(34)} here."
    escaped = words.replace("[", "\\[").replace("*", "\\*").replace("{", "\\{").replace("#", "\\#")
    pages = Pages(tmp_path)
    pages.article(escaped, original=words)
    pages.segment("group", audience="=cmd|' /C calc'!A0")
    pages.evidence(
        "quote",
        quotes=[{"passage": "p1-1", "exact": words}],
        speaker="+49 said",
        segments=["group"],
    )
    cited = {
        "title": "@T",
        "publisher": "-P",
        "url": "https://example.org/?a=b&c",
        "date": "undated",
    }
    pages.evidence("cited", citation={**cited, "accessed": "2026-11-23"})
    claim = HOSTILE.replace("<b> </script>", "1 < 2")
    pages.argument("thesis", role="thesis", claim=claim, evidence=["quote"])
    pages.argument("one", supports=[{"to": "thesis", "because": claim}], counter_evidence=["cited"])
    pages.argument("two", attacks=["one"], segments=["group"])
    pages.argument("cut", undercuts=[{"from": "one", "to": "thesis", "because": "No."}])
    pages.argument("three", supports=[{"to": "two", "with": ["four", "cut"], "because": "[x]"}])
    pages.argument("four", undercuts=[{"from": "cut", "to": "two", "strength": "weak"}])
    return pages.casebook()


@pytest.mark.parametrize("which", ["casebook", "hostile"])
def test_all_exports_have_the_same_parts(which: str, request: pytest.FixtureRequest) -> None:
    casebook: Casebook = request.getfixturevalue(which)
    arguments, evidence = len(casebook.arguments), len(casebook.evidence)
    attacks, steps = len(casebook.links_of(Relation.ATTACKS)), len(casebook.steps)
    premises = sum(len(step.premises) for step in casebook.steps)
    grounds = [
        link
        for link in casebook.links_of(Relation.EVIDENCE, Relation.COUNTER_EVIDENCE)
        if link.source.kind == "argument"
    ]
    undercuts = len(casebook.undercuts)
    assert sum(len(undercut.steps) for undercut in casebook.undercuts) == undercuts

    document = json.loads(exported(casebook, "json"))
    assert len(document["arguments"]) == arguments
    assert len(document["evidence"]) == evidence
    assert len(document["links"]) == len(casebook.links)
    assert len(document["steps"]) == steps
    assert len(document["undercuts"]) == undercuts
    denied = [it for it in document["links"] if it["denied"] is not None]
    assert len(denied) == steps
    assert sum(1 + len(it["with"]) for it in denied) == premises

    aif = json.loads(exported(casebook, "aif"))
    kinds = [node["type"] for node in aif["nodes"]]
    assert kinds.count("I") == arguments + evidence
    others = attacks + len(grounds) + undercuts
    assert kinds.count("RA") + kinds.count("CA") == steps + others
    assert len(aif["edges"]) == premises + steps + 2 * others
    known = {node["nodeID"] for node in aif["nodes"]}
    assert {end for edge in aif["edges"] for end in (edge["fromID"], edge["toID"])} <= known

    quotes = sum(len(it.fields.quotes) for it in casebook.evidence.values())
    cited = (it.fields.citation for it in casebook.evidence.values())
    quotes += sum(citation is not None and citation.excerpt is not None for citation in cited)
    annotations = json.loads(exported(casebook, "annotations"))
    assert annotations["total"] == len(annotations["first"]["items"]) == quotes

    rows = [*table(exported(casebook, "csv"))]
    assert [row["slug"] for row in rows] == [*casebook.evidence]


def test_a_step_of_several_premises_is_one_inference(hostile: Casebook) -> None:
    document = json.loads(exported(hostile, "json"))
    (step,) = (it for it in document["steps"] if it["conclusion"] == "two")
    assert step["premises"] == ["three", "four", "cut"]
    assert (step["denied"], step["questioned"], step["undercut_by"]) == (False, True, ["four"])
    aif = json.loads(exported(hostile, "aif"))
    texts = {node["nodeID"]: node["text"] for node in aif["nodes"]}
    into = {
        node["nodeID"]: [
            texts[edge["fromID"]] for edge in aif["edges"] if edge["toID"] == node["nodeID"]
        ]
        for node in aif["nodes"]
        if node["type"] == "RA"
    }
    assert ["three", "four", "cut", "Default Conflict"] in into.values()


@pytest.mark.parametrize("form", FORMATS)
def test_what_a_source_has_said_is_in_no_export_without_it(hostile: Casebook, form: str) -> None:
    left = silenced(hostile, ["  +49 SAID"])
    assert "+49 said" in exported(hostile, "csv")
    assert "+49 said" not in exported(left, form)
    assert len(left.arguments) == len(hostile.arguments)
    assert standings(left) == standings(hostile, without=frozenset({"+49 said"}))


@pytest.mark.parametrize("which", ["casebook", "hostile"])
def test_the_document_keeps_to_its_schema(which: str, request: pytest.FixtureRequest) -> None:
    schema = json.loads(json_schema())
    Draft202012Validator.check_schema(schema)
    document = json.loads(exported(request.getfixturevalue(which), "json"))
    assert [*Draft202012Validator(schema).iter_errors(document)] == []
    document["arguments"][0]["unknown"] = 1
    assert [*Draft202012Validator(schema).iter_errors(document)] != []


@pytest.mark.parametrize("which", ["casebook", "hostile"])
def test_each_annotation_resolves_in_the_original_by_quote_and_by_position(
    which: str, request: pytest.FixtureRequest
) -> None:
    casebook: Casebook = request.getfixturevalue(which)
    assert casebook.article is not None
    assert casebook.article.original is not None
    original = casebook.article.original.text or ""
    items = json.loads(exported(casebook, "annotations"))["first"]["items"]
    by_slug: dict[str, list[str]] = {}
    # An outside excerpt with words left out has several targets, each on the page that it cites.
    whole = [it for it in items if isinstance(it["target"], dict)]
    inside = [it for it in whole if it["target"]["source"] == "article/original.txt"]
    for item in inside:
        quote, position = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert original[start:end] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert original.count(around) == 1
        assert original.index(around) + len(quote["prefix"]) == start
        slug = item["body"]["id"].removeprefix("evidence/").removesuffix(".html")
        by_slug.setdefault(slug, []).append(fold(quote["exact"]))
    for slug, evidence in casebook.evidence.items():
        assert sorted(by_slug.get(slug, [])) == sorted(
            fold(it.exact) for it in evidence.fields.quotes
        )


def test_positions_count_the_characters_of_the_file_as_it_is(tmp_path: Path) -> None:
    pages = Pages(tmp_path)
    pages.article(
        "One 微信 two.", "Three four five.", original="One  微信\n two.\n\n Three four\tfive.\n"
    )
    pages.argument("thesis", role="thesis", evidence=["e"])
    pages.evidence("e", quotes=[{"passage": "p1-2", "exact": "Three four five"}])
    (item,) = json.loads(exported(pages.casebook(), "annotations"))["first"]["items"]
    quote, position = item["target"]["selector"]
    assert quote["exact"] == "Three four\tfive"
    assert (position["start"], position["end"]) == (16, 31)
    passages = json.loads(exported(pages.casebook(), "json"))["article"]["passages"]
    assert [(it["start"], it["end"]) for it in passages] == [(0, 13), (16, 32)]


def test_no_cell_of_the_table_is_a_formula(hostile: Casebook) -> None:
    text = exported(hostile, "csv")
    assert text.startswith("\ufeffslug,")
    assert text.count("\r\n") == 3
    rows = {row["slug"]: row for row in table(text)}
    assert rows["quote"]["speaker"] == "'+49 said"
    assert rows["cited"]["source"] == "'@T"
    assert rows["cited"]["publisher"] == "'-P"
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for row in rows.values() for cell in row.values()
    )


FORMULA = "=1+1"
BEFORE = {
    "nothing": "",
    "a blank": " ",
    "a no-break space": "\u00a0",
    "a blank of Chinese width": "\u3000",
    "a byte-order mark": "\ufeff",
    "a space of no width": "\u200b",
    "several": " \u00a0\u2003",
}


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE.keys())
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff20", "\ufe62"])
def test_a_formula_is_one_behind_blanks_and_in_full_width(
    before: str, sign: str, tmp_path: Path
) -> None:
    pages = Pages(tmp_path)
    pages.article("One two three.")
    pages.argument("thesis", role="thesis", evidence=["e"])
    speaker = f"{before}{sign}1+1"
    pages.evidence("e", quotes=[{"passage": "p1-1", "exact": "One two three."}], speaker=speaker)
    [row] = table(exported(pages.casebook(), "csv"))
    assert row["speaker"] == f"'{speaker}"


@pytest.mark.parametrize("speaker", ["a = b", "1 - 2", "\u2013 she", "\u201c=\u201d", "'=1"])
def test_a_sign_in_the_midst_makes_no_formula(speaker: str, tmp_path: Path) -> None:
    pages = Pages(tmp_path)
    pages.article("One two three.")
    pages.argument("thesis", role="thesis", evidence=["e"])
    pages.evidence("e", quotes=[{"passage": "p1-1", "exact": "One two three."}], speaker=speaker)
    [row] = table(exported(pages.casebook(), "csv"))
    assert row["speaker"] == speaker


def test_data_in_a_head_cannot_end_its_script(hostile: Casebook) -> None:
    told = linked_data(hostile, "arguments/thesis.md", address)
    assert told is not None
    assert told.count("<") == 2
    data = json.loads(told.partition(">")[2].rpartition("<")[0])
    assert data["text"] == HOSTILE.replace("<b> </script>", "1 < 2")
    assert data["@id"] == "thesis.html"
    assert data["citation"] == [{"@type": "Quotation", "@id": "../evidence/quote.html"}]


def test_every_page_of_a_kind_says_what_it_is(site: Site, casebook: Casebook) -> None:
    types = {"argument": "Claim", "evidence": None, "segment": "Audience"}
    members = [m for of_kind in casebook.members.values() for m in of_kind.values()]
    for member in members:
        page = site.page(member.uri.removesuffix(".md"))
        (script,) = page.html.select('head script[type="application/ld+json"]')
        data = json.loads(script.get_text())
        assert data["name"] == member.title
        assert data["@type"] == (types[member.kind] or data["@type"])
        assert data["@type"] in ("Claim", "Quotation", "CreativeWork", "Audience")
    (script,) = site.page("article").html.select('head script[type="application/ld+json"]')
    assert json.loads(script.get_text())["@type"] == "OpinionNewsArticle"


def test_the_site_has_every_export(site: Site, casebook: Casebook) -> None:
    for name, text in files(casebook, address).items():
        assert (site.folder / name).read_text("utf-8") == text.replace("\r\n", "\n")


def test_the_command_writes_what_the_site_has(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    for form, name in {"json": "casebook.json", "csv": "evidence.csv"}.items():
        assert main(["export", form, "-o", str(tmp_path / name)]) == 0
        assert (tmp_path / name).read_bytes() == (site.folder / name).read_bytes()


def test_the_command_leaves_out_what_a_source_has_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT / "tests/casebooks/tramway")
    assert main(["export", "json", "--without", "The  Council", "a baker, unnamed"]) == 0
    document = json.loads(capsys.readouterr().out)
    standing = {it["slug"]: it["standing"] for it in document["arguments"]}
    assert standing["council-expects-visitors"]["backing"] == "attested"  # by the students
    assert standing["council-expects-visitors"]["sources"] == []
    assert "council-says" not in {it["slug"] for it in document["evidence"]}
    assert main(["export", "json", "--without", "the counsil"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "did you mean `the council`?" in told.err


def test_what_does_not_hang_together_is_not_exported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Pages(tmp_path).argument("a", supports=["none"])
    assert main(["export", "json", "--docs", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "nothing is written" in told.err


# ---- Foreign tools -------------------------------------------------------------------------------


def foreign(found: object, what: str) -> None:
    """Skip where a tool is not there, but fail where it has to be."""
    if not found:
        assert not os.environ.get("FOREIGN_TOOLS"), f"{what} has to be there"
        pytest.skip(f"no {what} on this machine")


def module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


@pytest.mark.parametrize("which", ["casebook", "hostile"])
def test_argdown_reads_every_statement_and_relation(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    argdown = shutil.which("argdown")
    foreign(argdown, "argdown")
    casebook: Casebook = request.getfixturevalue(which)
    folder = tmp_path / "map"
    folder.mkdir()
    (folder / "casebook.argdown").write_text(exported(casebook, "argdown"), "utf-8")
    command = [str(argdown), "json", str(folder / "casebook.argdown"), str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    read = json.loads((folder / "casebook.json").read_text("utf-8"))
    texts = {
        member["text"]
        for statement in read["statements"].values()
        for member in statement["members"]
        if member.get("text")
    }
    assert len(read["statements"]) == len(casebook.arguments) + len(casebook.evidence)
    for argument in casebook.arguments.values():
        assert any(text.startswith(fold(argument.fields.claim)) for text in texts)
    kinds = [relation["relationType"] for relation in read["relations"]]
    grounds = [
        link.relation
        for link in casebook.links_of(Relation.EVIDENCE, Relation.COUNTER_EVIDENCE)
        if link.source.kind == "argument"
    ]
    both = [*grounds, *(link.relation for link in casebook.links_of(Relation.ATTACKS))]
    alone = [step for step in casebook.steps if len(step.premises) == 1]
    assert kinds.count("support") == both.count(Relation.EVIDENCE) + len(alone)
    against = both.count(Relation.COUNTER_EVIDENCE) + both.count(Relation.ATTACKS)
    assert kinds.count("attack") == against
    assert kinds.count("undercut") == len(casebook.undercuts)
    cut = {step for undercut in casebook.undercuts for step in undercut.steps}
    reconstructed = [it for it in casebook.steps if it in cut or len(it.premises) > 1]
    read_again = [it["pcs"] for it in read["arguments"].values() if it.get("pcs")]
    assert sorted(len(pcs) for pcs in read_again) == sorted(
        len(step.premises) + 1 for step in reconstructed
    )


TITLES = (
    *("- item", "-item", "--- a rule", "+ plus", "_ cut", "1. first", "1) first", "(1) first"),
    *("# head", "#tag it", "*star*", "_low_", "@at", "< less", "> more", "<+ less", "[x] y", "]"),
    *("== section", "=== meta", "a // b", "a /* b */ c", ": colon", "a: b", "{x: y}", "\\ back"),
    *("| bar", "=> so", "` tick", "~ wave", "^ up", "% per", "a - b", "a -", "-", "a\u2028b"),
    *("a\u2029c", "a\u0085d", "\u2028- e", "\u00a0- f"),
)


def test_argdown_reads_titles_that_begin_with_any_sign(tmp_path: Path) -> None:
    argdown = shutil.which("argdown")
    foreign(argdown, "argdown")
    pages = Pages(tmp_path)
    pages.article("One two three.")
    pages.argument("thesis", role="thesis", claim="It is so\u2028- and more\u0085+ so.")
    for number, title in enumerate(TITLES):
        links = {"supports": ["thesis"]} if number % 2 else {"attacks": ["thesis"]}
        pages.argument(f"a{number}", title=title, claim=f"{title} {number}", **links)
    casebook = pages.casebook()
    assert len(casebook.arguments) == len(TITLES) + 1
    written = exported(casebook, "argdown")
    assert not re.search("[\u0085\u2028\u2029]", written)
    (tmp_path / "casebook.argdown").write_text(written, "utf-8")
    command = [str(argdown), "json", str(tmp_path / "casebook.argdown"), str(tmp_path / "map")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    read = json.loads((tmp_path / "map/casebook.json").read_text("utf-8"))
    assert [name for name in read["statements"] if name.startswith("Untitled")] == []
    assert len(read["statements"]) == len(casebook.arguments)
    assert len(read["relations"]) == len(TITLES)


def test_arguebuf_reads_every_node_and_edge(casebook: Casebook) -> None:
    arguebuf = module("arguebuf")
    foreign(arguebuf, "arguebuf")
    written = json.loads(exported(casebook, "aif"))
    graph = arguebuf.load.aif(written)
    assert len(graph.nodes) == len(written["nodes"])
    assert len(graph.edges) == len(written["edges"])


def test_a_processor_of_json_ld_reads_what_each_page_is(casebook: Casebook) -> None:
    pyld = module("pyld")
    foreign(pyld, "pyld")
    context = {"@context": {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}}

    def loader(url: str, _options: object) -> dict[str, object]:
        assert url == "https://schema.org"
        return {"contextUrl": None, "documentUrl": url, "document": context}

    for uri in (ARTICLE_PAGE, *(it.uri for it in casebook.arguments.values())):
        told = linked_data(casebook, uri, address, "https://example.org/")
        assert told is not None
        data = json.loads(told.partition(">")[2].rpartition("<")[0])
        (node,) = pyld.jsonld.expand(data, {"documentLoader": loader})
        assert node["@id"] == f"https://example.org/{address(uri)}"
        assert node["@type"][0] in (
            "https://schema.org/Claim",
            "https://schema.org/OpinionNewsArticle",
        )
        lost = set(data) - {"@context", "@id", "@type"}
        assert {f"https://schema.org/{name}" for name in lost} <= set(node)


EXAMPLE = re.compile(r"^\$ python3 - <<'END'\n(?P<code>.*?)^END\n(?P<output>.*?)^```", re.M | re.S)


@pytest.mark.parametrize("number", range(3))
def test_the_examples_of_the_data_page_print_what_it_says(site: Site, number: int) -> None:
    page = (ROOT / "docs/data.md").read_text("utf-8")
    examples = [*EXAMPLE.finditer(page)]
    assert len(examples) == 3
    run = subprocess.run(
        [sys.executable, "-c", examples[number]["code"]],
        cwd=site.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == examples[number]["output"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # within rdflib
def test_what_the_pages_say_of_themselves_has_the_shape_it_should(casebook: Casebook) -> None:
    pyshacl, rdflib = module("pyshacl"), module("rdflib")
    foreign(pyshacl and rdflib, "pyshacl")
    graph = rdflib.Graph()
    context = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}
    members = [m for of_kind in casebook.members.values() for m in of_kind.values()]
    for uri in (ARTICLE_PAGE, *(member.uri for member in members)):
        told = linked_data(casebook, uri, address, "https://example.org/")
        assert told is not None
        data = json.loads(told.partition(">")[2].rpartition("<")[0])
        graph.parse(data=json.dumps({**data, "@context": context}), format="json-ld")
    shapes = rdflib.Graph().parse(ROOT / "tests/schemas/pages.shacl.ttl")
    conforms, _, text = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, text
    graph.remove((None, rdflib.URIRef("https://schema.org/audienceType"), None))
    assert not pyshacl.validate(graph, shacl_graph=shapes)[0]
