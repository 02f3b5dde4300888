"""One build with the hook, its share measured inside: ``hook_cost.py CONFIG SITE_DIR RESULT``.

The hook is not changed for it: the functions that MkDocs calls, and those that the hook calls to
read and check, are put between two readings of the process's clock.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config

HOOK = "crossref.py"
CHECKS = ("load", "check")
"""What the hook calls to have the casebook checked."""


class _Stopwatch:
    """CPU seconds of this process by what they were spent on."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def timed(self, what: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """``function``, whose CPU seconds are added under ``what``."""

        @wraps(function)
        def measured(*args: Any, **kwargs: Any) -> Any:
            begun = time.process_time()
            try:
                return function(*args, **kwargs)
            finally:
                self.seconds[what] += time.process_time() - begun

        return measured


def main() -> None:
    """Build, and write the CPU seconds of ``checks`` and of all ``events`` as JSON."""
    config_file, site_dir, result = sys.argv[1:]
    stopwatch = _Stopwatch()
    config = load_config(config_file, site_dir=site_dir)
    hooks: dict[str, ModuleType] = dict(config["hooks"])  # a mapping, whatever its type says
    hook = next(module for path, module in hooks.items() if Path(path).name == HOOK)
    for name in CHECKS:
        setattr(hook, name, stopwatch.timed("checks", getattr(hook, name)))
    for handlers in config.plugins.events.values():
        handlers[:] = [
            stopwatch.timed("events", handler)
            if getattr(handler, "__module__", None) == hook.__name__
            else handler
            for handler in handlers
        ]
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()
    if not all(stopwatch.seconds[what] for what in ("checks", "events")):
        sys.exit("the hook did not check, or was never called")
    Path(result).write_text(json.dumps(stopwatch.seconds), "utf-8")


if __name__ == "__main__":
    main()
