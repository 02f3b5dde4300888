"""Diagnostics while somebody writes: ``edited_page.py PAGE``, in the folder of ``mkdocs.yml``.

Opens the casebook as the language server does, and after each of several changes of the page asks
for the diagnostics of all. Prints the least that this took as JSON: ``cpu`` and ``wall``, seconds.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from casebook.editor import diagnostics
from casebook.editor.places import Units
from casebook.editor.workspace import Workspace

CHANGES = 5


def main() -> None:
    """Change the page some times, and measure what is found after each change."""
    page = Path.cwd() / "docs" / sys.argv[1]
    text, cpu, wall = page.read_text("utf-8"), [], []
    workspace = Workspace(Path.cwd())
    diagnostics.by_file(workspace, Units())
    for change in range(CHANGES):
        begun = time.process_time(), time.perf_counter()
        workspace.write(page, f"{text}\nAnd sentence {change}.\n")
        diagnostics.by_file(workspace, Units())
        cpu.append(time.process_time() - begun[0])
        wall.append(time.perf_counter() - begun[1])
    print(json.dumps({"cpu": min(cpu), "wall": min(wall)}))


if __name__ == "__main__":
    main()
