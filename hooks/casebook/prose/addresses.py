"""Where the target of a Markdown link leads: to a file below the docs folder, and a place in it."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|/|\\")


class Address(NamedTuple):
    """A path below the docs folder, and the id of a place on that page; each empty if not given.

    A path that leads out of the folder begins with ``../``.
    """

    uri: str
    anchor: str


def address(page: str, target: str) -> Address | None:
    """Return what ``target`` leads to from the page ``page``; None where not in the docs.

    Targets are resolved as in mkdocs.structure.pages: the address of another site, and one that
    begins with a slash, is left as it is; ``%20`` means a space in a path, and not in an anchor.
    """
    if target[:1] in ("", "#", "?"):
        return Address(page, target.partition("#")[2])
    path, _, anchor = target.partition("#")
    uri = _from_folder(page.rpartition("/")[0], path)
    return None if uri is None else Address(uri, anchor)


@lru_cache(maxsize=65_536)  # many pages of a folder link to one
def _from_folder(folder: str, path: str) -> str | None:
    if _ELSEWHERE.match(path):
        return None
    return posixpath.normpath(posixpath.join(folder, unquote(path.partition("?")[0])))


def relative(page: str, uri: str) -> str:
    """Return the link from the page with the path ``page`` to the file with the path ``uri``."""
    return posixpath.relpath(uri, page.rpartition("/")[0] or ".")
