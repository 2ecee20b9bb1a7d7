"""What a request asks, read to the letter of the SPARQL 1.1 Protocol, section 2.1."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

from pyoxigraph import NamedNode

from regelgraph.engines.union import Dataset
from regelgraph.errors import MediaTypeError, ParameterError
from regelgraph.workers.messages import Request

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_DEFAULT: Final = "default-graph-uri"
_NAMED: Final = "named-graph-uri"
_KNOWN: Final = frozenset({b"query", b"update", _DEFAULT.encode(), _NAMED.encode()})
_BAD_ESCAPE: Final = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_MEDIA_TYPE: Final = re.compile(
    r'\s*([^\s;]+)\s*(?:;\s*charset\s*=\s*"?([^\s;"]*)"?\s*)?(?:;.*)?', re.IGNORECASE | re.DOTALL
)
_NO_UPDATES: Final = "updates are not taken; nothing can be changed here, only asked"


@dataclass(frozen=True, slots=True)
class Asked:
    """The query, None where a service description is asked for; and the dataset, None where the query chooses it."""

    query: str | None
    dataset: Dataset | None


def asked(request: Request) -> Asked:
    """What is asked. Unknown parameters are ignored, as the protocol has it.

    Raises ParameterError that names the parameter, MediaTypeError for a body that is no query.
    """
    in_address = list(_parameters(request.query))
    if request.method != "POST":
        return _of(in_address)
    if (coding := request.header("content-encoding").strip().lower()) not in {"", "identity"}:
        raise MediaTypeError(f"Content-Encoding {coding[:50]}: expected a body that is not compressed")
    type_, charset = _content_type(request.header("content-type"))
    if type_ == UPDATE:
        raise MediaTypeError(f"Content-Type {UPDATE}: {_NO_UPDATES}")
    if type_ not in {FORM, QUERY}:
        raise MediaTypeError(f"Content-Type {type_[:100] or 'is missing or stands twice'}: expected {QUERY} or {FORM}")
    if charset not in {"", "utf-8", "utf8"}:
        raise MediaTypeError(f"Content-Type {type_}: the charset is {charset[:50]}; expected utf-8")
    body = bytes(request.body)
    if type_ == FORM:
        for name, _ in in_address:
            raise ParameterError(name, f"{name}: belongs into the form, not into the address")
        return _needed(_of(list(_parameters(body))))
    if any(name == "query" for name, _ in in_address):
        raise ParameterError("query", "query: stands in the address and in the body; expected one query")
    return _of([*in_address, ("query", _text("query", body))])


def is_form(request: Request) -> bool:
    """Whether the body is a form."""
    return _content_type(request.header("content-type"))[0] == FORM


def _of(given: list[tuple[str, str]]) -> Asked:
    if len(given) == 1 and given[0][0] == "query":
        return Asked(given[0][1], None)
    queries = [value for name, value in given if name == "query"]
    if any(name == "update" for name, _ in given):
        raise ParameterError("update", f"update: {_NO_UPDATES}")
    if len(queries) > 1:
        raise ParameterError("query", f"query: is given {len(queries)} times; expected one query")
    chosen = [(name, _graph(name, value)) for name, value in given if name in {_DEFAULT, _NAMED}]
    dataset = None
    if chosen:
        default = tuple(graph for name, graph in chosen if name == _DEFAULT)
        dataset = Dataset(default, tuple(graph for name, graph in chosen if name == _NAMED))
    found = Asked(queries[0] if queries else None, dataset)
    return found if dataset is None else _needed(found)


def _needed(found: Asked) -> Asked:
    if found.query is None:
        raise ParameterError("query", "query: is missing")
    return found


def _graph(name: str, value: str) -> NamedNode:
    try:
        return NamedNode(value)
    except ValueError as error:
        raise ParameterError(name, f"{name}: expected the absolute IRI of a graph, not {value[:100]!r}") from error


def _parameters(encoded: bytes) -> Iterator[tuple[str, str]]:
    """The known parameters, in order (WHATWG URL, section 5.1, but what is wrongly encoded is an error)."""
    for part in encoded.split(b"&"):
        name, _, value = part.partition(b"=")
        decoded = unquote_to_bytes(name.replace(b"+", b" "))
        if decoded in _KNOWN:
            known = decoded.decode()
            if _BAD_ESCAPE.search(value):
                raise ParameterError(known, f"{known}: has a % that is not followed by two hexadecimal digits")
            yield known, _text(known, unquote_to_bytes(value.replace(b"+", b" ")))


def _text(name: str, encoded: bytes) -> str:
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ParameterError(name, f"{name}: is not UTF-8, from byte {error.start + 1} on") from error


def _content_type(header: str) -> tuple[str, str]:
    found = _MEDIA_TYPE.fullmatch(header)
    return (found[1].lower(), (found[2] or "").lower()) if found else ("", "")
