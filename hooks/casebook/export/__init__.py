"""The casebook for other people's tools: one module for each format, all from the same graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from casebook.export.aif import as_aif
from casebook.export.annotations import as_annotations
from casebook.export.argdown import as_argdown
from casebook.export.document import as_json, json_schema
from casebook.export.linked_data import linked_data
from casebook.export.table import as_csv
from casebook.model.graph import Casebook
from casebook.model.site_files import EXPORTS, SCHEMA

Addresses = Callable[[str], str]
"""From a page's path below the docs folder to its address from the top of the site."""

FORMATS: Mapping[str, Callable[[Casebook, Addresses], str]] = {
    "json": as_json,
    "argdown": as_argdown,
    "aif": as_aif,
    "annotations": as_annotations,
    "csv": as_csv,
}
"""What ``casebook export`` can write."""

ENDINGS = (".json", ".jsonld", ".argdown", ".csv")
"""How the names of exports end."""

__all__ = ["ENDINGS", "FORMATS", "Addresses", "files", "json_schema", "linked_data"]


def files(casebook: Casebook, addresses: Addresses) -> Mapping[str, str]:
    """Return every export under the name of its file, and the schema beside the first."""
    written = {name: FORMATS[form](casebook, addresses) for name, form in EXPORTS.items()}
    return {**written, SCHEMA: json_schema()}
