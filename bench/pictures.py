"""The pictures of the site in the repository: ``python -m bench.pictures`` takes them anew.

``.github/site.png`` is the home page, ``docs/assets/map.png`` the upper part of the map of the
argument. The map's picture has in it what it shows, so that a test can tell when it is out of date.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image, PngImagePlugin

from bench.pages import ROOT, chromium, look, served

SITE = ROOT / ".github/site.png"
MAP = ROOT / "docs/assets/map.png"
SHOWS = "shows"
"""The text in the map's picture that says what it shows."""

_HIGH = 1000


def outline(html: str) -> str:
    """What the picture of a map shows, in short: a hash of the list that it draws."""
    map_ = html.partition('data-cb="map"')[2].partition('id="cb-graph"')[0]
    return hashlib.sha256(map_.encode()).hexdigest()


def main() -> None:
    """Build the site, and take both pictures."""
    with tempfile.TemporaryDirectory(prefix="casebook-site-") as name:
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", name]
        subprocess.run(build, cwd=ROOT, check=True)
        with served(Path(name)) as address, chromium() as browser:
            context = browser.new_context(viewport={"width": 1280, "height": 800})
            _save(look(context, address, "index.html").tab.screenshot(), SITE)
            tab = look(context, address, "arguments/index.html").tab
            box = tab.locator('[data-cb="map"]').bounding_box()
            assert box is not None
            shot = tab.screenshot(
                full_page=True,
                clip={
                    "x": box["x"] - 10,
                    "y": box["y"] - 10,
                    "width": box["width"] + 20,
                    "height": _HIGH,
                },
            )
            shown = outline((Path(name) / "arguments/index.html").read_text("utf-8"))
            _save(shot, MAP, shown)


def _save(picture: bytes, file: Path, shows: str = "") -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text(SHOWS, shows)
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.open(BytesIO(picture)).convert("RGB").quantize(64).save(file, pnginfo=told, optimize=True)


if __name__ == "__main__":
    main()
