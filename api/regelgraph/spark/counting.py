"""What parts of a report count, and the counts of the whole, for summaries and for the worst verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from regelgraph.spark.dealing import lines_of
from regelgraph.tables.reports.endings import Ending
from regelgraph.tables.reports.report import Report

Place = tuple[int, int]
"""Which ending comes first: by the row or part in which it stands first, and its place there."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of a part have each ending, and where that comes first; how many each values counted by.

    `unlisted` safe cases have no row.
    """

    endings: tuple[tuple[Place, Ending, int], ...]
    by: tuple[tuple[Any, ...], ...] = ()
    unlisted: int = 0


@dataclass(slots=True)
class Totals(Report):
    """A report of which there are only counts."""

    by: Sequence[tuple[Any, ...]] = field(default_factory=list)

    def whole(self) -> Report:
        """The counts themselves: there are no rows to be judged."""
        return self

    def counts_by(self, columns: Sequence[str]) -> list[tuple[Any, ...]]:  # noqa: ARG002 - counted before
        """How many rows have each ending and values of the columns that such reports are counted by."""
        return list(self.by)


def counted(report: Report, number: int) -> Counted:
    """The counts of a report all of whose rows have been taken, which is the part of that number."""
    found = enumerate(report.counts())
    return Counted(tuple(((number, place), *each) for place, each in found), _by(report), report.unlisted)


def counted_anywhere(report: Report) -> Counted:
    """The counts of a report whose rows stand among those of others."""
    import pyarrow as pa

    lines = lines_of(report)
    numbered = pa.table({"e": lines.column("e"), "row": lines.column("row"), "place": pa.array(range(len(lines)))})
    found = numbered.group_by("e").aggregate([("row", "min"), ("place", "min"), ([], "count_all")]).to_pylist()
    counts = (((each["row_min"], each["place_min"]), report.endings[each["e"]], each["count_all"]) for each in found)
    return Counted(tuple(counts), _by(report), report.unlisted)


def _by(report: Report) -> tuple[tuple[Any, ...], ...]:
    return tuple(report.counts_by(report.counted_by)) if report.counted_by else ()


def totals(like: Report, parts: Sequence[Counted]) -> Totals:
    """The counts of all parts of a report such as `like`, endings in the order of their first rows."""
    numbers: Counter[Ending] = Counter()
    for _, ending, count in sorted((each for part in parts for each in part.endings), key=lambda each: each[0]):
        numbers[ending] += count
    return Totals(
        like.identity,
        [*numbers],
        (),
        like.words,
        like.knowledge,
        like.as_of,
        further=like.further,
        unlisted=sum(part.unlisted for part in parts),
        counted_by=like.counted_by,
        iris=like.iris,
        by=[each for part in parts for each in part.by],
        _counted=Counter(dict(enumerate(numbers.values()))),
    )
