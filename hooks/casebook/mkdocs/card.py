"""The picture by which a page is shared (Open Graph, https://ogp.me): its kind, title and words.

Drawn with the font that comes with Pillow, so it needs nothing of the machine and nothing of the
network. That font has Latin letters; a page whose words have others gets no picture, rather than
one with empty boxes.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from itertools import accumulate

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630
"""Pixels: the size that the sites which show such pictures ask for."""

_MARGIN = 80
_PAPER, _INK, _SOFT, _SEAL = "#fcfaf5", "#22252c", "#575a62", "#a02c1c"
_NOT_THERE = "\uffff"


def card(site: str, kind: str, title: str, words: str) -> bytes | None:
    """Draw a PNG of 1200 x 630 pixels; None where the font lacks a letter of the texts."""
    if not all(map(_drawable, {*site, *kind, *title, *words})):
        return None
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, WIDTH, 14), _SEAL)
    _seal(draw, _MARGIN, HEIGHT - _MARGIN - 44)
    draw.text((_MARGIN + 64, HEIGHT - _MARGIN - 40), site, _SOFT, _font(30))
    draw.text((_MARGIN, 70), kind, _SEAL, _font(30))
    below = _block(draw, title, top=120, size=62, color=_INK, lines=3)
    _block(draw, words, top=below + 20, size=34, color=_SOFT, lines=4 if below < 280 else 3)
    kept = BytesIO()
    picture.quantize(32, method=Image.Quantize.FASTOCTREE).save(kept, "PNG")
    return kept.getvalue()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


@cache
def _drawable(character: str) -> bool:
    """Return whether the font has the character: it looks unlike one that no font has."""
    font = _font(30)
    mask, missing = font.getmask(character), font.getmask(_NOT_THERE)
    return character == " " or bytes(mask) != bytes(missing)


def _block(
    draw: ImageDraw.ImageDraw, text: str, *, top: int, size: int, color: str, lines: int
) -> int:
    """Draw ``text`` in as many lines as it needs and may have; return where it ends, in pixels."""
    font, height = _font(size), round(size * 1.22)
    wrapped = _wrapped(draw, text, font)
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], wrapped[lines - 1].rpartition(" ")[0] + " …"]
    for number, line in enumerate(wrapped):
        draw.text((_MARGIN, top + number * height), line, color, font)
    return top + len(wrapped) * height


def _wrapped(
    draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont
) -> list[str]:
    """Return ``text`` in lines that fit; a word too long for a line has one of its own."""
    lines, waiting = [], text.split()
    while waiting:
        grown = [*accumulate(waiting, lambda line, word: f"{line} {word}")]
        fitting = [line for line in grown if draw.textlength(line, font) <= WIDTH - 2 * _MARGIN]
        count = max(1, len(fitting))
        lines.append(" ".join(waiting[:count]))
        waiting = waiting[count:]
    return lines


def _seal(draw: ImageDraw.ImageDraw, left: int, top: int) -> None:
    """Draw the site's mark: a seal that holds a quotation mark."""
    draw.rounded_rectangle((left, top, left + 46, top + 46), 9, _SEAL)
    for x in (left + 11, left + 25):
        draw.rectangle((x, top + 16, x + 9, top + 26), "white")
        draw.line((x + 1, top + 17, x + 7, top + 9), "white", 4)
    draw.line((left + 11, top + 35, left + 34, top + 35), "white", 3)
