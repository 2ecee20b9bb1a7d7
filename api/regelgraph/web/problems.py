"""Every error of the framework as a problem document (RFC 9457)."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from regelgraph.errors import RegelgraphError, UsageError
from regelgraph.workers import problems
from regelgraph.workers.messages import Reply

_CLIENT_GONE: Final = 499


def response(reply: Reply) -> Response:
    """A problem document as the framework sends it."""
    return Response(b"".join(reply.body), reply.status, dict(reply.headers))


async def _gone(_request: Request, _error: Any) -> Response:
    """Nobody hears this answer; its status stands in the access log."""
    return Response(status_code=_CLIENT_GONE)


async def _known(_request: Request, error: Any) -> Response:
    return response(problems.of_error(error))


async def _of_framework(_request: Request, error: Any) -> Response:
    return response(problems.of_status(int(error.status_code), str(error.detail), (error.headers or {}).items()))


async def _invalid(_request: Request, error: Any) -> Response:
    found = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())
    return response(problems.problem(400, UsageError.problem_type, found))


def handle_errors(app: FastAPI) -> None:
    """Have every error of the application answered by a problem document; what is unexpected, `guard` answers."""
    app.add_exception_handler(RegelgraphError, _known)
    app.add_exception_handler(ClientDisconnect, _gone)
    app.add_exception_handler(HTTPException, _of_framework)
    app.add_exception_handler(RequestValidationError, _invalid)
