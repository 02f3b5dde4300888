"""Edits to files by their places: nothing else of a file changes, to the byte.

Places count in the text as ``Source`` has it, without a byte-order mark and with every line end a
newline. A file keeps its mark and its line ends; lines that are put in end as its others do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from casebook.model.cannot_run import CannotRun
from casebook.model.finding import Edit

MARK = "\ufeff"
_LINE_END = re.compile(r"\r\n|\r|\n")


def edited(content: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the ``content`` of a file with all the edits made; raises CannotRun if two overlap."""
    text = content.decode("utf-8")
    line_end = found.group() if (found := _LINE_END.search(text)) else "\n"
    starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    begin = len(MARK) if text.startswith(MARK) else 0

    def offset(line: int, column: int) -> int:
        """Return where a line and a column are in the text; behind its end, the end."""
        if line > len(starts):
            return len(text)
        return min(starts[line - 1] + column - 1 + (begin if line == 1 else 0), len(text))

    changes = sorted({(offset(*ends[0]), offset(*ends[1]), words) for *ends, words in _ends(edits)})
    for (_, end, _), (start, _, _) in pairwise(changes):
        if start < end:
            raise CannotRun("two changes to the same words do not go together")
    for start, end, words in reversed(changes):
        text = text[:start] + words.replace("\n", line_end) + text[end:]
    return text.encode()


def _ends(edits: Iterable[Edit]) -> Iterable[tuple[tuple[int, int], tuple[int, int], str]]:
    for edit in edits:
        place = edit.place
        yield (place.line, place.column), (place.end_line, place.end_column), edit.text


def by_path(edits: Iterable[Edit]) -> Mapping[str, list[Edit]]:
    """Return the edits of each file, by the path that findings give it."""
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.source.path, []).append(edit)
    return found
