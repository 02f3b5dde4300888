"""What the scripts say: their messages, translated, in a script that stands before the others.

The scripts ask for their messages by ``gettext`` and ``ngettext``, as the templates do; so what
they ask for is read out of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from casebook.pages.messages import SOURCE, Messages

ASSETS = Path(__file__).parent.parent / "mkdocs/assets"
"""The style sheet and the scripts of a casebook."""

_ASKED = re.compile(r'\bn?gettext\(\s*"(?P<one>[^"\n]+)"(?:,\s*"(?P<many>[^"\n]+)")?')


def script(messages: Messages, others: Iterable[str]) -> str:
    """Return the script that has all messages of the ``others``; English needs none of them."""
    said: dict[str, list[str]] = {}
    for text in others if messages.spoken != SOURCE else ():
        for asked in _ASKED.finditer(text):
            said[asked["one"]] = messages.forms(asked["one"], asked["many"])
    told = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    begun = (ASSETS / "messages.js").read_text("utf-8").rstrip()
    return f"{begun}({told},{json.dumps(messages.spoken)})\n"


def all_scripts() -> list[str]:
    """Return the scripts of a casebook that speak."""
    return [file.read_text("utf-8") for file in sorted(ASSETS.glob("*.js"))]
