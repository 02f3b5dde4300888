"""The benchmark's command: ``python -m bench``."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.builds import measure_sites
from bench.measure import (
    BENCH,
    MIDDLE_SIZE,
    SIZES,
    Figures,
    folder_of,
    lychee,
    measure,
    styled_tasks,
    styles_at,
    tasks,
)
from bench.outline import FEWEST_PAGES
from bench.sites import made_site, this_site
from bench.tables import as_document, as_text
from bench.targets import targets


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and tell; the exit code is 1 where a command failed, whatever the figures are."""
    options = _parser().parse_args(arguments)
    figures = Figures()
    with tempfile.TemporaryDirectory(prefix="casebook-bench-") as name:
        folder = Path(name)
        styled = [(pages, style) for pages in options.sizes for style in styles_at(pages)]
        for pages, style in [*((pages, "plain") for pages in options.sizes), *styled]:
            _make(folder / folder_of(pages, style), pages, style)
        _tell(f"measuring {', '.join(f'{size:,}' for size in options.sizes)} pages")
        made = [task for pages in options.sizes for task in tasks(pages)]
        made += [task for pages, style in styled for task in styled_tasks(pages, style)]
        measure(made, folder, options.rounds, figures)
        if options.build:
            _tell("building sites, which takes minutes")
            sites = [this_site(folder / "this-site")]
            if MIDDLE_SIZE in options.sizes:
                sites.append(made_site(folder / folder_of(MIDDLE_SIZE, "plain")))
            measure_sites(sites, folder, options.build_rounds, figures)
    held = targets(figures)
    print(as_text(figures, held, has_lychee=lychee() is not None), end="")
    if options.json:
        text = json.dumps(as_document(figures, held), indent=2) + "\n"
        options.json.write_text(text, "utf-8")
    return 1 if figures.failed else 0


def _make(folder: Path, pages: int, style: str) -> None:
    """Write a casebook, in a process of its own so that this one stays small (see ``run``)."""
    made = ("bench.synthetic", str(pages), str(folder), "--style", style)
    command = (sys.executable, "-m", *made)
    subprocess.run(command, cwd=BENCH.parent, check=True)


def _tell(progress: str) -> None:
    print(progress, "…", file=sys.stderr)


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(int(size) for size in text.split(","))
    if min(sizes) < FEWEST_PAGES:
        raise argparse.ArgumentTypeError(f"a made casebook has {FEWEST_PAGES} pages at least")
    return sizes


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measures what the checks and the hook cost."
    )
    parser.add_argument(
        "--sizes",
        type=_sizes,
        default=",".join(map(str, SIZES)),
        metavar="30,1000",
        help="pages of the casebooks (default: %(default)s)",
    )
    parser.add_argument("--rounds", type=int, default=3, help="runs of each check (3)")
    parser.add_argument("--build-rounds", type=int, default=2, help="runs of each build (2)")
    parser.add_argument(
        "--no-build", dest="build", action="store_false", help="leave out builds and editor"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    return parser


if __name__ == "__main__":
    sys.exit(main())
