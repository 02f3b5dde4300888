"""What an editor shows while the pointer rests on a name, as Markdown from templates here."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from casebook.analysis.analysis import Analysis
from casebook.authoring.explanation import explain
from casebook.editor import format as authored
from casebook.editor.pointing import Named
from casebook.model.graph import Casebook
from casebook.model.kinds import Kind, identity
from casebook.model.links import Relation
from casebook.model.members import Argument
from casebook.model.passages import fold
from casebook.prose.plain_reading import reading_span

_templates = Environment(  # noqa: S701 - Markdown, whose words are escaped where they are put in
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.filters["literal"] = lambda text: _literal(str(text))


def hover(analysis: Analysis, uri: str, named: Named) -> str:
    """Return what to show for a name; empty where there is nothing."""
    casebook, (kind, _) = analysis.casebook, identity(uri)
    if named.rule:
        return explain(named.rule).text
    if named.field and kind:
        found = authored.allowed(kind, named.field)
        field = found.field if found else None
        return _told("field", field=field, name=named.field[-1], values=authored.values(field))
    if named.passage:
        return passage(casebook, named)
    if named.member:
        member = named.member
        if member.kind is Kind.ARGUMENT:
            return argument(analysis, casebook.arguments[member.slug])
        told = "evidence" if member.kind is Kind.EVIDENCE else "segment"
        return _told(told, member=member, fields=member.fields)
    return ""


def argument(analysis: Analysis, claim: Argument) -> str:
    """Return a claim, its standing, and where that comes from."""
    standing = analysis.standings[claim]
    given = analysis.casebook.links_from(claim, Relation.EVIDENCE)
    return _told("argument", argument=claim, fields=claim.fields, standing=standing, given=given)


def passage(casebook: Casebook, named: Named) -> str:
    """Return the words of a passage, those that are quoted marked, and their plain reading."""
    article = casebook.article
    found = article.passages.get(named.passage) if article else None
    if article is None or found is None:
        return ""
    text = article.page.source.text
    span = reading_span(text, found.start, found.end)
    exact = fold(named.quote.exact) if named.quote else ""
    before, quoted, after = found.words.partition(exact) if exact else (found.words, "", "")
    return _told(
        "passage",
        passage=found,
        before=before,
        quoted=quoted,
        after=after,
        reading=text[slice(*span)] if span else "",
        evidence=casebook.quoting.get(found.id, ()),
    )


def _told(template: str, **given: object) -> str:
    return _templates.get_template(f"{template}.md.j2").render(**given).strip()


def _literal(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return "".join(f"\\{it}" if it in "\\`*_{}[]<>#|~" else it for it in text)
