"""The report on a list as a page shows it: counts by verdict and criterion, and a part of the rows, as chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from regelgraph.errors import ParameterError
from regelgraph.tables.kernels import among, call, look_up

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.checks import Check
    from regelgraph.tables.reports.endings import Ending
    from regelgraph.tables.reports.report import Report

MOST: Final = 500
"""Rows that a page shows at once."""
BY_ROW: Final = "row"
BY_VERDICT: Final = "verdict"
BY_ID: Final = "id"
SORTS: Final = (BY_ROW, BY_VERDICT, BY_ID)


@dataclass(frozen=True, slots=True)
class Shown:
    """Which rows of a report are shown: those of a verdict and of a deciding criterion, if either is named; a part."""

    verdict: str = ""
    criterion: str = ""
    sort: str = BY_ROW
    part: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the report: its cells by column, and how its case ended."""

    cells: dict[str, Any]
    ending: Ending


@dataclass(frozen=True, slots=True)
class Result:
    """`verdicts` and `criteria` (deciding ones) with how many rows have them; `rows` are `first` to `last` of `chosen`.

    `parts` is how many parts of rows there are.
    """

    total: int
    verdicts: dict[str, int]
    criteria: dict[str, int]
    chosen: int
    first: int
    rows: tuple[Row, ...]
    parts: int

    @property
    def last(self) -> int:
        """The last row shown."""
        return self.first + len(self.rows) - 1


def shown_of(fields: dict[str, str], verdicts: Sequence[str]) -> Shown:
    """What the fields of a form ask for. Raises ParameterError for what no form of ours holds."""
    verdict, criterion = fields.get("verdict", ""), fields.get("criterion", "")
    sort, part = fields.get("sort", BY_ROW), fields.get("part", "1")
    if verdict and verdict not in verdicts:
        raise ParameterError("verdict", f"parameter 'verdict': expected one of {', '.join(verdicts)}")
    if sort not in SORTS:
        raise ParameterError("sort", f"parameter 'sort': expected one of {', '.join(SORTS)}")
    if not (part.isascii() and part.isdecimal() and len(part) < len(str(10**9)) and int(part)):
        raise ParameterError("part", "parameter 'part': expected a whole number from 1 on")
    return Shown(verdict, criterion, sort, int(part))


def result(check: Check, report: Report, shown: Shown) -> Result:
    """What a page shows of a report whose rows are judged and whose texts are whole."""
    by_criterion: Counter[str] = Counter()
    total = 0
    for ending, count in report.counts():
        total += count
        by_criterion.update(dict.fromkeys(ending.criteria, count))
    order = {each.notation: place for place, each in enumerate(check.judge.rulebook.criteria.values())}
    criteria = dict(sorted(by_criterion.items(), key=lambda each: (-each[1], order.get(each[0], 0))))
    lines = report.whole().lines
    if lines is None:
        return Result(total, report.verdict_counts(), criteria, 0, 0, (), 0)
    chosen = _chosen(lines, report, shown)
    parts = -(-chosen.num_rows // MOST)
    part = min(shown.part, max(parts, 1))
    some = _sorted(chosen, report, shown.sort).slice((part - 1) * MOST, MOST)
    rows = tuple(_rows(replace(report, lines=some)))
    first = (part - 1) * MOST + 1 if rows else 0
    return Result(total, report.verdict_counts(), criteria, chosen.num_rows, first, rows, parts)


def _chosen(lines: pa.Table, report: Report, shown: Shown) -> pa.Table:
    if not shown.verdict and not shown.criterion:
        return lines
    import pyarrow as pa

    wanted = [
        place
        for place, ending in enumerate(report.endings)
        if shown.verdict in ("", ending.verdict) and (not shown.criterion or shown.criterion in ending.criteria)
    ]
    return lines.filter(call("is_in", lines.column("e"), options=among(pa.array(wanted, lines.column("e").type))))


def _sorted(lines: pa.Table, report: Report, sort: str) -> pa.Table:
    """The lines in their order, by their names, or the worst first."""
    import pyarrow as pa

    if sort == BY_ROW:
        return lines
    lines = lines.append_column("place", pa.array(range(lines.num_rows), pa.int64()))
    if sort == BY_ID:
        names = lines.column("identity").cast(pa.string())
        return lines.append_column("name", names).sort_by([("name", "ascending"), ("place", "ascending")])
    levels = look_up([ending.level for ending in report.endings], lines.column("e").combine_chunks())
    return lines.append_column("level", levels).sort_by([("level", "descending"), ("place", "ascending")])


def _rows(report: Report) -> Iterator[Row]:
    for place, cells in report.numbered_rows():
        yield Row(cells, report.endings[place])
