"""Pages that would be members of a kind, and are not in its folder."""

from __future__ import annotations

from collections.abc import Mapping

from casebook.fields import ArgumentFields, EvidenceFields, PageFields, SegmentFields
from casebook.read import FOLDERS, Kind, Page

_MODELS: Mapping[str, type[PageFields]] = {
    "arguments": ArgumentFields,
    "evidence": EvidenceFields,
    "segments": SegmentFields,
}
_ALL_FOLDERS: Mapping[str, Kind] = {**FOLDERS, "article": Kind.ARTICLE}


def misplaced_kind(page: Page) -> Kind | None:
    """The kind that a page outside every kind's folder seems meant for."""
    folder = misplaced_from(page)
    return _ALL_FOLDERS[folder] if folder else None


def misplaced_from(page: Page) -> str | None:
    """The folder that a page outside every kind's folder seems meant for."""
    if page.kind is not None:
        return None
    top, _, name = page.uri.rpartition("/")
    if top in _ALL_FOLDERS and name == "index.md":
        return None
    near = next((folder for folder in _ALL_FOLDERS if _one_letter_away(top, folder)), None)
    if near and (name == "index.md") == (near == "article"):
        return near
    return None if name == "index.md" else _by_content(page)


def _by_content(page: Page) -> str | None:
    given = page.front.data.keys() if page.front else set()
    for folder, model in _MODELS.items():
        required = {name for name, info in model.model_fields.items() if info.is_required()}
        # Other pages may use the word `audience` too: only a page that is a segment in all it
        # says is taken for one.
        others_allowed = model is not SegmentFields
        if required <= given and (others_allowed or given <= model.model_fields.keys()):
            return folder
    return None


def _one_letter_away(word: str, other: str) -> bool:
    """Whether a letter put in, left out, changed, swapped or in capitals sets them apart."""
    if word == other or abs(len(word) - len(other)) > 1:
        return False
    word = word.lower()
    same = 0
    while same < min(len(word), len(other)) and word[same] == other[same]:
        same += 1
    rest, wanted = word[same:], other[same:]
    swapped = wanted[1:2] + wanted[:1] + wanted[2:]
    return rest == swapped or rest[1:] in (wanted, wanted[1:]) or rest == wanted[1:]
