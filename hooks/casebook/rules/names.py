"""Names: what a page was called before is the name of no other."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.analysis.analysis import Analysis
from casebook.model.finding import Remark
from casebook.model.graph import Casebook
from casebook.model.kinds import SLUG, Kind, is_index
from casebook.model.members import AnyMember
from casebook.quoting.did_you_mean import did_you_mean, slug_meant
from casebook.rules.rule import rule

Remarks = Iterator[Remark]


@rule
def former_name_taken(analysis: Analysis) -> Remarks:
    """A name that a page had before is neither the name of a page today nor of another before."""
    casebook = analysis.casebook
    for kind, members in casebook.members.items():
        had: dict[str, AnyMember] = {}
        for member in members.values():
            for i, name in enumerate(member.fields.formerly):
                message = _taken(casebook, kind, member, name)
                if (other := had.setdefault(name, member)) is not member:
                    message = f"`{name}` was the name of `{other.slug}` already"
                if message:
                    hint = "an old address can lead on to one page alone"
                    place = member.page.place("formerly", i)
                    yield Remark(member.page.source, place, message, hint)


def _taken(casebook: Casebook, kind: Kind, member: AnyMember, name: str) -> str | None:
    uri = f"{kind.folder}/{name}.md"
    if name == member.slug:
        return f"`{name}` is the name of this page still"
    if is_index(uri):
        return f"`{name}` is the name of the index of {kind.folder}"
    return f"there is a page `{name}` today" if uri in casebook.files else None


@rule
def former_name_malformed(analysis: Analysis) -> Remarks:
    """A name that a page had before is lower-case letters, digits and hyphens."""
    for members in analysis.casebook.members.values():
        for member in members.values():
            for i, name in enumerate(member.fields.formerly):
                if not SLUG.fullmatch(name):
                    meant = slug_meant(name.rpartition("/")[2].removesuffix(".md"))
                    message = f"`{name}` cannot have been a slug"
                    hint = did_you_mean(meant, name) if meant else None
                    place = member.page.place("formerly", i)
                    yield Remark(member.page.source, place, message, hint)
