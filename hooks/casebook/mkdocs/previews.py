"""What links lead to, in short, for all pages in one script that is fetched at first need.

A script rather than data: from disk a page may load a script, and fetch nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser, LexborNode

from casebook.model.kinds import ARTICLE_PAGE
from casebook.model.languages import quotation_marks
from casebook.model.passages import fold
from casebook.model.site_files import PREVIEWS
from casebook.pages.preview import shortened
from casebook.pages.words import METHOD

if TYPE_CHECKING:
    from mkdocs.structure.files import File

    from casebook.pages import Views

Short = tuple[str, str, str]
"""A line of what it is, a title, and some words."""

_SENTENCE = re.compile(r".+?(?:[.!?؟۔।](?=\s|$)|[。！？])|.+", re.DOTALL)  # noqa: RUF001


def write(views: Views, files: Iterable[tuple[str, File]], site: Path) -> None:
    """Write the script into the folder ``site``, once the pages are there."""
    shown: dict[str, Short] = {}
    for uri, file in files:
        if member := views.in_short(uri):
            shown[file.url] = member
        elif (built := Path(file.abs_dest_path)).is_file():
            shown.update(_of_page(uri, file.url, built, views))
    data = json.dumps(shown, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    target = site / PREVIEWS
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"casebookPreviews={data}{_printed(views)}\n", "utf-8")


def _printed(views: Views) -> str:
    """Return how a script knows words of the article, where they are not set as English is."""
    begin, end = quotation_marks(views.printed_language)
    if not views.printed_in and begin == "“":
        return ""
    told = {"open": begin, "close": end, **views.printed_in}
    return f";casebookPrinted={json.dumps(told, ensure_ascii=False, separators=(',', ':'))}"


def _of_page(uri: str, url: str, built: Path, views: Views) -> Iterator[tuple[str, Short]]:
    tree = LexborHTMLParser(built.read_text("utf-8"))
    for mark in tree.css(".headerlink, nav, script, .cb-cite"):
        mark.decompose()
    main = tree.css_first("main") or tree.css_first("article") or tree.body
    heading = main.css_first("h1") if main else None
    if main is None or heading is None:
        return
    title = fold(heading.text())
    begun = next((text for node in main.css("p") if (text := _unlabelled(node))), "")
    yield url, ("", title, _first_sentence(begun))
    if uri == ARTICLE_PAGE and (article := views.casebook.article):
        marks = quotation_marks(views.printed_language)
        for name, passage in article.passages.items():
            reading = _reading(tree.css_first(f"#{name}"))
            yield f"{url}#{name}", (name, shortened(passage.words).join(marks), shortened(reading))
    if uri == METHOD:
        for node in main.css("[id]"):
            for key, word, words in _explained(node):
                yield f"{url}#{key}", (title, word, words)


def _reading(heading: LexborNode | None) -> str:
    """Return the plain reading below a passage's heading: the paragraph after its words."""
    node, quoted = heading.next if heading else None, False
    while node is not None and not (node.tag or "").startswith("h"):
        if node.tag == "blockquote":
            quoted = True
        elif node.tag == "p" and quoted:
            label = node.css_first("strong")
            text = node.text()
            begin = label.text() if label and text.startswith(label.text()) else ""
            return fold(text.removeprefix(begin))
        node = node.next
    return ""


def _explained(node: LexborNode) -> Iterator[tuple[str, str, str]]:
    """Yield what ids of the method's page explain, each with the word it explains, if it is one."""
    name = node.id or ""
    if node.tag == "p":
        word = node.css_first("strong")
        yield name, fold(word.text()) if word else "", _first_sentence(_without(node, word))
    elif re.fullmatch("h[2-6]", node.tag or ""):
        below = node.next
        while below is not None and below.tag in ("-text", "_comment"):
            below = below.next
        if below is None:
            return
        if below.tag == "p":
            yield name, fold(node.text()), _first_sentence(fold(below.text()))
        for row in below.css("tr"):
            cells = row.css("td")
            if len(cells) > 1:
                said = fold(cells[0].text())
                yield f"{name}|{said}", said, shortened(fold(cells[1].text()))


def _unlabelled(node: LexborNode) -> str:
    """Return the text of a paragraph without the bold label that it may begin with."""
    text, label = fold(node.text()), node.css_first("strong")
    words = fold(label.text()) if label else ""
    return text.removeprefix(words).lstrip() if words.endswith((".", ":")) else text


def _without(node: LexborNode, word: LexborNode | None) -> str:
    begin = word.text() if word else ""
    return fold(node.text()).removeprefix(begin).lstrip(": ")


def _first_sentence(text: str) -> str:
    found = _SENTENCE.match(text)
    return shortened(found.group()) if found else ""
