"""Fixes for findings that can be mended in one way only."""

from __future__ import annotations

from casebook.analysis.body_links import BodyLink
from casebook.model.finding import Edit, Fix
from casebook.model.graph import Casebook
from casebook.model.kinds import identity
from casebook.model.links import Unresolved
from casebook.model.page import Page
from casebook.quoting.did_you_mean import only_near
from casebook.reading.yaml_edits import other_scalar, without_item, without_key


def certain_slug(casebook: Casebook, unresolved: Unresolved, meant: str | None) -> Fix | None:
    """Return the fix for a slug that names no page: its new name, or the one that is near it.

    ``meant`` is the nearest that the link can have meant.
    """
    renamed = casebook.former_names[unresolved.kind].get(unresolved.slug)
    slug = renamed.slug if renamed else meant
    written = unresolved.slug.rpartition("/")[2].removesuffix(".md")
    likely = casebook.members[unresolved.kind]
    if slug is None or (not renamed and slug not in (written, only_near(written, likely))):
        return None
    source = unresolved.source.page.source
    return Fix(f"write `{slug}`", (other_scalar(source, unresolved.place, slug),))


def certain_link(casebook: Casebook, link: BodyLink) -> Fix | None:
    """Return the fix for a link in the text to a page that has another name by now, or nearly."""
    kind, slug = identity(link.address.uri)
    members = casebook.members.get(kind, {}) if kind else {}
    if kind is None or not members:
        return None
    renamed = casebook.former_names[kind].get(slug)
    meant = renamed.slug if renamed else only_near(slug, members)
    written, name = link.page.source.words_at(link.place), f"{slug}.md"
    if meant is None or not written.endswith(name):
        return None
    target = f"{written.removesuffix(name)}{meant}.md"
    return Fix(f"write `{target}`", (Edit(link.page.source, link.place, target),))


MOST_ITEMS = 1_000
"""Items of a list that are compared with each other, to find two that say the same."""


def one_less(page: Page, path: tuple[str | int, ...]) -> Fix | None:
    """Return the fix that removes the item at ``path``, if its list has an equal one."""
    path = path[:-1] if path[-1] == "to" else path
    field, index = path[0], path[1]
    if len(path) == 2:  # else two equal names in a list within a link
        items = getattr(page.fields, str(field))
        # To compare each with each of a list without end takes the square of its length.
        if not isinstance(index, int) or len(items) > MOST_ITEMS or items.count(items[index]) < 2:
            return None
    edit = without_item(page.source, page.place(*path))
    return Fix(f"remove the second of two alike under `{field}`", (edit,)) if edit else None


def certain_quote(page: Page, index: int, **values: str) -> Fix:
    """Return the fix that writes other values into a quote."""
    edits: list[Edit] = []
    for name, text in values.items():
        place = page.place("quotes", index, name)
        edits.append(other_scalar(page.source, place, text))
    shown = " and ".join(f"`{name}: {text}`" for name, text in values.items())
    return Fix(f"write {shown}", tuple(edits))


def without_exception(page: Page, code: str) -> Fix | None:
    """Return the fix that takes ``code`` out of the exceptions of a page."""
    path = ("allow", code) if len(page.allow) > 1 else ("allow",)
    edit = without_key(page.source, page.key_place(*path), page.place(*path))
    return Fix("remove the exception", (edit,)) if edit else None
