"""Results for outside sources, as text, as Markdown for an issue, or as JSON.

Whatever comes from outside is shown as it is: no control character reaches a terminal, and in
Markdown addresses stand in code, where nothing is a link, a mention or a reference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from casebook.model.characters import as_document, printable
from casebook.sources.verdict import State, Verdict

FORMATS = ("text", "json", "markdown")

_MEANING = {
    State.CHANGED: "The page answers, and the words are not on it any more",
    State.MOVED: "The words are there, at another address",
    State.GONE: "The page is gone",
    State.UNREACHABLE: "Nothing can be said: the address could not be read",
    State.THERE: "The words are there",
}
"""What each state means, the most urgent first."""


def told(verdicts: Sequence[Verdict], form: str) -> str:
    """Return what was found, in one of the formats."""
    return {"text": _text, "json": _json, "markdown": _markdown}[form](verdicts)


def _text(verdicts: Sequence[Verdict]) -> str:
    lines = [
        f"{it.state:<11}  {it.asked.slug}  {printable(it.asked.url)}{_more(it)}" for it in verdicts
    ]
    return "".join(f"{line}\n" for line in [*lines, summary(verdicts)])


def _more(verdict: Verdict) -> str:
    if verdict.state is State.MOVED:
        return f"\n{'':13}now at {printable(verdict.at or '')}"
    return f"\n{'':13}{printable(verdict.why)}" if verdict.why else ""


def summary(verdicts: Sequence[Verdict]) -> str:
    """Return how many there are of each state, in a line."""
    if not verdicts:
        return "No address is cited."
    counts = Counter(it.state for it in verdicts)
    parts = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    return f"{len(verdicts)} address{'es' * (len(verdicts) != 1)}: {parts}."


def _json(verdicts: Sequence[Verdict]) -> str:
    sources = [
        {"slug": it.asked.slug, "url": it.asked.url, "state": str(it.state), "at": it.at}
        for it in verdicts
    ]
    return as_document({"sources": sources})


def _markdown(verdicts: Sequence[Verdict]) -> str:
    return "\n".join([summary(verdicts), *_sections(verdicts)]) + "\n"


def _sections(verdicts: Sequence[Verdict]) -> Iterator[str]:
    for state, meaning in _MEANING.items():
        some = [it for it in verdicts if it.state is state]
        if some and state is not State.THERE:
            yield f"\n### {meaning}\n"
            for it in some:
                more = f"now {_code(it.at or '')}" if state is State.MOVED else _code(it.why)
                yield f"- {_code(it.asked.slug)}: {_code(it.asked.url)}: {more}"


def _code(text: str) -> str:
    return "`" + " ".join(printable(text).replace("`", "'").split()) + "`"
