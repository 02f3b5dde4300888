"""Pairs of quotation marks, of all languages.

After the delimiters of the Unicode CLDR (``quotationStart`` to ``alternateQuotationEnd`` of all its
locales) and the characters of Unicode that are named as quotation marks or corner brackets. Marks
of titles, such as 《 》, are none. The typewriter's apostrophe, which is far more often an
apostrophe, is one where it can be nothing else: words are between two of them, the first of which
stands right before a word and the last right behind one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_PAIRS = (
    *("“”", "„“", "„”", "„‟", "‟”", "❝❞", "〝〞", "〝〟", "＂＂"),  # noqa: RUF001
    *("«»", "‹›", "「」", "『』", "｢｣", "﹁﹂", "﹃﹄"),  # noqa: RUF001
    *("‘’", "‚‘", "‚’", "‛’", "❛❜"),  # noqa: RUF001
)
"""An opening mark and a closing one."""
_CLOSING_FIRST = ("””", "»«", "»»", "›‹", "››")  # noqa: RUF001
"""The same where what opens a quotation closes it elsewhere."""

OPENING = "".join(dict.fromkeys(pair[0] for pair in (*_PAIRS, *_CLOSING_FIRST)))
ALL = "".join(dict.fromkeys("".join((*_PAIRS, *_CLOSING_FIRST, '"'))))
_SINGLE = "’‘›‹"  # noqa: RUF001 - may stand within a word, as an apostrophe does
_BEHIND_WORDS = r"(?<![\w.,;:!?…)\]])"


def _patterns() -> Iterator[str]:
    for begin in OPENING:
        pairs = [pair for pair in (*_PAIRS, *_CLOSING_FIRST) if pair[0] == begin]
        ends = "".join(pair[1] for pair in pairs)
        before = _BEHIND_WORDS if begin in "”»›" else ""  # noqa: RUF001
        if set(ends) & set(_SINGLE):  # up to a mark that is no apostrophe
            within = rf"(?:[^{begin}\n]|\n(?!\n))*?"
            yield rf"{before}{begin}(?!\d\ds\b)(?=\S)({within}\S)[{ends}](?!\w)"
        else:
            yield rf"{before}{begin}([^{begin}{ends}]+)[{ends}]"


_CURLED = re.compile("|".join(_patterns()))
_STRAIGHT = re.compile('"([^"]+)"')
# Words that begin with an apostrophe: what stands behind one is no quotation.
_ELIDED = (
    r"\d|(?:tis|twas|twere|twill|twould|em|till?|n|cause|cos|bout|round|neath|gainst|fore|tween|mid"
    r"|ere|im|er|is|ave|kay|sup|s|t)(?!\w)"
)
_APOSTROPHES = re.compile(
    rf"(?<![^\s(\[—\u2013\u2018\u201c\"])'(?!{_ELIDED})(?=\w)"
    r"((?:[^'\n]|\n(?!\n)|(?<=\w)'(?=\w))+)(?<=\S)"
    # Behind an s and before a word, an apostrophe may be a genitive's.
    r"(?:(?<!s)'(?!\w)|'(?=[.,;:!?)\]]|\s*\Z))",
    re.IGNORECASE,
)
MAY_BE_APOSTROPHE = r"(?<!\w)'(?=\w)"
"""Where an apostrophe may begin a quotation, for a look at text that is not read yet."""


def quotations(text: str) -> list[tuple[int, int, int, int]]:
    """Return where each quotation begins and ends with its marks, and where without them.

    Straight marks that have no match are no quotation: nobody can tell which of them opens one.
    """
    kinds = [_CURLED, _APOSTROPHES] if "'" in text else [_CURLED]
    if text.count('"') % 2 == 0:
        kinds.append(_STRAIGHT)
    found = sorted(
        (*match.span(), *match.span(match.lastindex or 0))
        for kind in kinds
        for match in kind.finditer(text)
    )
    outer: list[tuple[int, int, int, int]] = []
    for quotation in found:  # one within another is the other's
        if not outer or quotation[0] >= outer[-1][1]:
            outer.append(quotation)
    return outer
