"""What a reader sees of a page before going there: its kind, its title, and its words in short."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import cast
from urllib.parse import unquote, urlsplit

from casebook.model.fields import ArgumentFields, EvidenceFields
from casebook.model.graph import AnyMember, Argument
from casebook.model.passages import fold
from casebook.model.standing import Standing
from casebook.pages.words import in_words

LONGEST = 240
"""Characters of a preview's words: some three lines."""

_LINK = re.compile(r'<a [^>]*?href="([^"#?]+)')


def previews(
    html: str,
    url: str,
    member_at: Callable[[str], AnyMember | None],
    standing: Mapping[Argument, Standing],
) -> str:
    """The previews that the links in a page's ``html`` need, as a script that only holds data.

    ``url`` is the page's own address, and ``member_at`` tells which member is at one, all from the
    top of the site. Each is kept under the address as the page writes it, without what follows a
    ``#``.
    """
    here = posixpath.dirname(url)
    shown = {}
    for href in sorted(set(_LINK.findall(html))):
        address = unescape(href)
        if not urlsplit(address).scheme:
            path = posixpath.normpath(posixpath.join(here, unquote(address)))
            member = member_at(path)
            if member and path != posixpath.normpath(url):
                shown[address] = in_short(member, standing)
    if not shown:
        return ""
    # No `</script>` and no `<!--` can stand in it: in JSON, `<` is a character that can be escaped.
    data = json.dumps(shown, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'\n<script type="application/json" id="cb-previews">{data}</script>\n'


def in_short(member: AnyMember, standing: Mapping[Argument, Standing]) -> tuple[str, str, str]:
    """The kind of a member with what is known of it in a word, its title, and its words."""
    fields = member.fields
    if isinstance(fields, ArgumentFields):
        word = in_words(standing[cast("Argument", member)])
        role = "Thesis" if fields.role == "thesis" else "Argument"
        whose = ", by the editors" if fields.voice == "editors" else ""
        return f"{role} · {word}{whose}", fields.title, shortened(fields.claim)
    if isinstance(fields, EvidenceFields):
        quotes = " … ".join(f"“{fold(quote.exact)}”" for quote in fields.quotes)
        citation = fields.citation
        words = quotes or (f"{citation.publisher}, {citation.date}" if citation else "")
        outside = ", from outside" if citation else ""
        who = f" · {fields.speaker}" if fields.speaker else ""
        return f"Evidence · {fields.kind}{outside}{who}", fields.title, shortened(words)
    return "Segment", fields.title, shortened(fields.audience)


def shortened(words: str) -> str:
    """``words`` up to the last whole word that fits, and an ellipsis where some are left out."""
    words = fold(words)
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rpartition(" ")[0] + " …"
