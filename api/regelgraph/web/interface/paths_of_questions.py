"""The part of the interface's description that is about questions: one path for each, with its own parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from regelgraph.questions import Question
from regelgraph.web import accept, bodies
from regelgraph.web.interface.question_parameters import TYPES, in_body, in_query, of_rows
from regelgraph.web.interface.schemas import Schema, refused, thing
from regelgraph.web.questions import answering
from regelgraph.web.questions.asking import url_of
from regelgraph.workers.problems import MEDIA_TYPE as PROBLEM

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded

_TEXT: Final[Schema] = {"schema": {"type": "string"}}


def paths(loaded: Loaded) -> dict[str, Any]:
    """The list of questions, each question, and the pattern of their addresses."""
    return {"/questions": _list(), **{url_of(question): _question(question) for question in loaded.register}}


def components() -> dict[str, Schema]:
    """The schemas that the paths name."""
    text, word = {"$ref": "#/components/schemas/Text"}, {"type": "string"}
    maybe = {"type": ["string", "null"]}
    parameter = thing(
        {
            "name": word,
            "type": {"enum": list(TYPES)},
            "of": {"type": "array", "items": word},
            "required": {"type": "boolean"},
            "default": maybe,
            "example": maybe,
            "help": text,
        }
    )
    question = thing(
        {
            "id": word,
            "audience": word,
            "title": text,
            "help": text,
            "clause": {"type": "array", "items": word},
            "needs_examples": {"type": "boolean"},
            "parameters": {"type": "array", "items": parameter},
            "columns": {"type": "array", "items": thing({"name": word, "label": text})},
            "url": word,
        }
    )
    cell = {"type": ["string", "number", "boolean", "null"]}
    answer = thing(
        {
            "question": word,
            "parameters": {"type": "object", "additionalProperties": word},
            "columns": {"type": "array", "items": word},
            "rows": {"type": "array", "items": {"type": "object", "additionalProperties": cell}},
            "total": {"type": "integer", "minimum": 0},
            "next": {**maybe, "description": "Address of the rows behind these."},
        }
    )
    return {"Question": question, "Answer": answer}


def _list() -> dict[str, Any]:
    listed = thing({"questions": {"type": "array", "items": {"$ref": "#/components/schemas/Question"}}})
    content = {accept.JSON: {"schema": listed}, accept.HTML: _TEXT}
    responses = {"200": {"description": "All questions.", "content": content}, **refused("406")}
    return {"get": {"operationId": "questions", "summary": "The questions that can be asked.", "responses": responses}}


def _question(question: Question) -> dict[str, Any]:
    types = answering.GRAPH if question.is_graph else answering.ROWS
    shown: dict[str, Schema] = dict.fromkeys(types, _TEXT)
    shown[accept.JSON] = {"schema": {"$ref": "#/components/schemas/Answer"}}
    if accept.SPARQL_JSON in shown:
        shown[accept.SPARQL_JSON] = {"schema": {"type": "object"}}
    described = {
        "summary": question.title.en,
        "description": question.help.en,
        "tags": [question.audience],
        "responses": {
            "200": {"description": "The answer.", "content": shown},
            "400": {
                "description": "A problem document (RFC 9457); of a page the form, with what is wrong at its field.",
                "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}, accept.HTML: _TEXT},
            },
            **refused("406", "503"),
        },
    }
    content = {accept.JSON: _body(question, "", None), bodies.FORM: _body(question, "")}
    needed = any(each.required for each in question.parameters)
    return {
        "get": {
            "operationId": question.id,
            **described,
            "parameters": [
                *(in_query(question, each) for each in question.parameters),
                *of_rows(question, types),
            ],
        },
        "post": {
            "operationId": f"{question.id}-by-post",
            **described,
            "responses": {**described["responses"], **refused("413", "415")},  # type: ignore[dict-item]
            "parameters": of_rows(question, types),
            "requestBody": {"required": needed, "content": content},
        },
    }


def _body(question: Question, *empty: str | None) -> Schema:
    """Parameters in a body, each what it may be there or, if it need not be given, `empty`."""
    own = {each.name: in_body(each, *empty) for each in question.parameters}
    schema = thing(own, required=[each.name for each in question.parameters if each.required])
    example = {name: value for name, value in question.example.items() if name in own}
    return {"schema": schema | {"additionalProperties": False}, "example": example}
