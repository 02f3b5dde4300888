"""The pages with all that the site adds, as plain Markdown and files, for any site generator.

Front matter stays as it is written; links are relative Markdown links from file to file; what the
pages ask for is in its place. The exports stand beside them, as on the site.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from casebook import export
from casebook.analysis.analysis import Analysis
from casebook.authoring.schema import files as schemas
from casebook.model.graph import Casebook
from casebook.model.kinds import PAGE_ENDINGS
from casebook.pages import Views, said_by_scripts
from casebook.pages.chart import without_links
from casebook.pages.messages import SOURCE
from casebook.pages.said_by_scripts import ASSETS


def write_pages(
    casebook: Casebook,
    docs: Path,
    folder: Path,
    addresses: Callable[[str], str],
    assets: Path | None = None,
    language: str = SOURCE,
) -> tuple[Path, ...]:
    """Write everything below the empty ``folder``, and return the files, in their order.

    ``docs`` holds the files that are no pages; ``assets`` those that a theme of its own adds, such
    as its style sheet. ``language`` is the site's (BCP 47).
    """
    views = Views(Analysis(casebook), language=language)
    texts = {**export.files(casebook, addresses), **_schemas(casebook), **dict(_pages(views))}
    copied = [uri for uri in casebook.files if uri not in texts and (docs / uri).is_file()]
    for uri in copied:
        _at(folder, uri)
        shutil.copyfile(docs / uri, folder / uri)
    for uri, text in texts.items():
        _at(folder, uri).write_text(text, "utf-8", newline="")
    ours = _copied_assets(ASSETS, folder)
    said = said_by_scripts.script(views.messages, said_by_scripts.all_scripts())
    script = folder / "assets/casebook.js"
    script.write_text(f"{said}{script.read_text('utf-8')}", "utf-8", newline="")
    ours += _copied_assets(assets, folder) if assets and assets.is_dir() else []
    return tuple(sorted({*(folder / uri for uri in (*copied, *texts)), *ours}))


def _pages(views: Views) -> Iterator[tuple[str, str]]:
    for page in views.casebook.pages:
        front = page.source.text[: page.body_start]
        yield page.uri, front + without_links(views.complete(page.uri, page.body))
    for uri, text in views.missing_indexes():
        yield uri, views.complete(uri, text)
    yield from views.generated_pages()


def _schemas(casebook: Casebook) -> Mapping[str, str]:
    return {f"schemas/{name}": text for name, text in schemas(casebook).items()}


def _copied_assets(assets: Path, folder: Path) -> list[Path]:
    """Copy what a theme of the site's own adds, other than templates, which are for MkDocs."""
    found = []
    for file in sorted(assets.rglob("*")):
        if file.is_file() and file.suffix not in (".html", *PAGE_ENDINGS):
            target = _at(folder, f"assets/{file.relative_to(assets).as_posix()}")
            shutil.copyfile(file, target)
            found.append(target)
    return found


def _at(folder: Path, uri: str) -> Path:
    file = folder / uri
    file.parent.mkdir(parents=True, exist_ok=True)
    return file
