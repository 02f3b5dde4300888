"""The pictures by which pages are shared, kept from build to build."""

from __future__ import annotations

from casebook.mkdocs.kept_files import KeptFiles

DRAWING = 1
"""The version of the drawing in ``card.py``: to be raised where it draws something else."""


def drawn(kept: KeptFiles, site: str, kind: str, title: str, words: str) -> bytes | None:
    """Return a PNG of 1200 x 630 pixels; None where the font lacks a letter of the texts."""

    def draw() -> bytes:
        from casebook.mkdocs.card import card  # noqa: PLC0415 - with Pillow, which a warm build needs not

        return card(site, kind, title, words) or b""

    return kept.get([DRAWING, site, kind, title, words], draw) or None
