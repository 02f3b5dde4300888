"""Findings as an editor shows them: at their place, with related places and the rule's text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from lsprotocol import types as lsp

from casebook.authoring.explanation import FOLDER
from casebook.editor.navigation import Spot
from casebook.editor.places import Units
from casebook.editor.workspace import Workspace
from casebook.model.finding import Finding, Severity
from casebook.model.graph import Casebook
from casebook.model.source import WHOLE_FILE, Source

_NAME = re.compile(r"`([^`\s]+)`")
MOST_RELATED = 5
_SEVERITIES = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
}


def by_file(workspace: Workspace, units: Units) -> Mapping[Path, list[lsp.Diagnostic]]:
    """Return what is found, by file; raises CannotRun where nothing can be checked."""
    found: dict[Path, list[lsp.Diagnostic]] = defaultdict(list)
    for finding in workspace.findings:
        path = workspace.path_of(finding.source)
        found[path].append(_diagnostic(workspace, units, finding))
    return found


def _diagnostic(workspace: Workspace, units: Units, finding: Finding) -> lsp.Diagnostic:
    casebook = workspace.state.casebook
    related = related_places(casebook, finding) if casebook else ()
    message = finding.message + (f"\n{finding.hint}" if finding.hint else "")
    return lsp.Diagnostic(
        range=shown_range(units, finding),
        message=message,
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=lsp.CodeDescription((FOLDER / f"{finding.code}.md").as_uri()),
        source="casebook",
        related_information=[
            lsp.DiagnosticRelatedInformation(
                lsp.Location(
                    workspace.path_of(spot.source).as_uri(), units.range(spot.source, spot.place)
                ),
                told,
            )
            for told, spot in related
        ],
    )


def shown_range(units: Units, finding: Finding) -> lsp.Range:
    """Return the range of a finding; where it has no length, the word there or the line."""
    source, place = finding.source, finding.place
    if (place.line, place.column) == (place.end_line, place.end_column) and source.text:
        line = source.line(place.line)
        word = re.compile(r"\S+").match(line, max(place.column - 1, 0))
        start = source.offset(place.line)
        end = word.end() if word else len(line)
        if place == WHOLE_FILE:
            end = len(line)
        return units.stretch(source, start + max(place.column - 1, 0), start + end)
    return units.range(source, place)


def related_places(casebook: Casebook, finding: Finding) -> Iterator[tuple[str, Spot]]:
    """Return the places of what the message names: passages and pages."""
    told = f"{finding.message} {finding.hint or ''}"
    article = casebook.article
    names = list(dict.fromkeys(_NAME.findall(told)))[:MOST_RELATED]
    for name in names:
        if article and name in article.passages:
            passage = article.passages[name]
            yield passage.words, Spot(article.page.source, passage.heading)
            continue
        for members in casebook.members.values():
            member = members.get(name)
            if member and member.page.source.path != finding.path:
                spot = Spot(member.page.source, member.page.place("title"))
                yield f"{member.kind}: {member.title}", spot


def of_problem(source: Source, units: Units, problem: str) -> lsp.Diagnostic:
    """Return the diagnostic which says that nothing could be checked, and why."""
    return lsp.Diagnostic(
        range=units.stretch(source, 0, len(source.line(1))),
        message=f"nothing is checked: {problem}",
        severity=lsp.DiagnosticSeverity.Error,
        source="casebook",
    )
