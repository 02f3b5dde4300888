"""Navigation: the site's menu and its pages agree."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.analysis.analysis import Analysis
from casebook.model.finding import Remark
from casebook.model.graph import Casebook
from casebook.model.navigation import Entry
from casebook.quoting.did_you_mean import Guesses, did_you_mean
from casebook.rules.rule import rule

Remarks = Iterator[Remark]


@rule
def not_in_navigation(analysis: Analysis) -> Remarks:
    """Where the site has a menu, a page is in it or is left out on purpose."""
    casebook = analysis.casebook
    if casebook.navigation is None:
        return
    pages = {page.uri: page for page in casebook.pages}
    meant = {near for _, near in _astray(casebook)}  # one slip in the menu, one finding
    for uri in casebook.navigation.unlisted(uri for uri in pages if uri not in meant):
        message = "the site's menu does not have this page"
        hint = f"add it to `nav` in {casebook.navigation.source.path}, or to `not_in_nav` there"
        yield Remark.on_file(pages[uri].source, message, hint)


@rule
def navigation_names_no_page(analysis: Analysis) -> Remarks:
    """What the site's menu names is there."""
    casebook = analysis.casebook
    for entry, near in _astray(casebook):
        if casebook.navigation:
            hint = "paths begin in the folder of the pages"
            hint = did_you_mean(near, entry.path) if near else hint
            message = f"there is no page `{entry.path}`"
            yield Remark(casebook.navigation.source, entry.place, message, hint)


def _astray(casebook: Casebook) -> Iterator[tuple[Entry, str | None]]:
    """Yield what the menu names and is not there, with what it was most likely meant to name."""
    there = sorted(casebook.files | casebook.kind_indexes)
    known, guesses = frozenset(there), Guesses()
    for entry in casebook.navigation.entries if casebook.navigation else ():
        if entry.path not in known:
            yield entry, guesses.nearest(entry.path, there)
