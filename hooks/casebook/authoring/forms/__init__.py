"""An issue form becomes pages: what somebody typed into a form is read as data, never as code.

``answers`` reads the text of an issue, ``as_typed`` what people mean by it, ``proposal`` makes
pages of it, and ``linking_up`` changes a page that is there.
"""

from casebook.authoring.forms.answers import Refused, answers
from casebook.authoring.forms.proposal import Issue, Proposal, propose

__all__ = ["Issue", "Proposal", "Refused", "answers", "propose"]
