"""The floor: reads every page below a folder, and does no more; with ``--yaml`` the front matter.

A script of its own, so that nothing but what it needs is imported.
"""

import os
import sys


def main() -> None:
    """Read the pages below the folder that the first argument names."""
    with_yaml = "--yaml" in sys.argv
    if with_yaml:
        import yaml  # noqa: PLC0415 - reading alone does without
    for folder, _, names in os.walk(sys.argv[1]):
        for name in names:
            if name.endswith(".md"):
                with open(f"{folder}/{name}", encoding="utf-8") as file:  # noqa: PTH123
                    text = file.read()
                if with_yaml and text.startswith("---\n"):
                    yaml.load(text[4 : text.index("\n---\n", 3)], Loader=yaml.CSafeLoader)


if __name__ == "__main__":
    main()
