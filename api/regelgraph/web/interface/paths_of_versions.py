"""The part of the interface's description that is about versions, and the headers that say which one answers."""

from __future__ import annotations

from typing import Any, Final

from regelgraph.linked.writing import FORMS
from regelgraph.web import accept
from regelgraph.web.interface.schemas import refused, thing
from regelgraph.web.versions import PATH

_WORD: Final = {"type": "string"}
_MAYBE: Final = {"type": ["string", "null"]}
_TEXT: Final = {"$ref": "#/components/schemas/Text"}
_HEADERS: Final[dict[str, Any]] = {
    "Knowledge-Version": {
        "description": "The version of the knowledge that made the answer.",
        "schema": _WORD,
    },
    "Knowledge-Fingerprint": {
        "description": "SHA-256 over its canonical N-Quads (RDFC-1.0): what sha256sum says of /dump.nq.",
        "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    },
}


def named(document: dict[str, Any]) -> dict[str, Any]:
    """The description of the interface, in which every answer says which knowledge made it."""
    document["components"]["headers"] = _HEADERS
    said = {name: {"$ref": f"#/components/headers/{name}"} for name in _HEADERS}
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    for responses in (*(each["responses"] for each in operations), document["components"]["responses"]):
        for status, response in responses.items():
            if "$ref" not in response:
                responses[status] = {**response, "headers": {**response.get("headers", {}), **said}}
    return document


def paths() -> dict[str, Any]:
    """The page of versions."""
    change = thing(
        {
            "iri": _WORD,
            "kind": _MAYBE | {"description": "What the list of kinds has: meaning, added, retired, corrected, form."},
            "changes_meaning": {"type": "boolean", "description": "Whether a row may be judged differently after it."},
            "text": _TEXT,
            "concerns": {"type": "array", "items": thing({"iri": _WORD, "url": _WORD})},
        }
    )
    version = thing(
        {
            "version": _WORD,
            "iri": _WORD,
            "url": _WORD,
            "version_iri": _MAYBE | {"description": "The owl:versionIRI of the vocabulary."},
            "issued": _MAYBE | {"description": "The day; null if it has not been issued."},
            "fingerprint": _MAYBE | {"description": "Of the version that answers here; else null."},
            "changes": {"type": "array", "items": change},
            "retired": {"type": "array", "items": thing({"iri": _WORD, "successor": _MAYBE, "why": _TEXT})},
        }
    )
    found = thing(
        {
            "knowledge": thing({"version": _WORD, "fingerprint": _WORD}),
            "versions": {"type": "array", "items": version, "description": "The newest first."},
        }
    )
    content: dict[str, Any] = {accept.HTML: {"schema": _WORD}, accept.JSON: {"schema": found}}
    content |= {form.media_type: {"schema": {"type": "string"}} for form in FORMS}
    content["application/ld+json"] = {"schema": {"type": ["object", "array"]}}
    operation = {
        "operationId": "versions",
        "summary": "The versions, and what each changed; changes of meaning come first.",
        "responses": {"200": {"description": "The versions.", "content": content}, **refused("406")},
    }
    return {PATH: {"get": operation}}
