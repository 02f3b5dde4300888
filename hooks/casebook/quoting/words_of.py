"""A text taken apart into its words, so that two texts can be compared word by word."""

from __future__ import annotations

import re
from functools import lru_cache

from casebook.model.words import UNSPACED, plain_typography

_TOKEN = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
PUNCTUATION = ".,;:!?\"'“”\u2018\u2019()，。；：！？"  # noqa: RUF001


class Words:
    """A text and the stretches of it that are its words; characters where no blanks are written.

    ``plain`` holds the words without punctuation and typography, for comparison.
    """

    def __init__(self, text: str, most: int | None = None) -> None:
        self.text = text
        self.spans = [found.span() for found in _TOKEN.finditer(text)][:most]
        self.written = [text[start:end] for start, end in self.spans]
        self.plain = [_plain(word) for word in self.written]
        self.known = frozenset(self.plain)

    def __len__(self) -> int:
        return len(self.spans)

    def stretch(self, start: int, end: int) -> str:
        """Return the text from word ``start`` up to, not including, word ``end``."""
        return self.text[self.spans[start][0] : self.spans[end - 1][1]] if start < end else ""


def _plain(word: str) -> str:
    plain = plain_typography(word)
    return plain.strip(PUNCTUATION) or plain


@lru_cache(maxsize=4096)
def words_of(text: str) -> Words:
    """Return the words of ``text``; kept, as a passage of an article is compared many times."""
    return Words(text)
