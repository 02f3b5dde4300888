"""One slip brings one finding: a letter left out of any name, slug or passage id of a casebook."""

from __future__ import annotations

import re
from pathlib import Path
from shutil import copytree

import pytest

from casebook.reading.linking import load
from casebook.reading.project import Project
from casebook.rules import check
from golden import HERE

TRAMWAY = HERE / "casebooks/tramway/docs"
PAGES = sorted(file for file in TRAMWAY.rglob("*.md") if file.read_text("utf-8")[:3] == "---")
NAMES = re.compile(
    r"""^[ -]*(?P<field>[a-z0-9_-]+):                  # a field, or a passage that is set aside
      | (?:^[ ]+-|to:|broader:|passage:)[ ](?P<link>[a-z0-9-]+)$
      | [#](?P<id>p\d-\d)                              # a passage, in its heading
    """,
    re.M | re.X,
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(TRAMWAY).as_posix())
def test_a_letter_left_out(page: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    copytree(TRAMWAY, docs)
    text = page.read_text("utf-8")
    told = {}
    for name in NAMES.finditer(text):
        for at in range(*name.span(name.lastgroup or 0)):
            (docs / page.relative_to(TRAMWAY)).write_text(text[:at] + text[at + 1 :], "utf-8")
            codes = [finding.code for finding in check(load(Project(docs)))]
            line = text.count("\n", 0, at) + 1
            told[f"{line}: {name[name.lastgroup or 0]} without its {text[at]}"] = codes
    assert told
    assert {slip: codes for slip, codes in told.items() if len(codes) != 1} == {}
