"""Turns an accepted issue form into pages: ``propose.py EVENT FOLDER``, see ``casebook propose``.

The forms are those of the repository that this file is in, the pages those of the current folder.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

FORMS = Path(__file__).parent.parent / "ISSUE_TEMPLATE"

if __name__ == "__main__":
    sys.argv[1:] = ["propose", f"--forms={FORMS}", *sys.argv[1:3]]
    runpy.run_module("casebook", run_name="__main__", alter_sys=True)
