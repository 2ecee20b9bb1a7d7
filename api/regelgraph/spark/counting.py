"""What parts of a report count, and the counts of the whole, for summaries and for the worst verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from regelgraph.checks import Check
from regelgraph.judge.outcomes import Level
from regelgraph.tables.endings import Ending
from regelgraph.tables.intern import Interner
from regelgraph.tables.report import Report

Together = dict[tuple[Ending, ...], int]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of a part have each ending, and each ending with each values of the columns counted by.

    `order` is the place of the part among the others, `unlisted` how many safe cases have no row, `rows` how many have.
    """

    order: int
    endings: tuple[tuple[Ending, int], ...]
    by: tuple[tuple[Any, ...], ...] = ()
    unlisted: int = 0


@dataclass(slots=True)
class Totals(Report):
    """A report of which there are only counts."""

    by: Sequence[tuple[Any, ...]] = field(default_factory=list)

    def counts_by(self, columns: Sequence[str]) -> list[tuple[Any, ...]]:  # noqa: ARG002 - counted before
        """How many rows have each ending and values of the columns that such reports are counted by."""
        return list(self.by)


def counted(report: Report, order: int) -> Counted:
    """The counts of a report all of whose rows have been taken or are there."""
    by = report.counts_by(report.counted_by) if report.counted_by else ()
    return Counted(order, tuple(report.counts()), tuple(by), report.unlisted)


def totals(check: Check, like: Report, parts: Iterable[Counted]) -> Totals:
    """The counts of all parts; endings in the order of rounds asked for, others as they come, none last."""
    numbers: Counter[Ending] = Counter()
    by: list[tuple[Any, ...]] = []
    unlisted = 0
    for part in sorted(parts, key=lambda each: each.order):
        for ending, count in part.endings:
            numbers[ending] += count
        by += part.by
        unlisted += part.unlisted
    asked = [round_.notation for round_ in check.asked]
    rounds = Interner(*asked, *(ending.round for ending in numbers if ending.round))
    order = sorted(numbers, key=lambda ending: rounds.id(ending.round) if ending.round else len(numbers) + len(asked))
    return Totals(
        like.identity,
        order,
        (),
        like.words,
        like.knowledge,
        like.as_of,
        further=like.further,
        unlisted=unlisted,
        counted_by=like.counted_by,
        iris=like.iris,
        by=by,
        _counted=Counter({place: numbers[ending] for place, ending in enumerate(order)}),
    )


def worst(parts: Iterable[Counted]) -> Level:
    """The worst verdict of any row of any part."""
    return max((ending.level for part in parts for ending, _ in part.endings), default=Level.OK)
