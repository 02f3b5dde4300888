"""Where things are kept from one run to the next: among the user's caches, never among the sources.

What a pull request brings along lies among the sources; nothing of it may pass for what was kept.
"""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder(name: str) -> Path:
    """Return the folder for ``name`` (XDG Base Directory); it need not exist."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "casebook" / name
