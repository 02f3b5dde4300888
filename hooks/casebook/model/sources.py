"""Sources: whom evidence comes from, and when two of them are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from casebook.model.graph import Casebook
from casebook.model.members import Evidence


def source_names(casebook: Casebook) -> dict[Evidence, str]:
    """Return the name of the source of each item of evidence, one spelling for each source."""
    spelled: dict[str, str] = {}
    names = {}
    for evidence in casebook.evidence.values():
        name = " ".join(source(casebook, evidence).split())
        names[evidence] = spelled.setdefault(same_source(name), name)
    return names


def silenced(casebook: Casebook, sources: Iterable[str]) -> Casebook:
    """Return the casebook as if the sources had said nothing; claims and attacks stay."""
    names, gone = source_names(casebook), frozenset(map(same_source, sources))
    absent = {it for it, name in names.items() if same_source(name) in gone}
    return replace(
        casebook,
        evidence={slug: it for slug, it in casebook.evidence.items() if it not in absent},
        links=tuple(
            link
            for link in casebook.links
            if link.target not in absent and link.source not in absent
        ),
    )


def source(casebook: Casebook, evidence: Evidence) -> str:
    """Return whom an item of evidence comes from, as the page has it.

    That is who first said it, or else who published it, or else who speaks, or else the author.
    """
    return evidence.fields.origin or source_without_origin(casebook, evidence)


def source_without_origin(casebook: Casebook, evidence: Evidence) -> str:
    """Return who publishes it, or else who speaks, or else the article's author."""
    fields = evidence.fields
    if fields.citation is not None:
        return fields.citation.publisher
    if fields.speaker is not None:
        return fields.speaker
    return casebook.article.fields.author if casebook.article else "the author"


def same_source(name: str) -> str:
    """Return what two spellings of a source have in common: letter case and blanks aside."""
    return " ".join(name.casefold().split())
