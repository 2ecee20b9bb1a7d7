"""Answers queries in this process, over the loaded knowledge (pyoxigraph)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NoReturn

from regelgraph.engines.allowed import DEFAULT, Limits, Query, query_of, read
from regelgraph.engines.answer import Answer, answer_of
from regelgraph.engines.union import Dataset, Graphs
from regelgraph.errors import QueryError

if TYPE_CHECKING:
    from pyoxigraph import Store

FAILURES: Final = (ValueError, OSError, RuntimeError, OverflowError, RecursionError)
"""What the store raises while it evaluates."""
_PLACE: Final = re.compile(r"error at (\d+):(\d+): ")
_CHARACTERS: Final = re.compile(r",? ?\[('.*?'|_)\](?=,|$)", re.DOTALL)
_SENTENCE: Final = re.compile(r"expected one of (?=[A-Z][a-z])")
"""What the parser writes before what is no list of tokens but a sentence."""
_NOTHING: Final = re.compile(r"expected$")
_PANIC: Final = "PanicException"
"""What the native code raises where it meets what it did not expect; no Exception, so that nothing hides it."""
_SHOWN: Final = 300


class LocalEngine:
    """Queries over a store. Nothing is fetched: `SERVICE` is refused, and `FROM` finds only graphs of the store."""

    def __init__(self, store: Store) -> None:
        self.graphs = Graphs(store)

    def query(self, sparql: str) -> Answer:
        """The answer. Raises QueryError, with line and column where the query is wrong."""
        _, results = self.results(sparql)
        try:
            return answer_of(results)
        except FAILURES as error:
            failed(error)

    def results(self, sparql: str, dataset: Dataset | None = None, limits: Limits = DEFAULT) -> tuple[Query, Any]:
        """The query as it was asked, and what pyoxigraph gives, to be read once.

        Raises QueryError; while the results are read, one of FAILURES may come.
        """
        query = query_of(sparql, limits)
        try:
            return query, self._asked(query, dataset)
        except SyntaxError as error:
            exact = read(sparql, limits)  # says better what is wrong, or writes what the parser does not understand
            if exact.text == query.text:
                failed(error)
        try:
            return exact, self._asked(exact, dataset)
        except SyntaxError as error:
            failed(error)

    def _asked(self, query: Query, dataset: Dataset | None) -> Any:
        try:
            return self.graphs.query(query, dataset)
        except FAILURES as error:
            failed(error)
        except BaseException as error:
            if type(error).__name__ != _PANIC:
                raise
            raise QueryError("the query cannot be answered: the store gave up on it") from error


def failed(error: Exception) -> NoReturn:
    """Raise the QueryError for what the store raised, in one line that is not too long."""
    if not isinstance(error, SyntaxError):
        raise QueryError(f"the query cannot be answered: {_line(str(error))}") from error
    said = _PLACE.sub(r"line \1, column \2: ", error.msg)
    said = _line(_SENTENCE.sub("", _CHARACTERS.sub("", said)))
    raise QueryError(
        f"the query is not SPARQL 1.1: {_NOTHING.sub('what stands before this cannot be followed by it', said)}"
    ) from error


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN] + " …"
