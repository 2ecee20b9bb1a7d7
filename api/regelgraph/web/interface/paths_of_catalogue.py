"""The part of the interface's description that is about the catalogue and the dumps."""

from __future__ import annotations

from typing import Any, Final

from regelgraph.linked.dumps import DUMPS
from regelgraph.web.accept import RDF
from regelgraph.web.interface.schemas import refused
from regelgraph.web.linked import catalogue
from regelgraph.web.linked.sitemap import SITEMAP

_JSON_LD: Final = "application/ld+json"
_FORMS: Final = tuple(RDF)
_DUMPS: Final = {
    "dump.ttl": "Everything that is known, as the union of all graphs.",
    "dump.nq": "All statements, each with the graph it stands in.",
    "dump.jsonld": "All statements, each with the graph it stands in, as JSON-LD.",
    "shapes.ttl": "The rules as SHACL shapes.",
    "context.jsonld": "The context of JSON-LD.",
    "csv.zip": "All tables, and what describes them, in one file.",
}


def paths() -> dict[str, Any]:
    """The descriptions of the dataset, its files, and what search engines look for."""
    types = {dump.name: dump.media_type for dump in DUMPS}
    return {
        catalogue.VOID: _get("void", "The dataset with its figures (VoID).", *_FORMS, more=("406",)),
        catalogue.DCAT: _get("dcat", "The entry for data catalogues (DCAT-AP.de).", *_FORMS, more=("406",)),
        **{f"/{name}": _file(name.replace(".", "-"), text, types[name]) for name, text in _DUMPS.items()},
        SITEMAP: _get("sitemap", "All pages, for search engines.", "application/xml"),
        catalogue.ROBOTS: _get("robots", "What search engines may read.", "text/plain"),
    }


def _file(id_: str, summary: str, type_: str) -> dict[str, Any]:
    """A file that may be had in parts."""
    described = _get(id_, summary, type_, more=("412", "416", "503"))
    content = {type_: {"schema": {"type": "string", "format": "binary"}}}
    described["get"]["responses"]["206"] = {"description": "The part that Range asks for.", "content": content}
    described["get"]["parameters"] = [
        {
            "name": name,
            "in": "header",
            "required": False,
            "description": text,
            "schema": {"type": "string"},
            "example": example,
        }
        for name, text, example in (
            ("Range", "The bytes that are still missing.", "bytes=1048576-"),
            ("If-Range", "The ETag of those that are there; else the whole is sent.", '"0123456789abcdef01234567"'),
        )
    ]
    return described


def _get(id_: str, summary: str, *types: str, more: tuple[str, ...] = ()) -> dict[str, Any]:
    content = {
        type_: {"schema": {"type": ["object", "array"] if type_ in (_JSON_LD, "application/json") else "string"}}
        for type_ in types
    }
    responses = {"200": {"description": "As asked.", "content": content}, **refused(*more)}
    return {"get": {"operationId": id_, "summary": summary, "responses": responses}}
