"""The Markdown below the front matter of made pages: as much, and as varied, as editors write."""

from __future__ import annotations

import textwrap
from random import Random

from bench.outline import Argument, Evidence, Passage, Segment
from bench.wording import Wording

WIDTH = 100
LIST_IN, CODE_SPAN_IN, CODE_BLOCK_IN = 0.3, 0.2, 0.05
"""The share of pages that have one."""

CODE_BLOCK = """```text
asked in spring   41
asked in autumn   38
[neither](of-them) is a link
```"""


class Bodies:
    """Writes bodies; links lead only to what the front matter is linked with, and to passages."""

    def __init__(self, random: Random, wording: Wording) -> None:
        self._random = random
        self._wording = wording

    def argument(self, argument: Argument) -> str:
        """What an argument is taken from, and what it leans on."""
        ground = argument.evidence[0]
        shown = _link("its first ground", f"../evidence/{ground.slug}.md")
        first = [f"The article says it in its own way: see {shown}.", self._quoting(ground)]
        for towards in (*argument.supports, *argument.attacks):
            first.append(
                f"It bears on the claim that {_link(towards.title, towards.slug + '.md')}."
            )
        return self._body(first, "How it is read")

    def evidence(self, evidence: Evidence) -> str:
        """What the words show and what they do not."""
        first = [f"**What it shows.** {self._wording.filler()}", self._quoting(evidence)]
        if evidence.cited_by:
            path = f"../arguments/{evidence.cited_by.slug}.md"
            first.append(f"It is given for {_link('one of the claims', path)}.")
        return self._body(first, "What it cannot show")

    def segment(self, segment: Segment, passage: Passage) -> str:
        """Who the group are."""
        first = [f"They are *{segment.audience}* ({_passage_link(passage)})."]
        if segment.broader:
            wider = _link(segment.broader.title, segment.broader.slug + ".md")
            first.append(f"They are some of a larger group: {wider}.")
        return self._body(first, "What is left open")

    def _quoting(self, evidence: Evidence) -> str:
        if not evidence.quotes:
            return "These are words from *outside* the article."
        passage, words = evidence.quotes[0]
        if self._random.random() < 0.5:
            return f'The words are "{words}" ({_passage_link(passage)}).'
        return f"The passage meant is {_passage_link(passage)}."

    def _body(self, first: list[str], heading: str) -> str:
        blocks = [_wrapped(*first, self._wording.filler()), f"## {heading}"]
        for _ in range(self._random.randint(1, 3)):
            blocks.append(_wrapped(*self._paragraph()))
        if self._random.random() < LIST_IN:
            blocks.append("\n".join(f"- {self._wording.filler()}" for _ in range(3)))
        if self._random.random() < CODE_BLOCK_IN:
            blocks.append(CODE_BLOCK)
        return "\n\n".join(blocks) + "\n"

    def _paragraph(self) -> list[str]:
        sentences = [self._wording.filler() for _ in range(self._random.randint(2, 4))]
        sentences.append(f"This holds of *{self._wording.who()}* at most.")
        if self._random.random() < CODE_SPAN_IN:
            sentences.append("The table calls it `fare_class[2]` and says no more.")
        return sentences


def _link(text: str, target: str) -> str:
    return f"[{text}]({target})"


def _passage_link(passage: Passage) -> str:
    return _link(f"the article, {passage.id}", f"../article/index.md#{passage.id}")


def _wrapped(*sentences: str) -> str:
    text = " ".join(sentences)
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)
