"""``casebook.aif.json``: the graph in the Argument Interchange Format, as AIFdb writes it.

Claims and evidence are I-nodes. A step is an RA-node with one or more premises, and so is evidence
for a claim; an attack, and evidence against, a CA-node. An undercut is a CA-node on the RA-node of
the step that it denies (C. Chesnevar et al., "Towards an argument interchange format", 2006).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from casebook.model.graph import Casebook
from casebook.model.links import Relation
from casebook.model.members import Evidence

_NO_TIME = "1970-01-01 00:00:00"
"""The format wants a time for each node, and an export that is the same every time has none."""


class _Graph:
    """The nodes and edges, as they are numbered."""

    def __init__(self) -> None:
        self.nodes: list[dict[str, Any]] = []
        self.edges: list[dict[str, Any]] = []

    def node(self, kind: str, text: str) -> str:
        number = str(len(self.nodes) + 1)
        self.nodes.append({"nodeID": number, "text": text, "type": kind, "timestamp": _NO_TIME})
        return number

    def step(self, kind: str, target: str, *sources: str) -> str:
        """Return a node between others, with edges from its premises and to its conclusion."""
        between = self.node(kind, "Default Inference" if kind == "RA" else "Default Conflict")
        for ends in (*((source, between) for source in sources), (between, target)):
            number = str(len(self.edges) + 1)
            self.edges.append(
                {"edgeID": number, "fromID": ends[0], "toID": ends[1], "formEdgeID": None}
            )
        return between


def as_aif(casebook: Casebook, addresses: Callable[[str], str]) -> str:
    """Return the graph; ``addresses`` are not used, as the format has no place for them."""
    graph = _Graph()
    nodes = {it: graph.node("I", it.fields.claim) for it in casebook.arguments.values()}
    grounds = {it: graph.node("I", evidence_text(it)) for it in casebook.evidence.values()}
    steps = {
        step: graph.step("RA", nodes[step.conclusion], *(nodes[it] for it in step.premises))
        for step in casebook.steps
    }
    for attack in casebook.links_of(Relation.ATTACKS):
        graph.step("CA", nodes[attack.target], nodes[attack.source])
    claims = {argument.uri: node for argument, node in nodes.items()}
    for ground in casebook.links_of(Relation.EVIDENCE, Relation.COUNTER_EVIDENCE):
        if ground.source.uri in claims:  # segments have evidence too, and are no claims
            kind = "RA" if ground.relation is Relation.EVIDENCE else "CA"
            graph.step(kind, claims[ground.source.uri], grounds[ground.target])
    for undercut in casebook.undercuts:
        for step in undercut.steps:
            graph.step("CA", steps[step], nodes[undercut.undercutter])
    document = {"nodes": graph.nodes, "edges": graph.edges, "locutions": []}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def evidence_text(evidence: Evidence) -> str:
    """Return what evidence says, in a line: the article's words, or the page that is cited."""
    fields = evidence.fields
    if fields.citation is not None:
        return f"{evidence.title} ({fields.citation.publisher}, {fields.citation.date})"
    return " … ".join(quote.exact for quote in fields.quotes)
