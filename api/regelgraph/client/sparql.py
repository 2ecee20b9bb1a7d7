"""Reads answers to SPARQL queries: results in JSON (SPARQL 1.1 Query Results JSON Format), graphs as N-Triples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from regelgraph.client.answers import SparqlAnswer, Term
from regelgraph.client.decoding import parsed
from regelgraph.client.errors import AnswerError

RESULTS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples"
FORMATS: Final = {
    "srj": RESULTS,
    "srx": "application/sparql-results+xml",
    "tsv": "text/tab-separated-values",
    "nt": TRIPLES,
    "nq": "application/n-quads",
    "trig": "application/trig",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
"""Media types by format, besides those that tables and reports have, too."""
_TYPES: Final = {"typed-literal": "literal"}


def read(data: bytes) -> SparqlAnswer:
    """The answer in a document of either kind. A document of triples is text; no triple begins with a brace."""
    if not data.lstrip().startswith(b"{"):
        try:
            return SparqlAnswer(graph=data.decode())
        except UnicodeDecodeError as error:
            raise AnswerError("the answer is no UTF-8 text") from error
    document = parsed(data)
    try:
        if "boolean" in document:
            return SparqlAnswer(boolean=bool(document["boolean"]))
        rows = tuple(_row(each) for each in document["results"]["bindings"])
        return SparqlAnswer(tuple(map(str, document["head"].get("vars", ()))), rows)
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise AnswerError("the answer is no SPARQL result") from error


def _row(found: Mapping[str, Any]) -> Mapping[str, Term]:
    return {str(name): _term(each) for name, each in found.items()}


def _term(found: Mapping[str, Any]) -> Term:
    value, type_ = found["value"], str(found["type"])
    if isinstance(value, Mapping):
        parts = (value["subject"], value.get("predicate", value.get("property")), value["object"])
        return Term("triple", triple=tuple(map(_term, parts)))
    lang, datatype = found.get("xml:lang", ""), found.get("datatype", "")
    return Term(_TYPES.get(type_, type_), str(value), str(lang), str(datatype))
