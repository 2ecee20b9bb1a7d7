"""Answers a question in the form that the client takes."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Final

from fastapi import Request
from starlette.responses import JSONResponse, Response

from regelgraph.engines import Answer
from regelgraph.errors import NotAcceptableError, ParameterError
from regelgraph.questions import Question
from regelgraph.web import pages
from regelgraph.web.accept import CSV, HTML, JSON, N_TRIPLES, SPARQL_JSON, TURTLE, XLSX, language, media_type
from regelgraph.web.questions.asking import FORMATS, PAGE, Asked, asked, described, next_of
from regelgraph.web.questions.page import question_page, questions_page
from regelgraph.web.questions.parts import part_of, size
from regelgraph.web.questions.sorting import in_order
from regelgraph.web.service import Loaded

ROWS: Final = (JSON, SPARQL_JSON, CSV, XLSX, HTML)
GRAPH: Final = (TURTLE, N_TRIPLES, JSON, CSV, XLSX, HTML)
LIST: Final = (JSON, HTML)
TRIPLES: Final = (TURTLE, N_TRIPLES)
PAGED: Final = (JSON, SPARQL_JSON)
_FORMATS: Final = {CSV: "csv", XLSX: "xlsx", TURTLE: "ttl", SPARQL_JSON: "srj"}
VARY: Final = {"Vary": "Accept, Accept-Language"}


def listed(loaded: Loaded, request: Request) -> Response:
    """The questions, as JSON or as a page."""
    if media_type(request, LIST) == HTML:
        return questions_page(loaded, request)
    found = [described(question) for question in loaded.register]
    return JSONResponse({"questions": found}, headers=VARY)


async def answer(loaded: Loaded, request: Request, id_: str) -> Response:
    """The answer to a question. Raises QuestionError, ParameterError, NotAcceptableError.

    A page that is read without any parameter shows the form alone, if the question needs some.
    """
    question = loaded.register[id_]
    offered = GRAPH if question.is_graph else ROWS
    if "format" not in request.query_params:
        media_type(request, offered)  # refused before a body is read
    wanted = await asked(request)
    type_ = FORMATS[wanted.format] if wanted.format else media_type(request, offered)
    if type_ not in offered:
        raise NotAcceptableError(f"format={wanted.format}: there are {', '.join(offered)}")
    needs = any(each.required for each in question.parameters)
    if type_ == HTML and needs and not wanted.parameters and request.method != "POST":
        return question_page(loaded, request, question, wanted)
    try:
        sparql = loaded.register.sparql(question, wanted.parameters)
    except ParameterError as error:
        if type_ != HTML or error.parameter not in {each.name for each in question.parameters}:
            raise
        return question_page(loaded, request, question, wanted, wrong=error)
    found = in_order(loaded.engine.query(sparql), wanted.sort, loaded, language(request, loaded.options.lang))
    if type_ == HTML:
        return question_page(loaded, request, question, wanted, found)
    return _answer(loaded, request, question, wanted, found, type_)


def _answer(loaded: Loaded, request: Request, question: Question, wanted: Asked, found: Answer, type_: str) -> Response:
    total = size(found)
    limit = wanted.limit if wanted.limit is not None else PAGE if type_ in PAGED else max(total, 1)
    part = part_of(found, wanted.offset, limit) if type_ not in TRIPLES else found
    after = next_of(question, wanted, limit, total) if type_ not in TRIPLES else None
    headers = {**VARY, **({"Link": f'<{pages.sent(request).base}{after}>; rel="next"'} if after else {})}
    if type_ == JSON:
        return Response(_json(question, wanted, part, total, after), headers=headers, media_type=JSON)
    out = BytesIO()
    if type_ == N_TRIPLES:
        from regelgraph.answers.graphs import write_n_triples

        write_n_triples(found, out)
        return Response(out.getvalue(), headers=headers, media_type=type_)
    from regelgraph.answers import write

    write(_FORMATS[type_], part, out, question=question, lang=language(request, loaded.options.lang))
    if type_ in (CSV, XLSX):
        suffix = _FORMATS[type_]
        headers["Content-Disposition"] = f'attachment; filename="{question.id}.{suffix}"'
    return Response(out.getvalue(), headers=headers, media_type=type_)


def _json(question: Question, wanted: Asked, part: Answer, total: int, after: str | None) -> bytes:
    from regelgraph.answers import rows_of

    columns, rows = rows_of(part)
    document = {
        "question": question.id,
        "parameters": _used(question, wanted),
        "columns": list(columns),
        "rows": [dict(zip(columns, row, strict=True)) for row in rows],
        "total": total,
        "next": after,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _used(question: Question, wanted: Asked) -> dict[str, str]:
    """The texts of the parameters that were asked with, defaults included."""
    texts = ((each.name, wanted.parameters.get(each.name) or each.default) for each in question.parameters)
    return {name: text for name, text in texts if text}
