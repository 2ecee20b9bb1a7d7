"""Answers queries on a SPARQL 1.1 server, by SPARQLWrapper: with a time limit, retries, and clear errors."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING, Final
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit

from regelgraph.engines.allowed import refuse
from regelgraph.engines.answer import Answer
from regelgraph.engines.tokens import without_comments
from regelgraph.engines.wire import failed, is_late, parsed, refused
from regelgraph.errors import EndpointError, QueryError, UsageError

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

BUSY: Final = frozenset({429, 502, 503, 504})
"""What a server says that may answer a little later."""
LARGEST: Final = 512 * 2**20
"""Bytes of an answer that are read at most."""
_GRAPHS: Final = frozenset({"CONSTRUCT", "DESCRIBE"})
_LONGEST_PAUSE: Final = 10.0


@dataclass(frozen=True, slots=True)
class RemoteEngine:
    """A server at `url`. A try ends after `timeout` seconds of silence; `retries` more follow if it is busy or away."""

    url: str
    timeout: int = 30
    retries: int = 2
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        """Raises UsageError for an address that is none."""
        try:
            parts = urlsplit(self.url)
            usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            usable = False
        if not usable:
            raise UsageError(f"--endpoint {self.address}: expected the http or https address of a SPARQL server")

    @property
    def address(self) -> str:
        """The URL without what stands before an @: nobody's login is shown or logged."""
        scheme, mark, rest = self.url.partition("://")
        host, slash, path = rest.partition("/")
        return f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}"

    def query(self, sparql: str) -> Answer:
        """The answer. Raises QueryError for what is no query or is refused, EndpointError for whatever else happens.

        Nothing found where nothing can be found, since the server's default graph is empty, is an error, too.
        """
        words = refuse(sparql)
        answer = self._answer(sparql)
        if answer.rows or answer.triples or answer.boolean or "GRAPH" in words:
            return answer
        if self._answer("ASK { ?s ?p ?o }").boolean is False:
            raise EndpointError(
                f"{self.address}: its default graph is empty; load dump.ttl of an export, or have the server take the "
                "union of all graphs as default graph"
            )
        return answer

    def _answer(self, sparql: str) -> Answer:
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        wrapper = self._wrapper(sparql)
        if wrapper.isSparqlUpdateRequest():
            raise QueryError("the query is an update; only queries are sent")
        tries = 0
        while True:
            try:
                return self._ask(wrapper)
            except SPARQLWrapperException as error:
                raise refused(self.address, error) from error
            except (HTTPException, OSError) as error:
                if tries >= self.retries or not _may_pass(error):
                    raise failed(self.address, error, self.timeout) from error
                self.sleep(_pause(error, tries))
                tries += 1

    def _ask(self, wrapper: SPARQLWrapper) -> Answer:
        response = wrapper.query().response
        with response:
            body = response.read(LARGEST + 1)
            type_, length = response.headers.get_content_type(), response.headers.get("Content-Length") or ""
        if length.isdecimal() and len(body) < min(int(length), LARGEST):
            raise EndpointError(f"{self.address}: its answer was cut off after {len(body)} of {length} bytes")
        if len(body) > LARGEST:
            raise EndpointError(f"{self.address}: the answer is larger than {LARGEST // 2**20} MiB")
        return parsed(self.address, body, type_)

    def _wrapper(self, sparql: str) -> SPARQLWrapper:
        from SPARQLWrapper import POST, SPARQLWrapper

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            wrapper = SPARQLWrapper(self.address)
            if login := urlsplit(self.url).username:
                wrapper.setCredentials(unquote(login), unquote(urlsplit(self.url).password or ""))
            wrapper.setTimeout(self.timeout)
            wrapper.setMethod(POST)
            wrapper.setOnlyConneg(True)
            # The library takes words in comments for the kind of the query.
            wrapper.setQuery(without_comments(sparql))
        graph = wrapper.queryType in _GRAPHS
        wrapper.addCustomHttpHeader("Accept", "application/n-triples" if graph else "application/sparql-results+json")
        return wrapper


def _may_pass(error: Exception) -> bool:
    """Whether another try may help: the server is busy or away, but has not been silent for the whole time limit."""
    return error.code in BUSY if isinstance(error, HTTPError) else not is_late(error)


def _pause(error: Exception, tries: int) -> float:
    """Seconds to wait: what the server asks for (RFC 9110, section 10.2.3), else half a second, doubled each time."""
    asked = (error.headers.get("Retry-After") or "") if isinstance(error, HTTPError) else ""
    return min(float(asked) if asked.isdecimal() else 0.5 * 2**tries, _LONGEST_PAUSE)
