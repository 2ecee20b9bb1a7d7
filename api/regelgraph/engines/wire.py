"""What a SPARQL server sends, turned into an Answer or into an error that says what is wrong and where."""

from __future__ import annotations

import ast
import json
import socket
from typing import Final
from urllib.error import HTTPError

from regelgraph.engines.answer import Answer, answer_of
from regelgraph.errors import EndpointError, QueryError, RegelgraphError

_RESULTS: Final = {
    "application/sparql-results+json": "JSON",
    "application/json": "JSON",
    "application/sparql-results+xml": "XML",
}
_GRAPHS: Final = {
    "application/n-triples": "N_TRIPLES",
    "text/turtle": "TURTLE",
    "application/rdf+xml": "RDF_XML",
    "text/plain": "N_TRIPLES",
}
_SHOWN: Final = 300


def parsed(url: str, body: bytes, type_: str) -> Answer:
    """The answer in a body of that media type. Raises EndpointError if it is cut off or something else."""
    from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

    try:
        if type_ in _RESULTS:
            return answer_of(parse_query_results(body, getattr(QueryResultsFormat, _RESULTS[type_])))
        if type_ in _GRAPHS:
            quads = parse(body, getattr(RdfFormat, _GRAPHS[type_]))
            return Answer(triples=tuple(dict.fromkeys(quad.triple for quad in quads)))
    except (SyntaxError, ValueError, OSError, EOFError) as error:
        raise EndpointError(f"{url}: its answer is broken or was cut off: {_line(str(error))}") from error
    raise EndpointError(f"{url} answered with {type_}; is it the address of a SPARQL query service?")


def refused(url: str, error: Exception) -> RegelgraphError:
    """The error for what SPARQLWrapper makes of the statuses 400, 401, 404, 414 and 500."""
    from SPARQLWrapper import SPARQLExceptions as Known

    said = _line(_words(str(error).partition("Response:")[2].strip()))
    if isinstance(error, Known.QueryBadFormed):
        return QueryError(f"{url} refuses the query: {said}")
    if isinstance(error, Known.EndPointNotFound):
        return EndpointError(f"{url}: nothing is there (404); is it the address of a SPARQL query service?")
    if isinstance(error, Known.Unauthorized):
        return EndpointError(f"{url} asks for a login (401)")
    return EndpointError(f"{url} failed: {said}")


def is_late(error: Exception) -> bool:
    """Whether the time limit ended a try."""
    return isinstance(error, TimeoutError) or isinstance(getattr(error, "reason", None), TimeoutError)


def failed(url: str, error: Exception, timeout: int) -> RegelgraphError:
    """The error for another status, and for a server that cannot be reached or stays silent."""
    if isinstance(error, HTTPError):
        said = _said(error.read(65536), error.headers.get_content_type())
        return EndpointError(f"{url} answered {error.code} {error.reason}{': ' if said else ''}{said}")
    reason = getattr(error, "reason", error)
    if is_late(error):
        return EndpointError(f"{url} did not answer within {timeout} seconds")
    if isinstance(reason, ConnectionRefusedError):
        return EndpointError(f"{url}: nothing listens there")
    if isinstance(reason, socket.gaierror):
        return EndpointError(f"{url}: there is no such host")
    return EndpointError(f"{url} cannot be reached: {_line(str(reason)) or type(reason).__name__}")


def _words(shown: str) -> str:
    """The text in bytes as Python shows them."""
    try:
        return bytes(ast.literal_eval(shown)).decode("utf-8", "replace")
    except (ValueError, SyntaxError, TypeError):
        return shown


def _said(body: bytes, type_: str) -> str:
    """The server's words: the detail of a problem document (RFC 9457), else text, never a page of HTML."""
    text = body.decode("utf-8", "replace")
    if type_.endswith("json"):
        try:
            document = json.loads(text)
            return _line(str(document.get("detail") or document.get("title") or text))
        except (ValueError, AttributeError):
            return _line(text)
    return "" if "html" in type_ else _line(text)


def _line(text: str) -> str:
    return " ".join(text.split())[:_SHOWN]
