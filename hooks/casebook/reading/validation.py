"""Front matter against the model of its kind: fields, and a finding for all that does not fit.

Fields that fit are kept even where others do not, so that one slip on a page brings one finding
and not a trail of them: ``doubt`` names the fields that could not be read, ``words`` what they may
have meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from casebook.model.finding import Edit, Finding, Fix, one_of
from casebook.model.meaning import field_at, meaning, part_within
from casebook.model.scalars import NO_VALUE, Whole
from casebook.model.source import WHOLE_FILE
from casebook.model.values import MARKUP_HINT
from casebook.quoting.did_you_mean import Guesses, did_you_mean, nearest, only_near, slugs_in
from casebook.quoting.looks_alike import BLANKS, as_seen, strange_in
from casebook.reading.front_matter import FrontMatter
from casebook.reading.yaml_edits import other_scalar
from casebook.reading.yaml_slips import FIELDS, quoted

Loc = tuple[str | int, ...]
B = TypeVar("B", bound=BaseModel)


@dataclass(frozen=True)
class Validated(Generic[B]):
    """The fields of a page, and what was wrong with them.

    ``items`` holds, for each list that lost items, the places in the file's list of those kept.
    """

    fields: B
    findings: tuple[Finding, ...] = ()
    doubt: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    items: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


def validate(front: FrontMatter, model: type[B]) -> Validated[B]:
    """Return the front matter's fields, as far as they can be read."""
    try:
        fields = model.model_validate(front.data)
    except ValidationError as error:
        return _salvaged(front, model, error.errors(include_url=False))
    return Validated(fields)


def _salvaged(front: FrontMatter, model: type[B], errors: list[ErrorDetails]) -> Validated[B]:
    # A field that is misspelt is not missing, nor is it known what it says.
    guesses = Guesses()
    near = {
        error["loc"]: _near(front, model, error["loc"], guesses)
        for error in errors
        if error["type"] == "extra_forbidden"
    }
    misspelt = {(*loc[:-1], name) for loc, name in near.items() if name}
    begun = {*_lists_begun(front, near)}
    errors = [
        error for error in errors if error["type"] != "missing" or error["loc"] not in misspelt
    ]
    bad = {error["loc"][:2] for error in errors} | {loc for loc in misspelt if len(loc) == 1}
    names = frozenset(str(loc[0]) for loc in bad)
    written = [word for loc in bad for word in front.words(*loc)]
    words = frozenset([*written, *(slug for word in written for slug in slugs_in(word))])
    kept: dict[str, Any] = {}
    items: dict[str, tuple[int, ...]] = {}
    for name, value in front.data.items():
        if name not in names:
            kept[name] = value
        elif isinstance(value, list) and (name,) not in bad:
            items[name] = tuple(i for i in range(len(value)) if (name, i) not in bad)
            kept[name] = [value[i] for i in items[name]]
    for name, info in model.model_fields.items():
        if info.is_required() and name not in kept:
            kept[name] = _stand_in(info.annotation, name)
    findings = tuple(
        _finding(front, model, error, near.get(error["loc"]))
        for error in errors
        if error["loc"] not in begun
    )
    return Validated(model.model_validate(kept), findings, names, words, items)


def _lists_begun(front: FrontMatter, unknown: Iterable[Loc]) -> Iterator[Loc]:
    """Yield the fields that have an item without its space (``-to: x``), read as a field."""
    names = list(front.data)
    for loc in unknown:
        if len(loc) == 1 and str(loc[0])[1:] in FIELDS and str(loc[0])[0] == "-":
            yield (names[names.index(str(loc[0])) - 1],)


def _stand_in(annotation: object, name: str) -> object:
    """Return a value for a required field that could not be read; ``doubt`` marks it as such."""
    if name == "credibility":
        return Whole("6")
    return next(iter(get_args(annotation)), "?") if get_origin(annotation) is Literal else "?"


def _finding(
    front: FrontMatter, model: type[BaseModel], error: ErrorDetails, near: str | None
) -> Finding:
    loc, kind = error["loc"], error["type"]
    name = ".".join(str(step) for step in loc if isinstance(step, str) and step != "[key]")
    if kind == "missing":
        return _missing(front, model, loc, name)
    if kind == "extra_forbidden":
        return _unknown(front, model, loc, near)
    place, hint, fix = front.place(*loc), None, None
    if loc[-1] == "[key]":
        place = front.key_place(*loc[:-1])
    value = error["input"]
    if value is NO_VALUE:
        code, place = "wrong-type", front.key_place(*loc)
        message, hint = _without_value(model, loc, name)
    elif kind == "literal_error" and isinstance(value, str):
        code = "value-not-allowed"
        expected = error["ctx"]["expected"].replace("'", "`")
        message = f"`{name}` cannot be `{value}`; it is {expected}"
        allowed = expected.split("`")[1::2]
        same = [word for word in allowed if word.casefold() == value.strip().casefold()]
        close = same[0] if same else nearest(value, allowed)
        hint = did_you_mean(close, value) if close else None
        if close and (same or only_near(value, allowed)):
            fix = Fix(f"write `{close}`", (other_scalar(front.source, place, close),))
    elif kind in _WRONG_TYPE:
        code = "wrong-type"
        message = f"`{name}` should be {_WRONG_TYPE[kind]}"
        if kind == "literal_error":
            hint = "it is " + error["ctx"]["expected"].replace("'", "`")
        else:
            hint = _meant_otherwise(front, loc, kind, value)
    else:
        code = kind
        message = f"`{name}` {error['msg']}"
        hint = _HINTS.get(kind) or _meant_otherwise(front, loc, kind, value)
        if kind == "html-in-text" and loc[-1] in ("url", "archived"):
            hint = "write `%3C` for a `<` in an address"
        if code == "wrong-type" and name == "credibility" and str(value).strip() in "123456":
            edit = Edit(front.source, place, str(value).strip())
            fix = Fix("write it without quotation marks", (edit,))
    return Finding(code, front.source, place, message, hint, fix=fix)


_WRONG_TYPE = {
    "tuple_type": "a list",
    "dict_type": "a mapping of names to values",
    "model_type": "a mapping of names to values",
    "model_attributes_type": "a mapping of names to values",
    "string_type": "text",
    "literal_error": "one of the words that it allows",
}

_HINTS = {
    "html-in-text": MARKUP_HINT,
    "citation-address": "write it whole, beginning with `https://`",
    "title-too-long": "shorten it; the claim or the text can say the rest",
}


def _without_value(model: type[BaseModel], loc: Loc, name: str) -> tuple[str, str]:
    """Return the message for a field that has no value, and how to go on."""
    if isinstance(loc[-1], int):
        return f"an item of `{name}` has no value", "fill it in, or remove the item"
    message, info = f"`{name}` has no value", field_at(model, loc)
    if info is None:
        return message, "fill it in, or remove the field"
    may_be_left_out = not info.is_required() and "required" not in (info.description or "")
    return message, meaning(info) + (" Or remove the field." if may_be_left_out else "")


_BLANK_MISSING = "put a blank behind the `-`"


def _meant_otherwise(front: FrontMatter, loc: Loc, kind: str, value: object) -> str | None:
    """Return what to do where a value has the wrong type because YAML misreads it."""
    if kind == "tuple_type":
        first = next(iter(value), "") if isinstance(value, dict) else value
        if isinstance(first, str) and re.match(rf"-[\w{BLANKS}]", first):
            strange = strange_in(first[1])
            return f"put an ordinary blank in place of {strange}" if strange else _BLANK_MISSING
        return "begin the value with `- ` on a line of its own" if isinstance(value, str) else None
    place = front.place(*loc)
    written = front.source.line(place.line)[place.column - 1 :].rstrip()
    if kind in ("string_type", "wrong-type") and written[:1] in ("[", "{"):
        return f"YAML takes `{written[0]}` for a list or a mapping: write `{quoted(written)}`"
    return None


def _missing(front: FrontMatter, model: type[BaseModel], loc: Loc, name: str) -> Finding:
    info = field_at(model, loc)
    hint = meaning(info) if info else None
    if loc[0] == "citation":
        code, place = "citation-incomplete", front.key_place("citation")
        message = f"the citation does not say its `{loc[-1]}`"
        return Finding(code, front.source, place, message, hint)
    place = WHOLE_FILE if len(loc) == 1 else front.key_place(*loc[:-1])
    return Finding("missing-field", front.source, place, f"`{name}` is missing", hint)


def _unknown(front: FrontMatter, model: type[BaseModel], loc: Loc, near: str | None) -> Finding:
    name = str(loc[-1])
    known = _names_at(model, loc[:-1])
    place, fix = front.key_place(*loc), None
    if name[:1] == "-" and name[1:] in FIELDS:
        message = f"`{name}` is no item of a list"
        return Finding("wrong-type", front.source, place, message, _BLANK_MISSING)
    if near and only_near(name, known):
        fix = Fix(f"write `{near}`", (other_scalar(front.source, place, near),))
    hint = did_you_mean(near, name) if near else f"the fields here are {one_of(known)}"
    if as_seen(name).strip() in FIELDS and (strange := strange_in(name)):
        hint = f"here is {strange}, which is no part of a name: put ordinary blanks in its place"
        hint = (
            hint if as_seen(name) != as_seen(name).strip() or not near else did_you_mean(near, name)
        )
    where = (
        f"`{loc[0]}` has"
        if len(loc) > 1
        else f"this kind of page ({getattr(model, 'KIND', 'page')}) has"
    )
    return Finding(
        "unknown-field",
        front.source,
        place,
        f"{where} no field `{name}`",
        hint,
        fix=fix,
    )


def _near(front: FrontMatter, model: type[BaseModel], loc: Loc, guesses: Guesses) -> str | None:
    """Return the field that the unknown one at ``loc`` was meant to be; none that is there too."""
    written: Any = front.data
    for step in loc[:-1]:
        written = written[step]
    return guesses.nearest(
        str(loc[-1]), [n for n in _names_at(model, loc[:-1]) if n not in written]
    )


def _names_at(model: type[Any], above: Loc) -> list[str]:
    """Return the names of the fields that a mapping at ``above`` may have."""
    for step in above:
        if isinstance(step, str) and step in model.model_fields:
            model = part_within(model.model_fields[step].annotation)
    return [info.alias or name for name, info in model.model_fields.items()]
