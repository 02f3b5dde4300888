"""The benchmark: what it measures on is a casebook, and its targets are held as they are told."""

from pathlib import Path

import pytest

from bench.builds import BUILT_AGAIN, BUILT_PLAIN, diagnosed
from bench.measure import CHECK, FLOOR, Figures, in_style
from bench.processes import Cost, Failed, run
from bench.sites import HOOKED, PLAIN, THIS_SITE, this_site, without_hook
from bench.synthetic import write
from bench.tables import as_text
from bench.targets import targets
from casebook import report
from casebook.reading.linking import load
from casebook.reading.project import from_config
from casebook.rules import check


@pytest.mark.parametrize(
    ("pages", "style"), [(30, "plain"), (40, "plain"), (80, "mixed"), (60, "article")]
)
def test_a_made_casebook_is_clean_and_has_as_many_pages_as_asked_for(
    tmp_path: Path, pages: int, style: str
) -> None:
    write(tmp_path, pages, style=style)
    casebook = load(from_config(tmp_path / "mkdocs.yml"))
    assert report.as_text(check(casebook)) == ""
    assert len(casebook.pages) == pages


def test_a_made_casebook_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write(tmp_path / name, 40)
    one, other = (
        {file.relative_to(tmp_path / name): file.read_bytes() for file in _files(tmp_path / name)}
        for name in ("one", "other")
    )
    assert one == other


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_least_of_all_runs_is_held_against_the_targets() -> None:
    figures = Figures()
    figures.note(FLOOR, 10_000, Cost(cpu=2, wall=2, peak=20))
    figures.note(CHECK, 10_000, Cost(cpu=9, wall=9, peak=310))
    figures.note(CHECK, 10_000, Cost(cpu=4, wall=5, peak=320))
    held = {target.statement: target for target in targets(figures)}
    assert held["check to floor, 10,000 pages"].measured == 2
    assert held["check to floor, 10,000 pages"].mark == "ok"
    assert held["peak memory of check, 10,000 pages"].mark == "over"
    assert held["check to lychee, 10,000 pages"].mark == "not measured"


def test_a_command_that_fails_is_told_and_meets_no_target(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"exit code 3.*\n.*no such thing"):
        run(("sh", "-c", "echo no such thing; exit 3"), tmp_path, tmp_path / "output.txt")
    figures = Figures(failed={(CHECK, 40): "it fell over"})
    figures.note(CHECK, 40, Cost(0.1, 0.1, 10))
    held = targets(figures)
    assert {target.mark for target in held} == {"not measured"}
    assert "COULD NOT RUN: casebook check, 40 pages: it fell over" in as_text(
        figures, held, has_lychee=False
    )


def test_of_several_figures_of_a_site_the_highest_is_held_against_its_target() -> None:
    figures = Figures()
    for what, cpu in (
        *((BUILT_PLAIN, 2.0), (BUILT_AGAIN, 3.0)),
        *((diagnosed("segments/a.md"), 0.02), (diagnosed("article/index.md"), 0.2)),
    ):
        figures.note(in_style(what, THIS_SITE), 150, Cost(cpu, cpu, 90))
    held = {target.statement: target for target in targets(figures)}
    assert held["build again to plain, this site"].measured == 1.5
    assert held["slowest diagnostics of a change, this site"].measured == 0.2
    assert held["build again to plain, made pages"].mark == "not measured"
    figures.failed[in_style(diagnosed("evidence/b.md"), THIS_SITE), 150] = "it fell over"
    held = {target.statement: target for target in targets(figures)}
    assert held["slowest diagnostics of a change, this site"].mark == "not measured"


def test_a_plain_site_has_the_pages_and_extensions_and_nothing_of_the_hook() -> None:
    text = """\
site_url: !ENV [SITE_URL, ""]
theme: {name: material, custom_dir: hooks/theme}
hooks: [hooks/crossref.py]
plugins: [{search: {separator: x}}, offline]
markdown_extensions:
  - pymdownx.snippets: {base_path: !relative $config_dir/docs/includes}
validation: {nav: {omitted_files: warn}}
"""
    assert without_hook(text).splitlines() == [
        'site_url: !ENV [SITE_URL, ""]',
        "theme: {name: material}",
        "plugins: [{search: {separator: x}}]",
        "markdown_extensions:",
        "- pymdownx.snippets: {base_path: !relative '$config_dir/docs/includes'}",
    ]


def test_this_site_is_measured_on_a_copy(tmp_path: Path) -> None:
    site = this_site(tmp_path / "copy")
    assert {(site.folder / name).is_file() for name in (PLAIN, HOOKED)} == {True}
    for page in site.changed:
        assert (site.folder / "docs" / page).is_file()
        assert not (site.folder / "docs" / page).is_symlink()
