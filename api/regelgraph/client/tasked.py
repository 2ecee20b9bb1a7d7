"""Sends calls and takes their answers, while other tasks go on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager
from time import monotonic
from types import TracebackType
from typing import Any, Self, TypeVar

import anyio.to_thread
import httpx

from regelgraph.client.base import Base
from regelgraph.client.calls import Call
from regelgraph.client.errors import AnswerError
from regelgraph.client.files import Target, filled
from regelgraph.client.parts import Counted
from regelgraph.client.refusals import problem
from regelgraph.client.turns import Turn, said

T = TypeVar("T")


class Tasked(Base[httpx.AsyncBaseTransport]):
    """Connections to one service."""

    def _open(self, options: Mapping[str, Any]) -> None:
        self._http = httpx.AsyncClient(**options)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Give back the connections."""
        await self._http.aclose()

    async def _answer(self, call: Call[T]) -> T:
        kept = self._kept.of(call)
        async with self._met(call, kept[0] if kept else None) as response:
            if kept and response.status_code == httpx.codes.NOT_MODIFIED:
                return call.read(kept[1])
            data = b"".join([part async for part in self._parts(response, self._config.largest)])
        self._kept.keep(call, response.headers, data)
        return call.read(data)

    async def _save(self, call: Call[bytes], to: Target) -> None:
        async with self._met(call) as response:
            with filled(to) as out:
                async for part in self._parts(response, None):
                    await anyio.to_thread.run_sync(out.write, part)

    @asynccontextmanager
    async def _met(self, call: Call[Any], etag: str | None = None) -> AsyncIterator[httpx.Response]:
        """The head of the answer. Raises ProblemError where the service refuses."""
        turn = Turn(self._config, call, etag)
        while True:
            try:
                response = await self._http.send(self._http.build_request(**turn.request), stream=True)
            except httpx.TransportError as error:
                turn.failed(error)
                continue
            async with aclosing(response):
                wait = turn.again(response.status_code, response.headers)
                if wait is None:
                    if turn.is_refused(response.status_code):
                        data = b"".join([part async for part in self._parts(response, self.LARGEST_PROBLEM)])
                        raise problem(response.status_code, response.headers, data)
                    turn.take(response.status_code, response.headers)
                    yield response
                    return
            await anyio.sleep(wait)

    async def _parts(self, response: httpx.Response, largest: int | None) -> AsyncIterator[bytes]:
        counted = Counted(largest, monotonic() + self._deadline)
        counted.begin(response.headers)
        try:
            async for part in response.aiter_bytes():
                yield counted.part(part)
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise AnswerError(f"the answer is cut: {said(error)}") from error
