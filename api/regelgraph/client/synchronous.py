"""The client for programs that wait for each answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from regelgraph.client import calls
from regelgraph.client.answers import Health, Question, Row, Rows, SparqlAnswer
from regelgraph.client.calls import Call
from regelgraph.client.files import Target
from regelgraph.client.lists import NONE, Value
from regelgraph.client.parameters import format_for
from regelgraph.client.waiting_checks import WaitingChecks


class Client(WaitingChecks):
    """A service, asked from one or several threads. Close it, or use it by `with`.

    See `Base` for what it takes and raises.
    """

    def health(self) -> Health:
        """Whether the service can answer, and by which knowledge."""
        return self._answer(calls.health())

    def openapi(self) -> dict[str, Any]:
        """The description of the interface: columns, rounds and codes of the knowledge that it answers from."""
        return self._answer(calls.openapi())

    def questions(self) -> tuple[Question, ...]:
        """The questions that can be asked."""
        return self._answer(calls.questions())

    def ask(
        self,
        question: str,
        named: Mapping[str, Value] = NONE,
        /,
        *,
        limit: int | None = None,
        offset: int = 0,
        **parameters: Value,
    ) -> Rows:
        """One page of the answer to a question, without `limit` its first 1000 rows.

        Parameters are named, or where Python has the name for itself, in the mapping `named`.
        """
        return self._answer(calls.ask(question, limit, offset, {**named, **parameters}))

    def pages(
        self, question: str, named: Mapping[str, Value] = NONE, /, *, limit: int | None = None, **parameters: Value
    ) -> Iterator[Rows]:
        """The whole answer to a question, page by page."""
        given = {**named, **parameters}
        call: Call[Rows] | None = calls.ask(question, limit, 0, given)
        done = 0
        while call is not None:
            page = self._answer(call)
            yield page
            call = calls.following(page, limit, done, given)
            done += len(page)

    def rows(
        self, question: str, named: Mapping[str, Value] = NONE, /, *, limit: int | None = None, **parameters: Value
    ) -> Iterator[Row]:
        """The whole answer to a question, row by row; `limit` are the rows that come at once."""
        for page in self.pages(question, named, limit=limit, **parameters):
            yield from page

    def save_answer(
        self,
        question: str,
        to: Target,
        named: Mapping[str, Value] = NONE,
        /,
        *,
        output_format: str | None = None,
        **parameters: Value,
    ) -> None:
        """Write the whole answer to a question as csv, xlsx, srj, ttl or nt, else by the suffix of the file."""
        self._save(
            calls.answer_file(question, format_for(to, output_format, otherwise="csv"), {**named, **parameters}), to
        )

    def sparql(
        self, query: str, *, default_graphs: Iterable[str] = (), named_graphs: Iterable[str] = ()
    ) -> SparqlAnswer:
        """The answer to a SPARQL query. The graphs, by their IRIs, override FROM and FROM NAMED of the query."""
        return self._answer(calls.query(query, default_graphs, named_graphs))

    def save_sparql(
        self,
        query: str,
        to: Target,
        *,
        output_format: str | None = None,
        default_graphs: Iterable[str] = (),
        named_graphs: Iterable[str] = (),
    ) -> None:
        """Write the answer to a SPARQL query in a format that such an answer has."""
        chosen = format_for(to, output_format, otherwise="csv")
        self._save(calls.query_file(query, chosen, default_graphs, named_graphs), to)
