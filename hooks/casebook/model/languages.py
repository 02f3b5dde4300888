"""What a language (BCP 47) tells of how its words are set: direction and quotation marks."""

from __future__ import annotations

from html import escape

_RIGHT_TO_LEFT = frozenset(
    {
        *("apc", "ar", "arc", "bal", "bgn", "bqi", "ckb", "dv", "fa", "glk", "he", "khw", "ks"),
        *("lrc", "luz", "mzn", "nqo", "pnb", "ps", "rhg", "sd", "sdh", "skr", "syr", "trw", "ug"),
        *("ur", "yi"),
    }
)
_SCRIPTS = frozenset(
    {"adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa", "yezi"}
)
"""Scripts that are written from right to left (ISO 15924), and languages that are."""

_ENGLISH = ("“", "”")
_MARKS = {
    **dict.fromkeys(("ja", "yue", "zh-hant", "zh-hk", "zh-mo", "zh-tw"), ("「", "」")),
    **dict.fromkeys(("ar", "be", "el", "es", "fa", "fr", "it", "nb", "no", "ru", "uk"), ("«", "»")),
    **dict.fromkeys(("cs", "de", "is", "lt", "sk", "sl"), ("„", "“")),
    **dict.fromkeys(("hr", "hu", "pl", "ro", "sr"), ("„", "”")),
    **dict.fromkeys(("fi", "he", "sv"), ("”", "”")),
}
"""The quotation marks of a language where they are not those of English."""


def direction(tag: str) -> str:
    """Return the direction in which a language is written: ``ltr`` or ``rtl``."""
    language, *others = tag.lower().replace("_", "-").split("-")
    script = next((it for it in others if len(it) == 4 and it.isalpha()), "")
    rtl = script in _SCRIPTS if script else language in _RIGHT_TO_LEFT
    return "rtl" if rtl else "ltr"


def attributes(tag: str) -> str:
    """Return the attributes of HTML for a language, and its direction if that is right to left."""
    mirrored = ' dir="rtl"' if direction(tag) == "rtl" else ""
    return f'lang="{escape(tag)}"{mirrored}'


def quotation_marks(tag: str) -> tuple[str, str]:
    """Return the quotation marks of a language."""
    parts = tag.lower().replace("_", "-").split("-")
    found = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((_MARKS[it] for it in found if it in _MARKS), _ENGLISH)
