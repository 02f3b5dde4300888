"""Members and the article: the pages of a casebook, each with the fields of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from casebook.model.fields import ArgumentFields, ArticleFields, EvidenceFields, SegmentFields
from casebook.model.kinds import Kind
from casebook.model.page import Original, Page
from casebook.model.passages import Passage, Passages, first_difference, fold

F = TypeVar("F", ArgumentFields, EvidenceFields, SegmentFields, ArticleFields, covariant=True)


@dataclass(frozen=True, eq=False)
class Member(Generic[F]):
    """A page of one of the kinds, with its fields."""

    kind: Kind
    slug: str
    page: Page
    fields: F

    @property
    def uri(self) -> str:
        """The page's path below the docs folder."""
        return self.page.uri

    @property
    def title(self) -> str:
        """The page's heading."""
        return self.fields.title


Argument = Member[ArgumentFields]
Evidence = Member[EvidenceFields]
Segment = Member[SegmentFields]
AnyMember = Argument | Evidence | Segment


@dataclass(frozen=True, eq=False)
class Article(Member[ArticleFields]):
    """The article's page, what its blockquotes hold, and the original if it is there."""

    scanned: Passages
    original: Original | None

    @property
    def unchanged(self) -> bool:
        """Whether the original is the file that the page's ``sha256`` was taken of."""
        return self.original is not None and self.original.sha256 == self.fields.sha256.lower()

    @cached_property
    def faithful(self) -> bool:
        """Whether the page's passages are the whole of the unchanged original."""
        ids = [passage.id for passage in self.scanned.found]
        return (
            self.unchanged
            and not self.scanned.strays
            and len(ids) == len(set(ids))
            and first_difference(self.scanned, self.text) is None
        )

    @cached_property
    def text(self) -> str:
        """The folded text of the original; empty where there is none."""
        return fold(self.original.text or "") if self.original else ""

    @cached_property
    def running_text(self) -> str:
        """The words of all passages, one after the other, with a blank between."""
        return " ".join(passage.words for passage in self.passages.values())

    @cached_property
    def begins_at(self) -> Mapping[str, int]:
        """For each passage id, where the passage begins in the running text."""
        places, position = {}, 0
        for passage in self.passages.values():
            places[passage.id] = position
            position += len(passage.words) + 1
        return places

    @cached_property
    def passages(self) -> Mapping[str, Passage]:
        """The passages by id, in the order of the page; the first where an id is there twice."""
        passages: dict[str, Passage] = {}
        for passage in self.scanned.found:
            passages.setdefault(passage.id, passage)
        return passages
