"""What the article's page says of each passage: its plain reading, and the notes under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casebook.model.graph import Casebook
from casebook.model.passages import fold
from casebook.prose.plain_reading import reading_span

READING, NOTE = "reading", "note"


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
        text = article.page.source.text if article else ""
        span = reading_span(text, passage.start, passage.end)
        if span is not None:
            found[passage.id, READING] = fold(text[slice(*span)])
            if note := fold(text[span[1] : passage.end]):
                found[passage.id, NOTE] = note
    return found
