"""What a rule means, why it matters, and an example: one text for the command and for the site.

Each rule has a file ``explanations/CODE.md``: a paragraph that says why, then blocks of code under
the words ``Given``, ``Wrong`` and ``Right``. A block's title names its file; its text is a stretch
of that file, or all of it where the file is not in the casebook that the tests put it into.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casebook.rules import FAMILIES, RULES, Rule

FOLDER = Path(__file__).parent / "explanations"
_BLOCK = re.compile(
    r"^```(?P<language>\w+) title=\"(?P<file>[^\"\n]+)\"\n(?P<text>.*?)^```$", re.M | re.S
)
_PART = re.compile(r"^(Given|Wrong|Right):$", re.M)


@dataclass(frozen=True)
class Block:
    """A stretch of the file ``file`` of an example."""

    language: str
    file: str
    text: str


@dataclass(frozen=True)
class Explanation:
    """A rule with its reason and its examples; ``body`` is the Markdown of all of it."""

    rule: Rule
    why: str
    body: str
    given: tuple[Block, ...]
    wrong: tuple[Block, ...]
    right: tuple[Block, ...]

    @property
    def text(self) -> str:
        """What ``casebook explain`` prints, which is Markdown."""
        kind = f"{self.rule.severity}, {self.rule.family}"
        return f"# {self.rule.code}\n\n{self.rule.statement} ({kind})\n\n{self.body}"


def explain(code: str) -> Explanation:
    """Return the explanation of the rule ``code``; raises KeyError where there is no such rule."""
    rule = RULES[code]
    body = (FOLDER / f"{code}.md").read_text("utf-8")
    why, *parts = _PART.split(body)
    blocks = {
        name: tuple(
            Block(*found.group("language", "file", "text")) for found in _BLOCK.finditer(text)
        )
        for name, text in zip(parts[::2], parts[1::2], strict=True)
    }
    given, wrong, right = (blocks.get(name, ()) for name in ("Given", "Wrong", "Right"))
    return Explanation(rule, why.strip(), body, given, wrong, right)


def all_explained() -> Iterator[tuple[str, list[Explanation]]]:
    """Yield each family of rules with the explanations of its rules."""
    for module in FAMILIES:
        family = module.__name__.rpartition(".")[2]
        yield family, [explain(code) for code, rule in RULES.items() if rule.family == family]
