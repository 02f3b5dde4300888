"""``mkdocs.yml`` read without MkDocs: its settings, and where in it each is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]

from casebook.model.cannot_run import CannotRun, sentence
from casebook.prose.anchors import unknown_slugs
from casebook.reading import allowed_functions
from casebook.reading.settings_text import composed, settings_text
from casebook.reading.yaml_nodes import FastLoader

MOST_PARENTS = 20
"""Files of settings that inherit one from the other."""


def settings(config: Path, heirs: tuple[Path, ...] = ()) -> dict[str, Any]:
    """Return the settings in ``config`` with those that it inherits; raises CannotRun."""
    try:
        found = _built(config)
    except (CannotRun, KeyboardInterrupt):
        raise
    except FileNotFoundError:
        raise CannotRun(
            f"there is no {config} here: start in the folder that holds it, or name the folder "
            "of the pages with --docs"
        ) from None
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise CannotRun(f"{config} cannot be read: {error}") from error
    except BaseException as error:  # of any function that a tag names, SystemExit too
        told = f"{type(error).__name__}: {sentence(error)}"
        raise CannotRun(f"{config} cannot be read: a tag in it fails: {told}") from error
    if not isinstance(found, dict):
        raise CannotRun(f"{config} holds no settings")
    parent = found.get("INHERIT")
    if isinstance(parent, str):
        if config.resolve() in heirs:
            raise CannotRun(f"{config}: INHERIT leads back to the file it began in")
        if len(heirs) == MOST_PARENTS:
            raise CannotRun(f"{config}: INHERIT goes on for more than {MOST_PARENTS} files")
        return _merged(settings(config.parent / parent, (*heirs, config.resolve())), found)
    return found


def _built(config: Path) -> object:
    """Return the values in ``config``, tags included."""
    loader = _loader(config)(settings_text(config))
    try:
        root = composed(config, loader)
        return None if root is None else loader.construct_document(root)
    finally:
        loader.dispose()


def _merged(parent: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of both, those of the child first; mappings are merged."""
    both = {
        name: _merged(parent[name], value)
        for name, value in child.items()
        if isinstance(value, dict) and isinstance(parent.get(name), dict)
    }
    return parent | child | both


def extensions(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the Markdown extensions in settings, each with its options; raises CannotRun."""
    written = found.get("markdown_extensions") or []
    items = [written] if isinstance(written, dict) else written
    if not isinstance(items, list) or not all(isinstance(item, (str, dict)) for item in items):
        raise CannotRun("markdown_extensions should be a list of names, some with settings")
    named: dict[str, dict[str, Any]] = {}
    for item in items:
        for name, options in [(item, {})] if isinstance(item, str) else item.items():
            named[str(name)] = _known(options)
    return named


def _known(options: object) -> dict[str, Any]:
    """Return the options whose values we can build; the others keep their defaults."""
    given = dict(options) if isinstance(options, dict) else {}
    if given.get("slugify") is UNBUILT:
        given["slugify"] = unknown_slugs
    if _holds_unbuilt(given.get("base_path")):
        given["check_paths"] = False  # a snippet may be in a folder that is not known
    return {str(name): value for name, value in given.items() if not _holds_unbuilt(value)}


def _holds_unbuilt(value: object) -> bool:
    if isinstance(value, dict):
        value = [*value.values()]
    return any(map(_holds_unbuilt, value)) if isinstance(value, list) else value is UNBUILT


UNBUILT = object()
"""The value of a setting whose tag does not concern a casebook."""


def _loader(config: Path) -> type[yaml.SafeLoader]:
    """Return a loader that reads ``config``, with the tags that MkDocs knows."""

    class Loader(FastLoader):  # type: ignore[misc,valid-type]
        pass

    def relative(loader: yaml.SafeLoader, node: yaml.Node) -> object:
        """Return the value of ``!relative $config_dir/…``, if it does not depend on the page."""
        path = str(getattr(node, "value", ""))
        return path.replace("$config_dir", str(config.parent)) if "$config_dir" in path else UNBUILT

    Loader.add_constructor("!ENV", construct_env_tag)
    Loader.add_constructor("!relative", relative)
    # PyYAML takes the first that fits.
    Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", _named)
    Loader.add_multi_constructor("tag:yaml.org,2002:python/object/apply:", _applied)
    Loader.add_multi_constructor("tag:yaml.org,2002:python/", _unbuilt)
    Loader.add_multi_constructor("!", _unbuilt)
    return Loader


def environment_variable(node: yaml.Node) -> object:
    """Return what ``!ENV NAME`` or ``!ENV [NAME, …, default]`` stands for."""
    return construct_env_tag(FastLoader(""), node)


def _unbuilt(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> object:
    return UNBUILT


def _named(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> object:
    """Return the value of a tag such as ``!!python/name:pymdownx.slugs.uslugify``."""
    return allowed_functions.named(name) or UNBUILT


def _applied(loader: yaml.SafeLoader, name: str, node: yaml.Node) -> object:
    """Return what ``!!python/object/apply:pymdownx.slugs.slugify {…}``, or its like, gives."""
    if not isinstance(node, yaml.MappingNode) or name not in allowed_functions.APPLIED:
        return UNBUILT
    given = loader.construct_mapping(node, deep=True)
    args, kwds = given.get("args", []), given.get("kwds", {})
    if not isinstance(args, list) or not isinstance(kwds, dict):
        return UNBUILT
    return allowed_functions.applied(name, *args, **kwds) or UNBUILT
