"""Pages that seem meant for a kind, and are not in its folder."""

from __future__ import annotations

import re
from collections.abc import Mapping

from casebook.model.fields import MODELS, PageFields, kind_meant
from casebook.model.kinds import FOLDERS, PAGE_ENDINGS, Kind, is_index
from casebook.model.page import Page
from casebook.quoting.did_you_mean import one_letter_away
from casebook.quoting.looks_alike import as_seen

_ALL_FOLDERS: Mapping[str, Kind] = {**FOLDERS, "article": Kind.ARTICLE}
_FOLDER_OF = {kind: folder for folder, kind in _ALL_FOLDERS.items()}


def misplaced_kind(page: Page) -> Kind | None:
    """Return the kind that a page outside that kind's folder seems meant for."""
    if page.kind is not None:
        return None
    folder = page.uri.rpartition("/")[0]
    if is_index(page.uri):
        return Kind.ARTICLE if one_letter_away(folder, "article") else None
    near = next((other for other in FOLDERS if one_letter_away(folder, other)), None)
    return FOLDERS[near] if near else _by_content(page)


def misnamed(uri: str) -> tuple[Kind, str] | None:
    """Return kind and slug of a file that only its ending keeps from being a page (``.md.txt``)."""
    folder, _, name = uri.rpartition("/")
    kind = FOLDERS.get(folder)
    if kind is None or name.endswith(PAGE_ENDINGS):
        return None
    found = _LIKE_A_PAGE.fullmatch(as_seen(name).strip())
    return (kind, found["slug"]) if found else None


_LIKE_A_PAGE = re.compile(
    rf"(?P<slug>[^.]+)(?:{'|'.join(map(re.escape, PAGE_ENDINGS))})"
    r"(?:\.te?xt|\.md|\.html?|\.docx?|\.rtf|~| \(\d+\)| \d+)?",
    re.IGNORECASE,
)


def misplaced_from(page: Page) -> str | None:
    """Return the folder that a page outside of it seems meant for."""
    kind = misplaced_kind(page)
    return _FOLDER_OF[kind] if kind else None


def _by_content(page: Page) -> Kind | None:
    if page.front is None:
        return None
    names = page.front.data.keys()
    if kind := kind_meant(names):
        return Kind(kind)
    # Deeper in a kind's folder than members are, one field that only members have is enough.
    kind_above = FOLDERS.get(page.uri.partition("/")[0])
    if kind_above and names & (MODELS[kind_above].model_fields.keys() - PageFields.model_fields):
        return kind_above
    return None
