"""Where a casebook's pages are: ``mkdocs.yml``, or a folder named outright."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from casebook.composing import FastLoader


class CannotRun(Exception):
    """The check could not even begin; the message says why and what to do."""


@dataclass(frozen=True)
class Project:
    """A folder of pages, and which of its files are pages.

    ``left_out`` holds sets of gitignore patterns; what one of them matches is no page. Where
    ``uris`` is given, it names the pages, as paths below the folder, and nothing is looked for.
    """

    docs: Path
    left_out: tuple[tuple[str, ...], ...] = ()
    uris: tuple[str, ...] | None = None

    @property
    def shown_as(self) -> str:
        """The folder as findings name it: relative to the current folder where it is below it."""
        shown = os.path.relpath(self.docs)
        return "" if shown == os.curdir else Path(shown).as_posix() + "/"


def from_folder(docs: Path) -> Project:
    """The project whose pages are in ``docs``; raises CannotRun where that is no folder."""
    if not docs.is_dir():
        raise CannotRun(f"there is no folder {docs}: name the folder that holds the pages")
    return Project(docs, ((".*", "/templates/"),))


def from_config(config: Path) -> Project:
    """The project that ``config`` (``mkdocs.yml``) describes; raises CannotRun."""
    settings = _settings(config)
    docs_dir = settings.get("docs_dir") or "docs"
    if not isinstance(docs_dir, str):
        raise CannotRun(f"{config}: docs_dir should be the name of a folder")
    docs = config.parent / docs_dir
    if not docs.is_dir():
        raise CannotRun(f"{config}: docs_dir names {docs_dir}, and there is no such folder")
    drafts = _patterns(settings.get("draft_docs"))
    excluded = _patterns(settings.get("exclude_docs"))
    # MkDocs excludes these first of all; a site's own patterns can take them in again.
    return Project(docs, ((".*", "/templates/", *excluded), drafts))


def _patterns(setting: object) -> tuple[str, ...]:
    return tuple(setting.splitlines()) if isinstance(setting, str) else ()


def _settings(config: Path, heirs: tuple[Path, ...] = ()) -> dict[str, Any]:
    try:
        text = config.read_text(encoding="utf-8-sig")
        settings = yaml.load(text, Loader=_ConfigLoader)  # noqa: S506 - a safe loader's child
    except FileNotFoundError:
        raise CannotRun(
            f"there is no {config} here: start in the folder that holds it, or name the folder "
            "of the pages with --docs"
        ) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CannotRun(f"{config} cannot be read: {error}") from error
    if not isinstance(settings, dict):
        raise CannotRun(f"{config} holds no settings")
    parent = settings.get("INHERIT")
    if isinstance(parent, str):
        if config.resolve() in heirs:
            raise CannotRun(f"{config}: INHERIT leads back to the file it began in")
        return _settings(config.parent / parent, (*heirs, config.resolve())) | settings
    return settings


class _ConfigLoader(FastLoader):  # type: ignore[misc,valid-type]
    """Reads ``mkdocs.yml`` without running what its tags name."""


def _env(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    """``!ENV NAME`` or ``!ENV [NAME, …, default]``, as MkDocs resolves it."""
    if isinstance(node, yaml.SequenceNode):
        *names, default = [loader.construct_object(item, deep=True) for item in node.value]
    elif isinstance(node, yaml.ScalarNode):
        names, default = [node.value], None
    else:
        return None
    for name in names:
        if str(name) in os.environ:
            return yaml.safe_load(os.environ[str(name)])
    return default


def _unbuilt(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> None:
    """A tag whose value is no concern of a casebook."""


_ConfigLoader.add_constructor("!ENV", _env)
_ConfigLoader.add_multi_constructor("!", _unbuilt)
_ConfigLoader.add_multi_constructor("tag:yaml.org,2002:python/", _unbuilt)
