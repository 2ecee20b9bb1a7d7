"""Checks and explanations, while other tasks go on."""

from __future__ import annotations

from collections.abc import Mapping

from regelgraph.client import calls
from regelgraph.client.explanations import Explanation
from regelgraph.client.files import Target
from regelgraph.client.lists import Kind, Source, Value
from regelgraph.client.parameters import Rounds, format_for
from regelgraph.client.reports import NetworkResult, PairResult, PersonResult, Report
from regelgraph.client.tasked import Tasked


class TaskedChecks(Tasked):
    """What judges lists and persons."""

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
