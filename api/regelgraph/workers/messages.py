"""What passes between the gateway and a worker: a request as it came in, and the reply to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

Header: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Request:
    """A request of HTTP, read to its end.

    `path` is decoded, `query` is as it came in (percent-encoded, without `?`), header names are in small letters; of
    several headers of one name each is there. `base` is the public address of the service without a slash at its end.
    """

    method: str
    path: str
    query: bytes = b""
    headers: tuple[Header, ...] = ()
    body: bytes | memoryview = b""
    base: str = ""

    def header(self, name: str) -> str:
        """All headers of that name joined by commas (RFC 9110, section 5.3); empty if there is none."""
        return ", ".join(value for key, value in self.headers if key == name)


@dataclass(slots=True)
class Reply:
    """The answer to a request. `body` is what is sent, in parts that are made while they are sent.

    Whatever can go wrong is decided before a Reply is made: behind its status nothing can be said any more.
    """

    status: int = 200
    headers: list[Header] = field(default_factory=list)
    body: Iterable[bytes] = ()
