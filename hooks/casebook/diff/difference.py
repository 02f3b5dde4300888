"""What can differ between two casebooks, in their own terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casebook.diff.consequences import Consequence
from casebook.diff.readings import ReadingChange
from casebook.model.kinds import Kind


@dataclass(frozen=True)
class FieldChange:
    """A field of a page, or ``text`` for what stands under its front matter."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class MemberChange:
    """A page that was added, removed, renamed or reworded.

    ``slug`` is its name now, or its last one; ``was`` its name before where that is another.
    """

    what: str
    kind: Kind
    slug: str
    title: str
    was: str | None = None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class LinkChange:
    """A link that was gained, lost, or whose reason or strength is another now."""

    what: str
    relation: str
    source: str
    target: str
    before: Mapping[str, str | None]
    after: Mapping[str, str | None]


@dataclass(frozen=True)
class QuoteChange:
    """A quotation that was added, removed, or that names another passage now."""

    what: str
    evidence: str
    exact: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class PassageChange:
    """A passage of the article's page that was added, removed or changed; its words."""

    what: str
    id: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class SettingsChange:
    """A change of the site's settings, of which only those of the pages are read."""

    path: str
    what: str


@dataclass(frozen=True)
class UnreadChange:
    """A file below the folder of the pages that is not read: ``added``, ``removed``, ``kept``."""

    what: str
    path: str
    reason: str


@dataclass(frozen=True)
class Difference:
    """All that differs, and what follows from it.

    ``findings`` are how many the check has before and after; ``others`` are the files that differ
    in what none of the other members shows; ``unread`` are files that could say more, listed also
    where they are the same before and after.
    """

    members: tuple[MemberChange, ...]
    links: tuple[LinkChange, ...]
    quotes: tuple[QuoteChange, ...]
    passages: tuple[PassageChange, ...]
    readings: tuple[ReadingChange, ...]
    consequences: tuple[Consequence, ...]
    settings: tuple[SettingsChange, ...]
    unread: tuple[UnreadChange, ...]
    findings: tuple[int, int]
    others: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        parts = (
            *(self.members, self.links, self.quotes, self.passages, self.readings),
            *(self.consequences, self.settings, self.others),
            [it for it in self.unread if it.what != "kept"],
        )
        return any(parts) or self.findings[0] != self.findings[1]
