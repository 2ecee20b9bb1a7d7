"""Every error as a problem document (RFC 9457): a stable `type`, the status, and a sentence that helps."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, ClassVar, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from regelgraph.errors import RegelgraphError, UsageError
from regelgraph.terms import PROBLEM

MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER: Final = "5"
"""Seconds, for a client that finds the service busy."""
_CLIENT_GONE: Final = 499
_INTERNAL: Final = "Something went wrong here. Nothing of what was sent is kept; the log of the service says more."
_DETAILS: Final = {
    404: "Nothing is at this address; / links to what there is.",
    405: "This address does not take the method; Allow says which it takes.",
}


class NotAcceptableError(UsageError):
    """The client takes none of the media types that there are."""

    http_status: ClassVar[int] = 406
    problem_type: ClassVar[str] = PROBLEM + "not-acceptable"


class MediaTypeError(UsageError):
    """The body is of a media type that is not understood."""

    http_status: ClassVar[int] = 415
    problem_type: ClassVar[str] = PROBLEM + "media-type"


class TooLargeError(UsageError):
    """The body, or the list in it, is larger than the service takes."""

    http_status: ClassVar[int] = 413
    problem_type: ClassVar[str] = PROBLEM + "too-large"


class BusyError(RegelgraphError):
    """More is asked at once than the service works on."""

    http_status: ClassVar[int] = 503
    problem_type: ClassVar[str] = PROBLEM + "busy"


def problem(status: int, type_: str, detail: str, headers: Mapping[str, str] | None = None, **members: str) -> Response:
    """A problem document. Never kept by caches, as what is wrong now may be right later."""
    title = HTTPStatus(status).phrase
    document = {"type": type_, "title": title, "status": status, "detail": detail, **members}
    body = json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, status, {**(headers or {}), "Cache-Control": "no-store"}, MEDIA_TYPE)


def internal() -> Response:
    """The answer to what nobody expected; it tells nothing about it."""
    return problem(500, PROBLEM + "internal", _INTERNAL)


def of_error(error: RegelgraphError) -> Response:
    """The problem document of an error; one of ours that is nobody's fault outside tells nothing but its kind."""
    if isinstance(error, BusyError):
        return problem(error.http_status, error.problem_type, error.message, {"Retry-After": RETRY_AFTER})
    if error.http_status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return problem(error.http_status, error.problem_type, _INTERNAL)
    parameter = getattr(error, "parameter", None)
    if isinstance(parameter, str):
        return problem(error.http_status, error.problem_type, error.message, parameter=parameter)
    headers = {"Vary": "Accept"} if isinstance(error, NotAcceptableError) else None
    return problem(error.http_status, error.problem_type, error.message, headers)


async def _gone(_request: Request, _error: Any) -> Response:
    """Nobody hears this answer; its status stands in the access log."""
    return Response(status_code=_CLIENT_GONE)


async def _known(_request: Request, error: Any) -> Response:
    return of_error(error)


async def _of_framework(_request: Request, error: Any) -> Response:
    status = int(error.status_code)
    kind = HTTPStatus(status).phrase.lower().replace(" ", "-")
    return problem(status, PROBLEM + kind, _DETAILS.get(status, str(error.detail)), error.headers)


async def _invalid(_request: Request, error: Any) -> Response:
    found = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
    return problem(400, UsageError.problem_type, found)


def handle_errors(app: FastAPI) -> None:
    """Have every error of the application answered by a problem document; what is unexpected, `guard` answers."""
    app.add_exception_handler(RegelgraphError, _known)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(HTTPException, _of_framework)
    app.add_exception_handler(RequestValidationError, _invalid)
