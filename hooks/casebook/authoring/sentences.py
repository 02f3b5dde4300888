"""Where the sentences of a text end, in any language.

The rules of languages are those of the library ``sentencex``. Thai, Lao and Khmer have few marks
at the end of sentences, or none, and set clauses apart by a blank: they are cut there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.model.cannot_run import CannotRun

# At least so many characters of Thai, Lao or Khmer on each side of a blank make a clause.
_CLAUSES = re.compile(
    r"(?<=[\u0e00-\u0eff\u1780-\u17ff]{12})[ ]+(?=[\u0e00-\u0eff\u1780-\u17ff]{12})"
)
_WORD = re.compile(r"\w")
_CLOSED = re.compile(r"[\"'”’»」』)\]]\s*$")  # noqa: RUF001


def sentences(text: str, language: str) -> list[str]:
    """Return the sentences of ``text``, which together are the text; raises CannotRun."""
    try:
        from sentencex import segment  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError:
        raise CannotRun(
            "to find the ends of sentences, a library is needed: pip install 'mkdocs-casebook[cut]'"
        ) from None
    found = list(segment(language.partition("-")[0].lower(), text))
    if "".join(found) != text:  # better no cut than a lost character
        return [text]
    return list(_whole([part for piece in found for part in _clauses(piece)]))


def _clauses(text: str) -> Iterator[str]:
    start = 0
    for blank in _CLAUSES.finditer(text):
        yield text[start : blank.end()]
        start = blank.end()
    yield text[start:]


def _whole(pieces: list[str]) -> Iterator[str]:
    """Join what is no sentence of its own: without a word, or going on behind a quotation."""
    whole = ""
    for piece in pieces:
        goes_on = _CLOSED.search(whole) and piece.lstrip()[:1].islower()
        if whole and _WORD.search(whole) and _WORD.search(piece) and not goes_on:
            yield whole
            whole = ""
        whole += piece
    if whole:
        yield whole
