"""The part of the interface's description that is about how things are connected."""

from __future__ import annotations

from typing import Any, Final

from regelgraph.linked.connected import LONGEST_WAY, ROOM
from regelgraph.linked.search import LONGEST
from regelgraph.web import accept
from regelgraph.web.explore.state import MOST_HIDDEN, MOST_KINDS, MOST_NODES, MOST_ROOM, PATH
from regelgraph.web.interface.schemas import refused, thing

_IRI: Final = {"type": "string", "format": "iri"}
_TEXT: Final = {"$ref": "#/components/schemas/Text"}
_SUMMARY: Final = "Things and what connects them, as a graph."
_DESCRIPTION: Final = (
    "Without `node` an overview; with it what surrounds these things, and all lines between what is shown. Which "
    "classes and properties are drawn is data (`rg:drawnOrder`, `rg:drawn`, `rg:drawnThrough`); blank nodes, lists and "
    "things that only connect are left out. The page shows the same as a list and as a drawing."
)


def paths() -> dict[str, Any]:
    """The connections."""
    content = {accept.JSON: {"schema": _graph()}, accept.HTML: {"schema": {"type": "string"}}}
    return {
        PATH: {
            "get": {
                "operationId": "explore",
                "summary": _SUMMARY,
                "description": _DESCRIPTION,
                "parameters": [
                    _several("node", "Things that are shown with what surrounds them.", MOST_NODES),
                    _one("start", "Whether the overview is shown beside them.", {"enum": ["yes"]}),
                    _several("kind", "Classes; of what surrounds, only things of these are shown.", MOST_KINDS),
                    _several("without", "Classes; of what surrounds, nothing of these is shown.", MOST_KINDS),
                    _several("offered", "Classes; those that are not a `kind` too are left out.", MOST_KINDS),
                    _several("hide", "Things that are not shown.", MOST_HIDDEN),
                    _several("end", f"Two things; a way of at most {LONGEST_WAY} steps between them is shown.", 2),
                    _one("by", "Of the last node only this relation: an IRI, after `^` if it leads to it.", {}),
                    _one("limit", "So many things around a node at most.", _whole(1, MOST_ROOM, ROOM)),
                    _one("offset", "So many around the last node are left out before the first.", _whole(0, 10**6, 0)),
                    _one("find", "A text; the page offers what it names.", {"maxLength": LONGEST}),
                    _one("lang", "Language of HTML.", {"enum": ["de", "en"]}),
                ],
                "responses": {
                    "200": {"description": "What is shown.", "content": content},
                    **refused("400", "404", "406"),
                },
            }
        }
    }


def _graph() -> dict[str, Any]:
    node = thing(
        {
            "id": _IRI,
            "label": _TEXT,
            "kind": {"type": ["string", "null"], "description": "The class under which it is drawn."},
            "kindLabel": {"anyOf": [_TEXT, {"type": "null"}]},
            "url": {"type": "string"},
            "degree": {"type": "integer", "minimum": 0, "description": "Things that it is connected with, in all."},
            "expanded": {"type": "boolean"},
        }
    )
    edge = thing({"source": _IRI, "target": _IRI, "property": _IRI, "label": _TEXT})
    return thing(
        {
            "nodes": {"type": "array", "items": node},
            "edges": {"type": "array", "items": edge},
            "path": {"type": ["array", "null"], "items": _IRI, "description": "The things on the way, in order."},
            "total": {"type": "integer", "minimum": 0, "description": "How many surround the last node."},
            "truncated": {"type": "boolean", "description": "Whether some are left out."},
            "next": {"type": ["string", "null"], "description": "Address of what else surrounds the last node."},
        }
    )


def _one(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    typed = schema if "type" in schema or "enum" in schema else {"type": "string", **schema}
    return {"name": name, "in": "query", "description": description, "schema": typed}


def _several(name: str, description: str, most: int) -> dict[str, Any]:
    return _one(name, description, {"type": "array", "items": {"type": "string"}, "maxItems": most})


def _whole(least: int, most: int, usual: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most, "default": usual}
