"""The two sites that are built: this one, and one of made pages; each with the hook and plain.

Plain means the same pages by MkDocs and stock Material: without the hook, without the templates
that go with it, the plugin ``offline`` and the validation that only strict builds need.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import yaml

from bench.synthetic import HOOK, settings

ROOT = Path(__file__).parent.parent
ADDRESS = "https://example.org/"
"""The address of the sites: ``mkdocs serve`` sets one, so pictures for sharing are drawn."""

THIS_SITE, MADE_SITE = "this site", "made pages"
PLAIN, HOOKED = "plain.yml", "mkdocs.yml"
_NOT_PLAIN = ("hooks", "watch", "extra", "validation")


@dataclass(frozen=True)
class Site:
    """A folder with ``mkdocs.yml`` and ``plain.yml``; ``changed`` are the pages that are edited."""

    name: str
    folder: Path
    changed: tuple[str, ...]

    @property
    def pages(self) -> int:
        """How many pages somebody has written."""
        return sum(1 for _ in (self.folder / "docs").rglob("*.md"))


def this_site(folder: Path) -> Site:
    """Copy the pages of this site to ``folder``, so that they can be changed."""
    folder.mkdir()
    shutil.copytree(ROOT / "docs", folder / "docs")
    for name in ("hooks", ".git"):  # git is asked when pages were changed
        if (ROOT / name).exists():
            (folder / name).symlink_to(ROOT / name)
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    (folder / HOOKED).write_text(text, "utf-8")
    (folder / PLAIN).write_text(without_hook(text), "utf-8")
    return Site(THIS_SITE, folder, _in_the_middle(folder))


def made_site(folder: Path) -> Site:
    """Put the settings of both builds beside the made pages in ``folder``."""
    (folder / HOOKED).write_text(settings(HOOK), "utf-8")
    (folder / PLAIN).write_text(settings(), "utf-8")
    return Site(MADE_SITE, folder, _in_the_middle(folder))


def _in_the_middle(folder: Path) -> tuple[str, ...]:
    """Return a page of the middle of each kind, by its name, and the article's."""
    docs = folder / "docs"
    pages = [
        sorted(it for it in (docs / kind).glob("*.md") if it.name != "index.md")
        for kind in ("arguments", "evidence", "segments")
    ]
    middle = [it[len(it) // 2].relative_to(docs).as_posix() for it in pages]
    return (*middle, "article/index.md")


def without_hook(text: str) -> str:
    """Return the settings of a site without all that makes a casebook of it."""
    root = yaml.compose(text)
    assert isinstance(root, yaml.MappingNode)
    _keep(root, lambda name: name not in _NOT_PLAIN)
    for key, value in root.value:
        if key.value == "theme":
            _keep(value, lambda name: name != "custom_dir")
        elif key.value == "plugins":
            value.value = [it for it in value.value if it.value != "offline"]
    return str(yaml.serialize(root))


def _keep(mapping: yaml.MappingNode, wanted: Callable[[str], bool]) -> None:
    mapping.value = [(key, value) for key, value in mapping.value if wanted(key.value)]
