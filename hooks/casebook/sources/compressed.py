"""An answer's body, read piece by piece, so that neither its size nor its packing can hurt."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator

MOST_BYTES = 20_000_000
"""Of a body, unpacked: more than any page or paper, and less than a machine's memory."""

ACCEPTED = "gzip, deflate"
_PACKED = ("gzip", "x-gzip", "deflate")
_EITHER = 32 + zlib.MAX_WBITS
"""Has zlib find out whether the body is gzip or zlib (RFC 1952, RFC 1950)."""


class TooLarge(Exception):
    """The body has more bytes than are read."""


class Unpackable(Exception):
    """The body is packed in a way that we did not ask for, or is damaged."""


async def unpacked(pieces: AsyncIterator[bytes], encoding: str, most: int = MOST_BYTES) -> bytes:
    """Return the body; raises TooLarge or Unpackable. No more than ``most`` is ever unpacked."""
    encoding = encoding.strip().lower()
    if encoding not in ("", "identity", *_PACKED):
        raise Unpackable
    packed = zlib.decompressobj(_EITHER) if encoding in _PACKED else None
    body = bytearray()
    async for piece in pieces:
        body += _unpacked(packed, piece, most + 1 - len(body)) if packed else piece
        if len(body) > most:
            raise TooLarge
    return bytes(body)


def _unpacked(packed: zlib._Decompress, piece: bytes, most: int) -> bytes:
    try:
        return packed.decompress(piece, most)
    except zlib.error as error:
        raise Unpackable from error
