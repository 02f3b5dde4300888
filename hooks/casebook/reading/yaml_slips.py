"""Slips: what people write and YAML reads as something else, in plain words.

A parser says at which of its rules it gave up, often a line too late. Here the lines around that
place are looked at for the slips that are made most: the first that is there is what is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from casebook.model.fields import MODELS
from casebook.model.meaning import field_names
from casebook.quoting.looks_alike import BLANKS, UNSEEN, strange_in
from casebook.reading.fences import closing_meant


@dataclass(frozen=True)
class Slip:
    """What is wrong with the text from ``start`` to ``end``, and what to do."""

    start: int
    end: int
    problem: str
    hint: str


@dataclass(frozen=True)
class _Line:
    """A line, the text it is from, and the offset at which it begins there."""

    text: str
    start: int
    words: str

    @property
    def indent(self) -> int:
        return len(self.words) - len(self.words.lstrip(" "))

    @property
    def above(self) -> Iterator[_Line]:
        """The lines above it that are not empty, the nearest first."""
        start = self.start
        while start > 0:
            begin = self.text.rfind("\n", 0, start - 1) + 1
            words = self.text[begin : start - 1]
            start = begin
            if words.strip():
                yield _Line(self.text, begin, words)

    @property
    def goes_on_below(self) -> bool:
        """Whether the next line is indented further, as the rest of a value is."""
        below = self.text[self.start + len(self.words) + 1 :].split("\n", 1)[0]
        return len(below) - len(below.lstrip(" ")) > self.indent and bool(below.strip())

    def slip(self, group: tuple[int, int], problem: str, hint: str) -> Slip:
        return Slip(self.start + group[0], self.start + group[1], problem, hint)


FIELDS = frozenset(name for model in MODELS.values() for name in field_names(model))
"""Names that a line of front matter may begin with."""

_BEGIN = r"^(?P<begin> *(?:- +)*)"
_FIELD = re.compile(rf"{_BEGIN}(?P<key>[\w.-]+):(?:[ \t]+(?P<value>\S.*?))?[ \t]*$")
_ITEM = re.compile(r"^(?P<begin> *(?:- +)+)(?P<value>\S.*?)[ \t]*$")
_CONFLICT = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?=[ \n]|\Z).*", re.MULTILINE)
_COLONS = "\uff1a\ufe55\ufe13\ua789\u2236"
_NOT_COLON = re.compile(rf"{_BEGIN}(?P<key>[\w.-]+)[ \t]*(?P<sign>[{_COLONS}])")
_NOT_BLANK = re.compile(rf"{_BEGIN}(?P<key>[\w.-]+):(?P<sign>[{BLANKS}{UNSEEN}]+)")
_INDENT = re.compile(rf"^(?: |-)*(?P<sign>[{BLANKS}{UNSEEN}]+)")
_NO_BLANK = re.compile(rf"{_BEGIN}(?P<key>[\w-]+):(?P<rest>[^\s:].*)$")
_NO_COLON = re.compile(rf"{_BEGIN}(?P<key>[\w-]+)(?P<gap>[ \t]+(?P<rest>[^\s:].*))?$")
_DASHED = re.compile(r"^(?P<blanks> *)(?P<dash>-)(?P<rest>[^\s-].*)$")


def slip_near(text: str, position: int) -> Slip | None:
    """Return the slip that keeps YAML from reading ``text`` at ``position``, if one is seen.

    The line before is examined too: a value may go on, so that only the next line fails.
    """
    conflict = _CONFLICT.search(text)
    if conflict:
        problem = "it holds both sides of a merge conflict"
        hint = "keep one of the two, and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`"
        return Slip(conflict.start(), conflict.end(), problem, hint)
    begin = text.rfind("\n", 0, position) + 1
    line = _Line(text, begin, text[begin:].split("\n", 1)[0])
    if fence := closing_meant(text, 0, begin + len(line.words)):
        problem = "it goes on behind this line, which does not close it"
        return Slip(*fence[0], problem, fence[1])
    if found := _quote_left_open(line):
        return found
    before = next(line.above, None)
    for told in _SLIPS_OF_KEYS:
        for looked_at in (before, line):
            if looked_at and (found := told(looked_at)):
                return found
    return _slip_of_value(line) or _slip_of_indent(line)


def _sign_for_colon(line: _Line) -> Slip | None:
    found = _NOT_COLON.match(line.words)
    if found is None:
        return None
    problem = f"{strange_in(found['sign'])} stands behind `{found['key']}`, and is no colon to YAML"
    hint = f"write an ASCII colon and a blank: `{found['key']}: `"
    return line.slip((found.start("key"), found.end("sign")), problem, hint)


def _sign_for_blank(line: _Line) -> Slip | None:
    if found := _NOT_BLANK.match(line.words):
        where, span = f"behind `{found['key']}:`", (found.start("key"), found.end("sign"))
    elif found := _INDENT.match(line.words):
        where, span = "at the beginning of this line", found.span("sign")
    else:
        return None
    problem = f"{strange_in(found['sign'])} stands {where}, and is no blank to YAML"
    return line.slip(span, problem, "put an ordinary blank in its place")


def _no_blank(line: _Line) -> Slip | None:
    found = _NO_BLANK.match(line.words)
    if found is None or found["key"] not in FIELDS:
        return None
    problem = f"there is no blank behind `{found['key']}:`"
    hint = f"write {_shown(found['key'] + ': ' + found['rest'])}"
    return line.slip((found.start("key"), len(line.words)), problem, hint)


def _no_colon(line: _Line) -> Slip | None:
    found = _NO_COLON.match(line.words)
    if found is None or found["key"] not in FIELDS or found["begin"]:
        return None
    above = next(line.above, None)
    if above and above.words.rstrip().endswith((" |", " >", " |-", " >-")):
        return None
    problem = f"there is no colon behind `{found['key']}`"
    hint = f"write {_shown(found['key'] + ': ' + (found['rest'] or ''))}"
    return line.slip((found.start("key"), len(line.words)), problem, hint)


def _no_blank_after_dash(line: _Line) -> Slip | None:
    found = _DASHED.match(line.words)
    if found is None or found["rest"].split(":")[0] not in FIELDS:
        return None
    hint = f"write {_shown('- ' + found['rest'])}"
    span = found.start("dash"), len(line.words)
    return line.slip(span, "there is no blank behind the `-`", hint)


_SLIPS_OF_KEYS: tuple[Callable[[_Line], Slip | None], ...] = (
    _sign_for_colon,
    _sign_for_blank,
    _no_blank,
    _no_blank_after_dash,
    _no_colon,
)

_MEANS = {
    "[": "the beginning of a list",
    "{": "the beginning of a mapping",
    "*": "the name of a value above",
    "&": "a name for what follows",
    "!": "a tag",
    "|": "the beginning of a text on the lines below",
    ">": "the beginning of a text on the lines below",
    "- ": "an item of a list",
    "? ": "a key",
    **dict.fromkeys("%@`],}#", "a sign of its own"),
}
"""What YAML takes the first character of a value for."""


def _slip_of_value(line: _Line) -> Slip | None:
    """Return the slip in a value that cannot begin a text, or is quoted only in part."""
    found = _FIELD.match(line.words) or _ITEM.match(line.words)
    value = found["value"] if found else None
    if found is None or not value:
        return None
    hint = "put quotation marks around the whole value"
    if not line.goes_on_below:
        key = f"{found['key']}: " if "key" in found.groupdict() else "- "
        hint = f"write {_shown(key + quoted(value))}"
    span = found.span("value")
    if value[0] in "\"'":
        if not _ends_early(value):
            return None
        problem = "the value begins with quoted words and goes on behind them"
        if value.count(value[0]) > 2 and value[-1] == value[0]:
            problem = f"the value is between `{value[0]}` and holds `{value[0]}`, which ends it"
        return line.slip(span, problem, hint)
    means = _MEANS.get(value[:1]) or _MEANS.get(value[:2])
    if means is None or re.fullmatch(r"[|>][-+0-9]*([ \t]+#.*)?", value):
        return None
    if value[0] in "[{" and _closes_at_its_end(value):
        return None
    shown = "a backtick" if value[0] == "`" else f"`{'{{' if value[:2] == '{{' else value[0]}`"
    if value[0] == "-":
        hint = f"begin a list on the next line; a text: {hint}"
    return line.slip(span, f"the value begins with {shown}, which YAML takes for {means}", hint)


def _quote_left_open(line: _Line) -> Slip | None:
    """Return the slip of a value above whose quotation ends in another field: `'Tis so`."""
    for above in line.above:
        found = _FIELD.match(above.words) or _ITEM.match(above.words)
        value = found["value"] if found else None
        if found is None or not value or value[0] not in "\"'":
            continue
        if above.goes_on_below or _in_quotes(value):
            continue
        meant = re.split(r"\s#", value, maxsplit=1)[0].rstrip()
        key = f"{found['key']}: " if "key" in found.groupdict() else "- "
        begin = found.start("value")
        problem = "the quotation mark that opens here has no end in this line"
        hint = f"close it; if it is one of the words, write {_shown(key + quoted(meant))}"
        return above.slip((begin, begin + len(meant)), problem, hint)
    return None


def _in_quotes(value: str) -> re.Match[str] | None:
    """Match a value from the quotation mark with which it begins to the one that closes it."""
    return re.match(r'"(?:[^"\\]|\\.)*"' if value[0] == '"' else r"'(?:[^']|'')*'", value)


def _ends_early(value: str) -> bool:
    """Return whether a quoted value has more behind its closing mark than a comment."""
    whole = _in_quotes(value)
    return bool(whole and not re.fullmatch(r"\s*|\s+#.*", value[whole.end() :]))


def _closes_at_its_end(value: str) -> bool:
    """Return whether a value that opens with a bracket may well be a list, or go on below."""
    pair = {"[": "]", "{": "}"}[value[0]]
    return value.endswith(pair) or value.count(pair) < value.count(value[0])


def quoted(value: str) -> str:
    """Return a value between such quotation marks that YAML takes it as it is meant."""
    if len(value) > 2 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]  # they were meant to be its marks
    if "'" not in value:
        return f"'{value}'"
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


_LONGEST = 70


def _shown(written: str) -> str:
    """Return what to write, in backticks if it is short enough to be read, and has none."""
    short = written if len(written) <= _LONGEST else written[:_LONGEST].rstrip() + " …"
    return f"`` {short} ``" if "`" in short else f"`{short}`"


_KEYED = re.compile(r"^(?P<blanks> *)(?P<dashes>(?:- +)*)(?P<key>[\w.-]+):(?: |$)(?P<value>.*)$")


def _slip_of_indent(line: _Line) -> Slip | None:
    """Return the slip in a line that begins at a column where no line above begins."""
    keyed = _KEYED.match(line.words)
    if keyed is None and not line.words.lstrip().startswith("- "):
        return None
    is_item = line.words.lstrip().startswith("- ")
    columns = dict(_columns(line, is_item))
    if line.indent in columns or not columns:
        return None
    column = min(columns, key=lambda column: (abs(column - line.indent), -column))
    side = "further" if line.indent > column else "less"
    below = "item" if is_item else f"field `{keyed['key']}`" if keyed else "line"
    problem = f"the {below} is indented {side} than what it stands below"
    blanks = f"{column} blank{'s' * (column != 1)}" if column else "no blank"
    hint = f"put {blanks} before it, as `{columns[column]}` above it has"
    return line.slip((line.indent, len(line.words.rstrip())), problem, hint)


def _columns(line: _Line, items: bool) -> Iterator[tuple[int, str]]:
    """Yield the columns where items, or fields, begin above, up to a field of the page."""
    for above in line.above:
        found = _KEYED.match(above.words)
        if items and above.words.lstrip().startswith("- "):
            yield above.indent, "- " + above.words.lstrip()[2:22].strip()
        elif not items and found:
            yield found.start("key"), found["key"]
        if above.indent == 0:
            return
