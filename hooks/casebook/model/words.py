"""What counts as a word, and when two texts differ in typography alone."""

from __future__ import annotations

import re
import unicodedata

# Scripts that write no blanks between words are counted character by character, so that they too
# can be quoted: Thai to Lao, Burmese, Khmer, Japanese, Chinese.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
# Accents and vowel signs that are written after a letter belong to its word, and are no letters
# to `re`: those of Latin, Hebrew, Arabic, and of the scripts of India.
_SIGNS = "\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0900-\u0963\u0966-\u0d7f"
_LETTERS = rf"(?:[^\W{UNSPACED}]|[{_SIGNS}])+"
# A word, hyphens and apostrophes within it included ("non-chinese" is one).
WORD = re.compile(rf"[{UNSPACED}]|{_LETTERS}(?:[-‐‑'’]{_LETTERS})*")  # noqa: RUF001
ELLIPSIS = re.compile(r"…|\.\.\.|\[\s*…\s*\]")

FEWEST_WORDS = 3
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),  # noqa: RUF001
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),  # noqa: RUF001
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "…": "...",
    }
)


def plain_typography(text: str) -> str:
    """Return ``text`` with marks, dashes, spaces, ligatures and letter case made alike."""
    text = unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHY)).translate(_TYPOGRAPHY)
    return re.sub(r"\s*(-)\s*", r"\1", " ".join(text.split())).casefold()


def word_count(text: str) -> int:
    """Return the number of words in ``text``."""
    return len(WORD.findall(text))
