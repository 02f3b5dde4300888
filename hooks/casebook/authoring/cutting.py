"""Cuts a text into passages and writes the article's page: the start of a casebook.

The file itself is kept byte for byte. On the page each passage stands with the line breaks that it
has in the text, and with a backslash before whatever Markdown would read as markup.
"""

from __future__ import annotations

import hashlib
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass

from casebook.authoring.blocks import Block, BlockKind, blocks
from casebook.authoring.sentences import sentences
from casebook.authoring.told import told
from casebook.model.cannot_run import CannotRun
from casebook.model.passages import WHITE_SPACE, fold, scan
from casebook.model.source import Source
from casebook.reading.front_matter import FENCED
from casebook.reading.yaml_edits import scalar

MARK = "‖"
"""Cuts by hand: a passage begins behind it."""

_LABEL_WORDS, _LABEL_LENGTH = 6, 40
_BY = re.compile(r"(by|von|par|por|di|da|av|af|door)\s+|作者[:：]?\s*", re.IGNORECASE)  # noqa: RUF001

_NO_LABEL = re.compile(r"[`*_\[\]{}<>|~\\#^$=\"]|&(?=#?\w+;)")

_ANYWHERE = re.compile(r"[\\`*_\[\]{}<>|~]|&(?=#?\w+;)")
# What Markdown takes for a heading, a list, a rule or a definition at the beginning of a line.
_AT_BEGINNING = re.compile(r"^(?=[#+=:-])|^(?P<number>\d+)(?=[.)](\s|$))")


@dataclass(frozen=True)
class Cut:
    """A passage: its id, and its lines as they are in the text."""

    id: str
    lines: tuple[str, ...]

    @property
    def words(self) -> str:
        """The lines as they are written in a blockquote."""
        return "\n".join(f"> {escaped(line)}" for line in self.lines)

    @property
    def label(self) -> str:
        """The first words, as the passage's heading until an editor writes a better one."""
        words = _NO_LABEL.sub(" ", " ".join(self.lines)).split()
        label = " ".join(words[:_LABEL_WORDS])[:_LABEL_LENGTH].strip(" -:")
        return f"{label} …" if len(label) < len(" ".join(words)) else label or self.id


@dataclass(frozen=True)
class Cutting:
    """A text cut into passages: what is written to the original's file, and the page."""

    original: bytes
    page: str
    passages: tuple[Cut, ...]

    @property
    def paragraphs(self) -> int:
        """How many paragraphs there are, title and byline aside."""
        return len({cut.id.partition("-")[0] for cut in self.passages} - {"p0"})


def cut(content: bytes, name: str, language: str = "en", mark: str = MARK) -> Cutting:
    """Return the cutting of a file's ``content``; raises CannotRun, and then says what to do."""
    text = _decoded(content, name)
    original = content.replace(mark.encode(), b"")
    unix = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    passages = tuple(_passages(blocks(unix), language, mark))
    if not passages:
        raise CannotRun(f"{name} holds no words that could be cut into passages")
    byline = " ".join(next((it.lines for it in passages if it.id == "p0-2"), ()))
    page = told(
        "article.md.j2",
        title=scalar(fold(" ".join(passages[0].lines))),
        author=scalar(_BY.sub("", fold(byline), count=1)) if byline else "",
        sha256=hashlib.sha256(original).hexdigest(),
        language=scalar(language),
        passages=passages,
    )
    _held_against(page, original.decode("utf-8").removeprefix("\ufeff"), name)
    return Cutting(original, page, passages)


def _decoded(content: bytes, name: str) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        at = content.count(b"\n", 0, error.start) + 1
        encoding = "UTF-16" if content[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) else "WINDOWS-1252"
        raise CannotRun(
            f"{name} is not UTF-8: line {at} has the byte 0x{content[error.start]:02X}; convert it "
            f"first, from the encoding that it has: iconv -f {encoding} -t UTF-8 {name} > new.txt"
        ) from None
    if "\0" in text:
        raise CannotRun(f"{name} is no text: it has the character U+0000 in it")
    return text


def _held_against(page: str, original: str, name: str) -> None:
    """Raise CannotRun unless the passages are the whole of the original."""
    fenced = FENCED.match(page)
    printed = fold(original)
    found = scan(Source(name, page), fenced.end() if fenced else 0, printed).found
    if fold(" ".join(passage.words for passage in found)) != printed and (
        "".join(passage.words for passage in found).replace(" ", "") != printed.replace(" ", "")
    ):
        raise CannotRun(f"{name} could not be cut so that the passages are the whole of it")


def _passages(found: list[Block], language: str, mark: str) -> Iterator[Cut]:
    """Yield the numbered passages: the title p0-1, a byline p0-2, then paragraph by paragraph."""
    if not found:
        return
    title, *rest = _with_title(found)
    yield Cut("p0-1", _without(title.lines, mark))
    if len(rest) > 1 and rest[0].is_short_line and rest[0].kind is BlockKind.PROSE:
        yield Cut("p0-2", _without(rest.pop(0).lines, mark))
    for number, block in enumerate(rest, 1):
        for index, lines in enumerate(_cut(block, language, mark), 1):
            yield Cut(f"p{number}-{index}", lines)


def _with_title(found: list[Block]) -> list[Block]:
    """Return the blocks, the title one of its own: the first line, or two that stand alone."""
    first, *rest = found
    lines = first.lines
    if len(lines) == 1 or (rest and len(lines) == 2 and not _BY.match(lines[1])):
        return found
    return [Block(lines[:1], first.widest), Block(lines[1:], first.widest), *rest]


def _without(lines: tuple[str, ...], mark: str) -> tuple[str, ...]:
    return tuple(kept for line in lines if (kept := line.replace(mark, "")).strip(WHITE_SPACE))


def _cut(block: Block, language: str, mark: str) -> Iterator[tuple[str, ...]]:
    """Return the lines of each passage of a block."""
    text = "\n".join(block.lines)
    if mark in text:
        pieces = text.split(mark)
    elif block.kind is BlockKind.AS_IS:
        pieces = [text]
    elif block.kind is BlockKind.LIST:
        pieces = ["\n".join(item) for item in block.items()]
    else:
        pieces = list(_at_sentences(text, language, verse=block.kind is BlockKind.VERSE))
    for piece in pieces:
        lines = tuple(line for line in piece.split("\n") if line.strip(WHITE_SPACE))
        if lines:
            yield lines


def _at_sentences(text: str, language: str, *, verse: bool) -> Iterator[str]:
    """Cut after sentences, of verse only those that end where a line does."""
    start = end = 0
    for sentence in sentences(text.replace("\n", " "), language):
        end += len(sentence)
        if not verse or "\n" in text[end - 1 : end + 1] or end == len(text):
            yield text[start:end]
            start = end
    if start < len(text):
        yield text[start:]


def escaped(line: str) -> str:
    """Return a line of the article as Markdown that shows just these words."""
    line = _ANYWHERE.sub(r"\\\g<0>", line.strip(WHITE_SPACE))
    return _AT_BEGINNING.sub(lambda found: f"{found['number'] or ''}\\", line)
