"""The site's pages in a real browser: ``python -m bench.pages`` builds the site and prints a table.

Each page is opened as a first view at 1280, 375 and 320 px, light and dark, without touching it:

===============  ==============================================================================
``kB``           all that the first view asks for, each file compressed with gzip as servers do
``requests``     how many that are; in brackets those to another host
``barriers``     rules of axe-core that are broken, in light, dark and at 320 px, with that for the
                 size of targets (24 px, WCAG 2.2, 2.5.8), which it leaves off by itself
``sideways``     pixels that the page is wider than a window of 320 px
``Nu``           errors of the Nu HTML checker, where the command ``vnu`` is there
``Lighthouse``   performance / accessibility / best practices / SEO, the median of three runs on a
                 phone, then on a desktop, where the command ``lighthouse`` is there
===============  ==============================================================================
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parent.parent

KINDS_OF_PAGE = (
    "index.html",
    "read.html",
    "read.html#p5-2",
    "article/index.html",
    "article/text.html",
    "arguments/index.html",
    "arguments/will-not-leave-the-chinese-circle.html",
    "arguments/only-chinese-use-it.html",
    "evidence/index.html",
    "evidence/these-people-are-users.html",
    "segments/index.html",
    "segments/overseas-staff.html",
    "weakest-links.html",
    "how-it-held-up.html",
    "evidence/facebook-users-march-2013.html",
    "tables.html",
    "topics.html",
    "method.html",
    "rules.html",
    "contribute/index.html",
    "contribute/fields.html",
    "glossary.html",
    "404.html",
    "index.html?q=straightforward",
)
"""One of each kind, the thesis and the search included."""

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
# What keeps Chromium from asking its maker's hosts for things nobody here needs.
QUIET = ("--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-sync")

MOST_KILOBYTES = 34


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files, gzipped as a site's server would, without a line in the log for each."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        there = file.is_file()
        if not there:
            file = Path(self.directory) / "404.html"
        content = gzip.compress(file.read_bytes(), 6)
        self.send_response(200 if there else 404)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(BrokenPipeError):  # the browser has left the page by now
            self.wfile.write(content)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which ``folder`` is served, on this machine alone, as long as it is needed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's own browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET])
        yield browser
        browser.close()


@dataclass
class View:
    """A first view of a page: what it asked for, and what the browser complained of."""

    tab: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @property
    def elsewhere(self) -> list[str]:
        """Requests to other hosts."""
        ours = (self.address, "data:")
        return [url for url in self.requests if not url.startswith(ours)]

    def bytes(self, folder: Path) -> int:
        """The size of all that was asked for from ``folder``, each file compressed with gzip."""
        found = 0
        for url in set(self.requests):
            file = folder / unquote(urlsplit(url).path).lstrip("/")
            if url.startswith(self.address) and file.is_file():
                found += len(gzip.compress(file.read_bytes(), 6))
        return found


def look(context: BrowserContext, address: str, page: str) -> View:
    """Open a page, and wait until it asks for nothing more."""
    view = View(context.new_page(), address)
    view.tab.on("request", lambda request: view.requests.append(request.url))
    view.tab.on("pageerror", lambda error: view.complaints.append(str(error)))
    view.tab.on(
        "console",
        lambda message: (
            view.complaints.append(message.text) if message.type in ("error", "warning") else None
        ),
    )
    view.tab.goto(address + page, wait_until="networkidle")
    return view


def barriers(tab: Page) -> list[str]:
    """The rules of axe-core that the page breaks, each with the first place where it does."""
    tab.evaluate(_axe())
    options = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
    found: dict[str, Any] = tab.evaluate("options => axe.run(document, options)", options)
    return [f"{it['id']}: {it['nodes'][0]['html'][:160]}" for it in found["violations"]]


@cache
def _axe() -> str:
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def sideways(tab: Page) -> int:
    """How many pixels the page is wider than its window."""
    over: int = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(0, over)


@dataclass(frozen=True)
class Row:
    """What was measured of one kind of page."""

    page: str
    kilobytes: float
    requests: int
    elsewhere: int
    barriers: tuple[str, ...]
    sideways: int
    nu: int | None
    lighthouse: str


def measured(browser: Browser, folder: Path, address: str, page: str, *, lighthouse: bool) -> Row:
    """All figures of one page; those of Lighthouse take half a minute."""
    found: list[str] = []
    kilobytes, requests, elsewhere, over = 0.0, 0, 0, 0
    for scheme, width in (("light", 1280), ("dark", 1280), ("light", 375), ("light", 320)):
        size = {"width": width, "height": 800}
        context = browser.new_context(
            viewport={"width": size["width"], "height": size["height"]},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        view = look(context, address, page)
        if scheme == "light" and width == 1280:
            kilobytes, requests = view.bytes(folder) / 1000, len(view.requests)
            elsewhere = len(view.elsewhere)
        if width == 320:
            over = sideways(view.tab)
        found += barriers(view.tab)
        context.close()
    return Row(
        page,
        kilobytes,
        requests,
        elsewhere,
        tuple(dict.fromkeys(found)),
        over,
        _nu(folder / urlsplit(page).path),
        _lighthouse(address + page) if lighthouse else "",
    )


def _nu(file: Path) -> int | None:
    command = shutil.which("vnu")
    if command is None:
        return None
    run = subprocess.run(
        [command, "--format", "json", str(file)], capture_output=True, text=True, check=False
    )
    messages: list[dict[str, str]] = json.loads(run.stderr)["messages"]
    for message in messages:
        if message["type"] == "error":
            print(f"{file}: {message['message']}", file=sys.stderr)
    return sum(message["type"] == "error" for message in messages)


_GROUPS = ("performance", "accessibility", "best-practices", "seo")


def _lighthouse(url: str) -> str:
    command = shutil.which("lighthouse")
    if command is None or CHROMIUM is None:
        return ""
    told = []
    for preset in ((), ("--preset=desktop",)):
        runs = [_lighthouse_run(command, url, preset) for _ in range(3)]
        medians = (round(100 * statistics.median(run[it] for run in runs)) for it in _GROUPS)
        told.append("/".join(map(str, medians)))
    return " ".join(told)


def _lighthouse_run(command: str, url: str, preset: Sequence[str]) -> dict[str, float]:
    flags = f"--chrome-flags=--headless {' '.join(QUIET)}"
    run = subprocess.run(
        [command, url, *preset, "--quiet", "--output=json", flags],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "CHROME_PATH": CHROMIUM or ""},
    )
    report = json.loads(run.stdout)
    for audit in report["audits"].values():
        if audit["score"] is not None and audit["score"] < 1 and "weight" not in audit:
            print(f"{url}: {audit['id']} {audit['score']}", file=sys.stderr)
    return {name: report["categories"][name]["score"] for name in _GROUPS}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; the exit code is 1 where a page misses what is asked of every page."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description="Measure the site.")
    parser.add_argument("--site", type=Path, help="a built site; one is built where none is given")
    parser.add_argument(
        "pages", nargs="*", default=KINDS_OF_PAGE, help="all kinds, if none is given"
    )
    parser.add_argument("--no-lighthouse", dest="lighthouse", action="store_false")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="casebook-site-") as name:
        folder = options.site or Path(name)
        if options.site is None:
            build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", name]
            subprocess.run(build, cwd=ROOT, check=True)
        with served(folder) as address, chromium() as browser:
            rows = [
                measured(browser, folder, address, page, lighthouse=options.lighthouse)
                for page in options.pages
            ]
    _print(rows)
    return int(any(map(_missed, rows)))


def _missed(row: Row) -> bool:
    return bool(
        (row.kilobytes > MOST_KILOBYTES and "?" not in row.page)
        or row.elsewhere
        or row.barriers
        or row.sideways
        or row.nu
    )


def _print(rows: Sequence[Row]) -> None:
    print("| page | kB | requests | barriers | sideways | Nu | Lighthouse |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for row in rows:
        nu = "" if row.nu is None else row.nu
        print(
            f"| {row.page} | {row.kilobytes:.1f} | {row.requests} ({row.elsewhere})"
            f" | {len(row.barriers)} | {row.sideways} | {nu} | {row.lighthouse} |"
        )
    for row in rows:
        for told in row.barriers:
            print(f"{row.page}: {told}")


if __name__ == "__main__":
    sys.exit(main())
