"""What a field may hold: text, words of the article, titles, web addresses, grades.

Each is defined twice, side by side: for Pydantic, and in JSON Schema for ``schema``.

Input is what ``frontmatter.FrontMatter.data`` gives: text as it is written in the file, ``Whole``
for whole numbers, ``NO_VALUE`` where a key has none. Our own errors have a rule's code as type.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError

from casebook.model.scalars import NO_VALUE, Whole

LONGEST_TITLE = 80
"""In code points."""

# Where an HTML reader starts a tag, a comment or a declaration
# (https://html.spec.whatwg.org/multipage/parsing.html#tag-open-state).
OPENS_MARKUP = re.compile(r"<[A-Za-z/!?]")
MARKUP_HINT = "write it in words; a `<` that is meant as such needs a space after it"

WEB_ADDRESS = re.compile(r"https?://[^\s/]+(/\S*)?", re.IGNORECASE)

# The form of a tag (RFC 5646), not whether its parts are registered: a language of two or three
# letters and what narrows it down, or a private tag.
LANGUAGE_TAG = re.compile(r"([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|[xX](-[A-Za-z0-9]{1,8})+)")

# The same as below in JSON Schema: text is what is written, whatever YAML makes of it.
_WRITTEN: JsonSchemaValue = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_PLAIN: JsonSchemaValue = {
    **_WRITTEN,
    "not": {"type": "string", "pattern": OPENS_MARKUP.pattern},
}
_ADDRESS = "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s/]+(/\\S*)?$"


def _as_written(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("wrong-type", "should be text")
    if not value.strip():
        raise PydanticCustomError("value-not-allowed", "is empty")
    return str(value)


def _plain(value: object) -> str:
    text = _as_written(value)
    if "<" in text and OPENS_MARKUP.search(text):
        raise PydanticCustomError("html-in-text", "holds HTML, and is meant as plain text")
    return text


def _reason(value: object) -> str:
    """Return a reason, which may still be empty: a rule of its own reports that."""
    empty = value is NO_VALUE or (isinstance(value, str) and not value.strip())
    return "" if empty else _plain(value)


def _title(value: object) -> str:
    text = _plain(value)
    if len(text) > LONGEST_TITLE:
        raise PydanticCustomError(
            "title-too-long",
            "is {length} characters long; at most {most} are allowed",
            {"length": len(text), "most": LONGEST_TITLE},
        )
    return text


def _web_address(value: object) -> str:
    text = _plain(value)
    if not WEB_ADDRESS.fullmatch(text):
        raise PydanticCustomError(
            "citation-address", "is not a web address: `{address}`", {"address": text}
        )
    return text


def _language(value: object) -> str:
    text = _plain(value)
    if not LANGUAGE_TAG.fullmatch(text):
        raise PydanticCustomError(
            "value-not-allowed",
            "is not a language tag (BCP 47) such as `zh-Hans`: `{tag}`",
            {"tag": text},
        )
    return text


def _grade(value: object) -> int:
    if not isinstance(value, Whole):
        raise PydanticCustomError("wrong-type", "should be a whole number from 1 to 6, unquoted")
    if not re.fullmatch("[1-6]", value):
        raise PydanticCustomError(
            "value-not-allowed", "is not one of `1`, `2`, `3`, `4`, `5` or `6`"
        )
    return int(value)


def _switch(value: object) -> str:
    text = _as_written(value)
    if text.lower() not in ("true", "false", "yes", "no", "on", "off"):
        raise PydanticCustomError("value-not-allowed", "is neither `true` nor `false`")
    return text


def _number(value: object) -> str:
    text = _as_written(value)
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        raise PydanticCustomError("value-not-allowed", "is not a number such as `2` or `0.5`")
    return text


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_plain), WithJsonSchema(_PLAIN)]
"""Plain text; shown as written, never as Markdown or HTML."""

Verbatim = Annotated[str, BeforeValidator(_as_written), WithJsonSchema(_WRITTEN)]
"""Words of the article, which may hold anything; escaped wherever they are shown."""

Reason = Annotated[str, BeforeValidator(_reason), WithJsonSchema(_PLAIN)]

Title = Annotated[
    str,
    BeforeValidator(_title),
    WithJsonSchema({**_PLAIN, "maxLength": LONGEST_TITLE}),
]

WebAddress = Annotated[
    str,
    BeforeValidator(_web_address),
    WithJsonSchema({**_PLAIN, "type": "string", "pattern": _ADDRESS}),
]

Language = Annotated[
    str,
    BeforeValidator(_language),
    WithJsonSchema({**_PLAIN, "pattern": f"^{LANGUAGE_TAG.pattern}$"}),
]

Switch = Annotated[str, BeforeValidator(_switch), WithJsonSchema({"type": "boolean"})]
"""On or off, as YAML has words for it."""

Number = Annotated[str, BeforeValidator(_number), WithJsonSchema({"type": "number", "minimum": 0})]

OneOrMore = Annotated[tuple[Text, ...], BeforeValidator(_one_or_more)]
"""Texts, or one text that is no list."""

Credibility = Annotated[
    int,
    BeforeValidator(_grade),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 6}),
]
