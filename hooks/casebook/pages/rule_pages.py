"""The pages that explain the rules: one for each family, where a page lists all rules."""

from __future__ import annotations

import re

from casebook.model.graph import Casebook
from casebook.prose.parts import asked_for

FOLDER = "rules"
LIST = "rules"
"""The folder of their pages, and the part that a page asks for to be the list."""


def uri_of(family: str) -> str:
    """Return the path, below the docs folder, of the page that explains a family of rules."""
    return f"{FOLDER}/{re.sub(r'[^a-z0-9]+', '-', family.casefold())}.md"


def list_of_rules(casebook: Casebook) -> str | None:
    """Return the path of the page that asks for the list of all rules; None where none does."""
    lists = (
        page.uri
        for page in casebook.pages
        if any(found["name"] == LIST for found in asked_for(page.body))
    )
    return next(lists, None)
