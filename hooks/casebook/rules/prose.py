"""Prose: what a page says below its front matter fits its fields, and quotes what is there."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.analysis.analysis import Analysis
from casebook.analysis.quotations_in_text import misquoted
from casebook.analysis.texts import WRITTEN_ID
from casebook.model.finding import Remark
from casebook.model.graph import Casebook
from casebook.model.kinds import Kind
from casebook.model.members import AnyMember
from casebook.model.passages import PASSAGE_ID, fold
from casebook.prose.charts import ChartProblem, charts
from casebook.prose.markup import Heading
from casebook.rules.rule import rule, style_rule

Remarks = Iterator[Remark]

MOST_NAMED = 5
"""Passages that a message names."""


@style_rule
def image_without_text(analysis: Analysis) -> Remarks:
    """An image has a text for those who do not see it."""
    for page in analysis.casebook.pages:
        if page in analysis.texts.readable:
            for link in analysis.texts.markups[page].links:
                if link.is_image and not link.text.strip():
                    start, end = page.body_start + link.start, page.body_start + link.end
                    message = "this image says nothing to those who do not see it"
                    hint = "say between the square brackets what it shows"
                    yield Remark(page.source, page.source.place(start, end), message, hint)


@rule
def duplicate_heading_id(analysis: Analysis) -> Remarks:
    """No two headings of a page have one id."""
    texts = analysis.texts
    for page in analysis.casebook.pages:
        if page not in texts.with_repeated_ids or page not in texts.readable:
            continue  # generated ids never repeat
        body = page.body
        seen = set()
        for heading in texts.anchors(page).headings:
            told_as_passage = page.kind is Kind.ARTICLE and PASSAGE_ID.fullmatch(heading.id)
            if heading.id in seen and not told_as_passage:
                start, end = _written_id(body, heading)
                place = page.source.place(page.body_start + start, page.body_start + end)
                message = f"the id `{heading.id}` is given to two headings"
                hint = "links lead to the first; give the second an id of its own"
                yield Remark(page.source, place, message, hint)
            seen.add(heading.id)


def _written_id(body: str, heading: Heading) -> tuple[int, int]:
    """Return where the line of a heading gives it its id, at its end; or else that line."""
    start, end = heading.start, f"{body}\n".index("\n", heading.start)
    written = [found for found in WRITTEN_ID.finditer(body, start, end) if found[1] == heading.id]
    return written[-1].span() if written else (start, end)


@style_rule
def heading_not_title(analysis: Analysis) -> Remarks:
    """A heading of the first level on a member's page is its title."""
    for member in _members(analysis.casebook):
        page = member.page
        if page not in analysis.texts.readable or page.doubts("title"):
            continue
        for number, heading in enumerate(analysis.texts.first_level(page)):
            if number == 0 and heading.words == fold(member.title):
                continue
            start, end = page.body_start + heading.start, page.body_start + heading.end
            message = "this heading stands where the page's title does"
            hint = "begin it with `##`; the title comes from the front matter"
            yield Remark(page.source, page.source.place(start, end), message, hint)


@style_rule
def link_not_in_front_matter(analysis: Analysis) -> Remarks:
    """Where the text of a member links to another, the front matter of one of them does too."""
    casebook = analysis.casebook
    linked = _linked(casebook)
    told: set[tuple[AnyMember, AnyMember]] = set()
    for link in analysis.texts.links:
        target = casebook.member_at(link.address.uri)
        if target is None or link.link.is_image:
            continue
        source = casebook.member_at(link.page.uri)
        if source is None or source is target:
            continue
        if source.page.doubt or target.page.doubt:
            continue
        if (source, target) in linked or (source, target) in told:
            continue
        if source.kind is target.kind is Kind.EVIDENCE:
            continue  # no field links them
        told.add((source, target))
        message = f"the text links to `{target.slug}`, and the front matter of neither page does"
        hint = f"add it under {_fields_between(source, target)}, or link to it in words alone"
        yield Remark(link.page.source, link.place, message, hint)


def _members(casebook: Casebook) -> Iterator[AnyMember]:
    for members in casebook.members.values():
        yield from members.values()


def _linked(casebook: Casebook) -> set[tuple[AnyMember, AnyMember]]:
    """Return the pairs of members that front matter links, either way round."""
    pairs: set[tuple[AnyMember, AnyMember]] = set()
    for link in casebook.links:
        pairs.add((link.source, link.target))
        pairs.add((link.target, link.source))
    joined: list[tuple[AnyMember, ...]] = [
        (*step.premises, step.conclusion) for step in casebook.steps if len(step.premises) > 1
    ]
    for undercut in casebook.undercuts:
        joined.append((undercut.undercutter, undercut.supporter, undercut.supported))
    for ends in joined:
        pairs |= {(one, other) for one in ends for other in ends}
    return pairs


def _fields_between(source: AnyMember, target: AnyMember) -> str:
    """Return the fields by which a page of the one kind can link to one of the other."""
    fields = {
        Kind.ARGUMENT: {
            Kind.ARGUMENT: "`supports` or `attacks`",
            Kind.EVIDENCE: "`evidence` or `counter_evidence`",
            Kind.SEGMENT: "`segments`",
        },
        Kind.EVIDENCE: {Kind.SEGMENT: "`segments`"},
        Kind.SEGMENT: {Kind.EVIDENCE: "`evidence`", Kind.SEGMENT: "`broader`"},
    }
    if there := fields[source.kind].get(target.kind):
        return there
    return f"{fields[target.kind][source.kind]} there"


@rule
def quotation_not_in_passage(analysis: Analysis) -> Remarks:
    """What the text quotes from a passage, with a link to it, stands in that passage."""
    for found in misquoted(analysis.casebook.article, analysis.texts):
        page = found.page
        start, end = page.body_start + found.start, page.body_start + found.end
        passages = [f"`{passage}`" for passage in dict.fromkeys(found.passages)]
        if len(passages) > MOST_NAMED:
            passages = [*passages[: MOST_NAMED - 1], "another of those linked"]
        where = " or ".join(passages)
        message = f"the words quoted here are not in {where}"
        hint = "quote the printed words, or take the quotation marks away"
        if found.elsewhere:
            hint = f"they stand in `{found.elsewhere}`"
        elif found.near:
            hint = f"`{found.near.passage}` has: {found.near.words} "
            hint += f"({'; '.join(found.near.differences)})"
        yield Remark(page.source, page.source.place(start, end), message, hint)


@rule
def chart_not_drawn(analysis: Analysis) -> Remarks:
    """A chart has a title, and a table below it whose rows have a date, a number and a series."""
    casebook = analysis.casebook
    for page in casebook.pages:
        for found in charts(page.body):
            if isinstance(found, ChartProblem):
                begin, end = page.body_start + found.start, page.body_start + found.end
                hint = "`casebook explain chart-not-drawn` shows a chart with its table"
                yield Remark(page.source, page.source.place(begin, end), str(found), hint)
