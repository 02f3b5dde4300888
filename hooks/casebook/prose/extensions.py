"""The Markdown extensions that settings name, made only where they are extensions.

Python-Markdown imports whatever module a setting names and calls whatever it names in it, with the
arguments that the setting has: ``subprocess:Popen`` as well. Here a name has to be one that an
installed package has registered, or lead to a subclass of ``Extension`` in an installed module. The
standard library, programs (``…__main__``) and modules that merely lie in the current folder, which
may be somebody else's checkout, are not imported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from markdown.extensions import Extension
from markdown.util import get_installed_extensions


class NotAnExtension(Exception):
    """A name in ``markdown_extensions`` that is not that of an installed Markdown extension."""


def extension(name: str, options: Mapping[str, Any]) -> Extension:
    """Return the extension ``name`` with its ``options``.

    Raises NotAnExtension, and whatever the extension or its import raises.
    """
    for registered in get_installed_extensions():
        if registered.name == name and _is_installed(_folder_of(registered)):
            return _made(name, registered.load(), options, is_class=False)
    module, _, attribute = name.partition(":")
    top = module.partition(".")[0]
    if not _is_a_name(module) or top in sys.stdlib_module_names:
        raise _not_one(name)
    spec = find_spec(top)
    if spec is not None:
        within = spec.submodule_search_locations
        place = next(iter(within), None) if within else spec.origin
        if place is None or not _is_installed(Path(place).parent):
            raise _not_one(name)
    found = getattr(import_module(module), attribute or "makeExtension", None)
    return _made(name, found, options, is_class=bool(attribute))


def _made(name: str, found: object, options: Mapping[str, Any], *, is_class: bool) -> Extension:
    if is_class and not (isinstance(found, type) and issubclass(found, Extension)):
        raise _not_one(name)
    made = found(**options) if callable(found) else None
    if not isinstance(made, Extension):
        raise _not_one(name)
    return made


def _not_one(name: str) -> NotAnExtension:
    return NotAnExtension(f"`{name}` is not a Markdown extension of an installed package")


def _is_a_name(module: str) -> bool:
    return all(part.isidentifier() and not part.startswith("__") for part in module.split("."))


def _folder_of(registered: Any) -> Path:
    return Path(str(registered.dist.locate_file(""))) if registered.dist else Path.cwd()


def _is_installed(folder: Path) -> bool:
    """Return whether ``folder`` was put on the path on purpose, not only as the current folder."""
    on_purpose = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    here = Path.cwd().resolve()
    return folder.resolve() != here or any(it and Path(it).resolve() == here for it in on_purpose)
