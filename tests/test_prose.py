"""What the prose reader sees is what Python-Markdown shows; and where, is where it is written."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from casebook.analysis import quotations_in_text as quotations
from casebook.analysis.quotations_in_text import misquoted
from casebook.analysis.texts import Texts
from casebook.model.page import Page
from casebook.prose.anchors import scan_anchors
from casebook.prose.markup import CannotRead, Markup
from casebook.prose.reader import BASE, ProseReader
from casebook.prose.rendering import Rendering
from casebook.prose.scanning import scan
from casebook.reading.below_docs import below_docs
from casebook.reading.files import published, read, read_page
from casebook.reading.linking import load
from casebook.reading.project import Project, from_config
from golden import HERE
from site_under_test import ROOT

SITE = {
    **{name: settings for name, settings in BASE.items() if name != "fenced_code"},
    **{name: {} for name in ("abbr", "admonition", "def_list", "pymdownx.details")},
    "pymdownx.superfences": {},
}
EXTENSIONS: dict[str, dict[str, dict[str, Any]]] = {
    "base": {name: dict(settings) for name, settings in BASE.items()},
    "site": {name: dict(settings) for name, settings in SITE.items()},
    "more": {
        **{name: dict(settings) for name, settings in SITE.items()},
        "footnotes": {},
        "pymdownx.highlight": {},
        "pymdownx.inlinehilite": {},
        "pymdownx.tabbed": {"alternate_style": True},
        "pymdownx.tasklist": {},
    },
}
RENDERINGS = {name: Rendering(extensions) for name, extensions in EXTENSIONS.items()}
PLAIN = {
    name: Markdown(extensions=list(extensions), extension_configs=extensions)
    for name, extensions in EXTENSIONS.items()
}
both = pytest.mark.parametrize("name", EXTENSIONS)


def pages() -> list[Page]:
    configs = [ROOT / "mkdocs.yml", *sorted((HERE / "casebooks").glob("*/mkdocs.yml"))]
    projects = [from_config(config) for config in configs]
    return [
        page
        for project in projects
        for page in read(project, published(project, below_docs(project.docs).files))
    ]


def shown(name: str, body: str) -> tuple[list[str], list[str], list[str]]:
    """The targets of links, those of images, and the ids of headings that readers get."""
    html = BeautifulSoup(PLAIN[name].reset().convert(body), "html.parser")
    for contents in html.select(".toc"):
        contents.decompose()
    return (
        [str(link["href"]) for link in html.find_all("a") if "href" in link.attrs],
        [str(image["src"]) for image in html.find_all("img") if "src" in image.attrs],
        [str(heading.get("id")) for heading in html.find_all([f"h{n}" for n in range(1, 7)])],
    )


def targets(markup: Markup, *, images: bool) -> list[str]:
    return [link.target for link in markup.links if link.is_image is images]


def agree(name: str, body: str) -> None:
    """Hold the scanner to the rendering, and the rendering to what is shown."""
    rendering = RENDERINGS[name]
    markup = rendering.markup(body)
    if (quick := scan(body)) is not None:
        assert quick == markup
    anchors = rendering.anchors(body)
    if (quick_anchors := scan_anchors(body, {})) is not None:
        assert quick_anchors == anchors
    links, images, ids = shown(name, body)
    # An address in angle brackets, one in raw HTML and a footnote's number are links too, which
    # nobody wrote as Markdown links.
    assert _within(targets(markup, images=False), links)
    assert _within(targets(markup, images=True), images)
    if "<" not in body and "[^" not in body:
        assert targets(markup, images=False) == links
        assert targets(markup, images=True) == images
        assert [heading.id for heading in anchors.headings] == ids
    for link in markup.links:
        assert body[link.start : link.start + 1 + link.is_image] == "!["[not link.is_image :]
        assert link.start < link.end <= len(body)


def _within(some: list[str], all_of_them: list[str]) -> bool:
    rest = iter(all_of_them)
    return all(one in rest for one in some)


@both
def test_every_page_of_the_project(name: str) -> None:
    decided = 0
    for page in pages():
        agree(name, page.body)
        decided += scan(page.body) is not None
    assert decided > 50, "the scanner hardly ever decides"


AWKWARD = {
    "words of another language": 'a <span lang="zh">[b](c)</span>\n\n# <span lang="zh">d</span>\n',
    "a language within a link": '[a <span lang="zh" dir="ltr">b</span>](c) [d](<span lang="zh">)',
    "a language that begins a line": '<span lang="zh">a\n[b](c)</span>\n\n</span># d\n',
    "a link over two lines of a list": "- a [b\n  c](d)\n- e [f\n   g](h)\n\n[i\n # j](k)\n",
    "code span": "`[a](b)` [c](d)",
    "code span over lines": "a `b\n[c](d)` e",
    "unpaired tick": "a ` b [c](d)",
    "ticks in two paragraphs": "a ` b\n\nc ` d [e](f)",
    "double ticks": "``[a](b) ` `` [c](d)",
    "escaped tick": r"\`[a](b)\`",
    "fence": "```\n[a](b)\n```\n[c](d)",
    "fence with language": "```yaml\n# a\n[a](b)\n```\n\n# c",
    "fence with title": '```yaml title="x.md"\n[a](b)\n```',
    "fence with attributes": "``` { .yaml #x }\n[a](b)\n```",
    "unclosed fence": "```\n[a](b)",
    "tildes": "~~~\n[a](b)\n~~~\n[c](d)",
    "fence in fence": "````\n```\n[a](b)\n```\n````\n[c](d)",
    "fence closed longer": "```\n[a](b)\n`````\n[c](d)",
    "fence in a list": "- a\n\n    ```\n    [a](b)\n    ```\n",
    "fence in a quote": "> ```\n> [a](b)\n> ```\n",
    "fence after text": "text\n```\n[a](b)\n```\ntext [c](d)",
    "indented code": "a\n\n    [a](b)\n\n[c](d)",
    "indented first line": "    [a](b)",
    "tab": "a\n\n\t[a](b)\n",
    "lazy indentation": "a\n    [a](b)\n",
    "list with paragraphs": "- a\n\n    [a](b)\n\n- c\n",
    "code in a quote": ">     [a](b)\n",
    "quote": "> [a](b)\n> [c\n> d](e)\n",
    "comment": "<!-- [a](b) -->\n[c](d)",
    "comment in a line": "a <!-- [a](b) --> [c](d)",
    "comment over lines": "<!--\n[a](b)\n-->\n\n[c](d)",
    "comment with a part": "<!-- casebook: thesis -->\n# a\n",
    "html": "<div>[a](b)</div>\n\n[c](d)",
    "html with markdown": "<div markdown>\n\n[a](b) { #x }\n\n## h\n\n</div>\n",
    "inline html": 'a <b>[a](b)</b> <a href="x">y</a> <img src="z" alt="[q](r)">',
    "html ids": '<span id="x"></span> <a name="y"></a>\n\n<div id="z"></div>\n',
    "autolink": "<https://example.org/[a](b)> [c](d) <a@example.org>",
    "less than": "1 < 2 [a](b) <3",
    "escapes": r"\[a](b) \\[c](d) !\[e](f) [g\]](h) [i](j\)k)",
    "image": "![a](b) !\\![c](d) !![e](f) ! [g](h)",
    "no image": "\\![a](b) c\n\n\\\\![d](e)",
    "image in a link": "[![a](b)](c)",
    "link in a link": "[a [b](c) d](e)",
    "brackets": "[a] [b](c) [d [e] f](g) x[0] [ ]",
    "unclosed": "[a [b](c)\n\n[d](e) ] [f](g",
    "parentheses": "[a](b(c)d) [e](f (g) [h](i)",
    "blank before the target": "[a] (b) [c]\n(d)",
    "angle brackets": "[a](<b c>) [d](<e>)",
    "titles": "[a](b \"c\") [d](e 'f') [g](h \"i\" j) [k](l 'm\"n')",
    "blanks in targets": "[a](b c) [d]( e ) [f](\ng\n)",
    "empty": "[](a) [b]() ![](c) ![d]()",
    "over lines": "[a\nb](c)\n[d\n\ne](f)",
    "over a heading": "[a\n# b](c)",
    "over an item": "- [a\n- b](c)",
    "in a table": "| a | b |\n| - | - |\n| [c](d) | [e|f](g) |\n| `|` | [h](i) |",
    "references": "[a][b] [b] [c][] [d][e] [B] [f] [b]\n\n[b]: x\n[c]: <y> 'z'\n",
    "references one after another": "[a][b][c] [a] [b] [a]\n[b]\n\n[b]: x\n[c]: y",
    "reference to a link": "[a][b](c)\n\n[b]: d",
    "image references": "![a][b] ![b] ![c][d]\n\n[b]: x.png",
    "definition in code": "[a][b]\n\n```\n[b]: c\n```\n",
    "footnotes": "a[^1] [b](c)\n\n[^1]: d [e](f)\n",
    "footnotes with references": "a[^1]\n\n[^1]:\n    [b][c]\n\n    [c]: d\n",
    "references in blocks": "> [a][b]\n>\n> [b]: c\n\n- [d][e]\n\n    [e]: f\n",
    "definitions in lists": "1. [a][b]\n\n    - [b]: c\n",
    "empty link behind brackets": "[a][](b)",
    "what is no definition": "[a]: see [b](c)\n\n[d]: e [f](g)\n",
    "abbreviations": "HTML [HTML](a)\n\n*[HTML]: x [y](z)\n",
    "definition list": "a\n:   [b](c)\n\n    [d](e)\n",
    "admonition": '!!! note "[a](b)"\n    [c](d)\n\n    ## e\n\n[f](g)\n',
    "details": '??? note "[a](b)"\n    [c](d)\n',
    "tabs": '=== "a"\n\n    [b](c)\n',
    "tasks": "- [ ] [a](b)\n- [x] c\n",
    "attributes": "[a](b){ #c } d\n{ #e }\n\n## f { #g .h }\n\n## i {: #j }\n\n{ #k }\n",
    "attributes twice": "## a { #b }\n\n## c { #b }\n\n## d { #e #f }\n",
    "attributes by name": '## a { id=b }\n\n## c { title="d #e f" }\n\ng\n{ id="h" }\n',
    "headings": "# a\n#b\n  # c\n## d ##\n####### e\n#\na # b\n",
    "headings in blocks": "> # a\n\n- # b\n\n1. ## c\n\n    # d\n",
    "heading within a paragraph": "a\n# b\nc\n",
    "underlined": "a\n=\n\nb\n---\n\nc\nd\n---\n\n---\n\n- e\n---\n",
    "headings alike": "# a\n\n# a\n\n# a_1\n\n## a { #a }\n",
    "headings of other words": "# Ünïcode & more\n\n## 茶馆\n\n## a *b* `c` [d](e)\n\n## B?!\n",
    "heading with an abbreviation": "# HTML\n\n*[HTML]: x\n",
    "line ends with blanks": "# a  \n[b](c)  \nd\n",
    "toc": "[TOC]\n\n# a\n\n[b](c)\n",
    "emphasis": "*[a](b)* _[c](d)_ **[e](f)** [*g*](h)_[i](j)_",
    "entity": "&lbrack;a](b) [&amp;](c) &[d](e)",
    "our own marks": "\ue000[a](b)\ue001 \ue010 # c\ue002",
    "odd blanks": "\u00a0[a](b)\n\u2028[c](d)\n\x0c[e](f)",
    "nothing": "",
    "hash at the end": "# a #",
    "many links": "[a](b)" * 200,
}  # fmt: skip


@both
@pytest.mark.parametrize("body", AWKWARD.values(), ids=AWKWARD.keys())
def test_awkward_markdown(name: str, body: str) -> None:
    agree(name, body)


TOKENS = (
    *("[", "]", "(", ")", "![", "](", "][", "[a](b)", "![a](b)", "[a][b]", "[a]", "[b]: c\n"),
    *("`", "``", "```\n", "~~~\n", "    ", "\t", "> ", "- ", "1. ", "# ", "## ", " #", "---\n"),
    *("\n", "\n\n", "\n\n", " ", "a", "b c", "\\", "!", "|", "| - | - |\n", "*", "_", "<", ">"),
    *("<!-- ", " -->", "<div>", "</div>", "<b>", '"', ":", ": ", "{ #x }", " { #y }\n", "{", "}"),
    *("&amp;", "!!! note\n", "https://example.org", "<https://example.org>", "\u00a0", "é"),
)  # fmt: skip


@settings(max_examples=1_000, deadline=None, derandomize=True)
@given(
    name=st.sampled_from(sorted(EXTENSIONS)), tokens=st.lists(st.sampled_from(TOKENS), max_size=25)
)
def test_any_markdown(name: str, tokens: list[str]) -> None:
    body = "".join(tokens)
    assume("<![" not in body)  # Python's HTML parser, and so every build, fails at it
    agree(name, body)


def test_what_stops_mkdocs_is_not_passed_over() -> None:
    body = "<![a](b)"
    try:
        HTMLParser().feed(body)  # with which MkDocs looks for ids
    except AssertionError:  # of a Python that is not new
        with pytest.raises(CannotRead, match="marked section"):
            ProseReader(SITE).anchors(body)
    else:
        agree("site", body)


@pytest.mark.parametrize(
    "text",
    [
        *("[sic] [the council](x.md)", "- [ ] [the council](x.md)", "[sic] [our emphasis]"),
        *("a[^1][^2]\n\n[^1]: b\n\n[^2]: c", "[sic][^1]\n\n[^1]: b", "x[i][j]", "[a]\n[b]"),
        *("<code>[a][b]</code>", "<kbd>[a][b]</kbd>", "- [a][b]\n\n    [b]: c"),
        *("f(x)[1][2]", "`a`[0][1]", "*a*[0][1]", "x_[i][j]"),
    ],
)
def test_two_pairs_of_brackets_that_are_no_reference(text: str) -> None:
    assert RENDERINGS["more"].markup(text).undefined == ()


@pytest.mark.parametrize(
    "text", ["[a][lable]", "[lable][]", "![a][lable]", "[a] [lable]\n\n[label]: x"]
)
def test_a_reference_that_nothing_defines(text: str) -> None:
    (told,) = RENDERINGS["more"].markup(text).undefined
    assert (told.label, text[told.label_at :][:5]) == ("lable", "lable")


def test_the_first_line_of_a_footnote_is_read() -> None:
    text = "a[^1]\n\n[^1]: as [the guide](x.md) says\n"
    assert targets(RENDERINGS["more"].markup(text), images=False) == ["x.md"]


@pytest.mark.parametrize(
    "text", ["**[Note]: [c](x.md)**", "Words\n- [Note]: [c](x.md)", "*[c](x.md)* is\n\n[a]: b"]
)
def test_what_looks_like_a_definition_may_hold_a_link(text: str) -> None:
    assert targets(RENDERINGS["more"].markup(text), images=False) == ["x.md"]


def test_two_references_to_one_page_are_told_apart() -> None:
    text = "[a][b] [c][d]\n\n[b]: x.md\n[d]: x.md\n"
    assert [link.target_at for link in RENDERINGS["more"].markup(text).links] == [20, 30]


def test_an_extension_that_is_not_known_is_left_to_python_markdown() -> None:
    reader = ProseReader({"wikilinks": {}})
    assert [link.target for link in reader.markup("[[a]] [b](c)").links] == ["c"]
    assert scan("[b](c)") == reader.markup("[b](c)")


def test_what_is_appended_to_every_page_may_define_references(tmp_path: Path) -> None:
    (tmp_path / "refs.md").write_text("[b]: ../x.md\n", "utf-8")
    snippets = {"base_path": [str(tmp_path)], "auto_append": ["refs.md"]}
    reader = ProseReader({"pymdownx.snippets": snippets})
    assert [link.target for link in reader.markup("[a][b] and [b]").links] == ["../x.md"] * 2


@pytest.mark.parametrize("separator", ["-", "_"])
def test_the_sites_own_slugs(separator: str) -> None:
    reader = ProseReader({"toc": {"separator": separator, "slugify": _shouting}})
    assert reader.anchors("# who is it").ids == {f"WHO{separator}IS{separator}IT"}
    assert reader.anchors("# who *is* it").ids == {f"WHO{separator}IS{separator}IT"}


def _shouting(text: str, separator: str) -> str:
    return text.upper().replace(" ", separator)


QUOTED = st.sampled_from(
    [
        *(2 * ["the tram is quiet", "Shopkeepers on Mill Street doubt it"]),
        *("the tram is quiet", "the tram is clean", "Shopkeepers on Mill Street doubt it"),
        *(
            "the tram *is* clean",
            "the tram [is](x) clean",
            "the tram … clean",
            "a loud tram indeed",
        ),
        *("the [loud] tram is", "Mill\nStreet doubt", "tram", 'of \\" a tram', "is &quot; it so"),
    ]
)
PASSAGE = st.sampled_from(
    [
        *("[p2-1](../article/index.md#p2-1)", "[p1-2](../article/index.md#p1-2)", "nowhere"),
        '[x](../article/index.md#p2-1 "so it is said")',
    ]
)
SENTENCE = st.builds(
    "{0}{1}{2}{1} ({3}){4}".format,
    st.sampled_from(["It is ", "> ", "- ", "They say: ", ""]),
    st.sampled_from(['"', '"', '"', '"', '"', "", "*", '&quot;"', '\\"', '{ title="a b c" }"']),
    QUOTED,
    PASSAGE,
    st.sampled_from([". ", ". ", ".\n", ":\n\n", ".\n\n", ' "', " “a loud tram indeed”. "]),
)
QUOTING = st.lists(SENTENCE, min_size=1, max_size=4).map("".join)


@settings(max_examples=1000, deadline=None, derandomize=True)
@given(QUOTING)
@example('It is "the tram is quiet" ([p2-1](../article/index.md#p2-1)):\n\n> a loud tram indeed')
@example('One "\n\n" a loud tram indeed ([p2-1](../article/index.md#p2-1))"\n\n" two')
def test_a_quotation_is_passed_over_only_where_reading_it_finds_nothing(text: str) -> None:
    docs = HERE / "casebooks/tramway/docs"
    casebook = load(Project(docs))
    page = next(page for page in casebook.pages if page.slug == "quiet-and-clean")
    changed = read_page(page.uri, "page.md", f"{page.source.text}\n\n{text}\n".encode())
    pages = tuple(changed if other is page else other for other in casebook.pages)
    at_a_glance = [*misquoted(casebook.article, Texts(replace(casebook, pages=pages)))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quotations, "_plainly_right", lambda *_: False)
        assert at_a_glance == [*misquoted(casebook.article, Texts(replace(casebook, pages=pages)))]
