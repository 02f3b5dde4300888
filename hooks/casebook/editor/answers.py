"""The answers to what an editor asks about a document, each in the words of the protocol."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp

from casebook.analysis.analysis import Analysis
from casebook.editor import actions, completion, hints, hover, navigation, rename
from casebook.editor.completion import Sort
from casebook.editor.places import Units
from casebook.editor.pointing import Named, named_at
from casebook.editor.workspace import Workspace
from casebook.model.links import Relation
from casebook.model.members import AnyMember
from casebook.model.source import Source

_SIGNS = {
    Sort.FIELD: lsp.CompletionItemKind.Property,
    Sort.VALUE: lsp.CompletionItemKind.EnumMember,
    Sort.PAGE: lsp.CompletionItemKind.Reference,
    Sort.PASSAGE: lsp.CompletionItemKind.Reference,
    Sort.WORDS: lsp.CompletionItemKind.Text,
    Sort.RULE: lsp.CompletionItemKind.Constant,
    Sort.PART: lsp.CompletionItemKind.Snippet,
}


@dataclass(frozen=True)
class Answers:
    """Answers about the casebook of a workspace; places are counted in ``units``."""

    workspace: Workspace
    units: Units

    def _at(self, path: Path, position: lsp.Position) -> tuple[Analysis, str, Source, int] | None:
        analysis, uri = self.workspace.state.analysis, self.workspace.uri_of(path)
        source = self.workspace.source(path)
        if analysis is None or uri is None or source is None:
            return None
        return analysis, uri, source, self.units.offset(source, position)

    def _named(self, path: Path, position: lsp.Position) -> tuple[Analysis, Named] | None:
        at = self._at(path, position)
        named = named_at(*at) if at else None
        return (at[0], named) if at and named else None

    def _location(self, spot: navigation.Spot) -> lsp.Location:
        path = self.workspace.path_of(spot.source)
        return lsp.Location(path.as_uri(), self.units.range(spot.source, spot.place))

    def completion(self, path: Path, params: lsp.CompletionParams) -> lsp.CompletionList | None:
        """Return what can be written at a place."""
        at = self._at(path, params.position)
        if at is None:
            return None
        found = list(completion.suggestions(*at))
        source = at[2]
        items = [
            lsp.CompletionItem(
                label=it.label,
                kind=_SIGNS[it.sort],
                label_details=lsp.CompletionItemLabelDetails(description=it.beside or None),
                detail=it.beside or None,
                documentation=it.about or None,
                filter_text=it.filtered or None,
                sort_text=f"{i:05}",
                text_edit=lsp.TextEdit(self.units.stretch(source, it.start, it.end), it.text),
            )
            for i, it in enumerate(found)
        ]
        return lsp.CompletionList(any(it.sort is Sort.WORDS for it in found), items)

    def hover(self, path: Path, params: lsp.HoverParams) -> lsp.Hover | None:
        """Return what to show for the name at a place."""
        at, found = self._at(path, params.position), self._named(path, params.position)
        if at is None or found is None:
            return None
        analysis, named = found
        told = hover.hover(analysis, at[1], named)
        if not told:
            return None
        content = lsp.MarkupContent(lsp.MarkupKind.Markdown, told)
        return lsp.Hover(content, self.units.stretch(at[2], named.start, named.end))

    def definition(self, path: Path, params: lsp.DefinitionParams) -> lsp.Location | None:
        """Return where what is named at a place is written."""
        found = self._named(path, params.position)
        spot = navigation.definition(*found) if found else None
        return self._location(spot) if spot else None

    def references(self, path: Path, params: lsp.ReferenceParams) -> list[lsp.Location]:
        """Return all places that name the same; where no name is, the links to the page itself."""
        at, found = self._at(path, params.position), self._named(path, params.position)
        if found and (found[1].uri or found[1].passage):
            return self._locations(navigation.references(*found))
        page = at[0].casebook.page(at[1]) if at else None
        return self._locations(navigation.references_to(at[0], page)) if at and page else []

    def _locations(self, spots: Iterable[navigation.Spot]) -> list[lsp.Location]:
        return [self._location(spot) for spot in spots]

    def document_symbols(
        self, path: Path, params: lsp.DocumentSymbolParams
    ) -> list[lsp.DocumentSymbol]:
        """Return the fields and headings of a page."""
        analysis, page = self.workspace.state.analysis, self.workspace.page_at(path)
        if analysis is None or page is None:
            return []
        found = []
        for it in navigation.symbols(analysis, page):
            whole = self.units.stretch(page.source, it.start, it.end)
            line = page.source.text.find("\n", it.start)
            end = min(it.end, line if line >= 0 else it.end)
            name = self.units.stretch(page.source, it.start, max(it.start, end))
            kind = lsp.SymbolKind.Field if it.is_field else lsp.SymbolKind.String
            found.append(lsp.DocumentSymbol(it.name or "…", kind, whole, name, it.detail))
        return found

    def workspace_symbols(self, query: str) -> list[lsp.WorkspaceSymbol]:
        """Return the pages and passages whose name or title has the words asked for."""
        casebook = self.workspace.state.casebook
        if casebook is None:
            return []
        words = query.lower().split()
        found = []
        for members in casebook.members.values():
            for member in members.values():
                if _has(words, member.slug, member.title):
                    spot = navigation.Spot(member.page.source, member.page.place("title"))
                    found.append(self._symbol(f"{member.slug}: {member.title}", member.kind, spot))
        article = casebook.article
        for passage in article.passages.values() if article else ():
            if article and _has(words, passage.id, passage.words):
                spot = navigation.Spot(article.page.source, passage.heading)
                name = f"{passage.id}: {passage.words[:60]}"
                found.append(self._symbol(name, "passage", spot))
        return found

    def _symbol(self, name: str, kind: str, spot: navigation.Spot) -> lsp.WorkspaceSymbol:
        return lsp.WorkspaceSymbol(
            self._location(spot), name, lsp.SymbolKind.Class, container_name=kind
        )

    def folding(self, path: Path, params: lsp.FoldingRangeParams) -> list[lsp.FoldingRange]:
        """Return what can be folded away."""
        analysis, page = self.workspace.state.analysis, self.workspace.page_at(path)
        if analysis is None or page is None:
            return []
        headings = [page.body_start + it.start for it in analysis.texts.anchors(page).headings]
        lines = navigation.folds(page.source, sorted(headings))
        return [lsp.FoldingRange(first, last) for first, last in lines if last > first]

    def inlay_hints(self, path: Path, params: lsp.InlayHintParams) -> list[lsp.InlayHint]:
        """Return the titles of the pages that are linked, each behind its slug."""
        casebook, page = self.workspace.state.casebook, self.workspace.page_at(path)
        if casebook is None or page is None:
            return []
        first, last = params.range.start.line + 1, params.range.end.line + 1
        return [
            lsp.InlayHint(
                self.units.position(page.source, place.end_line, place.end_column),
                title,
                padding_left=True,
            )
            for place, title in hints.titles(casebook, page)
            if first <= place.line <= last
        ]

    def code_lenses(self, path: Path, params: lsp.CodeLensParams) -> list[lsp.CodeLens]:
        """Return what rests on a page, above its first line."""
        analysis, page = self.workspace.state.analysis, self.workspace.page_at(path)
        member = analysis.casebook.member_at(page.uri) if analysis and page else None
        if analysis is None or page is None or member is None:
            return []
        told = hints.rests_on(analysis.casebook, member)
        if not told:
            return []
        start = lsp.Position(0, 0)
        places = self._locations(navigation.references_to(analysis, page))
        shown = lsp.Command(
            told, "casebook.showReferences", arguments=[path.as_uri(), start, places]
        )
        return [lsp.CodeLens(lsp.Range(start, start), shown)]

    def code_actions(self, path: Path, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        """Return what can be done at a place."""
        page = self.workspace.page_at(path)
        only = tuple(str(getattr(it, "value", it)) for it in params.context.only or ())
        if page is None:
            return []
        return list(actions.actions(self.workspace, self.units, page, params.range, only))

    def _to_rename(
        self, path: Path, position: lsp.Position
    ) -> tuple[AnyMember, Named | None] | None:
        at, found = self._at(path, position), self._named(path, position)
        if at is None:
            return None
        named = found[1] if found else None
        member = rename.member_to_rename(at[0].casebook, at[1], named, at[3])
        return (member, named if named and named.member else None) if member else None

    def prepare_rename(
        self, path: Path, params: lsp.PrepareRenameParams
    ) -> lsp.PrepareRenamePlaceholder | None:
        """Return the name that can be changed at a place."""
        found, source = self._to_rename(path, params.position), self.workspace.source(path)
        if found is None or source is None:
            return None
        member, named = found
        span = lsp.Range(params.position, params.position)
        if named:
            span = self.units.stretch(source, named.start, named.end)
        return lsp.PrepareRenamePlaceholder(span, member.slug)

    def rename(self, path: Path, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        """Return the change that gives a page another name; raises CannotRun."""
        found = self._to_rename(path, params.position)
        return (
            rename.renamed(self.workspace, self.units, found[0], params.new_name) if found else None
        )

    def outline(self) -> list[dict[str, Any]]:
        """Return the argument map as an outline: each claim below what it bears on."""
        analysis = self.workspace.state.analysis
        if analysis is None:
            return []
        casebook, standing = analysis.casebook, analysis.standings
        rows: list[dict[str, Any]] = []
        waiting: list[tuple[AnyMember, int, str]] = []
        if casebook.thesis:
            waiting.append((casebook.thesis, 0, ""))
        seen: set[AnyMember] = set()
        while waiting:
            member, depth, relation = waiting.pop()
            again = member in seen
            seen.add(member)
            known = standing[casebook.arguments[member.slug]]
            rows.append(
                {
                    "slug": member.slug,
                    "title": member.title,
                    "depth": depth,
                    "relation": relation,
                    "backing": known.backing.word,
                    "defeated": known.defeated,
                    "uri": self.workspace.path_of(member.page.source).as_uri(),
                    "again": again,
                }
            )
            if not again:
                below = casebook.links_to(member, Relation.SUPPORTS, Relation.ATTACKS)
                waiting += [(it.source, depth + 1, str(it.relation)) for it in reversed(below)]
        return rows


def _has(words: list[str], *texts: str) -> bool:
    text = re.sub(r"\s+", " ", " ".join(texts)).lower()
    return all(word in text for word in words)
