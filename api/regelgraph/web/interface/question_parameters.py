"""What a parameter of a question may be, in an address and in a body, as JSON Schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from regelgraph.questions import Parameter, Question
from regelgraph.questions.model import VIEWS
from regelgraph.web.interface.schemas import Schema
from regelgraph.web.questions.asking import FORMATS, MOST, PAGE
from regelgraph.web.questions.page import ROWS

TYPES: Final[dict[str, Schema]] = {
    "iri": {"type": "string", "minLength": 1},
    "string": {"type": "string", "minLength": 1},
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "boolean": {"type": "boolean"},
}
IN_BODIES: Final[dict[str, Schema]] = {
    "iri": {"type": ["string", "number", "boolean"], "minLength": 1},
    "string": {"type": ["string", "number", "boolean"], "minLength": 1},
    "integer": {"type": ["integer", "string"], "pattern": "^[+-]?[0-9]{1,18}$"},
    "decimal": {"type": ["number", "string"], "pattern": r"^[+-]?[0-9]{1,18}(\.[0-9]{1,18})?$"},
    "date": {"type": "string", "format": "date"},
    "boolean": {"enum": [True, False, "true", "false", "1", "0"]},
}
"""A member of a body may also be the text that stands in an address; a number is the text of its digits."""
_PAGING: Final = [
    {
        "name": "limit",
        "in": "query",
        "description": f"So many rows at most. Default: {PAGE} in JSON and SPARQL-JSON, {ROWS} in HTML, else all rows.",
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST},
    },
    {
        "name": "offset",
        "in": "query",
        "description": "So many rows are left out before the first.",
        "schema": {"type": "integer", "minimum": 0, "default": 0},
    },
    {"name": "lang", "in": "query", "description": "Language of HTML.", "schema": {"enum": ["de", "en"]}},
    {
        "name": "view",
        "in": "query",
        "description": "What HTML shows first, where the question has it.",
        "schema": {"enum": list(VIEWS)},
    },
]


def schema(each: Parameter) -> Schema:
    """A parameter as it stands in an address."""
    found = {**TYPES[each.type], "description": each.help.en}
    if not each.required:
        found.pop("minLength", None)
    return found if each.default is None else {**found, "default": typed(each, each.default)}


def in_body(each: Parameter, *empty: str | None) -> Schema:
    """A member of a body; one that need not be given may also be `empty`."""
    found: Schema = {**schema(each), **IN_BODIES[each.type]}
    if each.required:
        return found
    words: Schema = {name: found.pop(name) for name in ("description", "default") if name in found}
    return {**words, "anyOf": [found, {"enum": [*empty]}]}


def typed(each: Parameter, text: str) -> Any:
    """The JSON value that a text stands for."""
    if each.type == "boolean":
        return text in ("true", "1")
    return {"integer": int, "decimal": float}.get(each.type, str)(text)


def in_query(question: Question, each: Parameter) -> dict[str, Any]:
    """A parameter of the address, with the example of its question."""
    found = {"name": each.name, "in": "query", "required": each.required, "description": each.help.en}
    example = question.example.get(each.name)
    more = {} if example is None else {"example": typed(each, example)}
    asked = schema(each)
    if not each.required and each.type == "date":  # an empty one counts as none
        words: Schema = {name: asked.pop(name) for name in ("description", "default") if name in asked}
        asked = {**words, "anyOf": [asked, {"const": ""}]}
    return {**found, "schema": asked, **more}


def of_rows(question: Question, types: Sequence[str]) -> list[dict[str, Any]]:
    """The parameters that say which rows come, in which form and order; triples have no order."""
    form = {
        "name": "format",
        "in": "query",
        "description": "Form of the answer, for links; it wins over `Accept`.",
        "schema": {"enum": [name for name, type_ in FORMATS.items() if type_ in types]},
    }
    columns = "|".join(each.name for each in question.columns)
    sort = {
        "name": "sort",
        "in": "query",
        "description": "Column that the rows are sorted by; with `-` before it from the last to the first.",
        "schema": {"type": "string", "pattern": f"^(-?({columns}))?$"},
    }
    return [*_PAGING, form] if question.is_graph else [*_PAGING, form, sort]
