"""Whether an answer holds the excerpt, and what to call it if not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from casebook.model.words import ELLIPSIS, UNSPACED, plain_typography
from casebook.sources.asked import Asked
from casebook.sources.reader import Reader, Unreadable
from casebook.sources.visible_text import Seen, is_pdf, is_text
from casebook.sources.visitor import Answer

_GONE = (404, 410)
_SHORT = 400
"""Characters of a page that has nothing to say but that it is not there."""

_WORDS_FOR_GONE = [
    plain_typography(line)
    for line in (Path(__file__).parent / "not_found.txt").read_text("utf-8").splitlines()
    if line
]
_BETWEEN_UNSPACED = re.compile(rf"(?<=[{UNSPACED}]) (?=[{UNSPACED}])")


class State(StrEnum):
    """The states of a cited address."""

    THERE = "there"
    CHANGED = "changed"
    MOVED = "moved"
    GONE = "gone"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Verdict:
    """The result for an address; ``at`` is where it was found, if anywhere; ``why`` says more."""

    asked: Asked
    state: State
    at: str | None = None
    why: str = ""


async def judged(asked: Asked, answer: Answer, reader: Reader) -> Verdict:
    """Return the verdict on an answer."""
    at = answer.url
    if answer.status in _GONE:
        return Verdict(asked, State.GONE, at, f"answers {answer.status}")
    if not httpx.codes.is_success(answer.status):
        return Verdict(asked, State.UNREACHABLE, at, f"answers {answer.status}")
    pdf = is_pdf(answer.body)
    if not pdf and not is_text(answer.body, answer.content_type):
        kind = answer.content_type.partition(";")[0].strip()
        return Verdict(asked, State.CHANGED, at, f"is no text but {kind}")
    try:
        readings = await reader.read(answer.body, answer.content_type, answer.seconds_left)
    except Unreadable as reason:
        return Verdict(asked, State.UNREACHABLE, at, str(reason))
    compared = holds_run_together if pdf else holds
    if asked.excerpt and any(compared(it.text, asked.excerpt) for it in readings):
        return _there(asked, at)
    if not pdf and (reason_gone := _says_it_is_gone(asked, at, readings[0])):
        return Verdict(asked, State.GONE, at, reason_gone)
    if asked.excerpt is None:
        return _there(asked, at)
    return Verdict(asked, State.CHANGED, at, "does not have the words of the excerpt")


def holds(text: str, excerpt: str) -> bool:
    """Return whether ``text`` has the words of ``excerpt``, however the two are typeset.

    Of an excerpt with words left out each part has to be there, in their order.
    """
    where, whole = _plain(text), _plain(excerpt)
    return whole in where or _in_order(where, [_plain(part) for part in ELLIPSIS.split(excerpt)])


def holds_run_together(text: str, excerpt: str) -> bool:
    """Return what ``holds`` does, for a PDF, whose spaces and hyphens may differ."""
    return _run_together(excerpt) in _run_together(text)


def _there(asked: Asked, at: str) -> Verdict:
    why = "" if asked.excerpt is not None else "answers; there is no excerpt to look for"
    same = _bare(at) == _bare(asked.url)
    return Verdict(asked, State.THERE if same else State.MOVED, asked.url if same else at, why)


def _bare(url: str) -> httpx.URL:
    return httpx.URL(url).copy_with(fragment=None)


def _says_it_is_gone(asked: Asked, at: str, page: Seen) -> str | None:
    """Return why a page that answers is gone all the same (*soft 404*); None where it may exist."""
    path = urlsplit(asked.url).path.strip("/")
    if path and not urlsplit(at).path.strip("/") and _bare(at) != _bare(asked.url):
        return "leads to the front page of its site"
    text = _plain(page.text)
    places = [*map(_plain, page.names), *([text] if len(text) <= _SHORT else [])]
    if any(words in place for place in places for words in _WORDS_FOR_GONE):
        return "says that the page is not there"
    return None


def _in_order(text: str, parts: list[str]) -> bool:
    position = 0
    wanted = [part for part in parts if part]
    for part in wanted:
        found = text.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    return bool(wanted)


def _plain(text: str) -> str:
    return _BETWEEN_UNSPACED.sub("", plain_typography(text))


def _run_together(text: str) -> str:
    return re.sub(r"[\s-]+", "", plain_typography(text))
