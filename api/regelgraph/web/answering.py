"""Answers a question in the form that the client takes."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from typing import Final

from fastapi import Request
from starlette.responses import JSONResponse, Response

from regelgraph.engines import Answer
from regelgraph.questions import Question
from regelgraph.web import pages
from regelgraph.web.accept import CSV, HTML, JSON, N_TRIPLES, SPARQL_JSON, TURTLE, XLSX, language, media_type
from regelgraph.web.asking import PAGE, Asked, asked, described, next_of
from regelgraph.web.service import Loaded

ROWS: Final = (JSON, SPARQL_JSON, CSV, XLSX, HTML)
GRAPH: Final = (TURTLE, N_TRIPLES, JSON, CSV, XLSX, HTML)
LIST: Final = (JSON, HTML)
TRIPLES: Final = (TURTLE, N_TRIPLES)
PAGED: Final = (JSON, SPARQL_JSON, HTML)
_FORMATS: Final = {CSV: "csv", XLSX: "xlsx", TURTLE: "ttl", SPARQL_JSON: "srj"}
VARY: Final = {"Vary": "Accept, Accept-Language"}


def listed(loaded: Loaded, request: Request) -> Response:
    """The questions, as JSON or as a page."""
    if media_type(request, LIST) == HTML:
        return pages.questions(loaded, request)
    found = [described(question) for question in loaded.register]
    return JSONResponse({"questions": found}, headers=VARY)


async def answer(loaded: Loaded, request: Request, id_: str) -> Response:
    """The answer to a question. Raises QuestionError, ParameterError, NotAcceptableError.

    A page without any parameter shows the form alone, if the question needs some.
    """
    question = loaded.register[id_]
    type_ = media_type(request, GRAPH if question.is_graph else ROWS)
    wanted = await asked(request)
    needs = any(each.required for each in question.parameters)
    if type_ == HTML and needs and not wanted.parameters:
        return pages.question(loaded, request, question, wanted)
    return _answer(loaded, request, question, wanted, type_)


def _answer(loaded: Loaded, request: Request, question: Question, wanted: Asked, type_: str) -> Response:
    found = loaded.engine.query(loaded.register.sparql(question, wanted.parameters))
    total = _size(found)
    limit = wanted.limit if wanted.limit is not None else PAGE if type_ in PAGED else max(total, 1)
    part = _part(found, wanted.offset, limit) if type_ not in TRIPLES else found
    after = next_of(question, wanted, limit, total) if type_ not in TRIPLES else None
    headers = {**VARY, **({"Link": f'<{request.scope.get(pages.BASE, "")}{after}>; rel="next"'} if after else {})}
    if type_ == HTML:
        return pages.question(loaded, request, question, wanted, part, total, after)
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


def _size(answer: Answer) -> int:
    if answer.boolean is not None:
        return 1
    return len(answer.rows if answer.triples is None else answer.triples)


def _part(answer: Answer, offset: int, limit: int) -> Answer:
    end = offset + limit
    if answer.triples is not None:
        return replace(answer, triples=tuple(sorted(answer.triples, key=str))[offset:end])
    return replace(answer, rows=answer.rows[offset:end]) if answer.boolean is None else answer
