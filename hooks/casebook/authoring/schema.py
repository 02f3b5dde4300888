"""JSON Schemas (2020-12) of the front matter, one for each kind of page.

They are made of the models in ``fields``, so that an editor marks what the checker would find and
nothing that it accepts. Given a casebook, they know its slugs and passages too. Two things of
front matter no schema can say, for YAML is read before it comes to one: that a key is there twice,
and that a number is written in a way of its own (``credibility: 03``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, get_args

import yaml

from casebook.model.fields import MODELS, ArgumentFields, as_written
from casebook.model.graph import Casebook
from casebook.model.kinds import SLUG, Kind
from casebook.model.links import LEADS_TO
from casebook.reading.yaml_nodes import FastLoader
from casebook.rules import RULES
from casebook.rules.evidence import SPOKEN
from casebook.rules.format import NEEDS_WARRANT

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]


def files(casebook: Casebook | None = None) -> Mapping[str, str]:
    """Return the schema of each kind, as text, under the name of its file."""
    names = _names(casebook)
    return {f"{kind}.schema.json": _as_text(_schema(kind, names)) for kind in Kind}


def schema(kind: Kind, casebook: Casebook | None = None) -> Schema:
    """Return the schema of front matter of ``kind``, for one casebook or for any."""
    return _schema(kind, _names(casebook))


def _as_text(schema: Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _schema(kind: Kind, names: Schema) -> Schema:
    made = _tidy(_of_model(kind))
    parts: Schema = made.pop("$defs", {})
    fields: Schema = made["properties"]
    parts |= names
    _link(fields, parts)
    former = fields["formerly"]
    former |= {"items": former["items"] | {"pattern": f"^{SLUG.pattern}$"}, "uniqueItems": True}
    codes = sorted(code for code, rule in RULES.items() if rule.may_be_allowed)
    _keyed(fields["allow"], {"enum": codes})
    if "set_aside" in fields:
        _keyed(fields["set_aside"], {"$ref": "#/$defs/passage"})
    made["properties"] = {name: fields[name] for name in as_written(MODELS[kind])}
    document = {"$schema": DIALECT, "title": str(kind).capitalize(), **made, **_REQUIREMENTS[kind]}
    return document | {"$defs": _used(document, parts)}


@cache
def _of_model(kind: Kind) -> Schema:
    """Return the schema that Pydantic makes of a model: slow to make, so kept; do not change it."""
    return MODELS[kind].model_json_schema(by_alias=True)


def _tidy(node: Any) -> Any:
    """Return what Pydantic makes, without the names it invents and empty defaults."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    if any(choice == {"type": "null"} for choice in node.get("anyOf", ())):
        # A field may be left out; written without a value it is a mistake.
        choice = next(choice for choice in node["anyOf"] if choice != {"type": "null"})
        node = choice | {name: value for name, value in node.items() if name != "anyOf"}
    tidied: Schema = {}
    for name, value in node.items():
        if name in ("properties", "$defs"):
            tidied[name] = {field: _tidy(inner) for field, inner in value.items()}
        elif name == "description" and isinstance(value, str):
            tidied[name] = " ".join(value.replace("``", "`").split())
        elif name != "title" and not (name == "default" and not value):
            tidied[name] = _tidy(value)
    return tidied


def _names(casebook: Casebook | None) -> Schema:
    """Return what a link may name: any slug, or those that the casebook has."""
    parts = {}
    for kind in (Kind.ARGUMENT, Kind.EVIDENCE, Kind.SEGMENT):
        slugs = None
        if casebook is not None:
            slugs = [page.slug for page in casebook.pages if page.kind is kind]
        what = "a page of evidence" if kind is Kind.EVIDENCE else f"a page of the kind {kind}"
        about = f"The slug of {what}: the name of its file without `.md`."
        parts[f"{kind}-slug"] = {"description": about, **_one_of(slugs, f"^{SLUG.pattern}$")}
    article = casebook.article if casebook is not None else None
    about = "The id of a passage, as the article's page has it in a heading: `p2-3`."
    passages = article.passages if article else None
    parts["passage"] = {"description": about, **_one_of(passages, r"\S")}
    return parts


def _one_of(words: Iterable[str] | None, pattern: str) -> Schema:
    """Return the schema of one of the ``words``, also as YAML reads them (a page ``2018``)."""
    if words is None:
        return {"type": ["string", "number", "boolean"], "pattern": pattern}
    choices: list[object] = []
    for word in words:
        read = yaml.load(word, Loader=FastLoader)  # noqa: S506 - a safe loader
        choices += [word, read] if isinstance(read, (bool, int, float)) else [word]
    return {"enum": choices} if choices else {"not": {}}


_LINKS = {"Link": "link-to-{kind}", "Support": "support", "SpokenOf": "group-spoken-of"}
"""What the models of links are called in a schema."""


def _link(fields: Schema, parts: Schema) -> None:
    """Say of every link which kind of page it leads to."""
    undercut, quote = (parts.pop(name, None) for name in ("Undercut", "Quote"))
    made = {name: parts.pop(name) for name in _LINKS if name in parts}
    for relation, kind in LEADS_TO.items():
        slug = {"$ref": f"#/$defs/{kind}-slug"}
        field = fields.get(relation)
        if field is None:
            continue
        if field["type"] == "array":
            of_model = field["items"]["$ref"].rpartition("/")[2]
            link, name = made[of_model], _LINKS[of_model].format(kind=kind)
            to = {"description": link["properties"]["to"]["description"], **slug}
            properties = link["properties"] | {"to": to}
            for listed, items in (("with", slug), ("passages", {"$ref": "#/$defs/passage"})):
                if listed in properties:
                    properties[listed] = {
                        **properties[listed],
                        "items": items,
                        "uniqueItems": True,
                    }
            mapping = {"type": "object", **link, "properties": properties}
            about = mapping.pop("description")
            parts[name] = {"description": about, "anyOf": [slug, mapping]}
            field |= {"items": {"$ref": f"#/$defs/{name}"}, "uniqueItems": True}
        else:
            fields[relation] = {"description": field["description"], **slug}
    if undercut:
        for end in ("from", "to"):
            about = undercut["properties"][end]["description"]
            undercut["properties"][end] = {"description": about, "$ref": "#/$defs/argument-slug"}
        parts["Undercut"] = undercut
    if quote:
        about = quote["properties"]["passage"]["description"]
        quote["properties"]["passage"] = {"description": about, "$ref": "#/$defs/passage"}
        parts["Quote"] = quote


def _keyed(mapping: Schema, keys: Schema) -> None:
    """Say of a mapping which keys it may have."""
    found = mapping.pop("patternProperties", {})
    mapping["additionalProperties"] = next(
        iter(found.values()), mapping.get("additionalProperties")
    )
    mapping["propertyNames"] = keys


def _used(document: Schema, parts: Schema) -> Schema:
    """Return those of the ``parts`` that the document refers to, in the order of their names."""
    used: Schema = {}
    waiting: list[Any] = [document]
    while waiting:
        text = json.dumps(waiting.pop())
        for name in sorted(parts.keys() - used):
            if f'"#/$defs/{name}"' in text:
                used[name] = parts[name]
                waiting.append(parts[name])
    return dict(sorted(used.items()))


def _where(field: str, values: Iterable[str], needed: str) -> Schema:
    """Return the condition that a field is required where another has one of the ``values``."""
    condition = {"properties": {field: {"enum": list(values)}}, "required": [field]}
    return {"if": condition, "then": {"required": [needed]}}


_VOICES = get_args(ArgumentFields.model_fields["voice"].annotation)

_REQUIREMENTS: Mapping[Kind, Schema] = {
    Kind.ARGUMENT: {
        "allOf": [
            _where("voice", [voice for voice in _VOICES if voice != "editors"], "fidelity"),
            _where("fidelity", NEEDS_WARRANT, "warrant"),
        ]
    },
    Kind.EVIDENCE: {
        "oneOf": [{"required": ["quotes"]}, {"required": ["citation"]}],
        "allOf": [
            {"properties": {"quotes": {"minItems": 1}}},
            _where("kind", SPOKEN, "speaker"),
        ],
    },
    Kind.SEGMENT: {},
    Kind.ARTICLE: {},
}
"""What the rules ask beyond the models: ``missing_field`` and ``speaker_missing``."""
