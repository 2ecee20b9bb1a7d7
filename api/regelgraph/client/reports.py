"""The report on a list: a result for each person, pair of stays or network, with the criteria and their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from regelgraph.client.answers import Text


@dataclass(frozen=True, slots=True)
class Knowledge:
    """By which knowledge was judged, and which day stood for today."""

    version: str
    fingerprint: str
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion of a case, met or not."""

    id: str
    outcome: str
    reason: Text
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What is found of one case. `missing` are the columns that could change the verdict, with `|` between.

    `row` counts from 1; `criteria` are all of the round, none where it is not known.
    """

    row: int
    verdict: str
    round: str = ""
    criteria: tuple[CriterionResult, ...] = ()
    missing: str = ""
    invalid: str = ""
    reasons_de: str = ""
    reasons_en: str = ""
    citations: str = ""
    knowledge: str = ""

    @property
    def missing_columns(self) -> tuple[str, ...]:
        """The columns that could change the verdict."""
        return tuple(self.missing.split("|")) if self.missing else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonResult(Result):
    """A person in a round: eligible, review, undetermined or not_eligible."""

    person_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairResult(Result):
    """Two stays of one person: no_conflict, review, undetermined or conflict; of a lone row `row_b` is None."""

    person_id: str
    row_a: int | None = None
    row_b: int | None = None
    programme_a: str = ""
    programme_b: str = ""
    overlap_from: str = ""
    overlap_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkResult(Result):
    """A network in a round: complete, review, undetermined or incomplete."""

    network_id: str


R = TypeVar("R", bound=Result)


@dataclass(frozen=True, slots=True)
class Report(Generic[R]):
    """The report. `summary` counts the cases of each verdict, from safe to blocked; `warnings` name unknown columns."""

    knowledge: Knowledge
    summary: Mapping[str, int]
    results: tuple[R, ...]
    warnings: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[R]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)
