"""What a parameter of a question may be, in an address and in a body, as JSON Schema."""

from __future__ import annotations

from typing import Any, Final

from regelgraph.questions import Parameter, Question
from regelgraph.web.schemas import Schema

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
