"""The part of the interface's description that is about the SPARQL endpoint."""

from __future__ import annotations

from typing import Any, Final

from regelgraph.web import accept, bodies
from regelgraph.web.interface.schemas import Schema, refused, thing
from regelgraph.web.sparql.formats import GRAPH, ROWS
from regelgraph.web.sparql.parameters import QUERY

EXAMPLE: Final = "SELECT ?graph (COUNT(*) AS ?triples) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph ORDER BY ?graph"
_TEXT: Final[Schema] = {"schema": {"type": "string"}}
_QUERY: Final[Schema] = {"type": "string", "minLength": 1, "description": "A query (SPARQL 1.1)."}
_GRAPHS: Final = {
    "default-graph-uri": "Graphs that make up the default graph.",
    "named-graph-uri": "Graphs that GRAPH finds.",
}


def paths() -> dict[str, Any]:
    """The endpoint, and the queries to start from."""
    return {"/sparql": {"get": _get(), "post": _post()}, "/.well-known/sparql-examples": {"get": _examples()}}


def _get() -> dict[str, Any]:
    query = {"name": "query", "in": "query", "schema": _QUERY, "example": EXAMPLE}
    query["description"] = "Without it the answer is the description of the service."
    pages = "Who likes HTML best gets a page for either. /sparql.json, .xml, .csv, .tsv and .ttl name one format each."
    return {
        "operationId": "sparql",
        "summary": "The answer to a query of your own (SPARQL 1.1 Protocol).",
        "description": pages,
        "parameters": [query, *_graphs()],
        "responses": _responses("400", "406", "503"),
    }


def _post() -> dict[str, Any]:
    form = thing({"query": _QUERY, **{name: _iris(text) for name, text in _GRAPHS.items()}}, required=["query"])
    return {
        "operationId": "sparql-by-post",
        "summary": "The answer to a query of your own, which may be long.",
        "parameters": _graphs(),
        "requestBody": {
            "required": True,
            "content": {
                QUERY: {"schema": _QUERY, "example": EXAMPLE},
                bodies.FORM: {"schema": form, "example": {"query": EXAMPLE}},
            },
        },
        "responses": _responses("400", "406", "413", "415", "503"),
    }


def _examples() -> dict[str, Any]:
    content = {accept.JSON: {"schema": {"type": "object"}}, **{type_: _TEXT for type_, _ in GRAPH}}
    content["application/ld+json"] = {"schema": {"type": ["object", "array"]}}
    return {
        "operationId": "sparql-examples",
        "summary": "The questions as queries, each with its example.",
        "responses": {"200": {"description": "The queries.", "content": content}, **refused("406", "503")},
    }


def _responses(*statuses: str) -> dict[str, Any]:
    content: dict[str, Schema] = {type_: _TEXT for type_, _ in (*ROWS, *GRAPH)}
    content["application/sparql-results+json"] = {"schema": {"type": "object"}}
    content["application/ld+json"] = {"schema": {"type": ["object", "array"]}}
    return {"200": {"description": "Rows, yes or no, or triples.", "content": content}, **refused(*statuses)}


def _graphs() -> list[dict[str, Any]]:
    return [{"name": name, "in": "query", "schema": _iris(text)} for name, text in _GRAPHS.items()]


def _iris(description: str) -> Schema:
    return {"type": "array", "items": {"type": "string", "format": "iri"}, "description": description}
