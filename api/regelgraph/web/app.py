"""The application: its addresses. What stands around every answer is set by the gateway."""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

from regelgraph import __version__
from regelgraph.web.problems import handle_errors
from regelgraph.web.service import Loaded

GET: Final = ["GET", "HEAD"]
TITLE: Final = "regelgraph"


def create_app(loaded: Loaded) -> FastAPI:
    """All addresses but those of the gateway, answered from loaded knowledge; one request at a time."""
    app = FastAPI(
        title=TITLE, version=__version__, openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False
    )
    app.state.body_bytes = loaded.options.body_bytes
    handle_errors(app)
    _for_questions(app, loaded)
    _for_checks(app, loaded)
    _for_readers(app, loaded)
    return app


def _for_questions(app: FastAPI, loaded: Loaded) -> None:
    @app.api_route("/questions", methods=GET)
    async def questions(request: Request) -> Response:
        from regelgraph.web.questions import answering

        return answering.listed(loaded, request)

    @app.api_route("/questions/{id}", methods=[*GET, "POST"])
    async def question(request: Request, id: str) -> Response:  # noqa: A002 - the name in the address
        from regelgraph.web.questions import answering

        return await answering.answer(loaded, request, id)


def _for_checks(app: FastAPI, loaded: Loaded) -> None:
    """Imported when first used, since judging takes longer to import than everything else."""

    @app.api_route("/check/persons", methods=["POST"])
    @app.api_route("/check/participations", methods=["POST"])
    @app.api_route("/check/networks", methods=["POST"])
    async def check(request: Request) -> Response:
        from regelgraph.web.checks import checking

        return await checking.check(loaded, request, request.url.path.rpartition("/")[2])

    @app.api_route("/explain/person", methods=["POST"])
    async def explain_person(request: Request) -> Response:
        from regelgraph.web.checks import explaining

        return await explaining.explain_person(loaded, request)


def _for_readers(app: FastAPI, loaded: Loaded) -> None:
    @app.api_route("/", methods=GET)
    async def start(request: Request) -> Response:
        from regelgraph.web import pages

        return pages.start(loaded, request)

    @app.api_route("/docs", methods=GET)
    async def docs(request: Request) -> Response:
        from regelgraph.web import pages

        return pages.operations(loaded, request)

    @app.api_route("/openapi.json", methods=GET)
    async def openapi() -> Response:
        return JSONResponse(loaded.openapi)
