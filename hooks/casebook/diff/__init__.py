"""What changed between two states of a casebook, in its own terms, and what follows from it.

``revisions`` takes a state out of git, ``comparing`` finds what differs between two states,
``consequences`` what that does to the argument, and ``telling`` writes it as text, as Markdown and
as JSON.
"""

from casebook.diff.comparing import Difference, compare
from casebook.diff.consequences import State
from casebook.diff.revisions import project_at
from casebook.diff.telling import FORMATS, told

__all__ = ["FORMATS", "Difference", "State", "compare", "project_at", "told"]
