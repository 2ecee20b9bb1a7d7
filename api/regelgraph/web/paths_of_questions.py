"""The part of the interface's description that is about questions: one path for each, with its own parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from regelgraph.questions import Question
from regelgraph.questions.model import VIEWS
from regelgraph.web import accept, answering, bodies
from regelgraph.web.asking import FORMATS, MOST, PAGE, url_of
from regelgraph.web.question_page import ROWS
from regelgraph.web.question_parameters import TYPES, in_body, in_query
from regelgraph.web.schemas import Schema, refused, thing

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded

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
    content = {accept.JSON: {"schema": listed}, accept.HTML: {"schema": {"type": "string"}}}
    responses = {"200": {"description": "All questions.", "content": content}, **refused("406")}
    return {"get": {"operationId": "questions", "summary": "The questions that can be asked.", "responses": responses}}


def _question(question: Question) -> dict[str, Any]:
    types = answering.GRAPH if question.is_graph else answering.ROWS
    shown: dict[str, Schema] = {type_: {"schema": {"type": "string"}} for type_ in types}
    shown[accept.JSON] = {"schema": {"$ref": "#/components/schemas/Answer"}}
    if accept.SPARQL_JSON in shown:
        shown[accept.SPARQL_JSON] = {"schema": {"type": "object"}}
    described = {
        "summary": question.title.en,
        "description": question.help.en,
        "tags": [question.audience],
        "responses": {"200": {"description": "The answer.", "content": shown}, **refused("400", "406", "503")},
    }
    content = {accept.JSON: _body(question, "", None), bodies.FORM: _body(question, "")}
    needed = any(each.required for each in question.parameters)
    return {
        "get": {
            "operationId": question.id,
            **described,
            "parameters": [
                *(in_query(question, each) for each in question.parameters),
                *_PAGING,
                *_form(question, types),
            ],
        },
        "post": {
            "operationId": f"{question.id}-by-post",
            **described,
            "responses": {**described["responses"], **refused("413", "415")},  # type: ignore[dict-item]
            "parameters": [*_PAGING, *_form(question, types)],
            "requestBody": {"required": needed, "content": content},
        },
    }


def _form(question: Question, types: Sequence[str]) -> list[dict[str, Any]]:
    """The parameters that say in which form and order rows come; triples have no order."""
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
        "schema": {"type": "string", "pattern": f"^-?({columns})$"},
    }
    return [form] if question.is_graph else [form, sort]


def _body(question: Question, *empty: str | None) -> Schema:
    """Parameters in a body, each what it may be there or, if it need not be given, `empty`."""
    own = {each.name: in_body(each, *empty) for each in question.parameters}
    schema = thing(own, required=[each.name for each in question.parameters if each.required])
    example = {name: value for name, value in question.example.items() if name in own}
    return {"schema": schema | {"additionalProperties": False}, "example": example}
