"""The answers in the text of an issue that was made with a form.

GitHub writes a form as Markdown: for each question a heading ``### Question``, then the answer, and
``_No response_`` where there is none. An answer can hold such headings itself, so the questions are
looked for in the order in which the form has them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

NO_ANSWER = "_No response_"

LONGEST_ISSUE = 65_536
"""Characters: GitHub's own limit for the text of an issue."""

LONGEST_ANSWER = 8_000
"""Characters of one answer: more than any page of the casebook has."""


# Control characters, and those that turn the direction of all that follows.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")


class Refused(Exception):
    """A form that no page can be made of; the message says why, to the one who filled it in."""


def answers(form: Path, text: str) -> Mapping[str, str]:
    """Return the answers in ``text`` by the ids of the questions of ``form``, less empty ones.

    Raises Refused where the form cannot have made the text.
    """
    if len(text) > LONGEST_ISSUE:
        raise Refused("the text is longer than an issue can be")
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    questions = _questions(form)
    places, position = [], 0
    for name, question in questions:
        start = _heading(text, question["label"], position)
        if start < 0:
            if not question["required"]:  # the question was added after the form was filled in
                continue
            raise Refused(f"the question “{question['label']}” is not in it: use the form")
        places.append((name, start))
        position = start + 1
    found = {}
    ends = [start for _, start in places[1:]] + [len(text)]
    for (name, start), end in zip(places, ends, strict=True):
        answer = text[start:end].partition("\n")[2].strip()
        if len(answer) > LONGEST_ANSWER:
            raise Refused(f"an answer is longer than {LONGEST_ANSWER:,} characters")
        if answer and answer != NO_ANSWER:
            found[name] = answer
    for name, question in questions:
        if question["required"] and name not in found:
            raise Refused(f"there is no answer to “{question['label']}”")
        if (
            question["options"]
            and found.get(name, question["options"][0]) not in (question["options"])
        ):
            raise Refused(f"“{question['label']}” has an answer that the form does not offer")
    return found


def _questions(form: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return the questions of a form: labels, choices, and whether an answer is required."""
    body = yaml.safe_load(form.read_text("utf-8"))["body"]
    return [
        (
            part["id"],
            {
                "label": part["attributes"]["label"],
                "options": part["attributes"].get("options", []),
                "required": part.get("validations", {}).get("required", False),
            },
        )
        for part in body
        if "id" in part
    ]


def _heading(text: str, label: str, position: int) -> int:
    """Return where the next heading with ``label`` begins a line of its own; -1 if none does."""
    line = f"### {label}\n"
    if position == 0 and text.startswith(line):
        return 0
    found = text.find(f"\n{line}", max(0, position - 1))
    return found + 1 if found >= 0 else -1
