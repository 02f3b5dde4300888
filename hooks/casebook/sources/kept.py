"""Pages kept from one run to the next, so that an unchanged one need not be sent again (RFC 9111).

Each run asks all the same: what is kept is used only where the server says that it still holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

LARGEST = 5_000_000
"""Bytes of a page that is kept."""

_STRONG_AFTER = 60
"""Seconds that a page must be older than its answer, so that its date tells it from a later version
(RFC 9110, 8.8.2.2)."""


@dataclass(frozen=True)
class KeptPage:
    """A page as it was, and the headers by which the server can say whether it has changed."""

    content_type: str
    body: bytes
    conditions: Mapping[str, str]


class Kept:
    """The pages kept in a folder; None keeps nothing. A folder that fails counts as None."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def page(self, url: str) -> KeptPage | None:
        """Return the page kept of an address, if there is one that can be read."""
        if self._folder is None:
            return None
        try:
            head, _, body = self._file(url).read_bytes().partition(b"\n")
            told = json.loads(head)
            if told["url"] != url:
                return None
            return KeptPage(str(told["content_type"]), body, dict(told["conditions"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, url: str, content_type: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Keep a page whose server has said how to ask for it again."""
        conditions = _conditions(headers)
        if self._folder is None or not conditions or len(body) > LARGEST:
            return
        told = {"url": url, "content_type": content_type, "conditions": conditions}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file(url).write_bytes(json.dumps(told).encode() + b"\n" + body)
        except OSError:
            return

    def _file(self, url: str) -> Path:
        assert self._folder is not None
        return self._folder / hashlib.sha256(url.encode()).hexdigest()


def _conditions(headers: Mapping[str, str]) -> dict[str, str]:
    if etag := headers.get("etag"):
        return {"If-None-Match": etag}
    try:
        changed = parsedate_to_datetime(headers["last-modified"])
        answered = parsedate_to_datetime(headers["date"])
        strong = (answered - changed).total_seconds() >= _STRONG_AFTER
    except (KeyError, ValueError, TypeError):
        return {}
    return {"If-Modified-Since": headers["last-modified"]} if strong else {}
