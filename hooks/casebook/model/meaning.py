"""What the fields of front matter are called, what they are for, and what they allow."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from casebook.model.finding import one_of


def part_within(annotation: Any) -> Any:
    """Return the model of the mappings that a field holds, alone or in a list; None if none."""
    if hasattr(annotation, "model_fields"):
        return annotation
    inner = [part_within(part) for part in getattr(annotation, "__args__", ())]
    return next((model for model in inner if model is not None), None)


def field_at(model: type[Any], path: tuple[str | int, ...]) -> FieldInfo | None:
    """Return the field that ``path`` leads to from a page's front matter; None if to no field."""
    info: FieldInfo | None = None
    within: Any = model
    for step in path:
        if isinstance(step, int):
            continue
        known = {it.alias or name: it for name, it in within.model_fields.items()} if within else {}
        info = known.get(step)
        within = part_within(info.annotation) if info else None
    return info


def meaning(info: FieldInfo) -> str:
    """Return what a field is for, and the values that it allows."""
    values = [str(value) for value in _allowed(info.annotation)]
    if info.annotation is int:
        values = ["1", "2", "3", "4", "5", "6"]
    return f"{info.description}{f' One of {one_of(values)}.' if values else ''}"


def _allowed(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif get_origin(annotation) in (Union, UnionType):
        for part in get_args(annotation):
            yield from _allowed(part)


def field_names(model: type[Any]) -> Iterator[str]:
    """Return the names of the fields of a page, and of the mappings within it."""
    for name, info in model.model_fields.items():
        yield info.alias or name
        if part := part_within(info.annotation):
            yield from field_names(part)
