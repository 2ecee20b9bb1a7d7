"""The description of the interface (OpenAPI 3.1), made from the knowledge: its columns, rounds, codes and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from regelgraph import __version__
from regelgraph.web import accept
from regelgraph.web.interface import (
    paths_of_catalogue,
    paths_of_checks,
    paths_of_explore,
    paths_of_names,
    paths_of_questions,
    paths_of_search,
    paths_of_sparql,
    paths_of_twins,
    paths_of_versions,
    schemas,
)
from regelgraph.web.interface.schemas import Schema, thing

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded

PROBLEM: Final = thing(
    {
        "type": {"type": "string", "format": "uri", "description": "Stays the same for the same kind of error."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What was found, and what is expected."},
        "parameter": {"type": "string", "description": "The parameter that is wrong, missing or unknown."},
    },
    "A problem document (RFC 9457).",
    ["type", "title", "status", "detail"],
)


def document(loaded: Loaded) -> dict[str, Any]:
    """The OpenAPI document."""
    return paths_of_versions.named(_document(loaded))


def _document(loaded: Loaded) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "regelgraph",
            "version": __version__,
            "description": "Judges lists by the rules of funding programmes, explains, and answers questions. "
            "An aid for people who decide, never a decision. Every error is a problem document (RFC 9457).",
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": "."}],  # where the document is, whatever stands before the service
        "paths": {
            **paths_of_questions.paths(loaded),
            **paths_of_checks.paths(loaded),
            **paths_of_search.paths(),
            **paths_of_explore.paths(),
            **paths_of_sparql.paths(),
            **paths_of_names.paths(),
            **paths_of_catalogue.paths(),
            **paths_of_versions.paths(),
            **paths_of_twins.paths(),
            **_others(),
        },
        "components": {
            "schemas": {
                "Text": schemas.TEXT,
                "Problem": PROBLEM,
                **paths_of_questions.components(),
                **paths_of_checks.components(loaded.rulebook),
            },
            "responses": {"Problem": problem("The request cannot be answered as it is.")},
        },
    }


def problem(description: str) -> Schema:
    """A response that is a problem document."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": description, "content": content}


def _others() -> dict[str, Any]:
    return {
        "/": _get("start", "The start page.", accept.HTML),
        "/docs": _get("docs", "All operations as a page.", accept.HTML),
        "/openapi.json": _get("openapi", "This description.", accept.JSON),
        "/static/style.css": _get("style", "The style sheet of the pages.", "text/css"),
        "/metrics": _get("metrics", "Figures of the service, as Prometheus reads them.", "text/plain"),
        "/health/live": _get("live", "Whether the process answers.", accept.JSON, _state("live")),
        "/health/ready": _get("ready", "Whether the knowledge is loaded.", accept.JSON, _state("ready"), _loading()),
    }


def _state(word: str) -> Schema:
    own: dict[str, Any] = {"status": {"const": word}, "version": {"type": "string"}}
    if word != "live":
        own |= {"examples": {"type": "boolean", "description": "Whether invented examples are loaded."}}
    if word == "ready":
        own |= {"fingerprint": {"type": "string"}, "questions": {"type": "integer"}}
    return thing(own)


def _loading() -> dict[str, Any]:
    content = {accept.JSON: {"schema": _state("loading")}}
    return {"503": {"description": "Not yet.", "content": content}}


def _get(
    id_: str, summary: str, type_: str, schema: Schema | None = None, more: dict[str, Any] | None = None
) -> dict[str, Any]:
    content = {type_: {"schema": schema or {"type": "object" if type_ == accept.JSON else "string"}}}
    responses = {"200": {"description": "As asked.", "content": content}, **(more or {})}
    pages = {"406": {"$ref": "#/components/responses/Problem"}} if type_ == accept.HTML else {}
    return {"get": {"operationId": id_, "summary": summary, "responses": {**responses, **pages}}}
