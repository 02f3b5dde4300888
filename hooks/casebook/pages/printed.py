"""The article's words as they were printed, whatever Markdown would make of them.

They are written in Markdown that hides every character with a meaning behind a character reference,
so that any generator shows them. For the site each stretch is also put between marks: once the page
is HTML, what stands between them is compared with the words, and replaced by them if an extension
has changed it. Abbreviations, which add to words and leave them as they are, may stay.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from markupsafe import Markup

from casebook.model.members import Article
from casebook.model.passages import WHITE_SPACE, Passage, fold
from casebook.pages.held_html import stable_number

# Characters of the private use area, which Markdown and its extensions give no meaning.
_BEGIN, _NUMBERED, _END = "\ue003", "\ue005", "\ue004"
_MARKED = re.compile(f"{_BEGIN}(?P<number>\\d+){_NUMBERED}(?P<shown>.*?){_END}", re.DOTALL)
_BLOCK = re.compile(
    r"<(?P<tag>p|blockquote)>(?P<inner>(?:(?!<p>|<blockquote>).)*?)</(?P=tag)>", re.DOTALL
)
_TAG_OR_BLANK = re.compile(r"<[^>]*>|\s")
_ABBREVIATION = re.compile(r"</?abbr\b[^>]*>")

_LINE_END = re.compile(r"\r\n|\r|\n")
# Punctuation within a text that no Markdown gives a meaning.
_HARMLESS = re.compile(r"(?<=[^\W\d_][^\W\d_])(?:[.?;:](?= )|\.\Z|-(?=[^\W\d_]))")
# HTML reads a reference to one of these as another character, so they stay as they are.
_C1 = range(0x80, 0xA0)


class Line(NamedTuple):
    """A line of a passage: its words from ``start`` to ``end``, and whether it begins a paragraph.

    The blank before it is no part of any line.
    """

    start: int
    end: int
    begins_paragraph: bool


class Stretch(NamedTuple):
    """Words of a passage, and the Markdown that stands around them on each line."""

    start: int
    end: int
    before: Markup = Markup("")
    after: Markup = Markup("")


Part = TypeVar("Part", Line, Stretch)


def clipped(stretches: Iterable[Part], start: int, end: int) -> tuple[Part, ...]:
    """Return the parts of ``stretches`` that lie between ``start`` and ``end``."""
    parts = (it._replace(start=max(it.start, start), end=min(it.end, end)) for it in stretches)
    return tuple(part for part in parts if part.start < part.end)


@dataclass(frozen=True)
class Layout:
    """How the original sets a passage: its lines, and whether it begins on a line of its own."""

    lines: tuple[Line, ...]
    on_new_line: bool


def layouts(article: Article) -> Mapping[str, Layout]:
    """Return how each passage is set: in the lines of the original, in the page's paragraphs."""
    printed = (article.original and article.original.text) or ""
    followed = _Followed(printed if article.faithful else "")
    return {passage.id: followed.layout(passage) for passage in article.passages.values()}


class _Followed:
    """The original, followed from passage to passage."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0

    def layout(self, passage: Passage) -> Layout:
        on_new_line = self._line_ends() > 0
        lines, start, begins = [], 0, True
        for index, character in enumerate(passage.words):
            if character != " ":
                self._position += 1
                continue
            ends = self._line_ends()
            parted = self._is_parted(passage, index)
            if ends or parted:
                lines.append(Line(start, index, begins))
                start, begins = index + 1, parted or ends > 1
        return Layout((*lines, Line(start, len(passage.words), begins)), on_new_line)

    def _line_ends(self) -> int:
        """Pass over white space, and count the line ends in it."""
        begun = self._position
        while self._text[self._position : self._position + 1] in tuple(WHITE_SPACE):
            self._position += 1
        return len(_LINE_END.findall(self._text[begun : self._position]))

    def _is_parted(self, passage: Passage, index: int) -> bool:
        """Return whether the page begins a new paragraph after the space at ``index``."""
        before, after = passage.offsets[index - 1], passage.offsets[index + 1]
        return any(before < offset <= after for offset in passage.parted)


class PrintedWords:
    """Writes words of the article; ``marks`` says whether the page is handed to ``restored``.

    Where they are in another language than the site's, ``attributes`` say so: those of HTML.
    """

    def __init__(self, *, marks: bool, attributes: str = "") -> None:
        self._marks = marks
        self._attributes = attributes
        self._words: dict[int, str] = {}

    def inline(self, words: str) -> Markup:
        """Return ``words`` as Markdown within a line; blanks at their ends are kept."""
        bare = words.strip(" ")
        if not bare:
            return _blank(words != "")
        shown = escaped(bare)
        if self._marks:
            number = stable_number(bare)
            self._words[number] = bare
            shown = f"{_BEGIN}{number}{_NUMBERED}{shown}{_END}"
        elif self._attributes:
            shown = f"<span{self._attributes}>{shown}</span>"
        text = Markup(shown)  # noqa: S704 - escaped just above
        return _blank(words[0] == " ") + text + _blank(words[-1] == " ")

    def in_lines(
        self, words: str, lines: Iterable[Line], stretches: Iterable[Stretch], margin: str = ""
    ) -> Markup:
        """Return ``words`` line by line as Markdown, each line but the first behind ``margin``."""
        known, written = tuple(stretches), Markup("")
        for line in lines:
            on_line = Markup("").join(self._on_line(words, line, known)).strip(" ")
            if on_line and written:
                parting = f"\n{margin.rstrip()}\n" if line.begins_paragraph else "  \n"
                written += Markup(parting) + Markup(margin)  # noqa: S704 - ours
            written += on_line
        return written

    def _on_line(self, words: str, line: Line, stretches: Iterable[Stretch]) -> Iterator[Markup]:
        for start, end, before, after in stretches:
            text = words[max(start, line.start) : min(end, line.end)]
            if not text.strip(" "):
                yield self.inline(text)
                continue
            linked = before + self.inline(text.strip(" ")) + after
            yield _blank(text[0] == " ") + linked + _blank(text[-1] == " ")

    def restored(self, content: str) -> str:
        """Return a page's HTML with its marks gone, and the words between them as printed."""
        if not self._attributes:
            return _MARKED.sub(self._restored, content)
        content = _BLOCK.sub(self._in_block, content)
        span = rf"<span{self._attributes}>{{}}</span>"
        return _MARKED.sub(lambda found: span.format(self._restored(found)), content)

    def _in_block(self, found: re.Match[str]) -> str:
        """Return a block; one that holds nothing but words of the article has the attributes."""
        inner = found["inner"]
        if not _MARKED.search(inner) or _TAG_OR_BLANK.sub("", _MARKED.sub("", inner)):
            return found.group()
        tag = found["tag"]
        return f"<{tag}{self._attributes}>{_MARKED.sub(self._restored, inner)}</{tag}>"

    def lost(self, markdown: str, content: str) -> list[str]:
        """Return the words that a page's Markdown has between marks and its HTML has not."""
        if not self._marks:
            return []
        missing = Counter(it["number"] for it in _MARKED.finditer(markdown))
        missing -= Counter(it["number"] for it in _MARKED.finditer(content))
        return [self._words[int(number)] for number in missing]

    def _restored(self, found: re.Match[str]) -> str:
        words, shown = self._words.get(int(found["number"])), found["shown"]
        if words is None:
            return found.group()
        if "<" in shown and html.unescape(_ABBREVIATION.sub("", shown)) == words:
            return shown
        return html.escape(words, quote=False)


def _blank(there: bool) -> Markup:
    return Markup(" ") if there else Markup("")


def escaped(words: str) -> str:
    """Return ``words`` as Markdown that shows them as they are, anywhere in a line."""
    words = fold(words)
    harmless = {found.start() for found in _HARMLESS.finditer(words)}
    return "".join(
        character if index in harmless or _is_text(character) else f"&#{ord(character)};"
        for index, character in enumerate(words)
    )


def _is_text(character: str) -> bool:
    """Return whether no Markdown gives the character a meaning, or strips it from a line."""
    if character.isascii():
        return character.isalnum() or character in " ,"
    return character.isprintable() or ord(character) in _C1
