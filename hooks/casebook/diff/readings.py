"""What the article's page says of each passage: its plain reading, and the notes under it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from casebook.model.graph import Casebook
from casebook.model.passages import FENCE, QUOTE_MARK, fold

READING, NOTE = "reading", "note"

_LABEL = re.compile(r"(\*\*|__)(?P<label>[^*_\n]{1,80})\1:?[ \t]*")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class ReadingChange:
    """A plain reading, or a note on a passage, that was added, removed or changed."""

    what: str
    passage: str
    part: str
    before: str | None
    after: str | None


def reading_changes(base: Casebook, head: Casebook) -> Iterator[ReadingChange]:
    """Yield what the article's page says otherwise of passages, in their order."""
    before, after = _readings(base), _readings(head)
    for passage, part in dict.fromkeys([*before, *after]):
        was, now = before.get((passage, part)), after.get((passage, part))
        if was != now:
            what = "added" if was is None else "removed" if now is None else "changed"
            yield ReadingChange(what, passage, part, was, now)


def _readings(casebook: Casebook) -> dict[tuple[str, str], str]:
    """Return the reading and the note of each passage, white space folded."""
    article = casebook.article
    found: dict[tuple[str, str], str] = {}
    for passage in article.passages.values() if article else ():
        text = article.page.source.text[passage.start : passage.end] if article else ""
        reading, note = _below_the_quote(text)
        if reading:
            found[passage.id, READING] = reading
        if note:
            found[passage.id, NOTE] = note
    return found


def _below_the_quote(text: str) -> tuple[str, str]:
    """Return the first paragraph after the blockquote, without its label, and all else."""
    lines = text.split("\n")
    last, quoting = 0, False
    for number, line in enumerate(lines):
        if QUOTE_MARK.match(line):
            last, quoting = number + 1, True
        elif quoting and line.strip() and not FENCE.match(line):
            last = number + 1  # a line that goes on with the quotation
        else:
            quoting = False
    paragraphs = [it for it in _PARAGRAPHS.split("\n".join(lines[last:])) if it.strip()]
    if not paragraphs:
        return "", ""
    reading = paragraphs[0].strip()
    label = _LABEL.match(reading)
    words = fold(reading[label.end() :]) if label else ""
    return words or fold(reading), fold(" ".join(paragraphs[1:]))
