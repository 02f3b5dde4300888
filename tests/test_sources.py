"""``casebook sources``: what has become of the cited pages, on a server of this machine."""

# ruff: noqa: RUF001 - typography is what some of it is about

from __future__ import annotations

import asyncio
import gzip
import json
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from casebook.command import main
from casebook.sources.asked import Asked
from casebook.sources.asking import Manner, ask
from casebook.sources.verdict import State, Verdict
from casebook.sources.visitor import Answer, Visitor, agent
from golden import HERE
from web import Given, Web, serving

WORDS = "The “last” tram leaves the market at 11 o’clock – every evening"
PAGE = f"<!doctype html><title>Trams</title><body><h1>Lines</h1><p>Now: {WORDS}.</p>"

EVIDENCE = """---
title: The timetable
kind: document
citation:
  title: The new lines
  publisher: The Tram Company
  url: {url}
  date: undated
  accessed: 2018-05-02
{more}reliability: B
credibility: 2
---
What it shows, and what it cannot show.
"""


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as made:
        yield made


def verdict(url: str, excerpt: str | None = WORDS, **manner: object) -> Verdict:
    (found,) = ask([Asked("it", url, excerpt)], Manner(**manner))  # type: ignore[arg-type]
    return found


def state(url: str, excerpt: str | None = WORDS, seconds: float = 20) -> State:
    return verdict(url, excerpt, seconds=seconds).state


# What a reader sees of a page


@pytest.mark.parametrize(
    "html",
    [
        PAGE,
        "The <b>“la</b>st”&nbsp;tram leaves <a href='x'>the\n market</a> at 11 o&rsquo;clock "
        "&ndash; "
        "every<!-- never --> evening",
        "<p>the \"last\" tram leaves<br>the market<sup><a href='#n'>[1]</a></sup> at 11 o'clock - "
        "every eve<wbr>n&shy;ing</p>",
        "<ul><li>The “last” tram<div>leaves the market at 11 o’clock – every<span> evening</span>",
        f"{'<div>' * 5_000}{WORDS}",
        f"<details><summary>When?</summary><p>{WORDS}</p></details>",
    ],
    ids=["plain", "inline-tags", "typography-and-notes", "unclosed", "deep", "details"],
)
def test_words_that_a_page_shows(web: Web, html: str) -> None:
    assert state(web.page("/lines", html)) == "there"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var text = '{}';</script>",
        "<script type='application/json'>{}</script>",
        "<!-- {} -->",
        "<style>p::after {{ content: '{}' }}</style>",
        "<p hidden>{}</p>",
        "<div style='color: red; display:none'><p>{}</p></div>",
        "<p style='visibility: hidden'>{}</p>",
        "<template>{}</template>",
        "<body><noscript>{}</noscript>",
        "<img alt='{}'>",
        "<title>{}</title><meta name=description content='{}'>",
        "<dialog>{}</dialog>",
    ],
)
def test_words_that_no_reader_sees(web: Web, hidden: str) -> None:
    plain = "The last tram leaves the market at eleven"
    html = f"<!doctype html>{hidden.replace('{}', plain)}<p>Trams have timetables."
    assert state(web.page("/lines", html), plain) == "changed"


@pytest.mark.parametrize(
    ("charset", "content_type", "words"),
    [
        ("gb18030", "text/html; charset=gb2312", "末班电车晚上十一点从市场开出"),
        ("gb18030", "text/html", "末班电车晚上十一点从市场开出，大家都知道这件事情"),
        ("windows-1252", "text/html; charset=iso-8859-1", "“Die letzte Straßenbahn” fährt um elf"),
        ("windows-1252", "text/html; charset=utf-8", "Die letzte Straßenbahn fährt um elf Uhr ab"),
        ("utf-16", "text/html", "the last tram leaves at 11"),
        ("utf-16-le", "text/html; charset=utf-16le", "the last tram leaves at 11"),
        ("shift_jis", "text/html; charset=Shift_JIS", "最終の路面電車は十一時に出ます"),
        (
            "euc-jp",
            "text/html; charset=no-such-charset",
            "最終の路面電車は十一時に出ます。毎日です",
        ),
        ("utf-8", "text/html; charset=iso-8859-1", "Die letzte Straßenbahn fährt um elf"),
        ("utf-8", "text/html; charset=base64", "Die letzte Straßenbahn fährt um elf"),
        ("utf-8-sig", "text/html; charset=shift_jis", "Die letzte Straßenbahn fährt um elf"),
        ("koi8-r", "text/html; charset=KOI8-R", "последний трамвай уходит в одиннадцать"),
    ],
)
def test_charsets(web: Web, charset: str, content_type: str, words: str) -> None:
    html = f"<html><body><p>{words}.</p></body></html>".encode(charset)
    assert state(web.page("/lines", html, content_type=content_type), words) == "there"


def test_a_charset_that_the_page_itself_names(web: Web) -> None:
    html = "<meta http-equiv=Content-Type content='text/html; charset=big5'><p>末班電車十一點開出"
    url = web.page("/lines", html.encode("big5"), content_type="text/html")
    assert state(url, "末班電車十一點開出") == "there"


def test_lines_that_end_between_characters_without_blanks(web: Web) -> None:
    assert (
        state(web.page("/lines", "<p>末班电车\n晚上十一点开出"), "末班电车晚上十一点开出")
        == "there"
    )


def test_an_excerpt_with_words_left_out(web: Web) -> None:
    url = web.page("/lines", PAGE)
    assert state(url, "“last” tram leaves … every evening") == "there"
    assert state(url, "every evening … the “last” tram") == "changed"


def test_a_page_of_five_megabytes(web: Web) -> None:
    html = f"<p>{'Trams &amp; lines. ' * 300_000}<p>{WORDS}"
    assert len(html) > 5_000_000
    assert state(web.page("/lines", html)) == "there"


def test_plain_text_and_what_is_no_text(web: Web) -> None:
    assert state(web.page("/a", WORDS, content_type="text/plain")) == "there"
    assert state(web.page("/b", b"\x89PNG" + WORDS.encode(), content_type="image/png")) == "changed"


def pdf(*lines: str) -> bytes:
    """A page with lines of text, as small as PDF lets it be."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown}ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, it in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, it)
    table = len(made)
    made += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return bytes(made + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % table)


def test_pdf(web: Web) -> None:
    body = pdf("The last tram leaves the mar-", "ket at 11 in the evening")
    url = web.page("/lines.pdf", body, content_type="application/octet-stream")
    assert state(url, "The last tram leaves the market at 11 in the evening") == "there"
    assert state(url, "The last tram leaves the market at 12 in the evening") == "changed"
    assert state(web.page("/no.pdf", b"%PDF-1.4\nbroken"), "words of it") == "unreachable"


# What has become of an address


def test_there_changed_and_gone(web: Web) -> None:
    page = web.page("/lines", PAGE)
    assert verdict(page) == Verdict(Asked("it", page, WORDS), State.THERE, page)
    assert state(page, "The last tram leaves the market at 12") == "changed"
    assert state(web.url("/nothing")) == "gone"
    assert state(web.page("/410", PAGE, status=410)) == "gone"
    assert web.paths().count("/lines") == 2


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_moved(web: Web, status: int) -> None:
    new = web.page("/new", PAGE)
    old = web.page("/old", "", status=status, headers={"Location": "/new"})
    found = verdict(old)
    assert (found.state, found.at) == ("moved", new)


def test_a_redirect_to_what_is_not_there(web: Web) -> None:
    assert state(web.page("/a", "", status=302, headers={"Location": "/nothing"})) == "gone"
    web.page("/", "<title>The Tram Company</title><p>Welcome to our front page")
    assert state(web.page("/b", "", status=302, headers={"Location": "/"})) == "gone"


@pytest.mark.parametrize(
    "html",
    [
        "<title>Page not found - The Tram Company</title><p>" + "Try our search. " * 100,
        "<h1>404</h1>",
        "<p>Sorry, the page you requested does not exist.",
        "<title>Seite nicht gefunden</title>",
        "<p>抱歉，您访问的页面不存在",
    ],
)
def test_a_page_that_says_it_is_not_there(web: Web, html: str) -> None:
    assert state(web.page("/lines", html)) == "gone"
    assert state(web.url("/lines"), None) == "gone"


def test_a_page_about_what_is_not_found_has_its_words(web: Web) -> None:
    assert state(web.page("/lines", f"<title>Not found: a tram</title><p>{WORDS}")) == "there"


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_an_answer_that_says_nothing_of_the_page(web: Web, status: int) -> None:
    assert state(web.page("/lines", PAGE, status=status)) == "unreachable"


def test_a_circle_of_redirects(web: Web) -> None:
    web.page("/a", "", status=302, headers={"Location": "/b"})
    found = verdict(web.page("/b", "", status=302, headers={"Location": "/a"}))
    assert (found.state, "redirects" in found.why) == ("unreachable", True)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:1", "//"])
def test_a_redirect_to_what_is_no_web_address(web: Web, target: str) -> None:
    found = verdict(web.page("/a", "", status=302, headers={"Location": target}))
    assert found.state == "unreachable"


def test_a_host_that_is_not_there() -> None:
    found = verdict("http://127.0.0.1:9/")
    assert (found.state, found.at, found.why) == (
        "unreachable",
        None,
        "is on a host where nobody answers",
    )
    assert state("https://no-such-host.invalid/") == "unreachable"
    assert state("http://[::bad/") == "unreachable"


def test_a_server_that_breaks_off(web: Web) -> None:
    def broken(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nThe last")

    web.routes["/lines"] = broken
    assert state(web.url("/lines")) == "unreachable"


def test_no_certificate(web: Web) -> None:
    assert state(web.address.replace("http:", "https:")) == "unreachable"


# Time and size


def silent(web: Web, before: bytes = b"") -> object:
    def route(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(before)
        web.ended.wait(30)

    return route


def drip(web: Web, start: bytes) -> object:
    def route(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(start)
        while not web.ended.wait(0.1):
            request.wfile.write(b"x")

    return route


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


@pytest.mark.parametrize("path", ["/lines", "/robots.txt"])
def test_a_server_that_takes_too_long(web: Web, path: str) -> None:
    web.page("/lines", PAGE)
    for route in (
        silent(web),
        silent(web, OK),
        drip(web, OK),
        drip(web, b"HTTP/1.1 200 OK\r\nX: "),
    ):
        web.routes[path] = route  # type: ignore[assignment]
        web.asked.clear()
        found = verdict(web.url("/lines"), seconds=0.5)
        assert (found.state, found.why) == ("unreachable", "did not answer within 0.5 seconds")
        assert web.paths().count(path) == 1, "no second try"


def test_redirects_share_the_time(web: Web) -> None:
    def slow(request: BaseHTTPRequestHandler) -> None:
        web.ended.wait(0.3)
        request.wfile.write(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /lines\r\n\r\n")

    web.routes["/lines"] = slow
    found = verdict(web.url("/lines"), seconds=1)
    assert "1 seconds" in found.why
    assert len(web.asked) < 6


def test_a_bomb(web: Web) -> None:
    body = gzip.compress(b"\0" * 200_000_000, 9)
    url = web.page("/lines", body, headers={"Content-Encoding": "gzip"})
    found = verdict(url)
    assert (found.state, found.why) == ("unreachable", "gives more than 20 million bytes")


def test_a_page_that_would_keep_the_parser_busy_for_hours(web: Web) -> None:
    url = web.page("/lines", f"{'<div>' * 200_000}{WORDS}")
    found = verdict(url, seconds=2)
    assert (found.state, found.why) == ("unreachable", "could not be read in time")


def test_a_page_that_is_packed(web: Web) -> None:
    packed = {"Content-Encoding": "gzip"}
    assert state(web.page("/a", gzip.compress(PAGE.encode()), headers=packed)) == "there"
    assert state(web.page("/b", PAGE, headers=packed)) == "unreachable"
    assert state(web.page("/c", PAGE, headers={"Content-Encoding": "br"})) == "unreachable"


# Manners


def test_one_request_a_host_at_a_time(web: Web) -> None:
    def slow(request: BaseHTTPRequestHandler) -> None:
        web.ended.wait(0.05)
        request.wfile.write(OK + PAGE.encode())

    web.routes = {f"/{n}": slow for n in range(5)}
    with serving("localhost") as other:
        other.page("/lines", PAGE)
        urls = [*map(web.url, web.routes), other.url("/lines")]
        found = ask([Asked("it", url, WORDS) for url in urls], Manner())
    assert {it.state for it in found} == {"there"}
    assert [it.asked.url for it in found] == urls
    assert web.most_at_once == 1
    assert web.paths().count("/robots.txt") == 1


def test_waiting_for_a_turn_takes_nobodys_time(web: Web) -> None:
    def slow(request: BaseHTTPRequestHandler) -> None:
        web.ended.wait(0.5)
        request.wfile.write(OK + PAGE.encode())

    async def all_of_them() -> list[Answer]:
        visitor = Visitor(seconds=2)
        return await asyncio.gather(*(visitor.fetch(web.url(path)) for path in web.routes))

    web.routes = {f"/{n}": slow for n in range(5)}
    assert [it.status for it in asyncio.run(all_of_them())] == [200] * 5


def test_robots(web: Web) -> None:
    url = web.page("/lines", PAGE)
    web.page("/robots.txt", "User-agent: *\nDisallow: /lines\n", content_type="text/plain")
    found = verdict(url)
    assert (found.state, "robots.txt forbids it" in found.why) == ("unreachable", True)
    assert web.paths() == ["/robots.txt"]
    web.page("/robots.txt", "User-agent: *\nDisallow: /\n\nUser-agent: casebook\nAllow: /\n")
    assert state(url) == "there"
    web.page("/robots.txt", "", status=503)
    assert state(url) == "unreachable"
    web.page("/robots.txt", PAGE)
    assert state(url) == "there"


def test_we_say_who_we_are(web: Web) -> None:
    verdict(web.page("/lines", PAGE), site="https://casebook.example/\r\nX: y")
    names = {headers["user-agent"] for _, headers in web.asked}
    assert names == {
        "casebook/1.0 (+https://casebook.example/X:y; looks whether quoted words are still there)"
    }
    assert agent("") == "casebook/1.0 (looks whether quoted words are still there)"


def test_what_has_not_changed_is_not_sent_again(web: Web, tmp_path: Path) -> None:
    url = web.page("/lines", PAGE, headers={"ETag": '"1"'})
    assert verdict(url, kept_in=tmp_path).state == "there"
    web.routes["/lines"] = Given(status=304)
    assert verdict(url, kept_in=tmp_path).state == "there"
    assert web.asked[-1][1]["if-none-match"] == '"1"'
    assert verdict(url, "words that are not on it", kept_in=tmp_path).state == "changed"
    assert verdict(url).state == "unreachable"


def test_a_date_too_fresh_to_tell_is_not_relied_on(web: Web, tmp_path: Path) -> None:
    now = "Wed, 02 May 2018 10:00:00 GMT"
    url = web.page("/lines", PAGE, headers={"Last-Modified": now})

    def asked_with(answered: str) -> bool:
        def route(request: BaseHTTPRequestHandler) -> None:
            head = f"Content-Type: text/html\r\nLast-Modified: {now}\r\nDate: {answered}\r\n\r\n"
            request.wfile.write(f"HTTP/1.1 200 OK\r\n{head}{PAGE}".encode())

        web.routes["/lines"] = route
        for _ in range(2):
            assert verdict(url, kept_in=tmp_path).state == "there"
        return "if-modified-since" in web.asked[-1][1]

    assert not asked_with("Wed, 02 May 2018 10:00:30 GMT")
    assert asked_with("Wed, 02 May 2018 10:02:00 GMT")


# The command


@pytest.fixture
def casebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(HERE / "casebooks/tramway", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def write(casebook: Path, slug: str, url: str, **more: str) -> None:
    lines = "".join(f"  {name}: {json.dumps(value)}\n" for name, value in more.items())
    file = casebook / f"docs/evidence/{slug}.md"
    file.write_text(EVIDENCE.format(url=url, more=lines), "utf-8")


def test_the_command_asks_whatever_else_is_found(
    web: Web, casebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = web.page("/lines", PAGE)
    write(casebook, "timetable", url, excerpt=WORDS, archived=web.url("/kept"), dat="2018")
    (casebook / "docs/index.md").unlink()
    (casebook / "docs/arguments/students-would-ride.md").write_text("---\n[", "utf-8")
    assert main(["sources", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "sources": [
            {"slug": "timetable", "url": url, "state": "there", "at": url},
            {
                "slug": "timetable",
                "url": web.url("/kept"),
                "state": "gone",
                "at": web.url("/kept"),
            },
        ]
    }
    web.page("/kept", PAGE)
    assert main(["sources", "timetable"]) == 0
    assert capsys.readouterr().out.endswith("2 addresses: 2 there.\n")


def test_a_citation_that_cannot_be_read_has_not_passed(
    casebook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(casebook, "timetable", "javascript:alert(1)", excerpt=WORDS)
    assert main(["sources"]) == 1
    assert "`timetable` has no address that can be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("council-sas", "there is no page of evidence `council-sas`: did you mean `council-says`?"),
        ("council-says", "`council-says` cites no address: it quotes the article"),
    ],
)
def test_slugs_that_name_nothing_to_ask(
    casebook: Path, capsys: pytest.CaptureFixture[str], slug: str, told: str
) -> None:
    assert main(["sources", slug]) == 2
    assert told in capsys.readouterr().err


def test_a_casebook_that_cites_nothing(casebook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources"]) == 0
    assert capsys.readouterr() == ("No address is cited.\n", "")


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_nothing_from_outside_is_obeyed(
    web: Web, casebook: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    target = web.url("/new\x1b[31m`#1-@somebody")
    web.page("/new%1B[31m%60", PAGE)

    def leads_on(request: BaseHTTPRequestHandler) -> None:
        head = f"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: {target}\r\n\r\n"
        request.wfile.write(head.encode())

    web.routes["/old"] = leads_on
    write(casebook, "timetable", web.url("/old"), excerpt=WORDS)
    main(["sources", "--format", form])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    if form == "markdown":
        listed = next(line for line in out.splitlines() if line.startswith("- "))
        assert "@" not in "".join(listed.split("`")[::2])
        assert "#" not in "".join(listed.split("`")[::2])


def test_without_the_extra_one_sentence(
    casebook: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys  # noqa: PLC0415

    for name in [it for it in sys.modules if it.startswith("casebook.sources")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("casebook.sources.asking", raising=False)
    monkeypatch.setitem(sys.modules, "httpx", None)
    assert main(["sources"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("casebook: `casebook sources` needs httpx: install it by `pip ")
