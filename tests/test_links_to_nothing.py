"""A link in the file system that leads to nothing is no file of the site."""

from pathlib import Path

from casebook.reading.linking import load
from casebook.reading.project import from_config
from casebook.rules import check


def test_a_picture_that_is_a_link_to_nothing_is_missing(tramway: Path) -> None:
    docs = tramway.parent / "docs"
    (docs / "tram.png").symlink_to("gone.png")
    (docs / "index.md").write_text("# The tram\n\n![a tram](tram.png)\n", "utf-8")
    assert [finding.code for finding in check(load(from_config(tramway)))] == ["image-missing"]
