"""The client for programs that do other things meanwhile (asyncio or trio)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from typing import Any

from regelgraph.client import calls
from regelgraph.client.answers import Health, Question, Row, Rows, SparqlAnswer
from regelgraph.client.calls import Call
from regelgraph.client.explanations import Explanation
from regelgraph.client.files import Target
from regelgraph.client.lists import Kind, Source, Value
from regelgraph.client.parameters import Rounds, format_for
from regelgraph.client.reports import NetworkResult, PairResult, PersonResult, Report
from regelgraph.client.tasked import Tasked


class AsyncClient(Tasked):
    """A service, asked by several tasks at once. Close it, or use it by `async with`.

    See `Base` for what it takes and raises.
    """

    async def health(self) -> Health:
        """Whether the service can answer, and by which knowledge."""
        return await self._answer(calls.health())

    async def openapi(self) -> dict[str, Any]:
        """The description of the interface: columns, rounds and codes of the knowledge that it answers from."""
        return await self._answer(calls.openapi())

    async def questions(self) -> tuple[Question, ...]:
        """The questions that can be asked."""
        return await self._answer(calls.questions())

    async def ask(self, question: str, /, *, limit: int | None = None, offset: int = 0, **parameters: Value) -> Rows:
        """One page of the answer to a question, without `limit` its first 1000 rows."""
        return await self._answer(calls.ask(question, limit, offset, parameters))

    async def pages(self, question: str, /, *, limit: int | None = None, **parameters: Value) -> AsyncIterator[Rows]:
        """The whole answer to a question, page by page."""
        call: Call[Rows] | None = calls.ask(question, limit, 0, parameters)
        done = 0
        while call is not None:
            page = await self._answer(call)
            yield page
            call = calls.following(page, limit, done, parameters)
            done += len(page)

    async def rows(self, question: str, /, *, limit: int | None = None, **parameters: Value) -> AsyncIterator[Row]:
        """The whole answer to a question, row by row; `limit` are the rows that come at once."""
        async for page in self.pages(question, limit=limit, **parameters):
            for row in page:
                yield row

    async def save_answer(
        self, question: str, to: Target, /, *, output_format: str | None = None, **parameters: Value
    ) -> None:
        """Write the whole answer to a question as csv, xlsx, srj, ttl or nt, else by the suffix of the file."""
        await self._save(calls.answer_file(question, format_for(to, output_format, otherwise="csv"), parameters), to)

    async def sparql(
        self, query: str, *, default_graphs: Iterable[str] = (), named_graphs: Iterable[str] = ()
    ) -> SparqlAnswer:
        """The answer to a SPARQL query. The graphs, by their IRIs, override FROM and FROM NAMED of the query."""
        return await self._answer(calls.query(query, default_graphs, named_graphs))

    async def save_sparql(
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
        await self._save(calls.query_file(query, chosen, default_graphs, named_graphs), to)

    async def check_persons(
        self,
        persons: Source,
        *,
        rounds: Rounds = (),
        as_of: Value = None,
        sheet: str | None = None,
        input_format: str | None = None,
    ) -> Report[PersonResult]:
        """Judge a list of persons."""
        return await self._answer(calls.check("persons", persons, input_format, rounds, as_of, sheet))

    async def check_participations(
        self,
        stays: Source,
        *,
        rounds: Rounds = (),
        as_of: Value = None,
        sheet: str | None = None,
        input_format: str | None = None,
    ) -> Report[PairResult]:
        """Compare stays of one person in several programmes, each two of them."""
        return await self._answer(calls.check("participations", stays, input_format, rounds, as_of, sheet))

    async def check_networks(
        self,
        partners: Source,
        *,
        rounds: Rounds = (),
        as_of: Value = None,
        sheet: str | None = None,
        input_format: str | None = None,
    ) -> Report[NetworkResult]:
        """Judge cooperation networks by their partners."""
        return await self._answer(calls.check("networks", partners, input_format, rounds, as_of, sheet))

    async def save_report(
        self,
        kind: Kind,
        source: Source,
        to: Target,
        *,
        output_format: str | None = None,
        rounds: Rounds = (),
        as_of: Value = None,
        sheet: str | None = None,
        input_format: str | None = None,
    ) -> None:
        """Write the report on a list as csv, xlsx, parquet, jsonl, ttl or json, else by the suffix of the file."""
        chosen = format_for(to, output_format, otherwise="csv")
        await self._save(calls.check_file(kind, source, input_format, rounds, as_of, sheet, chosen), to)

    async def explain(
        self, person: Mapping[str, Value], *, round_id: str | None = None, as_of: Value = None
    ) -> Explanation:
        """The whole reasoning for one person in one round."""
        return await self._answer(calls.explain(person, round_id, as_of))
