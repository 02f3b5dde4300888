"""Text that others wrote, for a comment, an issue or a pull request: it shows, and does nothing.

``plain`` keeps it from being markup. A host such as GitHub does more with what is then shown: it
calls those whose ``@name`` stands in it, links and closes issues by their ``#1`` or address, and
makes links of addresses. A character without width parts these; what cannot be seen, or turns the
direction of reading, is shown by its number.
"""

from __future__ import annotations

import re

from casebook.prose.escaping import plain

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Control characters, characters without width, and those that turn the direction of reading."""

_PARTED = "&#8203;"
_MEANT = re.compile(
    r"@"  # a name
    r"|(?P<number>&\#35;|\bGH-)(?=\d)"  # an issue
    r"|(?P<scheme>:)(?=//)|\b(?P<www>www)(?=\.)",  # an address
    re.IGNORECASE,
)


def harmless(text: str) -> str:
    """Return ``text`` as Markdown that shows it as it is, calls nobody and closes nothing."""
    seen = UNSEEN.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)
    return _MEANT.sub(_apart, str(plain(seen)))


def _apart(found: re.Match[str]) -> str:
    written = {"@": "&#64;", ":": "&#58;"}.get(found.group(), found.group())
    return f"{written}{_PARTED}"
