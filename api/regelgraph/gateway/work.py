"""Has what is not at hand worked on by a worker, and sends its answer on."""

from __future__ import annotations

from typing import Final

from regelgraph.gateway import coding, every
from regelgraph.gateway.account import Account
from regelgraph.gateway.exchange import Exchange
from regelgraph.gateway.kinds import PASSED, bounds_of, kinds_of
from regelgraph.settings import ServiceSettings
from regelgraph.workers.link import Answer
from regelgraph.workers.messages import Request
from regelgraph.workers.pool import Pool

_PASSED: Final = frozenset(name.encode() for name in PASSED)
_LENGTH: Final = b"content-length"


class Work:
    """The workers, and what of a request gets to them."""

    def __init__(self, settings: ServiceSettings, account: Account) -> None:
        self.pool = Pool(bounds_of(settings), account.metrics.ended, account.lanes)
        self._base = settings.public_url
        self._kinds = kinds_of(settings)

    async def done(self, exchange: Exchange, method: str, body: bytes | int = b"", accept: str | None = None) -> Answer:
        """The answer to a request, by whatever `method` it is to be; a large body is a file in memory.

        `accept` stands for all that the client says of what it would like: the answer is for others, too.
        """
        scope = exchange.scope
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"] if name in _PASSED
        )
        if accept is not None:
            headers = (("accept", accept),) if accept else ()
        request = Request(method, exchange.path, scope["query_string"], headers, base=self._base)
        kind = self._kinds[exchange.route.lane]
        return await self.pool.run(request, body, kind, exchange.gone, quick=not isinstance(body, int))


async def send(exchange: Exchange, answer: Answer) -> None:
    """Send the answer of a worker on, to be kept by nobody here."""
    public = exchange.route.public
    if answer.parts is not None:
        await exchange.stream(answer.status, exchange.finished(answer.headers), answer.parts)
        return
    headers, body = without_length(answer.headers), answer.body
    if public and len(body) >= coding.LEAST and answer.status == 200:
        headers, body = _coded(headers, body, exchange.heads.get(b"accept-encoding"))
    headers.append((_LENGTH, b"%d" % len(body)))
    await exchange.answer(answer.status, exchange.finished(headers), body)


def without_length(headers: every.RawHeaders) -> every.RawHeaders:
    """Headers without the length of the body, which is said when it is known."""
    return [header for header in headers if header[0] != _LENGTH]


def _coded(headers: every.RawHeaders, body: bytes, accepted: bytes | None) -> tuple[every.RawHeaders, bytes]:
    """A public answer by gzip, where that is asked for."""
    kind = next((value for name, value in headers if name == b"content-type"), b"")
    if not coding.is_compressible(kind):
        return headers, body
    headers = [*headers, (b"vary", b"Accept-Encoding")]
    if coding.taken(accepted) in (coding.Coding.GZIP, coding.Coding.ONLY_GZIP):
        return [*headers, (b"content-encoding", b"gzip")], coding.zipped(body)
    return headers, body
