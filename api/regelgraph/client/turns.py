"""What becomes of one try of a call: take its answer, ask once more after a while, go elsewhere, or give up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

import httpx

from regelgraph.client.addresses import leads_to, origin
from regelgraph.client.calls import Call
from regelgraph.client.errors import AnswerError, UnreachableError
from regelgraph.client.refusals import media_type, seconds

_MOVED: Final = {301, 302, 303, 307, 308}
_BUSY: Final = {429, 503}
_MOST_MOVES: Final = 5


@dataclass(frozen=True, slots=True)
class Config:
    """How a client asks: see `Client`."""

    url: str
    token: str | None = field(default=None, repr=False)
    retries: int = 2
    longest_wait: float = 30
    largest: int = 256 * 2**20


@dataclass(slots=True)
class Turn:
    """The tries of one call."""

    config: Config
    call: Call[Any]
    etag: str | None = None
    url: str = ""
    tries: int = 0
    moves: int = 0
    lost: bool = False

    def __post_init__(self) -> None:
        self.url = self.config.url + self.call.target

    @property
    def request(self) -> dict[str, Any]:
        """The parts of the request, as httpx takes them."""
        headers = {"Accept": ", ".join(self.call.accept)}
        if self.config.token is not None:
            headers["Authorization"] = f"Bearer {self.config.token}"
        if self.etag is not None:
            headers["If-None-Match"] = self.etag
        body = self.call.body
        if body is None:
            return {"method": "GET", "url": self.url, "headers": headers}
        headers["Content-Type"] = body.type
        return {"method": "POST", "url": self.url, "headers": headers, "content": body.content}

    def failed(self, error: httpx.TransportError) -> None:
        """Nothing came back: once a connection that had been kept open too long, which is tried again at once.

        Nothing that is asked changes anything, so asking twice does no harm. Raises UnreachableError for all else.
        """
        ended = isinstance(error, httpx.RemoteProtocolError | httpx.ReadError | httpx.WriteError)
        if not ended or self.lost:
            raise UnreachableError(f"no answer from {self.config.url}: {said(error)}") from error
        self.lost = True

    def again(self, status: int, headers: Mapping[str, str]) -> float | None:
        """Seconds after which the call is sent once more; None if its answer is the one. Raises AnswerError."""
        if status in _MOVED:
            self._move(status, headers.get("location", ""))
            return 0
        if status not in _BUSY or status in self.call.fine or self.tries >= self.config.retries:
            return None
        after = seconds(headers.get("retry-after", ""))
        if after is None or after > self.config.longest_wait:
            return None
        self.tries += 1
        return after

    def _move(self, status: int, location: str) -> None:
        self.moves += 1
        if not location or self.moves > _MOST_MOVES:
            raise AnswerError(f"the service sends the client from one address to the next (status {status})")
        url = leads_to(self.url, location)
        if origin(url) != origin(self.config.url):
            raise AnswerError("the service sends the client to another host, which is not followed")
        if self.call.body is not None and status not in (307, 308):
            raise AnswerError(
                f"the service moved what is asked for with a method that carries nothing (status {status})"
            )
        self.url = url

    def is_refused(self, status: int) -> bool:
        """Whether the status is an error; that nothing changed is none where an ETag was sent."""
        return status not in self.call.fine and not (status == HTTPStatus.NOT_MODIFIED and self.etag is not None)

    def take(self, status: int, headers: Mapping[str, str]) -> None:
        """Raises AnswerError if an answer that is no error is not of a type that was asked for."""
        found = media_type(headers)
        if status in self.call.fine and found not in self.call.accept:
            raise AnswerError(f"the answer is of the type {found[:100] or 'none'}, not {' or '.join(self.call.accept)}")


def said(error: Exception) -> str:
    """What the network says, without the address that was asked: it may hold what somebody asks for."""
    if isinstance(error, httpx.TimeoutException):
        return "it takes too long"
    return str(error) or type(error).__name__
