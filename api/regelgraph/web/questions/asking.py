"""GET /questions, GET and POST /questions/{id}: what can be asked, and the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote, urlencode

from fastapi import Request
from starlette.datastructures import UploadFile

from regelgraph.errors import ParameterError
from regelgraph.questions import Question
from regelgraph.questions.header import RESERVED
from regelgraph.questions.model import VIEWS
from regelgraph.web import bodies
from regelgraph.web.accept import CSV, HTML, JSON, N_TRIPLES, SPARQL_JSON, TURTLE, XLSX

PAGE: Final = 1000
"""Rows of an answer where nobody asks for more or fewer."""
MOST: Final = 10_000
"""Rows that an answer holds at most."""
FORMATS: Final = {
    "html": HTML,
    "csv": CSV,
    "xlsx": XLSX,
    "json": JSON,
    "srj": SPARQL_JSON,
    "ttl": TURTLE,
    "nt": N_TRIPLES,
}
"""What an address may ask for by `format`, for links that a reader follows; it wins over `Accept`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: the texts of the parameters, and which rows in which form.

    `limit` is None where none is said; `sort` is a column, with a hyphen before it for the other direction; `format`,
    `view` and `sort` are empty where none is said.
    """

    parameters: Mapping[str, str]
    limit: int | None = None
    offset: int = 0
    format: str = ""
    view: str = ""
    sort: str = ""


def url_of(question: Question) -> str:
    """The address of a question, relative to the service."""
    return f"/questions/{quote(question.id)}"


def described(question: Question) -> dict[str, Any]:
    """A question in the list of questions."""
    return {**question.described(), "url": url_of(question)}


async def asked(request: Request) -> Asked:
    """What is asked in the address and, by POST, in the body. Raises ParameterError for a name given twice."""
    given = [*request.query_params.multi_items()]
    if request.method == "POST":
        given += await _in_body(request)
    found: dict[str, str] = {}
    for name, value in given:
        if name in found:
            raise ParameterError(name, f"parameter {name!r} is given twice")
        found[name] = value
    limit, offset = _whole(found, "limit", 1, MOST), _whole(found, "offset", 0, 10**9)
    for name, known in (("lang", ("de", "en")), ("format", FORMATS), ("view", VIEWS)):
        if found.get(name, next(iter(known))) not in known:
            raise ParameterError(name, f"parameter {name!r}: expected {' or '.join(known)}")
    kept = {name: value for name, value in found.items() if name not in RESERVED}
    form = {name: found.get(name, "") for name in ("format", "view", "sort")}
    return Asked(kept, limit, offset or 0, **form)


async def _in_body(request: Request) -> list[tuple[str, str]]:
    type_ = bodies.content_type(request)
    if type_ in (JSON, ""):
        data = await bodies.body(request)
        if not data.strip():
            return []  # all is said in the address
        if not type_:
            raise bodies.refuse(request, [JSON, bodies.FORM])
        found = bodies.decoded_object(data)
        return [(name, _text(name, value)) for name, value in found.items() if value is not None]
    if type_ in (bodies.FORM, bodies.MULTIPART):
        fields = (await bodies.form(request)).multi_items()
        for name, value in fields:
            if isinstance(value, UploadFile):
                raise ParameterError(name, f"parameter {name!r} is a file; expected a text")
        return [(name, str(value)) for name, value in fields]
    raise bodies.refuse(request, [JSON, bodies.FORM])


def _text(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return str(value)
    raise ParameterError(name, f"parameter {name!r}: expected a text, a number, true or false")


def _whole(found: Mapping[str, str], name: str, least: int, most: int) -> int | None:
    text = found.get(name)
    if text is None or text == "":
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most):
        raise ParameterError(name, f"parameter {name!r}: expected a whole number from {least} to {most}")
    return int(text)


def next_of(question: Question, wanted: Asked, limit: int, total: int) -> str | None:
    """The address of the rows behind those that are given, or None if there are none."""
    start = wanted.offset + limit
    return address(question, replace(wanted, limit=limit, offset=start)) if start < total else None


def address(question: Question, wanted: Asked) -> str:
    """The address, relative to the service, at which all this is asked."""
    more = query(wanted)
    return f"{url_of(question)}?{more}" if more else url_of(question)


def query(wanted: Asked) -> str:
    """What stands behind the question mark of such an address."""
    rows = {"limit": wanted.limit, "offset": wanted.offset, "format": wanted.format, "view": wanted.view}
    said = {name: value for name, value in {**rows, "sort": wanted.sort}.items() if value}
    return urlencode({**wanted.parameters, **said})
