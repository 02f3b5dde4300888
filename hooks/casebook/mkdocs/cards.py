"""The pictures by which pages are shared, kept from build to build."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile

DRAWING = 1
"""The version of the drawing in ``card.py``: to be raised where it draws something else."""


@dataclass
class Cards:
    """Pictures that are drawn once and kept in ``folder``, by what is in them.

    As a context: on leaving it, pictures that were not asked for within it are removed. Without a
    folder each is drawn anew.
    """

    folder: Path | None
    asked_for: set[str] = field(default_factory=set)

    def __enter__(self) -> Cards:
        """Begin to count which pictures are asked for."""
        return self

    def __exit__(self, *unused: object) -> None:
        """Remove the pictures that nobody asked for."""
        for file in self.folder.glob("*.png") if self.folder else ():
            if file.name not in self.asked_for:
                file.unlink(missing_ok=True)

    def get(self, site: str, kind: str, title: str, words: str) -> bytes | None:
        """Return a PNG of 1200 x 630 pixels; None where the font lacks a letter of the texts."""
        if self.folder is None:
            return _drawn(site, kind, title, words)
        said = json.dumps([DRAWING, site, kind, title, words], ensure_ascii=False)
        file = self.folder / f"{hashlib.sha256(said.encode()).hexdigest()[:32]}.png"
        self.asked_for.add(file.name)
        if not file.is_file():
            write_in_place(file, _drawn(site, kind, title, words) or b"")
        return file.read_bytes() or None


def write_in_place(file: Path, content: bytes) -> None:
    """Write a file beside its place and then move it there, so that none is ever half written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=file.parent, delete=False) as beside:
        beside.write(content)
    Path(beside.name).replace(file)


def _drawn(site: str, kind: str, title: str, words: str) -> bytes | None:
    from casebook.mkdocs.card import card  # noqa: PLC0415 - with Pillow, which a warm build needs not

    return card(site, kind, title, words)
