"""JSON Schemas that tools share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from regelgraph.mcp.known import Schema

FEW: Final = 50
MOST: Final = 500
"""Rows of one call: where none is said, and at most."""
_WORD: Final[Schema] = {"type": "string"}
_COUNT: Final[Schema] = {"type": "integer"}
_NEXT: Final[Schema] = {"type": ["integer", "null"], "description": "`offset` of the rows that follow; null: none do."}
LANG: Final[Schema] = {"type": "string", "enum": ["de", "en"], "description": "Language of the texts."}
AS_OF: Final[Schema] = {
    "type": "string",
    "format": "date",
    "description": "The day that stands for today (YYYY-MM-DD). Default: today.",
}


def thing(properties: Mapping[str, Any], required: Sequence[str] = ()) -> Schema:
    """What a tool takes: these arguments and no others."""
    found: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return found | ({"required": list(required)} if required else {})


def paging(what: str) -> dict[str, Schema]:
    """The arguments that choose rows."""
    return {
        "limit": {
            "type": "integer",
            "minimum": 1,
            "maximum": MOST,
            "default": FEW,
            "description": f"So many {what} at most.",
        },
        "offset": {
            "type": "integer",
            "minimum": 0,
            "maximum": 10**9,
            "default": 0,
            "description": f"So many {what} are left out before the first.",
        },
    }


def _given(properties: Mapping[str, Any], required: Sequence[str]) -> Schema:
    return {"type": "object", "properties": dict(properties), "required": list(required)}


def _many(item: Schema) -> Schema:
    return {"type": "array", "items": item}


_OBJECT: Final[Schema] = {"type": "object"}
LIST_OF_QUESTIONS: Final = _given({"shown": _COUNT, "total": _COUNT, "questions": _many(_OBJECT)}, ["questions"])
ANSWER: Final = _given(
    {
        "question": _WORD,
        "parameters": _OBJECT,
        "columns": _many(_WORD),
        "total": _COUNT,
        "next_offset": _NEXT,
        "shown": _COUNT,
        "rows": _many(_OBJECT),
    },
    ["question", "columns", "total", "next_offset", "rows"],
)
GRAPH_OR_ROWS: Final = _given(
    {
        "variables": _many(_WORD),
        "total": _COUNT,
        "next_offset": _NEXT,
        "shown": _COUNT,
        "rows": _many(_OBJECT),
        "boolean": {"type": "boolean", "description": "The answer to ASK."},
        "triples": {**_many(_WORD), "description": "N-Triples, of CONSTRUCT and DESCRIBE."},
    },
    [],
)
REPORT: Final = _given(
    {
        "knowledge": _OBJECT,
        "summary": {"type": "object", "description": "Cases by verdict, from safe to blocked."},
        "warnings": _many(_WORD),
        "total": _COUNT,
        "next_offset": _NEXT,
        "shown": _COUNT,
        "results": _many(
            _given(
                {
                    "row": {"type": "integer", "description": "Counts from 1."},
                    "round": _WORD,
                    "verdict": _WORD,
                    "reasons": _WORD,
                    "missing": {**_many(_WORD), "description": "Columns that could change the verdict."},
                    "invalid": {**_WORD, "description": "Cells that were not understood."},
                    "citations": _WORD,
                    "criteria": {"type": "object", "description": "The outcome of each criterion."},
                },
                ["row", "verdict", "reasons", "missing"],
            )
        ),
    },
    ["knowledge", "summary", "total", "next_offset", "results"],
)
TREE: Final = _given(
    {
        "knowledge": _OBJECT,
        "person_id": _WORD,
        "round": _WORD,
        "verdict": _WORD,
        "reasons": _WORD,
        "missing": _many(_WORD),
        "invalid": _many(_OBJECT),
        "criteria": _many(_OBJECT),
    },
    ["verdict", "criteria"],
)
