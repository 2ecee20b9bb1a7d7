"""The part of the interface's description that is about linked data: things, terms and graphs under their own names."""

from __future__ import annotations

from typing import Any, Final

from regelgraph.linked.writing import FORMS
from regelgraph.web import accept
from regelgraph.web.interface.schemas import Schema, refused

_PARTS: Final = {
    "/id/{kind}/{slug}": ("thing", "What the graph says of a thing.", {"kind": "criterion", "slug": "age"}),
    "/def/{term}": ("term", "What the graph says of a term of the vocabulary.", {"term": "Criterion"}),
    "/graph/{folder}/{name}": ("graph", "A named graph.", {"folder": "ontology", "name": "core"}),
    "/def/": ("vocabulary", "The vocabulary with all its terms.", {}),
}
"""Address: name of the operation, what it gives, and an example of each part of the address."""


def paths() -> dict[str, Any]:
    """All addresses of linked data; the names of some graphs have more parts than can be said here."""
    return {address: {"get": _get(*told)} for address, told in _PARTS.items()}


def _get(id_: str, summary: str, parts: dict[str, str]) -> dict[str, Any]:
    content: dict[str, Schema] = {accept.HTML: {"schema": {"type": "string"}}}
    content |= {form.media_type: {"schema": {"type": "string"}} for form in FORMS}
    content["application/ld+json"] = {"schema": {"type": ["object", "array"]}}
    given = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}, "example": example}
        for name, example in parts.items()
    ]
    return {
        "operationId": id_,
        "summary": summary,
        "description": "A suffix (.html, .ttl, .jsonld, .nt, .rdf) chooses the form as Accept does.",
        "parameters": given,
        "responses": {"200": {"description": "The description.", "content": content}, **refused("404", "406", "410")},
    }
