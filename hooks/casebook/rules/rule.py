"""What a rule is, and the register of them all."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from casebook.analysis.analysis import Analysis
from casebook.model.finding import Finding, Remark, Severity
from casebook.rules.noted import NEVER_ALLOWED, NOTED

Check = Callable[[Analysis], Iterator[Remark]]


@dataclass(frozen=True)
class Rule:
    """One thing that has to hold; ``statement`` says it in a sentence."""

    code: str
    family: str
    statement: str
    severity: Severity
    check: Check
    may_be_allowed: bool = True

    def findings(self, analysis: Analysis) -> Iterator[Finding]:
        """Yield a finding wherever the rule does not hold."""
        for remark in self.check(analysis):
            message, hint = _on_one_line(remark.message), _on_one_line(remark.hint or "") or None
            given = self.code, remark.source, remark.place, message, hint
            yield Finding(*given, self.severity, remark.fix)


def _on_one_line(text: str) -> str:
    """Return ``text``, which may have words of a page in it, without line ends."""
    return " ".join(text.split("\n"))


def noted_while_reading(analysis: Analysis, code: str) -> Iterator[Remark]:
    """Yield the findings under ``code`` that reading the files has left on the pages."""
    for finding in analysis.noted.get(code, ()):
        yield Remark(finding.source, finding.place, finding.message, finding.hint, finding.fix)


RULES = {
    code: Rule(
        *(code, family, statement, Severity.ERROR),
        *(partial(noted_while_reading, code=code), code not in NEVER_ALLOWED),
    )
    for family, statements in NOTED.items()
    for code, statement in statements.items()
}
"""Every rule by its code: those that reading keeps, then those that the families register."""


def rule(check: Check) -> Check:
    """Register a generator of remarks as a rule whose breaking is an error."""
    return _register(check, Severity.ERROR)


def style_rule(check: Check) -> Check:
    """Register a generator of remarks as a rule whose breaking is a warning."""
    return _register(check, Severity.WARNING)


def safety_rule(check: Check) -> Check:
    """Register a rule that no page can allow itself to break; breaking it is an error."""
    return _register(check, Severity.ERROR, may_be_allowed=False)


def _register(check: Check, severity: Severity, *, may_be_allowed: bool = True) -> Check:
    code = check.__name__.replace("_", "-")
    family = check.__module__.rpartition(".")[2]
    statement = check.__doc__ or _written_docstring(check)
    if not statement or code in RULES:
        raise TypeError(f"the rule {code} needs a docstring, and a name of its own")
    may_be_allowed = may_be_allowed and family != "run"
    RULES[code] = Rule(code, family, statement.strip(), severity, check, may_be_allowed)
    return check


def _written_docstring(check: Check) -> str:
    """Return the docstring in the file: PYTHONOPTIMIZE=2 leaves none in memory."""
    for node in _tree(check.__code__.co_filename).body:
        if isinstance(node, ast.FunctionDef) and node.name == check.__name__:
            return ast.get_docstring(node) or ""
    return ""


@lru_cache(maxsize=1)
def _tree(file: str) -> ast.Module:
    return ast.parse(Path(file).read_text("utf-8"))
