"""What commands say to people: nothing in it is obeyed by the terminal that shows it."""

from __future__ import annotations

import sys

from casebook.model.characters import printable_lines


def say(text: str) -> None:
    """Write text for people, which may have names and words of pages in it, to standard output."""
    print(printable_lines(text), end="")


def complain(text: str) -> None:
    """Write a line to standard error."""
    print(f"casebook: {printable_lines(text)}", file=sys.stderr)
