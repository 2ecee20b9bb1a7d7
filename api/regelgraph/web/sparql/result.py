"""What a query gives, as a page shows it: some rows, yes or no, or some triples as Turtle."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions

from regelgraph.engines.local import FAILURES, failed
from regelgraph.linked.context import ours
from regelgraph.terms import RDF, XSD
from regelgraph.web.linked.values import Value
from regelgraph.web.sparql.description import serialized
from regelgraph.web.sparql.headers import keeping

if TYPE_CHECKING:
    from regelgraph.engines.allowed import Limits
    from regelgraph.engines.union import Dataset
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Header

ROWS: Final = 100
"""Rows of a page."""
TRIPLES: Final = 1000
"""Triples of a page; a graph has no order, so there is no next page of it."""
_PLAIN: Final = frozenset({XSD + "string", RDF + "langString"})


@dataclass(frozen=True, slots=True)
class Cell:
    """A value in a row, and the datatype of what is neither plain text nor a name."""

    value: Value
    datatype: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Exactly one of `columns`, `answer` and `turtle` says something; `more`: there is more to show."""

    keeping: Header
    columns: tuple[str, ...] | None = None
    rows: tuple[tuple[Cell, ...], ...] = ()
    first: int = 0
    more: bool = False
    answer: bool | None = None
    turtle: str | None = None
    triples: int = 0


def result(loaded: Loaded, sparql: str, dataset: Dataset | None, limits: Limits, offset: int) -> Result:
    """The rows behind `offset`, or the answer. Raises QueryError."""
    query, found = loaded.engine.results(sparql, dataset, limits)
    kept = keeping("GET", query)
    try:
        if isinstance(found, QueryBoolean):
            return Result(kept, answer=bool(found))
        if isinstance(found, QuerySolutions):
            read = list(islice(found, offset, offset + ROWS + 1))
            columns = tuple(variable.value for variable in found.variables)
            rows = tuple(tuple(_cell(term) for term in row) for row in read[:ROWS])
            return Result(kept, columns, rows, offset + 1 if rows else 0, len(read) > ROWS)
        triples = list(islice(found, TRIPLES + 1))
    except FAILURES as error:
        failed(error)
    text = serialized(triples[:TRIPLES], "TURTLE", {}).decode("utf-8")
    return Result(kept, more=len(triples) > TRIPLES, turtle=text, triples=min(len(triples), TRIPLES))


def _cell(term: Any) -> Cell:
    if term is None:
        return Cell(Value())
    if isinstance(term, NamedNode):
        return Cell(Value(ours().prefixed(term.value), iri=term.value))
    if isinstance(term, Literal):
        kind = term.datatype.value
        return Cell(Value(term.value, lang=term.language or ""), "" if kind in _PLAIN else ours().prefixed(kind))
    return Cell(Value(str(term)))
