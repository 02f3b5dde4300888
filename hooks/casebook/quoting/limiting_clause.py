"""Limiting clauses: what a sentence takes back, or ties to a condition, after the words quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable

LIMITING = ("but", "although", "except", "unless", "only if")
"""The words that begin such a clause."""

_SENTENCE_END = re.compile(r"[.!?…。！？](?=[\s\"'”’)\]]|$)|[。！？]")  # noqa: RUF001
# Right after the quoted words, or where punctuation begins a clause of its own.
_CLAUSE = re.compile(
    rf"(?:\A|[,;:(—–])[\s\"'”’)]*(?P<word>{'|'.join(LIMITING)})\b",  # noqa: RUF001
    re.IGNORECASE,
)


# A "but" that is no contrast of "not this but that": it begins a clause, or a limit.
_CLAUSE_OF_ITS_OWN = re.compile(
    r"but\s+(?:I|you|he|she|it|we|they|there|this|these|those|only|not|never|if|when|for|no)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(r"\bnot\b|n['’]t\b", re.IGNORECASE)  # noqa: RUF001
_RELATIVE = re.compile(r"(?:\A|[,(—–])\s*(?:\w+\s+)?(?:which|who|whom|whose)\b", re.IGNORECASE)  # noqa: RUF001


def limiting_word(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Return the word that begins a limiting clause after ``text[start:end]``, and its offset.

    It is looked for in the rest of the sentence. Passed over are a "but" that answers a "not", and
    a word that limits only what a relative clause says.
    """
    ended = _SENTENCE_END.search(text, end)
    rest, quoted = text[end : ended.start() if ended else len(text)], text[start:end]
    found = _CLAUSE.search(rest)
    if found is None or _RELATIVE.search(rest, 0, found.start("word")):
        return None
    if found["word"].casefold() == "but":
        begun = [it.end() for it in _SENTENCE_END.finditer(quoted)]
        said = quoted[begun[-1] if begun else 0 :] + rest[: found.start("word")]
        if _DENIAL.search(said) and not _CLAUSE_OF_ITS_OWN.match(rest, found.start("word")):
            return None
    return end + found.start("word"), found["word"]


def covered(offset: int, stretches: Iterable[tuple[int, int]]) -> bool:
    """Return whether one of the quoted stretches holds the character at ``offset``."""
    return any(start <= offset < end for start, end in stretches)
