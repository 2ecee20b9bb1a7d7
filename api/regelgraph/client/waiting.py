"""Sends calls and takes their answers, waiting for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from time import monotonic, sleep
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from regelgraph.client.base import Base
from regelgraph.client.calls import Call
from regelgraph.client.errors import AnswerError
from regelgraph.client.files import Target, filled
from regelgraph.client.parts import Counted
from regelgraph.client.refusals import problem
from regelgraph.client.turns import Turn, said

T = TypeVar("T")


class Waiting(Base[httpx.BaseTransport]):
    """Connections to one service."""

    def _open(self, options: Mapping[str, Any]) -> None:
        self._http = httpx.Client(**options)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back the connections."""
        self._http.close()

    def _answer(self, call: Call[T]) -> T:
        kept = self._kept.of(call)
        with self._met(call, kept[0] if kept else None) as response:
            if kept and response.status_code == httpx.codes.NOT_MODIFIED:
                return call.read(kept[1])
            data = b"".join(self._parts(response, self._config.largest))
        self._kept.keep(call, response.headers, data)
        return call.read(data)

    def _save(self, call: Call[bytes], to: Target) -> None:
        with self._met(call) as response, filled(to) as out:
            for part in self._parts(response, None):
                out.write(part)

    @contextmanager
    def _met(self, call: Call[Any], etag: str | None = None) -> Iterator[httpx.Response]:
        """The head of the answer. Raises ProblemError where the service refuses."""
        turn = Turn(self._config, call, etag)
        while True:
            try:
                response = self._http.send(self._http.build_request(**turn.request), stream=True)
            except httpx.TransportError as error:
                turn.failed(error)
                continue
            with closing(response):
                wait = turn.again(response.status_code, response.headers)
                if wait is None:
                    if turn.is_refused(response.status_code):
                        data = b"".join(self._parts(response, self.LARGEST_PROBLEM))
                        raise problem(response.status_code, response.headers, data)
                    turn.take(response.status_code, response.headers)
                    yield response
                    return
            sleep(wait)

    def _parts(self, response: httpx.Response, largest: int | None) -> Iterator[bytes]:
        counted = Counted(largest, monotonic() + self._deadline)
        counted.begin(response.headers)
        try:
            for part in response.iter_bytes():
                yield counted.part(part)
        except (httpx.TransportError, httpx.DecodingError) as error:
            raise AnswerError(f"the answer is cut: {said(error)}") from error
