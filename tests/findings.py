"""Findings for tests of what is made of them: plain ones, and ones with hostile text."""

from __future__ import annotations

from typing import Any

from casebook.model.finding import Finding, Severity
from casebook.model.source import Place, Source
from casebook.reading.linking import load
from casebook.reading.project import from_folder
from casebook.rules import check
from golden import HERE

HOSTILE = (
    "100%",
    "%0A::error::",
    "::error file=x::y",
    "##[error]x",
    "a,b:c",
    "a | b",
    "`` ` ``",
    "<script>alert(1)</script></code></td></table>",
    "@someone #1 :smile: a@example.org",
    "![x](y)",
    "[a](https://example.org) \\[x\\](y) [b\\](z)",
    "{0} {x} {{1}}",
    "\u202e\u05e9\u05dc\u05d5\u05dd\u202c e\u0301 👩‍🚀",
    "\x1b[31mred\x07\x9b",
    "two\nlines\r\n\n## three",
    "\ud800",
)
"""What a page can hold, and nobody should obey."""


def found(message: str = "is wrong", path: str = "docs/a.md", **given: Any) -> Finding:
    text = given.pop("text", "one\ntwo words\nthree\n")
    place = given.pop("place", Place(2, 5, 2, 10))
    return Finding("unknown-slug", Source(path, text), place, message, **given)


def warnings(number: int) -> list[Finding]:
    return [found(f"number {n}", severity=Severity.WARNING) for n in range(number)]


def hostile() -> list[Finding]:
    """Findings with each of the hostile texts in message, hint, path and line of the page."""
    return [found(text, f"docs/{text}.md", hint=text, text=f"\n{text} {text}") for text in HOSTILE]


def in_specimen() -> list[Finding]:
    """All that is found in the broken casebook."""
    return check(load(from_folder(HERE / "casebooks/specimen/docs")))
