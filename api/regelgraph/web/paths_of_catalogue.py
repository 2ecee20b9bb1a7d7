"""The part of the interface's description that is about the catalogue and the dumps."""

from __future__ import annotations

from typing import Any, Final

from regelgraph.linked.dumps import DUMPS
from regelgraph.linked.writing import FORMS
from regelgraph.web.linked import catalogue
from regelgraph.web.schemas import refused

_JSON_LD: Final = "application/ld+json"
_FORMS: Final = (*(form.media_type for form in FORMS), "application/json", "text/plain", "application/xml", "text/xml")
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
        **{f"/{name}": _get(name.replace(".", "-"), text, types[name], more=("503",)) for name, text in _DUMPS.items()},
        catalogue.SITEMAP: _get("sitemap", "All pages, for search engines.", "application/xml"),
        catalogue.ROBOTS: _get("robots", "What search engines may read.", "text/plain"),
    }


def _get(id_: str, summary: str, *types: str, more: tuple[str, ...] = ()) -> dict[str, Any]:
    content = {
        type_: {"schema": {"type": ["object", "array"] if type_ in (_JSON_LD, "application/json") else "string"}}
        for type_ in types
    }
    responses = {"200": {"description": "As asked.", "content": content}, **refused(*more)}
    return {"get": {"operationId": id_, "summary": summary, "responses": responses}}
