"""Links as a body has them written: where they end, what they say, what their labels stand for.

Everything is looked up in what was gone through once, so a page of many links costs no more for
each of them than a page of few.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping
from functools import cached_property
from xml.etree.ElementTree import Element

from casebook.model.words import UNSPACED
from casebook.prose.markup import Hyperlink, UndefinedReference
from casebook.quoting.did_you_mean import Guesses

# What a line of a list or a quote begins with.
MARKS = r"(?:[ \t>]|(?:[*+\-:]|\d+\.)(?=[ \t]))*"
# What ``rendering`` puts before links and behind headings.
MARK = re.compile("([\ue000\ue002])([\ue010-\ue019]+)\ue001")
LABEL = re.compile(r"\s?\[(?P<label>[^\]]*)\](?!(?<=\[\])\()")  # `[a][](b)` has an empty link

_DEFINITION = re.compile(
    rf"^{MARKS}\[(?P<label>[^\]]*)\]:[ ]*\n?[ \t>]*<?(?P<target>\S*)",
    re.MULTILINE,
)
# What stands before a reference, and not before an index: no word or code, unless it is of a script
# without blanks; and no mark of emphasis that closes some.
_BEFORE_TEXT = re.compile(
    rf"(?:\A|[^\w)\]}}`*_~=^]|[{UNSPACED}]|(?:\A|[^\w)\]}}`*_~=^.!?])[*_~=^]+)\Z"
)
_LOOKED_BACK = 40
"""Characters before a reference that are looked at."""

_CITATION = re.compile(r"[\d\s,;–-]*\d[\d\s,;–-]*")  # noqa: RUF001
_BRACKET = re.compile(r"[\[\]]")
_AS_IS = re.compile(r"<(?P<end>/?)(?P<tag>code|kbd|samp|pre)")


def as_label(written: str) -> str:
    """Return a label as Python-Markdown compares it."""
    return " ".join(written.split()).lower()


class Written:
    """The Markdown of one body."""

    def __init__(self, body: str) -> None:
        self.body = body
        self._guesses = Guesses()

    @cached_property
    def labels(self) -> list[str]:
        """The labels that the body defines."""
        return [found["label"] for found in self._definitions]

    def hyperlink(self, start: int, element: Element) -> Hyperlink:
        """Return the link or image ``element``, which is written at ``start``."""
        body = self.body
        is_image = element.tag == "img"
        target = MARK.sub("", element.get("src" if is_image else "href") or "")
        opened = start + 1 + is_image
        end = self._after_text(opened - 1)
        words = body[opened : end - 1]
        if body[end : end + 1] == "(":
            found = body.find(target, end) if target else end + 1
            target_at = found if found >= 0 else start
            closing = body.find(")", max(end, target_at + len(target)))
            end = closing + 1 if closing >= 0 else len(body)
        else:
            label = LABEL.match(body, end)
            end = label.end() if label else end
            name = label["label"].strip() if label else ""
            target_at = self._targets.get((as_label(name or words), target), 0) or start
        return Hyperlink(start, end, target, target_at, words, is_image)

    def undefined(self, start: int, defined: Collection[str]) -> UndefinedReference | None:
        """Return the reference that the brackets at ``start`` make, if they are two pairs.

        Two pairs are more often none: an index as in ``x[i][j]``, footnotes, or remarks such as
        ``[sic] [our emphasis]``. So a reference that a blank parts is one only where its label is
        much like one that is defined. ``defined`` has the labels that the page defines.
        """
        body = self.body
        opened = start + (body[start] == "!")
        end = self._after_text(opened)
        text, label = body[opened + 1 : end - 1], LABEL.match(body, end)
        if label is None or "^" in (text[:1], label["label"][:1]):
            return None
        if as_label(label["label"] or text) in defined:
            return None  # shown for another reason: code, or a link within it, comes first
        if _CITATION.fullmatch(text) and _CITATION.fullmatch(label["label"]):
            return None
        before = body[max(body.rfind("\n", 0, start) + 1, start - _LOOKED_BACK) : start]
        if not _BEFORE_TEXT.search(before) or self._is_as_it_is(start):
            return None
        if body[end] != "[" and not self._guesses.nearest(label["label"], self.labels):
            return None
        if not label["label"].strip():  # `[label][]`
            return UndefinedReference(text, opened + 1)
        return UndefinedReference(label["label"], label.start("label"))

    def _after_text(self, start: int) -> int:
        """Return the offset behind the square brackets that open at ``start``."""
        return self._closings.get(start, len(self.body))

    @cached_property
    def _closings(self) -> Mapping[int, int]:
        """For each bracket that is closed, the offset behind its other half."""
        closings: dict[int, int] = {}
        opened: list[int] = []
        for found in _BRACKET.finditer(self.body):
            if found.group() == "[":
                opened.append(found.start())
            elif opened:
                closings[opened.pop()] = found.end()
        return closings

    @cached_property
    def _definitions(self) -> list[re.Match[str]]:
        return [*_DEFINITION.finditer(self.body)] if "]:" in self.body else []

    @cached_property
    def _targets(self) -> Mapping[tuple[str, str], int]:
        """For each label and target that a definition has, where the target is written."""
        places: dict[tuple[str, str], int] = {}
        for found in self._definitions:
            target = found["target"].removesuffix(">")
            if target:
                places.setdefault((as_label(found["label"]), target), found.start("target"))
        return places

    def _is_as_it_is(self, start: int) -> bool:
        """Return whether what stands at ``start`` is within an HTML element for code."""
        return any(
            (at := bisect_left(starts, (start, False))) and starts[at - 1][1]
            for starts in self._tags.values()
        )

    @cached_property
    def _tags(self) -> Mapping[str, list[tuple[int, bool]]]:
        """For each element of code, where its tags stand, and whether they begin it."""
        places: dict[str, list[tuple[int, bool]]] = {}
        for found in _AS_IS.finditer(self.body):
            places.setdefault(found["tag"], []).append((found.start(), not found["end"]))
        return places
