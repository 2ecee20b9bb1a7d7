"""Takes the requests of a client to workers of this process, where otherwise a network would be."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import httpx

from regelgraph.errors import RegelgraphError
from regelgraph.gateway.bodies import AT_HAND
from regelgraph.gateway.kinds import PASSED, bounds_of, kinds_of
from regelgraph.gateway.routes import route_of
from regelgraph.settings import ServiceSettings
from regelgraph.workers import problems
from regelgraph.workers.crew import Crew
from regelgraph.workers.link import Answer, LostError
from regelgraph.workers.messages import Request
from regelgraph.workers.pool import Pool


class Workers(httpx.AsyncBaseTransport):
    """The workers of one fork server, with the bounds of the service. It belongs to the running event loop."""

    def __init__(self, settings: ServiceSettings, crew: Crew) -> None:
        self._pool = Pool(bounds_of(settings))
        self._pool.renew(crew)
        self._kinds = kinds_of(settings)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The reply of a worker; a problem document, too, where its work was ended."""
        body = await request.aread()
        headers = tuple((name, request.headers[name]) for name in PASSED if name in request.headers)
        asked = Request(request.method, request.url.path, request.url.query, headers, base="http://localhost")
        kind = self._kinds[route_of(asked.path).lane]
        with _held(body) as given:
            try:
                found = await self._pool.run(asked, given, kind, None, quick=not isinstance(given, int))
            except RegelgraphError as error:
                reply = problems.of_error(error)
                return httpx.Response(reply.status, headers=reply.headers, content=b"".join(reply.body))
        return httpx.Response(found.status, headers=found.headers, stream=_Parts(found))

    async def aclose(self) -> None:
        """End what is under way."""
        self._pool.end()


class _Parts(httpx.AsyncByteStream):
    """The body of an answer, as it comes."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if self._answer.parts is None:
            yield self._answer.body
            return
        try:
            async for part in self._answer.parts:
                yield part
        except LostError as error:
            raise httpx.RemoteProtocolError("the work on it was ended") from error


@contextmanager
def _held(body: bytes) -> Iterator[bytes | int]:
    """A body as a worker takes it: a large one as a file in memory that has no name."""
    if len(body) <= AT_HAND:
        yield body
        return
    file = os.memfd_create("body")
    try:
        with os.fdopen(os.dup(file), "wb") as out:
            out.write(body)
        yield file
    finally:
        os.close(file)
