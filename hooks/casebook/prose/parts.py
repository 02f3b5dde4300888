"""Parts of the casebook that any page can ask for, by a comment on a line of its own.

``<!-- casebook: reasons -->`` is nothing to a reader of the file, and the reasons to a reader of
the site. A part may be asked for of some members alone: ``<!-- casebook: reason SLUG SLUG -->``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from casebook.model.passages import lines_outside_code

PARTS = (
    *("thesis", "verdict", "reasons", "reason", "against", "read"),
    *("map", "arguments", "segments", "evidence"),
    *("by-segment", "by-evidence"),
    *("voices", "one-voice", "only-said", "contested"),
    *("text", "coverage", "topics"),
    *("rules", "fields"),
)

ASKED = re.compile(
    r"<!-- *casebook: *(?P<name>[^\s>]+)(?P<slugs>(?: +[^\s>]+)*?) *-->[ \t]*$", re.MULTILINE
)


def asked_for(markdown: str) -> Iterator[re.Match[str]]:
    """Yield each comment outside of code that asks for a part; ``name`` is the part's name."""
    if "<!--" not in markdown or not ASKED.search(markdown):
        return
    for start in lines_outside_code(markdown):
        if found := ASKED.match(markdown, start):
            yield found


def slugs_in(asked: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """Each slug that a part is asked for of, and where it begins and ends in the page's text."""
    begin = asked.start("slugs")
    for slug in re.finditer(r"\S+", asked["slugs"]):
        yield slug.group(), begin + slug.start(), begin + slug.end()


def put_in(markdown: str, part: Callable[[str, Sequence[str]], str]) -> str:
    """Return ``markdown`` with each part that it asks for in its place.

    ``part`` makes the text of a part from its name and the slugs asked for.
    """
    pieces, position = [], 0
    for found in asked_for(markdown):
        pieces += [markdown[position : found.start()], part(found["name"], found["slugs"].split())]
        position = found.end()
    return "".join([*pieces, markdown[position:]])


def says_nothing(markdown: str) -> bool:
    """Return whether there is only white space, and comments that ask for no part."""
    position, length = 0, len(markdown)
    while True:
        while position < length and markdown[position].isspace():
            position += 1
        if not markdown.startswith("<!--", position) or ASKED.match(markdown, position):
            return position == length
        end = markdown.find("-->", position + len("<!--"))
        if end < 0:
            return False
        position = end + len("-->")
