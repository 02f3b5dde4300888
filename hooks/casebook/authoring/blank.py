"""A blank page of a kind: what it needs, then in one line each what may be left out.

The fields, their order, their meaning and what they allow are those of the kind's schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import yaml

from casebook.authoring.schema import Schema, schema
from casebook.model.finding import one_of
from casebook.model.kinds import Kind
from casebook.model.values import LONGEST_TITLE
from casebook.reading.yaml_edits import scalar

# No schema requires these, and hardly a page does without: an argument has to reach the thesis and
# to rest on something, evidence quotes the article more often than it cites.
_ASKED_FOR: Mapping[Kind, tuple[str, ...]] = {
    Kind.ARGUMENT: ("fidelity", "supports", "evidence"),
    Kind.EVIDENCE: ("quotes",),
}


@dataclass(frozen=True)
class Line:
    """A line of a blank page; ``to_fill`` names the field whose value is to be written there."""

    text: str
    to_fill: str | None = None


@dataclass(frozen=True)
class Words:
    """Words of the article: the id of their passage, and the words to the letter."""

    passage: str
    exact: str


def front_matter(kind: Kind, slug: str, quoted: tuple[Words, ...] = ()) -> tuple[Line, ...]:
    """Return the front matter of a page called ``slug``: all its fields between two lines ``---``.

    Optional fields are commented out, and stand at the end. ``quoted`` are words of the article
    that have been found already.
    """
    made = schema(kind)
    asked_for = (*made["required"], *_ASKED_FOR.get(kind, ()))
    lines, others = [Line("---")], []
    for name, field in made["properties"].items():
        if name not in asked_for and "default" not in field:
            others.append(Line(f"# {name}:{_shape(field, made['$defs'])}  # {_meaning(field)}"))
            continue
        written = list(_field(name, field, made["$defs"]))
        if name == "title" and (title := title_of(slug)):
            written = [Line(f"title: {title}")]
        if name == "quotes" and quoted:
            written = [Line("quotes:"), *_quotes(quoted)]
        first, *rest = written
        lines += [replace(first, text=f"{first.text}  # {_meaning(field)}"), *rest]
    return (
        *lines,
        Line("# These may be left out; to use one, remove the `# ` before it."),
        *others,
        Line("---"),
    )


def _quotes(quoted: tuple[Words, ...]) -> Iterator[Line]:
    for words in quoted:
        yield Line(f"  - passage: {words.passage}")
        yield Line(f"    exact: {scalar(words.exact)}")


def _shape(field: Schema, parts: Schema) -> str:
    """Return what stands behind the name of an optional field, on one line."""
    field = _resolved(field, parts)
    if field.get("type") == "array":
        inner = _shape(field["items"], parts).strip()
        return f" [{inner}]"
    if field.get("required"):
        return f" {{{', '.join(f'{name}: ' for name in field['required'])}}}"
    return " {name: value}" if field.get("type") == "object" else ""


def title_of(slug: str) -> str | None:
    """Return a title made of the slug, as YAML; None where it would be empty or too long."""
    title = " ".join(slug.replace("-", " ").split())
    title = title[:1].upper() + title[1:]
    if not title or len(title) > LONGEST_TITLE:
        return None
    return title if yaml.safe_load(title) == title else f'"{title}"'


def _meaning(field: Schema) -> str:
    """Return what a field is for, and the values that it allows."""
    values = f" One of {one_of(field['enum'])}." if "enum" in field else ""
    return f"{field['description']}{values}"


def _field(name: str, field: Schema, parts: Schema) -> Iterator[Line]:
    field = _resolved(field, parts)
    if "default" in field:
        yield Line(f"{name}: {field['default']}")
    elif field.get("type") == "array":
        yield Line(f"{name}:")
        item = _resolved(field["items"], parts)
        inner = list(_mapping(name, item)) if "properties" in item else [Line("", name)]
        first, *others = inner
        yield replace(first, text=f"  - {first.text}".rstrip())
        yield from (replace(line, text=f"    {line.text}") for line in others)
    elif "properties" in field:
        yield Line(f"{name}:")
        yield from (replace(line, text=f"  {line.text}") for line in _mapping(name, field))
    elif field.get("type") == "object":
        yield from (Line(f"{name}:"), Line("  name: value"))
    else:
        yield Line(f"{name}:", name)


def _mapping(above: str, mapping: Schema) -> Iterator[Line]:
    """Yield the fields within the field ``above``, with optional ones commented out."""
    for name, field in mapping["properties"].items():
        text = f"{name}:  # {_meaning(field)}"
        if name in mapping["required"]:
            yield Line(text, f"{above}.{name}")
        else:
            yield Line(f"# {text}")


def _resolved(field: Schema, parts: Schema) -> Schema:
    """Return a field with what it refers to put in; of a link, the mapping that says more."""
    if "$ref" in field:
        field = _resolved(parts[field["$ref"].rpartition("/")[2]], parts) | field
    return field["anyOf"][-1] if "anyOf" in field else field
