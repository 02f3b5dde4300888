"""What changed between two states of a casebook, in its own terms, and what follows from it.

``revisions`` takes a state out of git as data: ``git_objects`` asks git, ``tree`` follows the links
within a commit's files, ``revision_settings`` reads five plain values of its ``mkdocs.yml``.
``comparing`` finds what differs between two states (a ``difference``; ``readings`` of the article's
page), ``consequences`` what that does to the argument, and ``telling`` writes it as text, as
Markdown and as JSON. ``history`` does so for one revision after the other, as a page and a feed.
"""

from casebook.diff.comparing import compare
from casebook.diff.consequences import State
from casebook.diff.difference import Difference
from casebook.diff.history import Told, as_feed, as_page, history
from casebook.diff.revisions import project_at
from casebook.diff.telling import FORMATS, told

__all__ = [
    "FORMATS",
    "Difference",
    "State",
    "Told",
    "as_feed",
    "as_page",
    "compare",
    "history",
    "project_at",
    "told",
]
