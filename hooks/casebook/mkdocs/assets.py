"""The style sheet and the script of a casebook, and how a theme gets them.

Under stock Material they are two files beside those of the theme. A theme that brings a file
``assets/site.css`` gets one style sheet and one script, of Material's, its own and the casebook's.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

from casebook.mkdocs.material_css import slimmed
from casebook.model.languages import direction
from casebook.pages import said_by_scripts

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from casebook.pages.messages import Messages

FOLDER = said_by_scripts.ASSETS
STYLE, SCRIPT = "assets/casebook.css", "assets/casebook.js"
"""Their paths in the site."""

BY_NEED = ("assets/what-if.js",)
"""Scripts that only those pages load which have something for them to do."""

SEARCH = "assets/search.js"
"""That of the script which searches, fetched when somebody does."""

_SITE_STYLE, _SITE_SCRIPT = "assets/site.css", "assets/site.js"
"""What a theme has that wants all in one file."""


def is_ours(config: MkDocsConfig) -> bool:
    """Return whether the theme's templates are made for a casebook and want all files in one."""
    return any((Path(folder) / _SITE_STYLE).is_file() for folder in config.theme.dirs)


def name_to_theme(config: MkDocsConfig) -> None:
    """Have the theme load the style sheet and the script, unless it does so by itself."""
    if not is_ours(config):
        config.extra_css = [*(it for it in config.extra_css if it != STYLE), STYLE]
        config.extra_javascript = [*(it for it in config.extra_javascript if it != SCRIPT), SCRIPT]


def put_in(
    files: Files, config: MkDocsConfig, messages: Messages, *, indexed: bool = False
) -> None:
    """Put the style sheet and the script into the site, unless it has files of these names.

    Where the site is ``indexed``, the search goes by that, and its script is one more file.
    """
    style, script = ((FOLDER / Path(uri).name).read_text("utf-8") for uri in (STYLE, SCRIPT))
    box = (FOLDER / "search-box.js").read_text("utf-8").rstrip()
    script = f"{script.rstrip()};\n{box}({str(indexed).lower()})\n"
    frame = files.get_file_from_path(_SITE_STYLE)
    material = _of_theme(files, "assets/stylesheets/main.", ".css")
    if frame is not None and material is not None:
        mirrored = direction(messages.language) == "rtl"
        for file in [frame, *(f for f in files if f.src_uri.startswith("assets/stylesheets/"))]:
            files.remove(file)
        style = (
            slimmed(material.content_string, config.markdown_extensions, right_to_left=mirrored)
            + frame.content_string
            + style
        )
        if own := files.get_file_from_path(_SITE_SCRIPT):
            files.remove(own)
            script = f"{own.content_string};\n{script}"  # neither ends in a semicolon
    said = said_by_scripts.script(messages, [script, *said_by_scripts.all_scripts()])
    style = re.sub(r"(?<=[{};,])\n", "", without_comments(style))
    script = without_comments(f"{said};\n{script}")
    by_need = [(uri, (FOLDER / Path(uri).name).read_text("utf-8")) for uri in BY_NEED]
    added = [(STYLE, style), (SCRIPT, script), *by_need]
    if indexed:
        added.append((SEARCH, (FOLDER / Path(SEARCH).name).read_text("utf-8")))
    for uri, text in added:
        if files.get_file_from_path(uri) is None:
            files.append(File.generated(config, uri, content=text))


def without_comments(text: str) -> str:
    """Return a style sheet or a script without comments that begin a line, indents and blank lines.

    What a script writes between backquotes has no line that begins with a blank or a comment.
    """
    return re.sub(r"^[ \t]*(?:/\*.*?\*/[ \t]*)?(?:\n|(?=\S))", "", text, flags=re.M | re.S)


def scripts(files: Files) -> dict[str, str]:
    """Return the paths of Material's script and of its search, whose names change with them."""
    found = {
        "script": _of_theme(files, "assets/javascripts/bundle.", ".js"),
        "worker": _of_theme(files, "assets/javascripts/workers/search.", ".js"),
    }
    return {name: file.src_uri for name, file in found.items() if file}


def _of_theme(files: Files, start: str, end: str) -> File | None:
    names = (
        file for file in files if file.src_uri.startswith(start) and file.src_uri.endswith(end)
    )
    return next(names, None)
