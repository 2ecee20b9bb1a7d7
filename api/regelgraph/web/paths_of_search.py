"""The part of the interface's description that is about the search."""

from __future__ import annotations

from typing import Any

from regelgraph.linked.search import FIELDS, LONGEST
from regelgraph.web import accept
from regelgraph.web.paging import MOST, PAGE
from regelgraph.web.schemas import refused, thing
from regelgraph.web.search import PATH


def paths() -> dict[str, Any]:
    """The search."""
    word = {"type": "string"}
    result = thing(
        {
            "iri": word,
            "url": word,
            "label": {"$ref": "#/components/schemas/Text"},
            "classes": {"type": "array", "items": word},
            "field": {"enum": [*dict.fromkeys(FIELDS.values()), "cell"]},
            "found": {"type": "string", "description": "The text in which it was found."},
        }
    )
    whole = {"type": "integer", "minimum": 0}
    found = thing(
        {
            "query": word,
            "total": whole,
            "results": {"type": "array", "items": result},
            "next": {"type": ["string", "null"], "description": "Address of the results behind these."},
        }
    )
    content = {accept.JSON: {"schema": found}, accept.HTML: {"schema": word}}
    return {
        PATH: {
            "get": {
                "operationId": "search",
                "summary": "Things by label, notation, spelling or citation.",
                "description": "Whole names come first, then what the text means in a cell of a table, then beginnings "
                "of names and parts of them. Case, spaces, hyphens and the spelling of umlauts do not matter.",
                "parameters": [
                    _in_query("q", "What to look for.", {"type": "string", "minLength": 1, "maxLength": LONGEST}),
                    _in_query("kind", "What addresses begin with, such as `id/country`.", word),
                    _in_query(
                        "limit", "So many results at most.", {**whole, "minimum": 1, "maximum": MOST, "default": PAGE}
                    ),
                    _in_query("offset", "So many results are left out before the first.", {**whole, "default": 0}),
                    _in_query("lang", "Language of HTML.", {"enum": ["de", "en"]}),
                ],
                "responses": {"200": {"description": "What is found.", "content": content}, **refused("400", "406")},
            }
        }
    }


def _in_query(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": name == "q", "description": description, "schema": schema}
