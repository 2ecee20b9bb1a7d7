"""What both clients are made with."""

from __future__ import annotations

from collections.abc import Mapping
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from typing import Any, ClassVar, Generic, TypeVar

import httpx

from regelgraph import __version__
from regelgraph.client.addresses import checked, is_here
from regelgraph.client.kept import Kept
from regelgraph.client.turns import Config

Transport = TypeVar("Transport")


class Base(Generic[Transport]):
    """A service at `url`.

    `token` is sent to no host but that, and without TLS only to this machine, unless `token_in_clear`. A service that
    is busy (429, 503) is asked up to `retries` times more, after the seconds that it says, if they are no more than
    `longest_wait`. `timeout` are the seconds that it may be silent, `deadline` those that one answer may take to come
    in, `largest` the bytes of an answer held in memory. The last `keep` answers are asked for again only by their ETag.
    `transport` sends otherwise than by sockets (httpx).

    Raises ValueError for an address or a token that is none. What is asked raises ProblemError where the service
    refuses, UnreachableError where it does not answer, AnswerError where the answer is not what was agreed, ValueError
    for what can be sent to no service. No other host is ever asked.
    """

    LARGEST_PROBLEM: ClassVar = 1 << 20
    """Bytes of a problem document."""

    def __init__(
        self,
        url: str = "http://127.0.0.1:8000",
        *,
        token: str | None = None,
        token_in_clear: bool = False,
        timeout: float = 60,
        deadline: float = 600,
        retries: int = 2,
        longest_wait: float = 30,
        largest: int = 256 * 2**20,
        keep: int = 32,
        transport: Transport | None = None,
    ) -> None:
        address = checked(url, token, token_in_clear=token_in_clear)
        self._config = Config(address, token, retries, longest_wait, largest)
        self._deadline = deadline
        self._kept = Kept(keep)
        # A proxy for other hosts is nothing for this machine, and would read the token.
        options: dict[str, Any] = {"timeout": httpx.Timeout(timeout), "trust_env": not is_here(address)}
        options["headers"] = {"User-Agent": f"regelgraph-client/{__version__}"}
        if address.startswith("http:"):
            options["verify"] = SSLContext(PROTOCOL_TLS_CLIENT)  # trusts nobody, and costs no time
        if transport is not None:
            options["transport"] = transport
        self._open(options)

    def _open(self, options: Mapping[str, Any]) -> None:
        """Make what sends."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._config.url!r})"
