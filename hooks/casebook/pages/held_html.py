"""HTML that we make ourselves: held back from Markdown, and put into the page after it.

So no Markdown extension changes it, and it costs no conversion. A link in it names the other page's
file, as Markdown links do, in ``data-to``, and a script its path in the site in ``data-src``; they
get their addresses when the page's own is known.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from html import escape, unescape

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from markupsafe import escape as shown

from casebook.pages.markdown import TEMPLATES, compiled
from casebook.pages.messages import Messages
from casebook.prose.escaping import address

_PLACE = re.compile(r'<div class="cb-held-(\d+)"></div>')
_TO = re.compile(r' data-to="([^"]*)"')
_SOURCE = re.compile(r' data-src="([^"]*)"')


class HeldHtml:
    """The HTML that is held back, of all pages of a build."""

    def __init__(self) -> None:
        self._held: dict[int, str] = {}

    def hold(self, html: str) -> str:
        """Hold ``html`` back, and return what stands in Markdown in its place."""
        number = stable_number(html)
        self._held[number] = html
        return f'<div class="cb-held-{number}"></div>'

    def released(self, content: str, address: Callable[[str], str], top: str) -> str:
        """Return the HTML of a page with what was held back.

        ``address`` leads from a link to a file to that of its page; ``top`` from the page to the
        top of the site.
        """
        if 'class="cb-held-' not in content:
            return content

        def put_in(place: re.Match[str]) -> str:
            held = self._held.get(int(place[1]), "")
            held = _SOURCE.sub(lambda it: f' src="{top}/{it[1]}"', held)
            return _TO.sub(lambda to: f' href="{escape(address(unescape(to[1])))}"', held)

        return _PLACE.sub(put_in, content)


def stable_number(text: str) -> int:
    """Return a number for ``text`` that is the same in each build, and no other text's."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8])


def environment(messages: Messages) -> Environment:
    """Return the environment of templates that write HTML; whatever they print is escaped."""
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled(),
    )
    templates.filters["address"] = address
    templates.filters["escaped"] = Markup
    messages.into(templates, shown)
    return templates
