"""The application: its addresses, and what stands around every answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, Response

from regelgraph import __version__
from regelgraph.web import health
from regelgraph.web.guard import Guard
from regelgraph.web.problems import handle_errors
from regelgraph.web.service import Options, Service

GET: Final = ["GET", "HEAD"]
TITLE: Final = "regelgraph"


def create_app(options: Options | None = None, *, service: Service | None = None) -> FastAPI:
    """The service as an ASGI application, with knowledge by `options` or what a `service` already loads.

    The knowledge begins to load when the application starts; until it is there, /health/ready says 503 and every other
    answer waits for it.
    """
    service = service or Service(options or Options())

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        service.start()
        yield

    app = FastAPI(
        title=TITLE,
        version=__version__,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    handle_errors(app)
    app.add_middleware(Guard)
    _for_operators(app, service)
    _for_questions(app, service)
    _for_checks(app, service)
    _for_readers(app, service)
    return app


def _for_operators(app: FastAPI, service: Service) -> None:
    @app.api_route("/health/live", methods=GET)
    async def live() -> Response:
        return health.live()

    @app.api_route("/health/ready", methods=GET)
    async def ready() -> Response:
        return health.ready(service)


def _for_questions(app: FastAPI, service: Service) -> None:
    @app.api_route("/questions", methods=GET)
    async def questions(request: Request) -> Response:
        from regelgraph.web import answering

        return answering.listed(await service.loaded(), request)

    @app.api_route("/questions/{id}", methods=[*GET, "POST"])
    async def question(request: Request, id: str) -> Response:  # noqa: A002 - the name in the address
        from regelgraph.web import answering

        return await answering.answer(await service.loaded(), request, id)


def _for_checks(app: FastAPI, service: Service) -> None:
    """Imported when first used, since judging takes longer to import than everything else."""

    @app.api_route("/check/persons", methods=["POST"])
    @app.api_route("/check/participations", methods=["POST"])
    @app.api_route("/check/networks", methods=["POST"])
    async def check(request: Request) -> Response:
        from regelgraph.web import checking

        return await checking.check(await service.loaded(), request, request.url.path.rpartition("/")[2])

    @app.api_route("/explain/person", methods=["POST"])
    async def explain_person(request: Request) -> Response:
        from regelgraph.web import explaining

        return await explaining.explain_person(await service.loaded(), request)


def _for_readers(app: FastAPI, service: Service) -> None:
    @app.api_route("/", methods=GET)
    async def start(request: Request) -> Response:
        from regelgraph.web import pages

        return pages.start(await service.loaded(), request)

    @app.api_route("/docs", methods=GET)
    async def docs(request: Request) -> Response:
        from regelgraph.web import pages

        return pages.operations(await service.loaded(), request)

    @app.api_route("/openapi.json", methods=GET)
    async def openapi() -> Response:
        return JSONResponse((await service.loaded()).openapi)

    @app.api_route("/static/style.css", methods=GET)
    async def style() -> Response:
        from regelgraph.web import pages

        return pages.style()
