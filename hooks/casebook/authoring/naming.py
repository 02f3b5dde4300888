"""What somebody means by the name of a page: a slug, ``kind/slug``, or the path of its file."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.model.cannot_run import CannotRun
from casebook.model.graph import Casebook
from casebook.model.kinds import DEVICE, FOLDERS, MEMBERS, SLUG, Kind
from casebook.model.members import AnyMember
from casebook.quoting.did_you_mean import nearest, slug_meant

_KINDS = {**FOLDERS, **{str(kind): kind for kind in MEMBERS}}


@dataclass(frozen=True)
class Name:
    """A slug, and the kind of its page where it was said."""

    slug: str
    kind: Kind | None = None


def named(written: str) -> Name:
    """Return what ``written`` names: ``x``, ``x.md``, ``evidence/x``, ``docs/evidence/x.md``."""
    *folders, name = written.replace("\\", "/").rstrip("/").split("/")
    kind = _KINDS.get(folders[-1]) if folders else None
    if folders and kind is None:
        raise CannotRun(
            f"{written} is in no folder of the casebook: these are {', '.join(FOLDERS)}"
        )
    return Name(name.removesuffix(".md"), kind)


def member(casebook: Casebook, written: str) -> AnyMember:
    """Return the page that ``written`` names; raises CannotRun where it names none, or two."""
    name = named(written)
    kinds = [name.kind] if name.kind else MEMBERS
    found = [it[name.slug] for kind in kinds if name.slug in (it := casebook.members[kind])]
    if len(found) == 1:
        return found[0]
    if found:
        both = " or ".join(f"{it.kind.folder}/{it.slug}" for it in found)
        raise CannotRun(f"{name.slug} is the slug of {len(found)} pages: say {both}")
    near = nearest(name.slug, [slug for kind in kinds for slug in casebook.members[kind]])
    hint = f"did you mean {near}?" if near else "slugs are file names without `.md`"
    raise CannotRun(f"there is no page {written} that can be read: {hint}")


def refuse_malformed(slug: str) -> None:
    """Raise CannotRun where ``slug`` cannot be one."""
    if slug == "index":
        raise CannotRun("index is no slug: index.md is the page that lists all of the kind")
    if DEVICE.fullmatch(slug):
        raise CannotRun(f"{slug} is the name of a device to Windows: name it in a few words")
    if SLUG.fullmatch(slug):
        return
    meant = slug_meant(slug.removesuffix(".md"))
    hint = f"did you mean {meant}?" if meant and meant != "index" else "name it in a few words"
    raise CannotRun(
        f"{slug!r} cannot be a slug, which is lower-case letters, digits and hyphens: {hint}"
    )
