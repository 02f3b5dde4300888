"""What a casebook puts into a site, and at which address a page of it is published."""

from __future__ import annotations

EXPORTS = {
    "casebook.json": "json",
    "casebook.argdown": "argdown",
    "casebook.aif.json": "aif",
    "annotations.jsonld": "annotations",
    "evidence.csv": "csv",
}
"""What the site has for other tools, by the names of the files, each with its format."""

SCHEMA = "casebook.schema.json"
"""The schema of the first of them."""

EVERYTHING = "print.html"
"""The page that has all the others."""

PREVIEWS = "assets/previews.js"
"""What members are about, in short, for a link that is pointed at."""

FOLDERS_OF_SITE = ("pagefind/", "assets/cards/")
"""Folders that it fills: the index, and the pictures by which pages are shared."""


def is_put_in(address: str) -> bool:
    """Return whether the casebook puts something at this address, ignoring letter case."""
    name = address.lower()
    return name in (*EXPORTS, SCHEMA, EVERYTHING, PREVIEWS) or name.startswith(FOLDERS_OF_SITE)


def published_at(uri: str, *, directories: bool) -> str:
    """Return the file of a site that a page becomes."""
    name = uri.rpartition(".")[0]
    if directories and name.rpartition("/")[2] != "index":
        return f"{name}/index.html"
    return f"{name}.html"
