"""The index that readers search, made by Pagefind of the pages that were built.

Pagefind reads HTML. It is not given the pages but what of them is to be found: the title, the
claim, what readers ask, and the text without menus, maps and labels. So no page carries anything
for it.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from casebook.pages.found import Found

FOLDER = "pagefind"
"""Where the index is in the site."""

WORDS = "words.json"
"""The words of the site, by which slips in searches are found; beside the index."""

_NOT_SEARCHED = "nav, script, style, .headerlink, [data-search-exclude], .cb-facts, .cb-specialists"
_NOT_NEEDED = ("pagefind-ui*", "pagefind-modular-ui*", "pagefind-component-ui*", "*-highlight.js")
_WORD = re.compile(r"[^\W\d_]{4,}")
_SPACES = re.compile(r"\s+")


class CannotSearch(Exception):
    """Pagefind made no index; the message says why."""


@dataclass(frozen=True)
class Searched:
    """A built page: its address, its file, and what the search says of it."""

    url: str
    file: Path
    found: Found


def is_there() -> bool:
    """Return whether the package ``pagefind`` and its program are installed."""
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 - it is an extra
    except ImportError:
        return False
    return get_executable() is not None


def write_index(pages: Iterable[Searched], site: Path, language: str, *, directories: bool) -> int:
    """Write the index of ``pages`` into the folder ``site``; return how many pages it has.

    ``directories`` tells whether addresses leave out ``index.html``. Raises CannotSearch.
    """
    target = site / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    known: Counter[str] = Counter()
    count = 0
    with tempfile.TemporaryDirectory(prefix="casebook-search-") as name:
        for page in pages:
            if not page.file.is_file():  # of another build, where only what changed is built
                continue
            text, words = _as_searched(page, language)
            known.update(words)
            copy = Path(name, page.file.relative_to(site))
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, "utf-8")
            count += 1
        _run(Path(name), target, directories=directories)
    for pattern in _NOT_NEEDED:
        for file in target.glob(pattern):
            file.unlink()
    words_there = json.dumps([word for word, _ in known.most_common()], ensure_ascii=False)
    (target / WORDS).write_text(words_there, "utf-8")
    return count


def _run(pages: Path, target: Path, *, directories: bool) -> None:
    command = [sys.executable, "-m", "pagefind", "--silent", "--site", str(pages)]
    command += ["--output-path", str(target)]
    if not directories:
        command.append("--keep-index-url")
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if run.returncode or not (target / "pagefind.js").is_file():
        told = (run.stderr or run.stdout).strip().rpartition("\n")[2]
        raise CannotSearch(f"Pagefind made no index to search: {told or 'it does not say why'}")


def _as_searched(page: Searched, language: str) -> tuple[str, Iterator[str]]:
    """Return a page as Pagefind is to read it, and the words on it."""
    tree = LexborHTMLParser(page.file.read_text("utf-8"))
    main = tree.css_first("main") or tree.css_first("article") or tree.body
    heading = tree.css_first("main h1") or tree.css_first("h1")
    for node in tree.css(_NOT_SEARCHED):
        node.decompose()
    title = _SPACES.sub(" ", heading.text()).strip() if heading else ""
    if heading:
        heading.decompose()
    body = main.html if main else ""
    text = main.text(separator=" ") if main else ""
    found = page.found
    filters = "".join(
        f'<meta data-pagefind-filter="{_quoted(name)}[content]" content="{_quoted(value)}">'
        for name, values in found.filters.items()
        for value in values
    )
    shown = (
        f'<meta data-pagefind-meta="kind[content]" content="{_quoted(found.kind)}">'
        f'<meta data-pagefind-meta="words[content]" content="{_quoted(found.words)}">'
        f'<meta data-pagefind-meta="asked[content]" content="{_quoted("; ".join(found.asked))}">'
    )
    whole = (
        f'<!doctype html><html lang="{_quoted(language)}"><head><meta charset="utf-8"></head><body>'
        f'<div data-pagefind-body><h1 data-pagefind-weight="10">{_quoted(title)}</h1>'
        f'<p data-pagefind-weight="6">{_quoted(found.words)}</p>{filters}{shown}{body}'
        "</div></body></html>"
    )
    told = " ".join((title, found.words, text, *found.asked)).casefold()
    return whole, (word for word in _WORD.findall(told) if word.isalpha())


def _quoted(text: str) -> str:
    return html.escape(text)
