"""The passages of an article page: headings with an id, and the words quoted under them.

A passage is ``### label { #p2-3 }``, then a blockquote with the article's words. Headings,
blockquotes, lazy continuation lines and fenced code are told apart as Python-Markdown does it.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from casebook.model.source import Place, Source
from casebook.model.words import plain_typography

PASSAGE_ID = re.compile(r"p\d+-\d+")
FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
# HTML whose content Python-Markdown does not read, unless md_in_html is told to by `markdown`.
HTML = re.compile(
    r" {0,3}<(?P<tag>!--|address|article|aside|blockquote|details|div|dl|fieldset|figure|footer"
    r"|form|header|main|nav|ol|p|pre|script|section|style|table|ul)(?P<rest>[^>\n]*)",
    re.IGNORECASE,
)
UNDERLINE = re.compile(r"(=+|-+)[ \t]*")
QUOTE_MARK = re.compile(r" {0,3}> ?")

# What a backslash makes literal: all ASCII punctuation (CommonMark 0.31, section 2.4).
ESCAPABLE = frozenset(string.punctuation)
# "White space folded" means these and no others: a no-break space is a character of the article.
WHITE_SPACE = " \t\n\r\f\v"


def fold(text: str) -> str:
    """Return ``text`` with runs of ASCII white space made one space, and none at the ends."""
    # Bytes are split at ASCII white space alone, and faster than a pattern finds it.
    words = text.encode("utf-8", "surrogatepass").split()
    return b" ".join(words).decode("utf-8", "surrogatepass")


@dataclass(frozen=True)
class Passage:
    """A sentence or clause of the article (oa:SpecificResource).

    ``words`` are folded; ``lines`` are those that they are read from, each with its offset in the
    page. ``start`` is the offset of its heading, ``end`` that of the next one, or of the end.
    ``blockquotes`` are the stretches of the page that hold the words, as they are written, and
    ``parted`` the offsets at which a line without words begins a new paragraph in them.
    """

    id: str
    label: str
    heading: Place
    words: str
    lines: tuple[tuple[str, int], ...]
    start: int
    end: int
    blockquotes: tuple[tuple[int, int], ...] = ()
    parted: tuple[int, ...] = ()

    @cached_property
    def plain(self) -> str:
        """The words, with what differs in typography alone made alike."""
        return plain_typography(self.words)

    @cached_property
    def offsets(self) -> tuple[int, ...]:
        """For each character of the words, where it stands in the page."""
        characters = [*_characters(self.lines)]
        escapes = self.words != fold(_text(characters))
        read = _folded(_unescaped(characters) if escapes else characters)
        return tuple(offset for _, offset in read)

    @property
    def paragraph(self) -> int:
        """The paragraph of the article that the passage is in; 0 is the title."""
        return int(self.id[1:].partition("-")[0])


@dataclass(frozen=True)
class Passages:
    """What an article page holds: its passages in order, and blockquotes that belong to none."""

    found: tuple[Passage, ...]
    strays: tuple[Place, ...]


@dataclass(frozen=True)
class Difference:
    """Where the passages first differ from the original: character ``index`` of ``passage``.

    ``position`` is the offset in the original; ``passage`` is None where the passages end first.
    """

    passage: Passage | None
    index: int
    position: int


def first_difference(passages: Passages, original: str) -> Difference | None:
    """Return the first place where the passages' words differ from the folded ``original``."""
    position = 0
    for passage in passages.found:
        if original[position : position + 1] == " ":
            position += 1
        if not original.startswith(passage.words, position):
            i = 0
            while original[position + i : position + i + 1] == passage.words[i]:
                i += 1
            return Difference(passage, i, position + i)
        position += len(passage.words)
    return Difference(None, 0, position) if original[position:].strip(" ") else None


@dataclass
class _Section:
    """A heading and what stands under it, while the page is being read."""

    id: str | None
    label: str
    start: int
    end: int
    lines: list[tuple[str, int]] = field(default_factory=list)
    blockquotes: list[tuple[int, int]] = field(default_factory=list)
    parted: list[int] = field(default_factory=list)

    def add(self, offset: int, line: str, begin: int, *, goes_on: bool) -> None:
        """Add a line of a blockquote, whose words begin behind its mark; or the first of one."""
        first = self.blockquotes.pop()[0] if goes_on else offset
        self.blockquotes.append((first, offset + len(line)))
        if not (goes_on and line[begin:].strip()):
            self.parted.append(offset)
        self.lines.append((f"{line[begin:]} ", offset + begin))

    def words(self, original: str) -> str:
        """Return the folded words, read as they are written if ``original`` has them so alone.

        Otherwise a backslash escapes what stands behind it.
        """
        as_written = fold("".join(line for line, _ in self.lines))
        if "\\" not in as_written:
            return as_written
        read = fold(_text(_unescaped(_characters(self.lines))))
        return as_written if read not in original and as_written in original else read


def scan(source: Source, start: int, original: str = "") -> Passages:
    """Return the passages in the body that begins at offset ``start`` of ``source``.

    ``original`` is the folded text of the article. It decides whether a backslash is a character of
    the article or only escapes the next one.
    """
    sections = list(_sections(source.text, start))
    found, strays = [], []
    for section in sections:
        if section.id is None:
            if section.lines:
                strays.append(source.place(section.lines[0][1]))
            continue
        line_end = source.text.find("\n", section.start)
        found.append(
            Passage(
                section.id,
                section.label,
                source.place(section.start, line_end if line_end >= 0 else len(source.text)),
                section.words(original),
                tuple(section.lines),
                section.start,
                section.end,
                tuple(section.blockquotes),
                tuple(section.parted),
            )
        )
    return Passages(tuple(found), tuple(strays))


def _sections(text: str, start: int) -> Iterator[_Section]:
    section = _Section(None, "", start, len(text))
    fence, quoting, closing = "", False, ""
    first: tuple[int, str] | None = None  # line of a block that an underline may make a heading
    for offset, line in _lines(text, start):
        above, first = first, None
        if "<" in line and not (fence or quoting or closing):
            closing = _end_of_html(line)
        if closing:
            closing = "" if closing in line else closing
            continue
        opening = FENCE.match(line)
        if fence:
            fence = "" if _closes(fence, line) else fence
            continue
        if opening and not quoting:
            fence = opening["fence"]
        elif line.startswith("#") or (above and UNDERLINE.fullmatch(line)):
            begun, heading = above if above and not line.startswith("#") else (offset, line)
            section.end = begun
            yield section
            section, quoting = _open(heading, begun, len(text)), False
        elif not line.strip():
            quoting = False
        elif (mark := QUOTE_MARK.match(line)) or quoting:
            section.add(offset, line, mark.end() if mark else 0, goes_on=quoting)
            quoting = True
        elif offset == start or text.endswith(("\n\n", "---\n"), 0, offset):
            first = offset, line
    yield section


def _open(line: str, start: int, end: int) -> _Section:
    """Return the section that a heading begins: its label, and the id that attr_list gives it."""
    label, attributes = line.lstrip("#").rstrip("# \t"), ""
    if label.endswith("}") and " {" in label:  # attr_list requires the space
        label, _, attributes = label[:-1].rpartition(" {")
    words = attributes.lstrip(":").split()
    ids = [word[1:] for word in words if word.startswith("#") and PASSAGE_ID.fullmatch(word[1:])]
    return _Section(ids[-1] if ids else None, label.strip(), start, end)


def lines_outside_code(text: str) -> Iterator[int]:
    """Yield the offset of each line that is not within fenced code."""
    fence = ""
    for offset, line in _lines(text, 0):
        opening = FENCE.match(line)
        if fence:
            fence = "" if _closes(fence, line) else fence
        elif opening:
            fence = opening["fence"]
        else:
            yield offset


def _closes(fence: str, line: str) -> bool:
    closing = FENCE.match(line)
    return bool(closing and closing["fence"].startswith(fence) and not line.strip(" \t`~"))


def _end_of_html(line: str) -> str:
    """Return what ends the raw HTML that begins in ``line``; empty where none begins."""
    html = HTML.match(line)
    if html is None or re.search(r"\bmarkdown\b", html["rest"]):
        return ""
    return "-->" if html["tag"] == "!--" else f"</{html['tag']}>"


def _lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    offset = start
    for line in text[start:].split("\n"):
        yield offset, line
        offset += len(line) + 1


def _characters(lines: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    """Yield the characters of lines, each with its offset."""
    for line, offset in lines:
        yield from zip(line, count(offset), strict=False)


def _text(characters: Iterable[tuple[str, int]]) -> str:
    return "".join(character for character, _ in characters)


def _unescaped(characters: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    waiting: tuple[str, int] | None = None
    for character, offset in characters:
        if waiting is not None:
            if character not in ESCAPABLE:
                yield waiting
            yield character, offset
            waiting = None
        elif character == "\\":
            waiting = character, offset
        else:
            yield character, offset
    if waiting is not None:
        yield waiting


def _folded(characters: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    space: tuple[str, int] | None = None
    begun = False
    for character, offset in characters:
        if character in WHITE_SPACE:
            space = space or (" ", offset)
            continue
        if space and begun:
            yield space
        space, begun = None, True
        yield character, offset
