"""The part of the interface's description that is about finding things: the search, and lists to browse."""

from __future__ import annotations

from typing import Any, Final

from regelgraph.linked.search import FIELDS, LONGEST
from regelgraph.web import accept
from regelgraph.web.interface.schemas import refused, thing
from regelgraph.web.paging import MOST, PAGE
from regelgraph.web.search import IRI, PATH

_LISTS: Final = {
    "/id/": ("kinds", "All kinds of things, with how many there are of each, as a page.", None),
    "/id/{kind}/": ("things", "The things of a kind, as a page.", "country"),
    "/graph/": ("graphs", "All graphs with licence and size, as a page.", None),
}
"""Address: name of the operation, what it gives, and an example of a kind."""


def paths() -> dict[str, Any]:
    """The search and the lists."""
    return {**_search(), **{address: {"get": _list(*told)} for address, told in _LISTS.items()}}


def _list(id_: str, summary: str, kind: str | None) -> dict[str, Any]:
    given: list[dict[str, Any]] = [_in_query("lang", "Language of HTML.", {"enum": ["de", "en"]})]
    if kind:
        of_kind = {"type": "string", "minLength": 1}
        given = [
            {"name": "kind", "in": "path", "required": True, "schema": of_kind, "example": kind},
            _in_query("q", "Part of a name or notation.", {"type": "string", "maxLength": LONGEST}),
            *_PAGING,
            *given,
        ]
    content = {accept.HTML: {"schema": {"type": "string"}}}
    refusals = refused("400", "404", "406") if kind else refused("400", "406")
    responses = {"200": {"description": "The list.", "content": content}, **refusals}
    return {"operationId": id_, "summary": summary, "parameters": given, "responses": responses}


def _search() -> dict[str, Any]:
    word = {"type": "string"}
    result = thing(
        {
            "iri": word,
            "url": word,
            "label": {"$ref": "#/components/schemas/Text"},
            "classes": {"type": "array", "items": word},
            "field": {"enum": [*dict.fromkeys(FIELDS.values()), "cell", IRI]},
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
                    _in_query("q", "What to look for.", {"type": "string", "maxLength": LONGEST}),
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
    return {"name": name, "in": "query", "description": description, "schema": schema}


_PAGING: Final = [
    _in_query("limit", "So many at most.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}),
    _in_query("offset", "So many are left out before the first.", {"type": "integer", "minimum": 0, "default": 0}),
]
