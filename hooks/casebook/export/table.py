"""``evidence.csv``: a row for each page of evidence (RFC 4180), safe to open in a spreadsheet.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a line's end for a
formula, some also where blanks stand before it, or a sign of full width; such a cell gets an
apostrophe before it, which a spreadsheet reads as *this is text*. A byte-order mark tells it that
the letters are UTF-8.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from io import StringIO

from casebook.model.graph import Casebook
from casebook.model.links import Relation
from casebook.model.members import Evidence
from casebook.quoting.looks_alike import BLANKS, UNSEEN

COLUMNS = (
    *("slug", "title", "kind", "speaker", "origin", "reliability", "credibility", "passages"),
    *("quotes", "source", "publisher", "url", "date", "accessed", "excerpt", "archived"),
    *("for", "against", "segments", "page"),
)
"""What each row has. Lists are parted by `` | ``."""

_FORMULA = frozenset("=+-@\t\r\n")
_PASSED_OVER = re.compile(rf"[\s{BLANKS}{UNSEEN}]*")

BYTE_ORDER_MARK = "\ufeff"


def as_csv(casebook: Casebook, addresses: Callable[[str], str]) -> str:
    """Return the table, its first row the names of the columns."""
    written = StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for evidence in casebook.evidence.values():
        table.writerow(map(_safe, _row(casebook, evidence, addresses(evidence.uri))))
    return BYTE_ORDER_MARK + written.getvalue()


def _row(casebook: Casebook, evidence: Evidence, page: str) -> Iterator[str]:
    fields, citation = evidence.fields, evidence.fields.citation
    yield from (evidence.slug, evidence.title, fields.kind)
    yield from (fields.speaker or "", fields.origin or "")
    yield from (fields.reliability, str(fields.credibility))
    yield _listed(quote.passage for quote in fields.quotes)
    yield _listed(quote.exact for quote in fields.quotes)
    if citation is None:
        yield from [""] * 7
    else:
        yield from (citation.title, citation.publisher, citation.url)
        yield from (citation.date, citation.accessed)
        yield from (citation.excerpt or "", citation.archived or "")
    for relation in (Relation.EVIDENCE, Relation.COUNTER_EVIDENCE):
        yield _listed(link.source.slug for link in casebook.links_to(evidence, relation))
    yield _listed(link.target.slug for link in casebook.links_from(evidence, Relation.SEGMENTS))
    yield page


def _listed(words: Iterator[str]) -> str:
    return " | ".join(words)


def _safe(cell: str) -> str:
    begin = _PASSED_OVER.match(cell)
    first = cell[begin.end() :][:1] if begin else ""
    risky = {cell[:1], unicodedata.normalize("NFKC", first)} & _FORMULA
    return f"'{cell}" if risky else cell
