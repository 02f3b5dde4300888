"""Where findings are written: standard output, in colour or not, and the summary of a job."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TextIO

from casebook.model.finding import Finding
from casebook.report.github import as_github
from casebook.report.job_summary import write_summary
from casebook.report.records import as_json
from casebook.report.repository import folder_in_repository
from casebook.report.sarif import as_sarif
from casebook.report.text import as_text

FORMATS = {"text": as_text, "github": as_github, "json": as_json, "sarif": as_sarif}
"""How ``casebook check --format`` can write its findings."""

COLORS = ("auto", "always", "never")
"""What ``casebook check --color`` can be."""


def tell(findings: Sequence[Finding], form: str, color: str = "auto") -> None:
    """Write the findings to standard output; with ``github``, into the job's summary too."""
    if form == "text":
        told = as_text(findings, colour=in_colour(color, sys.stdout, os.environ))
    elif form == "github":
        folder = folder_in_repository()
        told = as_github(findings, folder, has_summary=write_summary(findings, folder))
    elif form == "sarif":
        told = as_sarif(findings, folder_in_repository())
    else:
        told = as_json(findings)
    print(told, end="")  # which ignores a closed output


def in_colour(color: str, stream: TextIO | None, environment: Mapping[str, str]) -> bool:
    """Return whether ``stream`` gets colours; None is a closed one, ``color`` is the option.

    The variables mean what they do to Python itself: https://no-color.org, https://force-color.org.
    """
    if color != "auto":
        return color == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and environment.get("TERM") != "dumb"
