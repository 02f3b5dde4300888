"""Findings as people and programs read them: a module for each format; ``telling`` writes them."""

from casebook.report.changed import changed_first, changed_since
from casebook.report.github import as_github
from casebook.report.job_summary import as_summary, write_summary
from casebook.report.records import as_json
from casebook.report.sarif import as_sarif
from casebook.report.tally import counts, summary
from casebook.report.telling import COLORS, FORMATS, in_colour, tell
from casebook.report.text import as_text

__all__ = [
    "COLORS",
    "FORMATS",
    "as_github",
    "as_json",
    "as_sarif",
    "as_summary",
    "as_text",
    "changed_first",
    "changed_since",
    "counts",
    "in_colour",
    "summary",
    "tell",
    "write_summary",
]
