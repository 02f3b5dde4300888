"""Where quoted words stand in the original, in code points from its first (W3C Web Annotation).

Passages and quotes are compared with white space folded; a position is one in the file as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casebook.model.members import Article, Evidence
from casebook.model.passages import WHITE_SPACE
from casebook.quoting.quote_search import judge

CONTEXT = 32
"""Characters of the original around quoted words that tell them from the same elsewhere."""


@dataclass(frozen=True)
class Position:
    """Quoted words: the passage, and ``start`` and ``end`` in the original, the end left out."""

    passage: str
    start: int
    end: int


def quoted(
    article: Article, evidence: Evidence, offsets: Mapping[str, list[int]]
) -> list[Position]:
    """Return the positions of the quotes of ``evidence``, in their order."""
    found = []
    for quote in evidence.fields.quotes:
        places = judge(quote, article.passages).found
        if places and quote.passage in offsets:
            start, end = places[0]
            characters = offsets[quote.passage]
            found.append(Position(quote.passage, characters[start], characters[end - 1] + 1))
    return found


def offsets(article: Article) -> Mapping[str, list[int]]:
    """Return, for each passage, the offset in the original of each of its folded characters.

    Empty where the passages are not the whole of the original: then no position is certain.
    """
    if not article.faithful or article.original is None:
        return {}
    characters = [*_folded(article.original.text or "")]
    found, position = {}, 0
    for passage in article.passages.values():
        if characters[position][0] == " ":
            position += 1
        end = position + len(passage.words)
        found[passage.id] = [offset for _, offset in characters[position:end]]
        position = end
    return found


def _folded(text: str) -> Iterator[tuple[str, int]]:
    """Yield the characters of ``fold(text)``, each with its place in ``text``."""
    space: int | None = None
    begun = False
    for offset, character in enumerate(text):
        if character in WHITE_SPACE:
            space = offset if space is None else space
            continue
        if space is not None and begun:
            yield " ", space
        space, begun = None, True
        yield character, offset
