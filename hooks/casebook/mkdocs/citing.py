"""How a page of the site is cited: as text, and as BibTeX."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from casebook.mkdocs.history import Change
from casebook.pages.messages import Messages

_BRACES = str.maketrans({"{": r"\{", "}": r"\}", "\\": r"\textbackslash{}", "%": r"\%", "&": r"\&"})


@dataclass(frozen=True)
class Cited:
    """What the theme prints: a reference as text and as BibTeX, and the page's last changes."""

    text: str
    bibtex: str
    changes: tuple[Change, ...] = ()


def cited(
    site: str,
    title: str,
    address: str,
    changes: Sequence[Change],
    messages: Messages | None = None,
) -> Cited:
    """Return how to cite the page of this ``title``.

    Titles come as they stand in HTML; the ``address`` is absolute, or empty where the site's is not
    known. A page without a known date is cited without one.
    """
    site, title = (html.unescape(re.sub(r"<[^>]+>", "", text)).strip() for text in (site, title))
    day = changes[0].day if changes else ""
    messages = messages or Messages()
    date, say = messages.date(day), messages.gettext
    text = say("“%(title)s”. %(site)s", title=title, site=site)
    if day:
        text = say("%(page)s (%(day)s)", page=text, day=date)
    text = say("%(page)s. %(address)s.", page=text, address=address) if address else f"{text}."
    key = re.sub(r"\W+", "-", title.casefold()).strip("-")[:40] or "page"
    fields = {
        "title": f"{{{title.translate(_BRACES)}}}",
        "howpublished": site.translate(_BRACES),
        "year": day[:4],
        "note": say("Last changed on %(day)s", day=date) if day else "",
        "url": address,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return Cited(text, f"@misc{{{key},\n{lines}}}", tuple(changes))
