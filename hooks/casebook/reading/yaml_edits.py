"""Changes to YAML in place: another scalar, a key or an item less, and all else as it was.

A change that would need a guess is not made: then None is returned.
"""

from __future__ import annotations

import json
import re

import yaml

from casebook.model.finding import Edit
from casebook.model.source import Place, Source
from casebook.reading.yaml_nodes import FastLoader

_PLAIN = re.compile(r"\w[^\n\"'#:{}\[\],&*!|>%@`]*")
# What YAML does not allow as it is, or takes for the end of a line.
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def scalar(text: str, like: str = "") -> str:
    """Return ``text`` as a scalar of YAML on one line, in the style of the scalar ``like``."""
    style = like[:1]
    if style == "'":
        return "'" + text.replace("'", "''") + "'" if "\n" not in text else _double(text)
    if style != '"' and not style.isspace() and style not in ("|", ">") and _stays_plain(text):
        return text
    return _double(text)


def _double(text: str) -> str:
    """Return ``text`` between double quotation marks, as JSON and YAML both have it."""
    return _UNSEEN.sub(lambda it: f"\\u{ord(it[0]):04x}", json.dumps(text, ensure_ascii=False))


def _stays_plain(text: str) -> bool:
    """Return whether YAML reads ``text`` as text without quotation marks, also in brackets."""
    if not _PLAIN.fullmatch(text) or not text.isprintable() or text != text.strip():
        return False
    try:
        return bool(yaml.load(f"[{text}]", Loader=FastLoader) == [text])  # noqa: S506 - a safe one
    except (yaml.YAMLError, ValueError):
        return False


def other_scalar(source: Source, place: Place, text: str) -> Edit:
    """Return the edit that writes ``text`` for the scalar at ``place``."""
    there = source.words_at(place)
    # A block ends with its last line, the line end included.
    end = "\n" if there[:1] in ("|", ">") and there.endswith("\n") else ""
    return Edit(source, place, scalar(text, there) + end)


def without_item(source: Source, place: Place) -> Edit | None:
    """Return the edit that takes the item at ``place`` out of its list."""
    before = source.line(place.line)[: place.column - 1]
    if re.fullmatch(r" *- +", before):
        return _without_lines(source, place.line, before.index("-"))
    return _without_part(source, place)


def without_key(source: Source, key: Place, value: Place) -> Edit | None:
    """Return the edit that takes a key and its value out of a mapping."""
    before = source.line(key.line)[: key.column - 1]
    if not before.strip(" "):
        return _without_lines(source, key.line, len(before), with_items=True)
    return _without_part(source, Place(key.line, key.column, value.end_line, value.end_column))


def _without_lines(source: Source, first: int, indent: int, *, with_items: bool = False) -> Edit:
    """Return the edit that removes a line and those below it that are indented more.

    The items of a key's list may be indented as much as the key.
    """
    last = after = first
    total = source.text.count("\n") + 1
    while after < total:
        after += 1
        line = source.line(after)
        depth = len(line) - len(line.lstrip(" "))
        belongs = depth > indent or (
            with_items and depth == indent and line.startswith("- ", depth)
        )
        if line.strip() and not belongs:
            break
        last = after if line.strip() else last
    return Edit(source, Place(first, 1, last + 1, 1), "")


def _without_part(source: Source, place: Place) -> Edit | None:
    """Return the edit that removes a part of what stands between brackets, and one comma."""
    there = source.words_at(place)
    goes_on = there[:1] in ("{", "[") and there[-1:] not in ("}", "]")
    if place.line != place.end_line or goes_on:
        return None
    line = source.line(place.line)
    before, after = line[: place.column - 1], line[place.end_column - 1 :]
    if comma := re.search(r", *$", before):
        return Edit(source, Place(place.line, comma.start() + 1, place.line, place.end_column), "")
    if comma := re.match(r" *, *", after):
        end = place.end_column + comma.end()
        return Edit(source, Place(place.line, place.column, place.line, end), "")
    return None
