"""Parts of the casebook that any page can ask for, by a comment on a line of its own.

``<!-- casebook: reasons -->`` is nothing to a reader of the file, and the reasons to a reader of
the site.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

PARTS = ("thesis", "reasons", "arguments", "segments", "evidence")

ASKED = re.compile(r"^<!-- *casebook: *(?P<name>[^\s>]+) *-->[ \t]*$", re.MULTILINE)


def asked_for(markdown: str) -> Iterator[re.Match[str]]:
    """Where a page asks for a part; ``name`` is the part's."""
    return ASKED.finditer(markdown)


def put_in(markdown: str, part: Callable[[str], str]) -> str:
    """``markdown`` with each part that it asks for in its place."""
    return ASKED.sub(lambda found: part(found["name"]), markdown)
