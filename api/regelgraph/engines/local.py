"""Answers queries in this process, over the loaded knowledge (pyoxigraph)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regelgraph.engines.allowed import refuse
from regelgraph.engines.answer import Answer, answer_of
from regelgraph.errors import QueryError

if TYPE_CHECKING:
    from pyoxigraph import Store


class LocalEngine:
    """Queries over a store. Nothing is fetched: `SERVICE` is refused, and `FROM` finds only graphs of the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def query(self, sparql: str) -> Answer:
        """The answer. Raises QueryError, with line and column where the query is wrong."""
        named = "FROM" in refuse(sparql)  # the query chooses its graphs itself (SPARQL 1.1, section 13.2)
        try:
            return answer_of(self._store.query(sparql, use_default_graph_as_union=not named))
        except SyntaxError as error:
            raise QueryError(f"the query is not SPARQL 1.1: {' '.join(error.msg.split())}") from error
        except (ValueError, OSError, RuntimeError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error
