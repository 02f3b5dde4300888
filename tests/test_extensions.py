"""What the working tree's own settings may name: known functions, installed extensions."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown.extensions import Extension
from markdown.extensions.toc import TocExtension, slugify

from casebook.model.cannot_run import CannotRun
from casebook.prose.extensions import NotAnExtension, extension
from casebook.reading import allowed_functions
from casebook.reading.settings import UNBUILT, settings


def read(folder: Path, text: str) -> object:
    file = folder / "mkdocs.yml"
    file.write_text(f"x: {text}\n", "utf-8")
    return settings(file)["x"]


@pytest.mark.parametrize(
    "tag",
    [
        "!!python/object/apply:markdown.__main__.yaml_load ['!!python/object/apply:os.system [x]']",
        "!!python/object/apply:markdown.__main__.yaml_load {args: ['touch pwned']}",
        "!!python/object/apply:markdown.util.code_escape {args: [x]}",
        "!!python/object/apply:pymdownx.util.get_code_points {args: [x]}",
        "!!python/object/apply:pymdownx.snippets.SnippetPreprocessor {kwds: {}}",
        "!!python/object/apply:markdown.markdownFromFile {kwds: {output: pwned}}",
        "!!python/object/apply:markdown.extensions.codehilite.CodeHilite {kwds: {src: x}}",
        "!!python/object/apply:pymdownx.slugs.slugify.__class__ {args: [x, [], {}]}",
        "!!python/object/apply:pymdownx.emoji.to_svg {args: [a, b, c, d, e, f, g, h]}",
        "!!python/object/new:pymdownx.slugs.slugify {kwds: {case: lower}}",
        "!!python/name:markdown.__main__.yaml_load",
        "!!python/name:markdown.util.sys",
        "!!python/name:pymdownx.slugs.re.sub",
        "!!python/name:pymdownx.evil.x",
        "!!python/name:material.plugins.info.plugin.subprocess",
        "!!python/module:markdown.__main__",
        "!evil x",
    ],
)
def test_what_no_setting_needs_is_not_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tag: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert read(tmp_path, tag) is UNBUILT
    assert not (tmp_path / "pwned").exists()


def test_known_functions_are_built(tmp_path: Path) -> None:
    assert read(tmp_path, "!!python/name:markdown.extensions.toc.slugify") is slugify
    made = read(tmp_path, "!!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}")
    assert callable(made)
    assert made("An Id", "-") == "an-id"
    for kwds in ("[1]", "1", "x"):
        tag = f"!!python/object/apply:pymdownx.slugs.slugify {{kwds: {kwds}}}"
        assert read(tmp_path, tag) is UNBUILT
    assert allowed_functions.named("os.system") is None
    assert allowed_functions.applied("os.system", "touch pwned") is None


OWN = """
from markdown.extensions import Extension
class Own(Extension):
    pass
class Other:
    def __init__(self, **options):
        open("pwned", "w")
def makeExtension(**options):
    return Own()
"""


def test_extensions_of_installed_packages_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("toc", "markdown.extensions.toc", "markdown.extensions.toc:TocExtension"):
        assert isinstance(extension(name, {"toc_depth": 2}), TocExtension)
    assert isinstance(extension("pymdownx.superfences", {}), Extension)
    folder = tmp_path / "installed"
    folder.mkdir()
    (folder / "mdx_own.py").write_text(OWN, "utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.chdir(tmp_path)
    for name in ("mdx_own", "mdx_own:Own"):
        assert type(extension(name, {})).__name__ == "Own"
    for name in ("mdx_own:Other", "mdx_own:none", "mdx_own:makeExtension"):
        with pytest.raises(NotAnExtension):
            extension(name, {})
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize(
    "name",
    [
        "subprocess:Popen",
        "os:system",
        "builtins:exec",
        "antigravity",
        "markdown.__main__",
        "casebook.__main__",
        "pip.__main__",
        "markdown.util:sys",
        "yaml:load",
        "jinja2:Environment",
        "../evil",
        ".evil",
        "",
        "pymdownx.slugs",
        "mdx_here",
        "mdx_here:Own",
    ],
)
def test_what_is_no_extension_is_not_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """What lies in the current folder is not installed, though ``python -m`` would import it."""
    (tmp_path / "mdx_here.py").write_text(OWN + "open('pwned', 'w')\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    with pytest.raises(NotAnExtension, match="is not a Markdown extension"):
        extension(name, {"args": "touch pwned", "shell": True})
    assert not (tmp_path / "pwned").exists()


def test_an_extension_that_is_not_there_is_said_by_its_name() -> None:
    with pytest.raises(ModuleNotFoundError, match="No module named 'mdx_not_there'"):
        extension("mdx_not_there", {})
    with pytest.raises(CannotRun):
        settings(Path("not-there.yml"))
