"""Run: a check that could not run never reports that it passed; exceptions are known and used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casebook.analysis.analysis import Analysis
from casebook.analysis.body_links import has_body
from casebook.analysis.certain import without_exception
from casebook.model.finding import Finding, Fix, Remark
from casebook.model.graph import Casebook
from casebook.model.kinds import ARTICLE_PAGE
from casebook.model.source import Source
from casebook.quoting.did_you_mean import Guesses, did_you_mean, only_near
from casebook.reading.yaml_edits import other_scalar
from casebook.rules.rule import RULES, rule

Remarks = Iterator[Remark]


@rule
def article_missing(analysis: Analysis) -> Remarks:
    """There is an article, or no quotation can be checked."""
    if not analysis.doubt.article_exists:
        message = "there is no page of the article, so no quotation could be checked"
        hint = f"write {ARTICLE_PAGE}: the article passage by passage"
        yield Remark.on_file(Source(analysis.casebook.shown_as + ARTICLE_PAGE, ""), message, hint)


@rule
def original_missing(analysis: Analysis) -> Remarks:
    """The original is there and can be read, or the article's page cannot be checked."""
    article = analysis.casebook.article
    if article is None or article.page.doubts("original"):
        return
    name, problem = article.fields.original, None
    hint = "put the article as it was found, byte for byte, into that file"
    if article.original is None:
        problem = "is not there"
        if "/" in name or "\\" in name:
            problem = "is not beside this page"
            hint = "put the article as it was found, byte for byte, into a file in the same folder"
    elif article.original.text is None:
        problem = "is not UTF-8"
        hint = "save the file with the encoding UTF-8, and write its new sha256 into this page"
    if problem:
        message = f"{name} {problem}, so the passages could not be checked"
        yield Remark(article.page.source, article.page.place("original"), message, hint)


@rule
def text_not_read(analysis: Analysis) -> Remarks:
    """The text of a page can be read, or nothing in it can be checked."""
    for page, reason in analysis.texts.unread.items():
        if has_body(page):
            message = f"the text of this page could not be checked: {reason}"
            place = page.source.place(page.body_start + reason.start)
            yield Remark(page.source, place, message)


@rule
def exception_unknown(analysis: Analysis) -> Remarks:
    """An exception is for a rule that exists."""
    guesses = Guesses()
    for page in analysis.casebook.pages:
        for code in page.allow:
            if code not in RULES:
                near = guesses.nearest(code, RULES)
                hint = did_you_mean(near, code) if near else None
                place = page.key_place("allow", code)
                fix = None
                if near and only_near(code, RULES):
                    fix = Fix(f"write `{near}`", (other_scalar(page.source, place, near),))
                yield Remark(page.source, place, f"there is no rule `{code}`", hint, fix)


@rule
def exception_unused(analysis: Analysis) -> Remarks:
    """An exception that no longer applies is removed."""
    return iter(())  # reported by without_allowed, which alone knows what was found


def without_allowed(casebook: Casebook, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings that no page allows, and one for each exception not needed."""
    allowed = {(page.source.path, code): page for page in casebook.pages for code in page.allow}
    used = set()
    for finding in findings:
        key = finding.path, finding.code
        if key in allowed and RULES[finding.code].may_be_allowed:
            used.add(key)
        else:
            yield finding
    for (path, code), page in allowed.items():
        if code in RULES and (path, code) not in used:
            message = f"`{code}` is allowed here, and nothing needs it"
            if RULES[code].family == "run":
                message = f"`{code}` cannot be allowed: what could not be checked has not passed"
            elif not RULES[code].may_be_allowed:
                message = f"`{code}` cannot be allowed: it keeps readers safe"
            place = page.key_place("allow", code)
            found = "exception-unused", page.source, place, message, "remove the exception"
            yield Finding(*found, fix=without_exception(page, code))
