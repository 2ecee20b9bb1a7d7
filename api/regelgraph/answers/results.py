"""Answers in the SPARQL 1.1 Query Results JSON Format (W3C Recommendation of 2013-03-21)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from regelgraph.answers.plain import TRIPLE
from regelgraph.engines import Answer
from regelgraph.terms import XSD

if TYPE_CHECKING:
    from regelgraph.engines.answer import Term


def results_json(answer: Answer) -> bytes:
    """The document. Triples have the variables subject, predicate and object."""
    if answer.boolean is not None:
        return _bytes({"head": {}, "boolean": answer.boolean})
    triples = answer.triples
    columns = answer.columns if triples is None else TRIPLE
    rows = answer.rows if triples is None else [(t.subject, t.predicate, t.object) for t in triples]
    bindings = [
        {name: _term(term) for name, term in zip(columns, row, strict=True) if term is not None} for row in rows
    ]
    return _bytes({"head": {"vars": list(columns)}, "results": {"bindings": bindings}})


def _term(term: Term) -> dict[str, Any]:
    from pyoxigraph import BlankNode, NamedNode, Triple

    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _term(part) for name, part in parts.items()}}
    said = {"type": "literal", "value": term.value}
    if term.language:
        direction = {"its:dir": str(term.direction)} if term.direction else {}
        return said | {"xml:lang": term.language} | direction
    return said if term.datatype.value == XSD + "string" else said | {"datatype": term.datatype.value}


def _bytes(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
