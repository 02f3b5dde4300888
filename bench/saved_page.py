"""A saved page seen again, as by ``mkdocs serve``: ``saved_page.py CONFIG PAGE``.

Builds the site as ``mkdocs serve`` does, changes one page, and builds it again in the same process.
Prints what the second build cost as JSON: ``cpu`` (with the processes that it waited for) and
``wall``, in seconds.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

SERVED_AT = "http://127.0.0.1:8000/"


def main() -> None:
    """Build, change the page, and measure the build that follows."""
    config_file, page = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="mkdocs_") as site:
        config = _loaded(config_file, site)
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=SERVED_AT)
        _change(Path(config.docs_dir, page))
        begun, cpu = time.perf_counter(), _cpu()
        build(_loaded(config_file, site), serve_url=SERVED_AT)
        cost = {"cpu": _cpu() - cpu, "wall": time.perf_counter() - begun}
        config.plugins.on_shutdown()
    print(json.dumps(cost))


def _loaded(config_file: str, site: str) -> MkDocsConfig:
    config = load_config(config_file, site_dir=site)
    config.site_url = SERVED_AT
    return config


def _change(page: Path) -> None:
    page.write_text(page.read_text("utf-8") + "\nOne more sentence stands here.\n", "utf-8")


def _cpu() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    main()
