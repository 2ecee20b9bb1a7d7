"""Every error as a problem document (RFC 9457): a stable `type`, the status, and a sentence that helps."""

from __future__ import annotations

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from regelgraph.errors import (
    BusyError,
    EndedError,
    NotAcceptableError,
    ParameterError,
    RegelgraphError,
    TokenError,
    TooManyError,
)
from regelgraph.terms import PROBLEM
from regelgraph.workers.messages import Header, Reply

MEDIA_TYPE: Final = "application/problem+json"
INTERNAL: Final = "Something went wrong here. Nothing of what was sent is kept; the log of the service says more."
_RENAMED: Final = {
    413: "Content Too Large",
    414: "URI Too Long",
    416: "Range Not Satisfiable",
    422: "Unprocessable Content",
}
DETAILS: Final = {
    404: "Nothing is at this address; / links to what there is.",
    405: "This address does not take the method; Allow says which it takes.",
}


def problem(status: int, type_: str, detail: str, headers: Iterable[Header] = (), **members: str) -> Reply:
    """A problem document. Never kept by caches, as what is wrong now may be right later."""
    document = {"type": type_, "title": phrase(status), "status": status, "detail": detail, **members}
    body = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    return Reply(status, [("content-type", MEDIA_TYPE), ("cache-control", "no-store"), *headers], (body,))


def of_status(status: int, detail: str = "", headers: Iterable[Header] = ()) -> Reply:
    """The problem document for a status that needs no other words than its own.

    Every address takes OPTIONS, which is answered before anything is asked here; so Allow has it, too.
    """
    kind = phrase(status).lower().replace(" ", "-")
    headers = [(name, _with_options(value) if name.lower() == "allow" else value) for name, value in headers]
    return problem(status, PROBLEM + kind, DETAILS.get(status, detail or phrase(status)), headers)


def _with_options(allow: str) -> str:
    return allow if "OPTIONS" in allow else f"{allow}, OPTIONS"


def phrase(status: int) -> str:
    """What a status is called in RFC 9110, whatever the version of Python calls it."""
    return _RENAMED.get(status) or HTTPStatus(status).phrase


def internal() -> Reply:
    """The answer to what nobody expected; it tells nothing about it."""
    return problem(500, PROBLEM + "internal", INTERNAL)


def of_error(error: RegelgraphError) -> Reply:
    """The problem document of an error; a fault of ours tells nothing but its kind."""
    if isinstance(error, BusyError | TooManyError):
        return problem(error.http_status, error.problem_type, error.unquoted, [("retry-after", str(error.after))])
    if error.http_status >= HTTPStatus.INTERNAL_SERVER_ERROR and not isinstance(error, EndedError):
        return problem(error.http_status, error.problem_type, INTERNAL)
    if isinstance(error, ParameterError):
        return problem(error.http_status, error.problem_type, error.unquoted, parameter=error.parameter)
    headers: list[Header] = []
    if isinstance(error, NotAcceptableError):
        headers = [("vary", "Accept")]
    elif isinstance(error, TokenError):
        headers = [("www-authenticate", 'Bearer realm="regelgraph"')]
    return problem(error.http_status, error.problem_type, error.unquoted, headers)
