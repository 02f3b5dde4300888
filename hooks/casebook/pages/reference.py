"""The fields of each kind of page, as the models have them: for the page that lists them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from casebook.authoring.schema import schema
from casebook.model.kinds import Kind


@dataclass(frozen=True)
class Field:
    """One field: its name, whether it has to be there, and what it means."""

    name: str
    needed: str
    meaning: str


def field_reference() -> Iterator[tuple[Kind, tuple[Field, ...]]]:
    """Yield each kind with its fields; those of a list's items follow it, as ``quotes: exact``."""
    for kind in Kind:
        made = schema(kind)
        yield kind, tuple(_fields(made, made.get("$defs", {})))


def _fields(mapping: dict[str, Any], parts: dict[str, Any], above: str = "") -> Iterator[Field]:
    for name, field in mapping["properties"].items():
        whole = _resolved(field, parts)
        needed = "required" if name in mapping.get("required", ()) else ""
        if "default" in whole and not needed:
            needed = f"default `{whole['default']}`"
        values = f" One of `{', '.join(map(str, whole['enum']))}`." if "enum" in whole else ""
        yield Field(f"`{above}{name}`", needed, f"{field.get('description', '')}{values}")
        item = _resolved(whole.get("items", whole), parts)
        if "properties" in item:
            yield from _fields(item, parts, f"{above}{name}: ")


def _resolved(field: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """Return a field with what it refers to put in; of a slug or a mapping, the mapping."""
    while "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        field = {**parts[name], **{key: it for key, it in field.items() if key != "$ref"}}
    for choice in field.get("anyOf", field.get("oneOf", ())):
        resolved = _resolved(choice, parts)
        if "properties" in resolved:
            return {**resolved, **{k: v for k, v in field.items() if k not in ("anyOf", "oneOf")}}
    return field
