"""The one way in which a check gives up: with a sentence, and never as if it had passed."""

from __future__ import annotations


class CannotRun(Exception):
    """Say that the check could not run; the message tells why and what to do."""
