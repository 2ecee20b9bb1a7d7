"""The part of the interface's description that is about the tables (CSV) of the knowledge."""

from __future__ import annotations

from typing import Any, Final

from regelgraph.linked.twins import METADATA
from regelgraph.web import accept
from regelgraph.web.interface.schemas import refused
from regelgraph.web.linked.twins import CSVM, PATH

_TEXT: Final = {"schema": {"type": "string"}}
_DESCRIPTION: Final = {"schema": {"type": "object", "description": "A table group (CSV on the Web)."}}


def paths() -> dict[str, Any]:
    """The list of the tables, each table, and what describes them."""
    lang = {"name": "lang", "in": "query", "description": "Language of HTML.", "schema": {"enum": ["de", "en"]}}
    name = {
        "name": "name",
        "in": "path",
        "required": True,
        "description": "A kind of things, or a kind and a property of which a thing may have several values.",
        "schema": {"type": "string", "pattern": "^[a-z0-9_-]+$"},
        "example": "country",
    }
    listed = {accept.HTML: _TEXT, CSVM: _DESCRIPTION, accept.JSON: _DESCRIPTION}
    return {
        PATH: _get("tables", "All tables: as a page, or described for machines.", listed, "406", given=[lang]),
        PATH + METADATA: _get("tables-metadata", "What the tables are, for machines.", {CSVM: _DESCRIPTION}, "503"),
        PATH + "{name}.csv": _get(
            "table",
            "All things of a kind, or all statements, as a table.",
            {accept.CSV: _TEXT},
            "404",
            "503",
            given=[name],
        ),
    }


def _get(id_: str, summary: str, content: dict[str, Any], *more: str, given: list[Any] | None = None) -> dict[str, Any]:
    responses = {"200": {"description": "As asked.", "content": content}, **refused(*more)}
    found = {"operationId": id_, "summary": summary, "responses": responses}
    return {"get": {**found, **({"parameters": given} if given else {})}}
