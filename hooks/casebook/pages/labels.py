"""Tables that can be read without their head: each cell brings along what its column is called.

On a narrow screen the style sheet shows a row as a card, with these labels in place of the head.
"""

from __future__ import annotations

import re
from itertools import cycle

_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_HEAD = re.compile(r"<th[^>]*>(?P<text>.*?)</th>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CELL = re.compile(r"<td(?P<rest>[^>]*)>(?P<empty></td>)?")


def labelled(html: str) -> str:
    """Return a page's HTML in which all table cells but those of the first column have labels."""
    return _TABLE.sub(_labelled, html) if "<table>" in html else html


def _labelled(found: re.Match[str]) -> str:
    table = found.group()
    heads = [_TAG.sub("", head["text"]).strip() for head in _HEAD.finditer(table)]
    if not heads:
        return table
    columns = cycle([None, *heads[1:]])

    def with_label(cell: re.Match[str]) -> str:
        label = next(columns)
        if not label or cell["empty"]:
            return cell.group()
        return f'<td{cell["rest"]} data-label="{label.replace(chr(34), "&quot;")}">'

    return _CELL.sub(with_label, table)
