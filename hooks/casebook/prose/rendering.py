"""Python-Markdown as the judge of what is a link, an image or a heading, and where it stands.

It does not tell where in the text an element is from. So the text is read with a mark before every
``[`` that may begin a link, and at the end of every line that may be a heading. The marks are
characters that Markdown gives no meaning to; where one stands right before a link, or within a
heading, that is where it is from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from casebook.prose.extensions import extension
from casebook.prose.html_ids import ids_in_html
from casebook.prose.markup import Anchors, Heading, Hyperlink, Markup, RawLink
from casebook.prose.raw_links import MAY_HAVE, raw_links
from casebook.prose.written import LABEL, MARK, MARKS, Written, as_label

# Digits in the private use area, and what a mark begins and ends with.
_DIGITS = {ord(str(digit)): 0xE010 + digit for digit in range(10)}
_NUMBERS = {written: digit for digit, written in _DIGITS.items()}
_LINK_MARK, _HEADING_MARK, _END = "\ue000", "\ue002", "\ue001"
_OURS = re.compile("[\ue000-\ue002\ue010-\ue019]")

# Every `[` that may begin a link, an image or a reference, but for those that are escaped, and
# those of definitions, also of footnotes, which a mark would break.
_MAY_BEGIN = re.compile(
    rf"\\.|^{MARKS}\[\^[^\]\n]*\]:"
    rf"|^{MARKS}\[[^\[\]\n]*\]:[ ]*(?:\n[ \t>]*)?(?!!?\[)\S+[ ]*(?:[\"'(].*)?$"
    r"|\[TOC\]|(?P<after>\]\s?)?(?P<link>!?\[)",
    re.MULTILINE,
)
_ABBREVIATION = re.compile(r"^[*]\[[^\\\n]*?\][ ]?:", re.MULTILINE)
_MAY_BE_HEADING = re.compile(
    r"^(?![=-]+[ ]*$)(?P<words>[ >\t*+\-\d.:]*\#.*?"
    r"|(?![ \t>]*(?:`{3}|~{3})).*\S(?=.*\n[ >]*(?:=+|-+)[ ]*$))"
    r"(?P<rest>[ \t]*\#*(?:[ ]+\{[^}\n]*\})?[ \t]*)$",
    re.MULTILINE,
)
# A line that includes a file (pymdownx.snippets).
_INCLUDES = re.compile(r"^[ \t>]*-+8<-.*$", re.MULTILINE)
MOST_KEPT = 100
"""Texts whose reading is kept, since links, headings and HTML of a page are needed in turn."""

_HEADINGS = {f"h{level}" for level in range(1, 7)}


class Rendering:
    """A Markdown reader with the site's extensions.

    ``extensions`` maps their names to their settings, as in ``mkdocs.yml``. Any of them may raise
    what it likes, here and where it reads.
    """

    def __init__(self, extensions: Mapping[str, Mapping[str, Any]]) -> None:
        known = {name: dict(settings) for name, settings in extensions.items()}
        self._raw, self._last = _RawIds(), _LastTree()
        self._markdown = Markdown(extensions=[extension(*it) for it in known.items()])
        # As MkDocs does: ids in raw HTML are looked for just before it is put aside.
        self._markdown.preprocessors.register(self._raw, "casebook-ids", 21)
        self._markdown.treeprocessors.register(self._last, "casebook-tree", -10)
        self._abbreviates = "abbr" in known
        self._read: dict[str, _Read] = {}

    def markup(self, body: str) -> Markup:
        """Return the links and images of ``body``, and the references that lead nowhere."""
        body = _OURS.sub("\ufffd", body)
        starts: list[int] = []
        written = Written(body)
        marking = _Marking(written, self._leaves_out(body), starts)
        root = self._convert(_MAY_BEGIN.sub(marking.mark, body)).root
        real, shown = _Reading(root).links()
        links = tuple(written.hyperlink(starts[number], real[number]) for number in sorted(real))
        linked = {starts[number] for number in real}
        defined = {as_label(label) for label in self._markdown.references}
        undefined = [
            reference
            for number in sorted(shown - real.keys())
            if (reference := written.undefined(starts[number], defined))
            and reference.label_at - 1 not in linked
        ]
        raw: tuple[RawLink, ...] = ()
        if MAY_HAVE.search(body):
            html = self._as_written(body).html
            raw = tuple(raw_links(body, html, Counter(link.target for link in links)))
        if included := _INCLUDES.search(body):
            ours = [*real.values()]
            links += tuple(_from_elsewhere(root, ours, included.start(), included.end()))
        return Markup(links, tuple(undefined), raw)

    def anchors(self, body: str) -> Anchors:
        """Return the headings of ``body``, and all its ids."""
        body = _OURS.sub("\ufffd", body)
        read = self._as_written(body)
        ids = read.raw_ids | {found for element in read.root.iter() for found in _ids(element)}
        ids |= ids_in_html(read.html)  # also those in code, which is not in the tree
        named = [element.get("id", "") for element in read.root.iter() if element.tag in _HEADINGS]
        starts = [found.start() for found in _MAY_BE_HEADING.finditer(body)]
        counter = iter(range(len(starts)))
        marked = _MAY_BE_HEADING.sub(
            lambda found: f"{found['words']}{_mark(_HEADING_MARK, next(counter))}{found['rest']}",
            body,
        )
        numbers = [
            _numbers(_HEADING_MARK, "".join(element.itertext()))
            for element in self._convert(marked).root.iter()
            if element.tag in _HEADINGS
        ]
        if len(numbers) != len(named):
            return Anchors(tuple(_looked_for(body, named)), ids)
        headings = (
            Heading(starts[found[0]] if found else 0, name)
            for found, name in zip(numbers, named, strict=True)
        )
        return Anchors(tuple(headings), ids)

    def html(self, body: str) -> tuple[str, tuple[str, ...]]:
        """Return the HTML of ``body``, and the addresses that it defines for links by reference."""
        read = self._as_written(body)
        return read.html, read.defined

    def _leaves_out(self, body: str) -> set[int]:
        """Return where brackets stand that belong to the definition of an abbreviation."""
        if not self._abbreviates:
            return set()
        return {found.start() + 1 for found in _ABBREVIATION.finditer(body)}

    def _as_written(self, body: str) -> _Read:
        """Read ``body`` without marks: once, since links, headings and HTML are all asked for."""
        if body not in self._read:
            if len(self._read) == MOST_KEPT:
                self._read.pop(next(iter(self._read)))
            self._read[body] = self._convert(body)
        return self._read[body]

    def _convert(self, text: str) -> _Read:
        self._last.root = Element("div")  # Python-Markdown makes no tree of white space
        self._raw.ids = frozenset()
        self._markdown.reset()
        html = self._markdown.convert(text)
        defined = tuple(address for address, _ in self._markdown.references.values())
        return _Read(self._last.root, html, self._raw.ids, defined)


@dataclass(frozen=True)
class _Read:
    """What Python-Markdown made of a text, with the ids in raw HTML and the defined addresses."""

    root: Element
    html: str
    raw_ids: frozenset[str]
    defined: tuple[str, ...]


class _LastTree(Treeprocessor):
    """Keeps the tree as it is when every extension is done with it."""

    root: Element

    def run(self, root: Element) -> None:
        self.root = root


class _RawIds(Preprocessor):
    """Keeps the ids that raw HTML has."""

    ids: frozenset[str] = frozenset()

    def run(self, lines: list[str]) -> list[str]:
        self.ids = ids_in_html("\n".join(lines))
        return lines


class _Reading:
    """One walk through a tree: which marks stand right before a link, and which are mere text."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._links: dict[int, Element] = {}
        self._shown: set[int] = set()

    def links(self) -> tuple[dict[int, Element], set[int]]:
        """Return the element behind each mark before a link or image, and all marks not in code."""
        self._walk(self._root, code=False)
        return self._links, self._shown

    def _walk(self, element: Element, *, code: bool) -> None:
        code = code or element.tag in ("code", "pre")
        before = element.text or ""
        self._show(before, code)
        for child in element:
            found = [*MARK.finditer(before)]
            if child.tag in ("a", "img") and found and found[-1].end() == len(before):
                self._links[_number(found[-1][2])] = child
            self._walk(child, code=code)
            before = child.tail or ""
            self._show(before, code)

    def _show(self, text: str, code: bool) -> None:
        if not code:
            self._shown.update(_numbers(_LINK_MARK, text))


class _Marking:
    """Puts a mark before each bracket that may begin a link; ``starts`` takes their offsets."""

    def __init__(self, written: Written, left_out: set[int], starts: list[int]) -> None:
        self._labels = {as_label(label) for label in written.labels} | {""}
        self._left_out = left_out
        self._starts = starts
        self._label_end = -1

    def mark(self, found: re.Match[str]) -> str:
        after, link = found["after"] or "", found["link"]
        if link is None or found.start("link") in self._left_out:
            return found.group()
        if after and link == "[" and found.start() + 1 != self._label_end:
            label = LABEL.match(found.string, found.start("link"))
            if label and as_label(label["label"]) in self._labels:
                self._label_end = label.end()
                return found.group()  # a mark would part the label from its text
        self._starts.append(found.start("link"))
        return f"{after}{_mark(_LINK_MARK, len(self._starts) - 1)}{link}"


def _mark(kind: str, number: int) -> str:
    return f"{kind}{str(number).translate(_DIGITS)}{_END}"


def _number(written: str) -> int:
    return int(written.translate(_NUMBERS))


def _numbers(kind: str, text: str) -> list[int]:
    return [_number(found[2]) for found in MARK.finditer(text) if found[1] == kind]


def _ids(element: Element) -> Iterator[str]:
    """Yield the ids by which a link can lead to an element, as MkDocs counts them."""
    if found := element.get("id"):
        yield found
    if element.tag == "a" and (found := element.get("name")):
        yield found


def _from_elsewhere(
    root: Element, ours: Collection[Element], start: int, end: int
) -> Iterator[Hyperlink]:
    """Yield the links that come from an included file, each placed at the inclusion."""
    for element in root.iter():
        if element.tag in ("a", "img") and not any(element is it for it in ours):
            is_image = element.tag == "img"
            target = element.get("src" if is_image else "href") or ""
            if target and not target.startswith("#"):
                words = element.get("alt", "") if is_image else ""
                yield Hyperlink(start, end, target, start, words, is_image)


def _looked_for(body: str, named: Sequence[str]) -> Iterator[Heading]:
    """Yield headings of which only the ids are known, each where its id is written next."""
    position = 0
    for name in named:
        found = re.compile(rf"[#\"'=]{re.escape(name)}(?![\w-])").search(body, position)
        position = found.end() if found else position
        yield Heading(body.rfind("\n", 0, position) + 1, name)
