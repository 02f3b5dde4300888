"""Redirects from addresses that members had before to where they are now."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Iterator

from casebook.model.graph import Casebook
from casebook.model.kinds import FOLDERS
from casebook.model.languages import attributes

_PAGE = """<!doctype html>
<html {language}>
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
    <title>{title}</title>
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="robots" content="noindex">
    <link rel="canonical" href="{canonical}">
    <meta http-equiv="refresh" content="0; url={address}">
  </head>
  <body>
    <main><article><h1>{title}</h1><p><a href="{address}">{title}</a></p></article></main>
  </body>
</html>
"""


def former_pages(casebook: Casebook) -> Iterator[tuple[str, str]]:
    """Yield each former path of a member's page, with the path that it has now."""
    folders = {kind: folder for folder, kind in FOLDERS.items()}
    there = {page.uri for page in casebook.pages}
    for kind, names in casebook.former_names.items():
        for name, member in names.items():
            before = f"{folders[kind]}/{name}.md"
            if before not in there:
                yield before, member.uri


def page(title: str, before: str, now: str, site_url: str, language: str) -> str:
    """Return the HTML of a page at ``before`` that redirects to ``now``, addresses in the site."""
    address = posixpath.relpath(now or ".", posixpath.dirname(before) or ".")
    address += "/" if now.endswith("/") or not now else ""
    whole = f"{site_url.rstrip('/')}/{now}" if site_url else address
    return _PAGE.format(
        language=attributes(language),
        title=html.escape(title),
        address=html.escape(address),
        canonical=html.escape(whole),
    )
