"""The YAML between two ``---`` lines: its data, and the place of every key and value.

PyYAML composes the text into nodes that know their offsets. Scalars stay as they are written
(``no``, ``2018`` and ``2013-07-03`` are text until a field wants a number), duplicate keys are
told instead of the last one winning, and nothing is built that YAML tags ask for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from textwrap import shorten
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from casebook.model.finding import Finding, Fix
from casebook.model.scalars import NO_VALUE, NoValue, Whole
from casebook.model.source import WHOLE_FILE, Place, Source
from casebook.reading.yaml_edits import without_key
from casebook.reading.yaml_nodes import (
    DEEPEST,
    Unreadable,
    compose,
    not_built,
    tab_finding,
    too_much,
)

# The two fences as MkDocs reads them (mkdocs.utils.meta.YAML_RE), the closing one also at the end
# of the file, where MkDocs would miss it but a reader sees it.
FENCED = re.compile(r"\A---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")

# Fields without fences, as MkDocs reads them where it sees none (mkdocs.utils.meta.META_RE).
_MULTIMARKDOWN = re.compile(
    r"\A(?:[ ]{0,3}[A-Za-z0-9_-]+:.*(?:\n|\Z)(?:(?:[ ]{4}|\t).*\S.*(?:\n|\Z))*)+"
)

MOST_NODES = 100_000
"""Keys and values of one page, aliases counted as often as they are used."""


@dataclass(frozen=True)
class FrontMatter:
    """The front matter of one file; its YAML is the source's text from ``start`` to ``end``.

    ``doubled`` names the fields of the page that are there twice, of which ``data`` has the first;
    ``lost`` holds the words of the others.
    """

    source: Source
    start: int
    end: int
    data: dict[str, Any]
    faults: tuple[Finding, ...] = ()
    doubled: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()

    @cached_property
    def _root(self) -> MappingNode:
        """The nodes, composed again: it is slower to keep those of all pages."""
        root = compose(self.source, self.start, self.source.text[self.start : self.end])
        return root if isinstance(root, MappingNode) else _EMPTY

    @property
    def holds_nothing(self) -> bool:
        """Whether there is not even an empty mapping between the fences."""
        return not self.data and self._root is _EMPTY

    def place(self, *path: str | int) -> Place:
        """Return the place of the value at ``path``, or of the nearest value above it."""
        node = self._node(path)
        return WHOLE_FILE if node is None else self._place_of(node)

    def key_place(self, *path: str | int) -> Place:
        """Return the place of the key, or of the list item, at ``path``."""
        *above, last = path
        parent = self._node(above)
        if isinstance(parent, MappingNode) and (entry := self._entries(parent).get(last)):
            return self._place_of(entry[0])
        return self.place(*path)

    def words(self, *path: str | int) -> frozenset[str]:
        """Return every scalar at or below ``path``: what an unreadable value may have meant."""
        node = self._node(path)
        return frozenset() if node is None else frozenset(_scalars(node))

    def _node(self, path: list[str | int] | tuple[str | int, ...]) -> Node | None:
        node: Node = self._root
        for step in path:
            if isinstance(node, MappingNode):
                entry = self._entries(node).get(step)
                if entry is None:
                    return None
                node = entry[1]
            elif isinstance(node, SequenceNode) and isinstance(step, int):
                if step >= len(node.value):
                    return None
                node = node.value[step]
        return None if node is self._root and path else node

    def _entries(self, mapping: MappingNode) -> Mapping[object, tuple[Node, Node]]:
        """Return keys and values of a mapping by what the keys say; the first of equal ones."""
        if id(mapping) not in self._known:
            entries: dict[object, tuple[Node, Node]] = {}
            for key, value in mapping.value:
                if isinstance(key, ScalarNode):
                    entries.setdefault(key.value, (key, value))
            self._known[id(mapping)] = entries
        return self._known[id(mapping)]

    @cached_property
    def _known(self) -> dict[int, Mapping[object, tuple[Node, Node]]]:
        return {}

    def _place_of(self, node: Node) -> Place:
        return _place(self.source, self.start, node)


# What follows a value without quotation marks on its line, and is no comment that is meant as one.
_CUTS = re.compile(r"(?<![ \t])[ \t]+(?P<lost>#[^\s#].*)")

# What may be a name that YAML gives to a value, or a tag of none: `&it`, `!` before a blank.
_SIGNS = re.compile(r"(?<![^\s:,\[{-])(?:&\S|!(?!\S))")
_NAME_OR_TAG = re.compile(r"&(?P<name>[^\s,\[\]{}]+)|!(?!\S)")

_EMPTY = MappingNode("tag:yaml.org,2002:map", [], None, None)


def split(source: Source) -> tuple[int, int, int] | None:
    """Return the offsets where the YAML begins, where it ends, and where the body begins."""
    fenced = FENCED.match(source.text)
    return None if fenced is None else (fenced.start("yaml"), fenced.end("yaml"), fenced.end())


def fields_without_fences(source: Source) -> int:
    """Return the offset at which the text begins on a page that has no fences.

    MkDocs takes lines such as ``Note: it is so`` at a page's beginning for fields, and does not
    show them.
    """
    found = _MULTIMARKDOWN.match(source.text)
    return found.end() if found else 0


def parse(source: Source, start: int, end: int) -> FrontMatter | None:
    """Return the front matter at ``source.text[start:end]``; None where it is no mapping.

    Raises Unreadable where the text is no YAML, or is nested too deeply.
    """
    text = source.text[start:end]
    root = compose(source, start, text)
    if root is None:
        return FrontMatter(source, start, end, {})
    if not isinstance(root, MappingNode):
        return None
    reading = _Reading(source, start)
    data = reading.mapping(root)
    faults = reading.faults
    if reading.odd and not faults:
        faults = [*_not_built(source, start, text)]
    if "\t" in text:
        faults += _tabs(source, start, text, root)
    if "#" in text and _CUTS.search(text):
        faults += _cut_off(source, start, text, root)
    if _SIGNS.search(text):
        faults += _signs_lost(source, start, text, root)
    doubled: frozenset[str] = frozenset()
    if len(data) < len(root.value):
        names = [key.value for key, _ in root.value]
        doubled = frozenset(name for name in data if names.count(name) > 1)
    return FrontMatter(source, start, end, data, tuple(faults), doubled, frozenset(reading.lost))


def _not_built(source: Source, start: int, text: str) -> Iterator[Finding]:
    """Yield the finding for a value that YAML cannot build, as for any text it cannot read."""
    node = not_built(text)
    if node is None:
        return
    place = _place(source, start, node)
    written = source.line(place.line)[place.column - 1 :]
    if place.end_line == place.line:
        written = written[: place.end_column - place.column]
    written = shorten(written, 60, placeholder="…") or written[:60]
    hint: str | None = "put it between quotation marks if it is meant as text"
    problem = f"nothing can be made of `{written}`"
    if not isinstance(node, ScalarNode):
        problem, hint = "nothing can be made of what begins here", None
    elif written.startswith("!"):
        tag = written.split()[0]
        problem = f"nothing can be made of what has the tag `{tag}`"
        hint = "put a value that begins with `!` between quotation marks"
    message = f"the front matter is not valid YAML: {problem}"
    yield Finding("invalid-yaml", source, place, message, hint)


def _tabs(source: Source, start: int, text: str, root: Node) -> Iterator[Finding]:
    """Yield findings for tabs between values; within values and comments, tabs are allowed."""
    inside = [
        (scalar.start_mark.index, scalar.end_mark.index)
        for scalar in _scalar_nodes(root)
        if scalar.start_mark and scalar.end_mark
    ]
    for found in re.finditer(r"\t+", text):
        at = found.start()
        line_begin = text.rfind("\n", 0, at) + 1
        commented = re.search(r"(^|\s)#", text[line_begin:at])
        if not commented and not any(first <= at < last for first, last in inside):
            yield tab_finding(source, start + at, start + found.end())


def _cut_off(source: Source, start: int, text: str, root: Node) -> Iterator[Finding]:
    """Yield findings for text that YAML takes for a comment and was hardly meant as one.

    A comment that is meant has a space behind its ``#``.
    """
    for scalar in _scalar_nodes(root):
        at = scalar.end_mark.index if not scalar.style and scalar.end_mark else len(text)
        if found := _CUTS.match(text, at):
            lost = shorten(found["lost"], 40, placeholder=" …")
            message = f"`{lost}` is no part of the value: YAML takes it for a comment"
            hint = "put the value between quotation marks, or a blank behind the `#`"
            place = source.place(start + found.start("lost"), start + found.end("lost"))
            yield Finding("text-cut-off", source, place, message, hint)


def _signs_lost(source: Source, start: int, text: str, root: Node) -> Iterator[Finding]:
    """Yield findings for values whose beginning YAML takes for an unused name, or for a tag."""
    for scalar in _scalar_nodes(root):
        at = scalar.start_mark.index if scalar.start_mark else len(text)
        found = _NAME_OR_TAG.match(text, at)
        if not found:
            continue
        if found["name"]:
            if re.search(rf"\*{re.escape(found['name'])}(?![^\s,\[\]{{}}])", text):
                continue
            taken = "a name of it, to which nothing refers"
        else:
            taken = "a tag of it"
        message = f"`{found[0]}` is no part of the value: YAML takes it for {taken}"
        hint = "put the value between quotation marks"
        place = source.place(start + at, start + found.end())
        yield Finding("text-cut-off", source, place, message, hint)


@dataclass
class _Reading:
    """Turns nodes into data, and collects the faults that YAML would let pass."""

    source: Source
    start: int
    faults: list[Finding] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    nodes: int = 0
    depth: int = 0
    odd: bool = False
    """Whether some value has a type, or a tag, that perhaps cannot be built."""

    def value(self, node: Node) -> Any:
        if type(node) is ScalarNode:  # which most are
            return node.value if node.tag == _TEXT else self._typed(node)
        self.nodes += len(node.value)
        self.odd = self.odd or node.tag not in _COLLECTIONS
        if self.depth > DEEPEST or self.nodes > MOST_NODES:
            place = _place(self.source, self.start, node)
            raise Unreadable(too_much(self.source, place))
        self.depth += 1
        if isinstance(node, MappingNode):
            data: Any = self.mapping(node)
        else:
            data = [self.value(item) for item in node.value]
        self.depth -= 1
        return data

    def mapping(self, node: MappingNode) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self._fault("wrong-type", key, "a key that is not a word", self._of_a_template(key))
            elif key.value in data:
                hint = "keep one of the two; YAML would silently take the last"
                message = f"`{key.value}` is given twice"
                self._fault("duplicate-key", key, message, hint, self._one_less(node, key, value))
                self.lost.update(_scalars(value))
            else:
                if key.tag != _TEXT:
                    self._typed(key)
                plain = type(value) is ScalarNode and value.tag == _TEXT
                data[key.value] = value.value if plain else self.value(value)
        return data

    def _of_a_template(self, key: Node) -> str | None:
        """Return what to do with a key in braces that may be a word of a template, no key."""
        at = self.start + key.start_mark.index if key.start_mark else 0
        if self.source.text[at - 1 : at + 1] != "{{":
            return None
        return "put a value that begins with `{{` between quotation marks"

    def _typed(self, node: ScalarNode) -> str | NoValue:
        """Return what a scalar says that YAML takes for something other than text."""
        if node.tag == "tag:yaml.org,2002:null" and node.value in _NULLS:
            return NO_VALUE
        plain = _PLAIN.get(node.tag)
        self.odd = self.odd or not (plain and plain(node.value))
        return Whole(node.value) if node.tag == "tag:yaml.org,2002:int" else str(node.value)

    def _fault(
        self, code: str, node: Node, message: str, hint: str | None, fix: Fix | None = None
    ) -> None:
        place = _place(self.source, self.start, node)
        self.faults.append(Finding(code, self.source, place, message, hint, fix=fix))

    def _one_less(self, mapping: MappingNode, key: Node, value: Node) -> Fix | None:
        """Return the fix for a key that says the same as the first of its name."""
        first = next(there for name, there in mapping.value if name.value == key.value)
        if yaml.serialize(first) != yaml.serialize(value):
            return None
        places = (_place(self.source, self.start, node) for node in (key, value))
        edit = without_key(self.source, *places)
        return Fix(f"remove the second `{key.value}`", (edit,)) if edit else None


_TEXT = "tag:yaml.org,2002:str"
_COLLECTIONS = ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq")
_NULLS = ("", "~", "null", "Null", "NULL")


def _is_number(written: str) -> bool:
    return written.isdecimal() and len(written) < LONGEST_NUMBER and written[:1] != "0"


def _is_day(written: str) -> bool:
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


_PLAIN: Mapping[str, Callable[[str], bool]] = {
    "tag:yaml.org,2002:int": _is_number,
    "tag:yaml.org,2002:timestamp": _is_day,
}
"""For each type of scalar, which scalars certainly have a value."""

LONGEST_NUMBER = 20
"""Digits; Python refuses to read longer numbers."""


def _scalars(node: Node) -> Iterator[str]:
    for scalar in _scalar_nodes(node):
        yield scalar.value


def _scalar_nodes(root: Node) -> Iterator[ScalarNode]:
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, ScalarNode):
            yield node
        elif isinstance(node, SequenceNode):
            waiting += node.value
        elif isinstance(node, MappingNode):
            waiting += [part for pair in node.value for part in pair]


def _place(source: Source, start: int, node: Node) -> Place:
    if node.start_mark is None or node.end_mark is None:
        return WHOLE_FILE
    begin, end = node.start_mark.index, node.end_mark.index
    if not isinstance(node, ScalarNode):  # a mapping or list ends where its first line does
        line_end = source.text.find("\n", start + begin)
        end = min(end, (len(source.text) if line_end < 0 else line_end) - start)
    return source.place(start + begin, start + max(begin, end))
