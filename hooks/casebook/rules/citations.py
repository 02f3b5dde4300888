"""Citations: what a page brings in from outside is shown in its source's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.analysis.analysis import Analysis
from casebook.model.finding import Remark
from casebook.model.members import Evidence
from casebook.model.words import UNSPACED, word_count
from casebook.quoting.figures import is_english, is_given, telling, values
from casebook.rules.rule import rule, style_rule

Remarks = Iterator[Remark]

MOST_WORDS = 60
"""Words of an outside source that are quoted at most: a quotation, not a copy."""


@style_rule
def excerpt_missing(analysis: Analysis) -> Remarks:
    """A citation has an excerpt: the words of the cited page that bear the evidence."""
    for evidence in analysis.casebook.evidence.values():
        citation, page = evidence.fields.citation, evidence.page
        if citation and citation.excerpt is None and not page.doubts("citation"):
            message = "the citation has no `excerpt`, so a reader has to take our word for it"
            hint = f"add the very words of the cited page, {MOST_WORDS} at most"
            yield Remark(page.source, page.key_place("citation"), message, hint)


@rule
def excerpt_too_long(analysis: Analysis) -> Remarks:
    """An excerpt has at most 60 words."""
    for evidence in analysis.casebook.evidence.values():
        excerpt = _excerpt(evidence)
        if excerpt and (words := _length(excerpt)) > MOST_WORDS:
            page = evidence.page
            message = f"the excerpt has {words} words; at most {MOST_WORDS} are allowed"
            hint = "keep the words that bear the evidence, in one piece"
            yield Remark(page.source, page.place("citation", "excerpt"), message, hint)


@style_rule
def figure_not_in_excerpt(analysis: Analysis) -> Remarks:
    """A figure in the title or description of outside evidence is in its excerpt or its text."""
    for evidence in analysis.casebook.evidence.values():
        excerpt, page = _excerpt(evidence), evidence.page
        # In other languages figures can be spelled in ways that we cannot read.
        if not excerpt or not is_english(excerpt) or page.doubts("title", "description"):
            continue
        citation = evidence.fields.citation
        assert citation is not None
        for name in ("title", "description"):
            for figure in telling(getattr(evidence.fields, name) or ""):
                given = values("\n".join((excerpt, page.body, citation.title, citation.date)))
                if not is_given(figure, given):
                    message = f"neither the excerpt nor the text has the figure `{figure.words}`"
                    hint = "correct it, or say in the text how it follows from the excerpt"
                    yield Remark(page.source, page.place(name), message, hint)


def _length(text: str) -> int:
    """Return the number of words; where no spaces part them, two characters count as one."""
    return word_count(text) - len(re.findall(f"[{UNSPACED}]", text)) // 2


def _excerpt(evidence: Evidence) -> str | None:
    """Return the excerpt of evidence that cites a source, as far as it could be read."""
    citation = evidence.fields.citation
    return None if citation is None or evidence.page.doubts("citation") else citation.excerpt
