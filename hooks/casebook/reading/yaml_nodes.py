"""YAML text to nodes by PyYAML; or, for text that is no YAML, a finding at the right place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from casebook.model.finding import Edit, Finding, Fix
from casebook.model.source import Place, Source
from casebook.reading.yaml_slips import slip_near

# With libyaml where PyYAML has it: the same nodes, six times as fast.
FastLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_TAGS = {
    ScalarNode: "tag:yaml.org,2002:str",
    SequenceNode: "tag:yaml.org,2002:seq",
    MappingNode: "tag:yaml.org,2002:map",
}
"""The tag of a node whose text does not tell its type."""

# What a plain scalar begins with that may be a number, a day, null, a merge or a default value:
# whole numbers and null are of interest, and of some of the others no value can be made.
_TYPED = frozenset("-+0123456789~nN<=")


def _nothing(*_: object) -> None:
    """Do nothing."""


class _Composer(FastLoader):  # type: ignore[misc,valid-type]
    """Composes nodes, and resolves only the types of scalars that front matter needs."""

    # PyYAML calls these two for each node, for resolvers by path, and we have none of those.
    descend_resolver = ascend_resolver = staticmethod(_nothing)

    def resolve(self, kind: type[Node], value: str, implicit: Any) -> str:
        if kind is ScalarNode and implicit[0] and (not value or value[0] in _TYPED):
            return str(super().resolve(kind, value, implicit))
        return _TAGS[kind]


# What PyYAML raises; the last two for escapes that name no character, such as "\\UFFFFFFFF".
NOT_YAML = (yaml.YAMLError, ValueError, OverflowError)

DEEPEST = 50
"""Levels of nesting; the format needs five."""


class Unreadable(Exception):
    """Raised for front matter that yields no data; ``finding`` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def compose(source: Source, start: int, text: str) -> Node | None:
    """Return the root node of ``text``, which begins at ``start`` of ``source``; None if empty.

    Raises Unreadable, with the place where the broken construct begins.
    """
    deep = too_deep_at(text)
    if deep is not None:
        raise Unreadable(too_much(source, source.place(start + deep)))
    try:
        return yaml.compose(text, Loader=_Composer)
    except NOT_YAML as first:
        error: Exception = first
    # The Python loader counts in code points and names the construct better.
    try:
        yaml.compose(text, Loader=yaml.SafeLoader)
    except NOT_YAML as second:
        error = second
    raise Unreadable(_syntax_finding(source, start, text, error))


def not_built(text: str) -> Node | None:
    """Return the first node of YAML ``text`` from which no value can be made; None if all can.

    Examples are a day that no calendar has, and a tag that nobody has defined. MkDocs asks for
    values, and where there are none it publishes the front matter as text
    (mkdocs.utils.meta.get_data).
    """
    if _makes_something(yaml.load, text, FastLoader):
        return None
    root = yaml.compose(text, Loader=FastLoader)
    if root is None:
        return None
    construct = yaml.constructor.SafeConstructor().construct_document
    innermost = _from_within(root, set())
    return next((node for node in innermost if not _makes_something(construct, node)), root)


def _makes_something(build: Callable[..., object], *arguments: object) -> bool:
    try:
        build(*arguments)
    except Exception:  # as MkDocs does
        return False
    return True


def _from_within(node: Node, seen: set[int]) -> Iterator[Node]:
    """Yield the nodes at and below ``node`` in their order, each after those within it."""
    if id(node) in seen:
        return
    seen.add(id(node))
    for inner in () if isinstance(node, ScalarNode) else node.value:
        for part in inner if isinstance(inner, tuple) else (inner,):
            yield from _from_within(part, seen)
    if node.tag != "tag:yaml.org,2002:merge":  # which has a value only as a key
        yield node


def _may_nest_deeply(text: str) -> bool:
    """Return whether ``text`` has enough brackets or indentation to nest very deeply."""
    brackets = text.count("[") + text.count("{")
    indicators = text.count("- ") + text.count("? ")
    return brackets + indicators > 250 or " " * 250 in text


def too_deep_at(text: str) -> int | None:
    """Return the offset at which ``text`` is nested too deeply; None where it never is.

    Asking the parser for events takes no more of the stack however deep the nesting; composing
    nodes takes the C stack, which nobody guards.
    """
    if not _may_nest_deeply(text):
        return None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=FastLoader):
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                depth += 1
                if depth > DEEPEST:
                    return event.start_mark.index if event.start_mark else 0
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                depth -= 1
    except NOT_YAML:
        pass  # composing it will say so, with the place
    return None


def too_much(source: Source, place: Place) -> Finding:
    """Return the finding for front matter that is nested too deeply or far too large."""
    message = f"the front matter is nested more than {DEEPEST} levels deep, or is far too large"
    return Finding("invalid-yaml", source, place, message)


# What begins at a place and has no end, or no right one, is told at its beginning; all else where
# the trouble is.
_AT_ITS_BEGINNING = re.compile(
    r"scanning (a (quoted|double-quoted|single|simple key)|an (alias|anchor)|a tag)|parsing a flow"
)
_STRAY_TAB = re.compile(r"^ *(?P<indent>\t+)|(?<=[:-])(?P<gap>\t+)", re.MULTILINE)
_NO_CHARACTER = re.compile(r"\\U(?!00(0|10))[0-9A-Fa-f]{8}|\\u[dD][89A-Fa-f][0-9A-Fa-f]{2}")

_IN_PLAIN_WORDS = (
    (r"found invalid Unicode|found unknown escape", "the backslash here names no character"),
    (r"scanning a (quoted|double-quoted|single)", "the quotation mark that opens here has no end"),
    (r"parsing a flow sequence", "the list that opens here has no right end"),
    (r"parsing a flow", "the mapping that opens here has no right end"),
    (r"mapping values are not allowed", "there is a second `: ` in this field"),
    (r"undefined alias", "no value above has this name"),
    (r"scanning a simple key", "this line is no field"),
    (r"end of stream|expected .*document", "what stands here is not part of any field"),
    (r"scanning a directive", "a line cannot begin with `%`"),
)
_WHAT_TO_DO = (
    (r"found invalid Unicode", None),
    (r"unknown escape", "write the backslash twice, or put the value between `'`"),
    (r"scanning a (quoted|double-quoted|single)", "close it with the same mark"),
    (r"parsing a flow", "close it with the bracket that belongs to it"),
    (
        r"mapping values are not allowed",
        "put a value that has `: ` in it between quotation marks, and begin fields in line",
    ),
    (r"scanning a simple key", "write each field as `name: value`"),
)


def _syntax_finding(source: Source, start: int, text: str, error: Exception) -> Finding:
    position, end, problem, hint = _diagnosis(text, error)
    position = min(position, max(len(text) - 1, 0))
    begin = text.rfind("\n", 0, position) + 1
    tab = _STRAY_TAB.search(text, begin, position + 1)
    if tab and ("\\t" in str(error) or tab["indent"]):
        group = "indent" if tab["indent"] else "gap"
        return tab_finding(source, start + tab.start(group), start + tab.end(group))
    message = f"the front matter is not valid YAML: {problem}"
    place = source.place(start + position, start + end)
    return Finding("invalid-yaml", source, place, message, hint)


def _diagnosis(text: str, error: Exception) -> tuple[int, int, str, str | None]:
    """Return where in ``text`` it begins and ends, what is wrong, and a hint."""
    if isinstance(error, yaml.MarkedYAMLError):
        begins = error.context_mark if _AT_ITS_BEGINNING.search(error.context or "") else None
        mark = begins or error.problem_mark or error.context_mark
        said = ", ".join(part for part in (error.context, error.problem) if part)
        position = mark.index if mark else 0
        if "escape c" not in said and (slip := slip_near(text, position)):
            return slip.start, slip.end, slip.problem, slip.hint
        if "escape c" in said and error.problem_mark:
            position = error.problem_mark.index
        problem = _first_of(_IN_PLAIN_WORDS, said) or "it cannot be read from here on"
        return position, position, problem, _first_of(_WHAT_TO_DO, said)
    if isinstance(error, yaml.reader.ReaderError):
        code, at = _code_point(error.character), int(error.position)
        return at, at, f"the character U+{code:04X} is not allowed in YAML", None
    escape = _NO_CHARACTER.search(text)
    if escape:
        at = escape.start()
        return at, at, f"`{escape.group()}` names no character", None
    return 0, 0, "a value in it cannot be read", None


def _first_of(answers: Iterable[tuple[str, str | None]], said: str) -> str | None:
    """Return the answer to the first of the patterns that is in what the parser ``said``."""
    return next((answer for pattern, answer in answers if re.search(pattern, said)), None)


def _code_point(character: object) -> int:
    return character if isinstance(character, int) else ord(str(character)[:1] or "\0")


def tab_finding(source: Source, start: int, end: int) -> Finding:
    """Return the finding for tabs between keys and values."""
    hint = "use spaces: YAML does not allow tabs between keys and values"
    place = source.place(start, end)
    indents = place.column == 1 or not source.line(place.line)[: place.column - 1].strip()
    spaces = "  " * (end - start) if indents else " "
    fix = Fix("write spaces for tabs", (Edit(source, place, spaces),))
    message = "a tab in the front matter"
    return Finding("tab-in-front-matter", source, place, message, hint, fix=fix)
