"""What the authored format allows at a place of front matter, as the models of fields have it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casebook.model.fields import MODELS, Link, PageFields, as_written
from casebook.model.kinds import Kind
from casebook.model.links import LEADS_TO, Relation

Path = tuple[str, ...]

GRADES = tuple(str(grade) for grade in range(1, 7))
"""The values of `credibility`, which is a number."""


@dataclass(frozen=True)
class Allowed:
    """What may stand at a path: a field, and the model of what is in it, where it has fields."""

    field: FieldInfo | None
    model: type[BaseModel] | None
    is_list: bool


def allowed(kind: Kind, path: Path) -> Allowed | None:
    """Return what may stand at ``path`` on a page of ``kind``; None where no field is called so."""
    found = Allowed(None, MODELS[kind], is_list=False)
    for name in path:
        field = fields_of(found.model).get(name) if found.model else None
        if field is None:
            return None
        kinds = list(_parts(field.annotation))
        model = next(
            (it for it in kinds if isinstance(it, type) and issubclass(it, BaseModel)), None
        )
        found = Allowed(field, model, is_list=tuple in kinds)
    return found


def fields_of(model: type[BaseModel] | None) -> Mapping[str, FieldInfo]:
    """Return the fields of a model, by the names that they are written under, in that order."""
    if model is None:
        return {}
    fields = as_written(model) if issubclass(model, PageFields) else model.model_fields
    return {field.alias or name: field for name, field in fields.items()}


def values(field: FieldInfo | None) -> tuple[str, ...]:
    """Return the values that a field allows, where these are few."""
    if field is None:
        return ()
    for part in _parts(field.annotation):
        if get_origin(part) is Literal:
            return tuple(str(value) for value in get_args(part))
    return GRADES if int in _parts(field.annotation) else ()


def kind_of_link(path: Path, kind: Kind) -> Kind | None:
    """Return the kind of page whose slug stands at ``path``; None where none does."""
    match path:
        case ("supports", "with") | ("undercuts", "from" | "to"):
            return Kind.ARGUMENT
        case (name,) | (name, "to") if name in LEADS_TO and name in MODELS[kind].model_fields:
            return LEADS_TO[Relation(name)]
    return None


def takes_passages(path: Path, *, is_key: bool) -> bool:
    """Return whether the id of a passage stands at ``path``."""
    if is_key:
        return path == ("set_aside",)
    return path in (("quotes", "passage"), ("segments", "passages"))


def takes_slug_alone(found: Allowed) -> bool:
    """Return whether an item may be a slug in place of a mapping."""
    return found.model is not None and issubclass(found.model, Link)


def _parts(annotation: Any) -> list[Any]:
    """Return an annotation and all that it is made of."""
    parts, waiting = [], [annotation]
    while waiting:
        part = waiting.pop(0)
        origin = get_origin(part)
        parts.append(part if origin in (None, Literal) else origin)
        if origin is Literal:
            parts.append(part)
        elif origin is not None:
            waiting += get_args(part)
    return parts
