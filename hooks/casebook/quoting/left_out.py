"""A quote with words left out of its middle, found by the words that remain."""

from __future__ import annotations

from collections.abc import Sequence

MOST_SCANNED = 20_000
"""Words of a passage in which a quote's words are looked for."""

ALWAYS_MEANT = 4
"""Words left out at one place, up to which it is certain enough what was quoted."""


def stretch_around(wanted: Sequence[str], have: Sequence[str]) -> tuple[int, int] | None:
    """Return the shortest stretch of ``have`` that has all ``wanted`` words in their order.

    It begins with the first of them and ends with the last, and may be about twice as long.
    """
    most = 2 * len(wanted) + ALWAYS_MEANT
    best: tuple[int, int] | None = None
    have = have[:MOST_SCANNED]
    for start, word in enumerate(have):
        if word != wanted[0]:
            continue
        end = _end_of(wanted, have, start, start + most)
        if end and (best is None or end - start < best[1] - best[0]):
            best = start, end
    return best


def _end_of(wanted: Sequence[str], have: Sequence[str], start: int, limit: int) -> int | None:
    """Return where the wanted words end that begin at ``start``, if they do before ``limit``."""
    found = 0
    for position in range(start, min(limit, len(have))):
        if have[position] == wanted[found]:
            found += 1
            if found == len(wanted):
                return position + 1
    return None


def gaps(wanted: Sequence[str], have: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return the stretches of ``have`` between ``wanted`` words, which it has in their order.

    Each gap is the number of the wanted word that follows it, and where it begins and ends in
    ``have``. Where a single gap is possible, that one is returned.
    """
    missing = len(have) - len(wanted)
    same = 0
    while same < len(wanted) and wanted[same] == have[same]:
        same += 1
    if wanted[same:] == have[same + missing :]:
        return [(same, same, same + missing)] if missing else []
    found, position = [], 0
    for number, word in enumerate(wanted):
        begun = position
        while have[position] != word:
            position += 1
        if position > begun:
            found.append((number, begun, position))
        position += 1
    return found
