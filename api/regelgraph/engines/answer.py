"""What a query gives: rows of terms, triples, or yes or no."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of one query. Exactly one of `rows` (with `columns`), `triples` and `boolean` says something.

    A cell is None where a variable is unbound; triples are a set, each stands once.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    triples: tuple[Triple, ...] | None = None
    boolean: bool | None = None

    @property
    def kind(self) -> str:
        """`rows`, `graph` or `boolean`."""
        if self.boolean is not None:
            return "boolean"
        return "rows" if self.triples is None else "graph"


class Engine(Protocol):
    """Answers SPARQL 1.1 queries; the default graph is the union of all graphs."""

    def query(self, sparql: str) -> Answer:
        """The answer. Raises QueryError for a query that is wrong or cannot be answered."""
        ...


def answer_of(results: object) -> Answer:
    """The answer in what pyoxigraph returns. Raises ValueError or OSError if evaluation fails on the way."""
    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

    if isinstance(results, QueryBoolean):
        return Answer(boolean=bool(results))
    if isinstance(results, QuerySolutions):
        columns = tuple(variable.value for variable in results.variables)
        return Answer(columns, tuple(tuple(row[name] for name in columns) for row in results))
    if isinstance(results, QueryTriples):
        return Answer(triples=tuple(dict.fromkeys(results)))
    raise TypeError(type(results).__name__)
