"""What a page may run and load, told to the browser (Content Security Policy, Level 3).

A second wall behind the checks: should one of them ever miss something, a browser still does not
run it. Scripts are the site's own files, and those inline scripts that stand word for word in a
template of the theme, each by its hash. Never those of the page at hand: it is what is guarded
against.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

SWITCH = "content_security_policy"
"""The name under ``extra`` in ``mkdocs.yml`` by which a site asks for the policy."""

ALIGNED = ("left", "center", "right")
"""What cells of tables have in a ``style`` attribute, as Python-Markdown writes it."""

_OWN = ("connect-src", "font-src", "frame-src", "media-src", "worker-src")
_NONE = ("object-src", "base-uri", "form-action")
_INLINE = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_TYPE = re.compile(r"\b(?:src|type)\b")
_VARIES = re.compile(r"\{[{%#].*?[}%#]\}", re.DOTALL)
# What a template may put into an inline script: an address within the site. No quotation mark and
# no bracket, so that nothing but an address can stand there.
_ADDRESS = r"[\w./~%-]*"
_HEAD = re.compile(r"<head[^>]*>\s*(?:<meta charset=\"[\w-]+\">)?")


class Policy:
    """The policy of one site, whose theme has these ``templates`` (their text)."""

    def __init__(self, templates: Iterable[str], *, compiles: bool = False) -> None:
        """Allow WebAssembly to be compiled where the site's search ``compiles`` it."""
        self._known = [*dict.fromkeys(_patterns(templates))]
        self._compiles = compiles

    def put_into(self, page: str) -> str:
        """Return the HTML of a page with the policy in its head, before all that it governs."""
        meta = f'<meta http-equiv="Content-Security-Policy" content="{self.text(page)}">'
        return _HEAD.sub(lambda head: f"{head.group()}\n    {meta}", page, count=1)

    def text(self, page: str) -> str:
        """Return the policy for a page with this HTML."""
        scripts = ["'self'", *sorted({_hash(text) for text in self._of_theme(page)})]
        if self._compiles:
            scripts.append("'wasm-unsafe-eval'")
        aligned = (_hash(f"text-align: {side};") for side in ALIGNED)
        rules = {
            "default-src": ["'none'"],
            "script-src": scripts,
            "style-src": ["'self'"],
            "style-src-attr": ["'unsafe-hashes'", *aligned],
            "img-src": ["'self'", "data:"],
            **{kind: ["'self'"] for kind in _OWN},
            **{kind: ["'none'"] for kind in _NONE},
        }
        told = "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())
        return html.escape(told, quote=False)

    def _of_theme(self, page: str) -> Iterator[str]:
        for found in _INLINE.finditer(page):
            if any(pattern.fullmatch(found["text"]) for pattern in self._known):
                yield found["text"]


def templates(env: Environment) -> Iterator[str]:
    """Yield the text of every template of a theme that is HTML."""
    for name in env.list_templates(extensions=["html"]):
        if env.loader is not None:
            yield env.loader.get_source(env, name)[0]


def _patterns(templates: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """Yield patterns of a theme's inline scripts, with an address for each value put in."""
    for template in templates:
        for found in _INLINE.finditer(template):
            if found["text"].strip() and not _TYPE.search(found["attributes"]):
                fixed = (re.escape(piece) for piece in _VARIES.split(found["text"]))
                yield re.compile(_ADDRESS.join(fixed))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
