"""Writes results to their end within a size: by the store's own writers, mended where they are wrong."""

from __future__ import annotations

import re
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QueryTriples, RdfFormat, Triple, serialize

from regelgraph.answers.graphs import PREFIXES
from regelgraph.engines.local import FAILURES, failed
from regelgraph.engines.rdfxml import mended, nameable
from regelgraph.errors import EndedError, NotAcceptableError

_QUOTED: Final = re.compile(r'[",\r\n]')
_PRETTY: Final = frozenset({"TURTLE", "TRIG"})


class Bounded:
    """A binary stream that keeps what is written, up to a number of bytes."""

    def __init__(self, limit: int) -> None:
        self.parts: list[bytes] = []
        self._left, self._limit = limit, limit

    def write(self, data: bytes) -> int:
        """Keep it. Raises EndedError when it is too much."""
        self._left -= len(data)
        if self._left < 0:
            raise EndedError(f"the answer is larger than {self._limit} bytes; ask for less of it, by LIMIT and OFFSET")
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""


def written(results: Any, format_: str, limit: int) -> list[bytes]:
    """An answer of pyoxigraph in a format of its, whole.

    Raises QueryError where evaluation fails on the way, EndedError above `limit` bytes, and NotAcceptableError where
    the format cannot say what the answer says.
    """
    out = Bounded(limit)
    try:
        _write(results, format_, out)
    except FAILURES as error:
        if "not support" in str(error) and "RDF 1.2" in str(error):
            raise NotAcceptableError(f"{error}, and there is such a term in the answer; Turtle can say it") from error
        failed(error)
    return mended(out.parts) if format_.endswith("XML") else out.parts


def _write(results: Any, format_: str, out: Any) -> None:
    if not isinstance(results, QueryTriples):
        if format_ == "CSV":
            _csv(results, out)
        else:
            results.serialize(out, getattr(QueryResultsFormat, format_))
    elif format_ == "RDF_XML":
        serialize(nameable(results), out, RdfFormat.RDF_XML, prefixes=PREFIXES)
    elif format_ in _PRETTY:
        serialize(results, out, getattr(RdfFormat, format_), prefixes=PREFIXES)
    else:
        results.serialize(out, getattr(RdfFormat, format_))


def _csv(solutions: Any, out: Any) -> None:
    """SPARQL 1.1 Query Results CSV: values as they are, quoted where RFC 4180 needs it; the store quotes no IRIs."""
    out.write((",".join(variable.value for variable in solutions.variables) + "\r\n").encode())
    for row in solutions:
        out.write((",".join(["" if term is None else _cell(term) for term in row]) + "\r\n").encode())


def _cell(term: NamedNode | BlankNode | Literal | Triple) -> str:
    text = str(term) if isinstance(term, BlankNode | Triple) else term.value
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
