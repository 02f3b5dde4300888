"""Nothing that a page brings along runs: each way in that is known, and a shortcut."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mkdocs.exceptions import Abort

from casebook.prose.active_svg import active_in_picture
from casebook.prose.harmless import harmless
from casebook.prose.markup import CannotRead
from casebook.prose.reader import KNOWN, MOST_TAGS, ProseReader
from casebook.reading.below_docs import below_docs
from casebook.reading.linking import load
from casebook.reading.project import Project, from_config
from casebook.rules import check
from site_under_test import build_site

EVERYTHING = ProseReader({name: {} for name in sorted(KNOWN | {"footnotes"}) if name != "toc"})

RUNS = [
    # Elements.
    "<script>alert(1)</script>",
    "text <ScRiPt src=//example.org/x.js></sCrIpT> text",
    "<script\n>alert(1)</script\n>",
    "<iframe src='x.html'></iframe>",
    '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
    "<object data=x.html></object>",
    "<embed src=x.html>",
    '<form action="https://example.org"><input name=password></form>',
    "<input type=password>",
    "<button onclick=alert(1)>x</button>",
    "<select><option>x</select>",
    "<textarea>",
    "<isindex action=javascript:alert(1)>",
    '<base href="https://example.org">',
    '<meta http-equiv="refresh" content="0;url=https://example.org">',
    "<style>* { display: none }</style>",
    '<link rel="stylesheet" href="https://example.org/x.css">',
    "<template><script>alert(1)</script></template>",
    "<custom-element></custom-element>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<map name=x><area href=javascript:alert(1)></map>",
    "<plaintext>",
    "<xmp><p title='</xmp><script>alert(1)</script>'></xmp>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<dialog open>x</dialog>",
    # Handlers and other attributes.
    "<img src=x onerror=alert(1)>",
    '<div><img/src="x"/onerror=alert(1)></div>',
    "<image src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<p\tONCLICK\n=\nalert(1)>x</p>",
    "[x](y.md){: onclick=alert(1) }",
    "# Head { onmouseover=alert(1) }",
    "text\n{: onpointerover='alert(1)' }",
    "*x*{onclick=alert(1)}",
    "| a |\n| - |\n| *x*{: onclick=alert(1) } |",
    "- item\n  {: onclick=alert(1) }",
    '<div markdown="1" onclick="alert(1)">\n\nx\n\n</div>',
    "<p contenteditable>x</p>",
    "<p accesskey=s>x</p>",
    "<p popover id=x>x</p>",
    "<div data-casebook-end>x</div>\n\n<script>alert(1)</script>",
    "</article><article data-casebook-begin>",
    '<a href="x.md" ping="https://example.org">x</a>',
    # Styles, and names of the theme.
    '<p style="position: fixed; inset: 0">x</p>',
    '<p style="text-align: center; background: url(https://example.org)">x</p>',
    "text\n{: style='position:fixed' }",
    '<p style="text-align:center/**/;color:red">x</p>',
    '<div id="__config">{}</div>',
    "# Head { #__search }",
    '<div data-md-component="search">x</div>',
    "text\n{: .md-overlay }",
    '!!! note md-dialog "x"\n    text',
    '<img name="__md_get" src=x alt=x>',
    # Addresses of links.
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x]( JaVaScRiPt:alert(1))",
    "[x](jav&#x09;ascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript&#58;alert(1))",
    "[x](data:text/html,<b>x</b>)",
    "[x](vbscript:x)",
    "[x](blob:https://example.org/x)",
    "[x](file:///etc/passwd)",
    "[x][y]\n\n[y]: javascript:alert(1)",
    "[x][y]\n\n[y]:\n  javascript:alert(1)",
    "[y]\n\n[y]: <data:text/html,x> 'title'",
    "> [y]\n>\n> [y]: javascript:alert(1)",
    "- [y]\n\n    [y]: javascript:alert(1)",
    "nothing links to it\n\n[y]: javascript:alert(1)",
    "[x]\x02(javascript:alert(1))",
    "[x](java\x03script:alert(1))",
    "<im\x02g src=x onerror=alert(1)>",
    "<ftp://example.org>",
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<a href="jav&#xA;ascript&colon;alert(1)">x</a>',
    '<a href="&#1;javascript:alert(1)">x</a>',
    '<a href=" java\nscript:alert(1)">x</a>',
    "<a href=javascript:alert(1) href=https://example.org>x</a>",
    '<a\x0chref="javascript:alert(1)">x</a>',
    '<blockquote cite="javascript:alert(1)">x</blockquote>',
    "text[^1]\n\n[^1]: [x](javascript:alert(1))",
    "text[^1]\n\n[^1]: <script>alert(1)</script>",
    "[![a](b.png)](javascript:alert(1))",
    "<div markdown>\n\n[x](javascript:alert(1))\n\n</div>",
    "| a |\n| - |\n| [x](javascript:alert(1)) |",
    '??? note "x"\n    [x](javascript:alert(1))',
    '=== "Tab"\n\n    <img src=x onerror=alert(1)>',
    # Pictures and media of other hosts.
    "![x](https://example.org/x.png)",
    "![x](//example.org/x.png)",
    "![x](\\\\\\\\example.org/x.png)",
    "![x](/\\example.org/x.png)",
    "![x][y]\n\n[y]: https://example.org/x.png",
    "![x](data:image/svg+xml,x)",
    "![x](x.png){ srcset='https://example.org/x 2x' }",
    "![x](x.png){ src=https://example.org/x }",
    '<img src="x.png" srcset="x.png, //example.org/x 2x" alt="x">',
    '<video poster="https://example.org/x"></video>',
    "<audio src=&#47;/example.org/x></audio>",
    "<video><source src=https://example.org/x></video>",
    "<video><track src=https://example.org/x></video>",
    '<picture><source srcset="https://example.org/x"><img src=x alt=x></picture>',
    '<table background="https://example.org/x"><tr><td>x</td></tr></table>',
    # Drawings and formulas within HTML, where a parser changes its ways.
    "<svg onload=alert(1)></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><rect /></a></svg>",
    "<svg><use href='data:image/svg+xml,x'/></svg>",
    "<svg><image href='https://example.org/x'/></svg>",
    "<svg><animate attributeName=href values=javascript:alert(1) /></svg>",
    "<svg><foreignObject><p>x</p></foreignObject></svg>",
    "<svg><desc><script>alert(1)</script></desc></svg>",
    '<svg><path fill="url(https://example.org/x)" /></svg>',
    "<math><mtext></mtext></math>",
    "<math><a xlink:href=javascript:alert(1)>x</a></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x "
    "onerror=alert(1)&gt;'>",
    "<svg></p><style><g title='</style><img src=x onerror=alert(1)>'>",
    # Comments, and what is left open.
    "<!--> <script>alert(1)</script> -->",
    "<!-- --!> <script>alert(1)</script> -->",
    "`x` <!--> <script>alert(1)</script> -->",
    "<div><!-- open",
    "</div></main>",
    "text </article>",
    "<details><summary>x</summary>",
    "<div><img src=x onerror=alert(1) title='",
    '<div><img src=x onerror=alert(1) title="',
    "<div><img src=x onerror=alert(1) ",
    "<?php > <script>alert(1)</script> ?>",
    "<![CDATA[ > <script>alert(1)</script> ]]>",
]

SHOWS = [
    "A [page](x.md), [another](../y/z.md#p1-1 'Title: here') and [one](https://example.org/?a=b&c=d).",
    "`<script>` and ``[x](javascript:alert(1))``",
    "```html\n<script>alert(1)</script>\n```",
    '```{ .py title="x" onclick=alert(1) }\nx\n```',
    "<!-- a comment -->\n\n<!-- casebook: reasons -->",
    "![A street](street.png) ![A street](../a/street.png){ width=50% }",
    "# Head { #p1-1 .small }",
    "R&D, Q & A, AT&T, &amp;, 1 < 2, a<b, x{1}, 12:30",
    "<kbd>x</kbd> <abbr title='y'>x</abbr> H<sub>2</sub>O<br>x <mark>x</mark>",
    '<div class="grid cards" markdown>\n\n- one\n\n</div>',
    "<details>\n<summary>x</summary>\n\ntext\n\n</details>",
    "<ul><li>a<li>b</ul>\n\n<p>one\n<p>two",
    "| a | b | c |\n| :- | -: | :-: |\n| 1 | 2 | 3 |",
    "- [x] done\n- [ ] not done",
    '=== "One"\n\n    text\n\n=== "Two"\n\n    text',
    '!!! note inline end "x"\n    text',
    "text[^1]\n\n[^1]: note",
    "<me@example.org> <https://example.org> [m](mailto:me@example.org)",
    '<video src="x.mp4" controls poster="x.png"></video>',
    '<p align="center"><img src="x.png" alt="x" width="50"></p>',
    '<svg viewBox="0 0 1 1"><path d="M0 0h1" transform="rotate(45)"/></svg>',
    "[x][y]\n\n[y]: https://example.org/a_(b)",
    '<a name="here"></a> <span lang="zh" dir="ltr">字</span>',
]


@pytest.mark.parametrize("body", RUNS)
def test_what_runs_is_found(body: str) -> None:
    assert EVERYTHING.active(body)
    assert not harmless(body)


@pytest.mark.parametrize("body", SHOWS)
def test_what_shows_something_is_not(body: str) -> None:
    assert EVERYTHING.active(body) == ()


PIECES = [
    *("[", "]", "(", ")", "](", "]:", "[y]", "![", "<", ">", "{", "}", "{: ", " {#a}\n", ":", "&"),
    *("javascript", "javascript:alert(1)", "data:,x", "https://example.org", "//", "&colon;", "`"),
    *("onclick=x", "style=color:red", "src=", "img ", "script", "<script>", "x.md", "x.png", "y"),
    *("\n", "\n\n", "    ", "\t", " ", "\\", '"', "'", "<!--", "-->", "<!-- casebook: map -->\n"),
    *('<span lang="zh">', "</span>", '<span lang="" onclick=x>'),
    *("```\n", "~~~\n", "[^1]", "*[", "| ", "- ", "> ", "# ", "!!! ", "md-x", "\x02", "\x03", "a"),
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14).map("".join))
@settings(max_examples=600, deadline=None)
@example("[x](https://example.org\njavascript:alert(1))")
@example("*[y]: javascript:alert(1)\n\n[y]")
@example("`[x](`javascript:alert(1))")
@example("[y]: x.md {#a}\n[x](javascript:alert(1))")
def test_what_is_passed_over_would_have_been_clean(body: str) -> None:
    if harmless(body):
        assert list(EVERYTHING._active(body)) == []


def test_plain_pages_are_not_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = ProseReader({"pymdownx.superfences": {}, "abbr": {}})
    monkeypatch.setattr(ProseReader, "_rendering", None)
    plain = (
        "# Head { #p1-1 }\n\nA [page](x.md) and [web](https://example.org). 1 > 0.\n\n> Words.\n"
    )
    assert reader.active(plain * 1000) == ()


def test_too_many_tags_are_not_passed_over() -> None:
    with pytest.raises(CannotRead):
        EVERYTHING.active("<div>" * (MOST_TAGS + 1))
    begun = time.process_time()
    assert EVERYTHING.active("<b>" * MOST_TAGS)
    assert time.process_time() - begun < 10


PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
)


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        '<script href="data:,x"/>',
        '<rect onclick="alert(1)"/>',
        '<g><set attributeName="href" to="javascript:alert(1)"/></g>',
        "<foreignObject><p>x</p></foreignObject>",
        '<iframe xmlns="http://www.w3.org/1999/xhtml" src="x"/>',
        '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
        '<a xlink:href="java&#x9;script:alert(1)"><rect/></a>',
        '<a href="data:text/html,x"><rect/></a>',
        '<use href="other.svg#x"/>',
        '<use xlink:href="data:image/svg+xml,x"/>',
        '<image href="https://example.org/x.png"/>',
        '<image xlink:href="//example.org/x.png"/>',
        '<image href="data:image/svg+xml;base64,x"/>',
        '<rect fill="url(https://example.org/x)"/>',
        '<rect style="fill: u\\72l(https://example.org/x)"/>',
        '<style>@import "https://example.org/x.css";</style>',
        "<style>rect { fill: url( 'https://example.org/x' ) }</style>",
        '<style>@font-face { src: url("//example.org/x") }</style>',
        '<rect xml:base="https://example.org"/>',
        "<rect>",
        '<?xml-stylesheet href="x.xsl"?>',
    ],
)
def test_a_picture_that_runs_or_fetches_is_found(inner: str) -> None:
    assert active_in_picture(PICTURE.format(inner).encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b'<!DOCTYPE svg [<!ENTITY x "y">]><svg xmlns="http://www.w3.org/2000/svg">&x;</svg>',
        b'<?xml version="1.0" encoding="iso-8859-1"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<?xml-stylesheet href="x.xsl"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script>",
    ],
)
def test_a_file_that_hides_what_it_is_is_found(content: bytes) -> None:
    assert active_in_picture(content)


def test_a_picture_that_shows_something_is_not() -> None:
    inner = '<defs><path id="a"/></defs><use href="#a"/><style>path { fill: url("#b") }</style>'
    inner += '<a href="https://example.org"><text>x</text></a><image href="x.png"/>'
    assert active_in_picture(PICTURE.format(inner).encode()) == []


@pytest.mark.parametrize(
    "name",
    [
        *("x.html", "x.HTM", "x.xhtml", "x.xml", "x.js", "x.mjs", "x.css", "x.wasm", "x.svgz"),
        *("x.swf", "x.php", "x.shtml", "x.mht", "x.xsl", "x", "x.txt.html", "assets/casebook.js"),
    ],
)
def test_a_file_that_can_run_is_found(tramway: Path, name: str) -> None:
    file = tramway.parent / "docs" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("x")
    assert [finding.code for finding in check(load(from_config(tramway)))] == ["active-content"]


def test_what_leads_out_is_found_and_not_followed(tramway: Path) -> None:
    docs = tramway.parent / "docs"
    (docs / "config.txt").symlink_to(tramway)
    (docs / "segments/passwd.md").symlink_to("/etc/passwd")
    (docs / "root").symlink_to("/")
    (docs / "nowhere.txt").symlink_to("../../nowhere")
    (docs / "zero.md").symlink_to("/dev/zero")
    (docs / "beside").symlink_to(f"{docs}-beside")
    os.mkfifo(docs / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(docs)  # the path of a socket is short
        listening.bind("socket.md")
        os.chdir(here)
    told = {f.path.rpartition("/docs/")[2]: f.code for f in check(load(from_config(tramway)))}
    assert set(told.values()) == {"leads-out-of-docs"}
    assert told.keys() == {
        *("config.txt", "segments/passwd.md", "root", "nowhere.txt", "zero.md", "beside"),
        *("pipe.md", "socket.md"),
    }


def test_links_within_the_docs_are_followed(tmp_path: Path) -> None:
    (tmp_path / "docs/a").mkdir(parents=True)
    (tmp_path / "docs/a/x.txt").write_text("x")
    (tmp_path / "docs/b").symlink_to("a")
    (tmp_path / "docs/y.txt").symlink_to("a/x.txt")
    found = below_docs(tmp_path / "docs")
    assert found.files == ["a/x.txt", "b/x.txt", "y.txt"]
    assert found.astray == []


def test_folders_that_link_to_one_another_are_walked_once(tmp_path: Path) -> None:
    names = [f"d{number}" for number in range(14)]
    for name in names:
        (tmp_path / name).mkdir()
        for other in names:
            if other != name:
                (tmp_path / name / other).symlink_to(f"../{other}")
    begun = time.process_time()
    below_docs(tmp_path)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("page", ["docs/index.md", "docs/segments/students.md"])
@pytest.mark.parametrize("dirty", [False, True])
def test_a_site_with_active_content_is_not_built(
    tramway: Path, tmp_path: Path, page: str, dirty: bool
) -> None:
    with (tramway.parent / page).open("a", encoding="utf-8") as file:
        file.write("\n<script>alert(1)</script>\n")
    with pytest.raises(Abort):
        build_site(tramway, tmp_path / "site", dirty=dirty)
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("dirty", [False, True])
def test_what_leads_out_is_never_published(tramway: Path, tmp_path: Path, dirty: bool) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/key.txt").write_text("secret")
    (tramway.parent / "docs/folder").symlink_to(tmp_path / "secret")
    with pytest.raises(Abort):
        build_site(tramway, tmp_path / "site", dirty=dirty)
    assert not [*tmp_path.glob("site/**/key.txt")]


def test_a_policy_only_where_it_is_asked_for(tramway: Path, tmp_path: Path) -> None:
    site = build_site(tramway, tmp_path / "without")
    assert "Content-Security-Policy" not in site.page("").file.read_text("utf-8")
    with tramway.open("a") as file:
        file.write("extra:\n  content_security_policy: true\n")
    site = build_site(tramway, tmp_path / "with")
    assert "Content-Security-Policy" in site.page("").file.read_text("utf-8")
    served = build_site(tramway, tmp_path / "served", command="serve")
    assert "Content-Security-Policy" not in served.page("").file.read_text("utf-8")


def test_a_page_of_many_links_takes_no_time(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    text = "A [page](x.md): and [web](https://example.org/a).\n" * 20_000
    (tmp_path / "docs/x.md").write_text(text)
    begun = time.process_time()
    assert harmless(text)
    assert time.process_time() - begun < 2
    assert Project(tmp_path / "docs").uris is None
