"""The report on networks, every row read and every network judged one after the other: what the columns must equal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from regelgraph.networks import NetworkCheck
from regelgraph.tables.grouped.cases import OneByOne
from regelgraph.tables.grouped.grouping import Group, TableRow
from regelgraph.tables.grouped.pipeline import unassigned
from regelgraph.tables.invalid import say_all
from regelgraph.tables.reports.endings import Ending, ending_of

Line = tuple[int, int, str, Ending, str]
"""Number of the first row, place among the rounds of its network, its id, its ending and its invalid text."""
Mark = tuple[int, int, Ending, str]
"""Number of a row, place among the rounds, and what is said about it."""


def lines_and_marks(check: NetworkCheck) -> tuple[list[Line], list[Mark]]:
    """Lines of the report and marks of an annotated list, ordered by row and place."""
    found = OneByOne(check.plan, check.sources, check.asked)
    lines: list[Line] = []
    marks: list[Mark] = []
    for line, rows in [
        *(each for group in found.groups for each in _of_group(check, found, group)),
        *(_of_row(check, found, row) for row in found.alone),
    ]:
        lines.append(line)
        marks += [(row.number, line[1], line[3], line[4]) for row in rows]
    return sorted(lines, key=lambda line: line[:2]), sorted(marks, key=lambda mark: mark[:2])


def _of_group(check: NetworkCheck, found: OneByOne, group: Group) -> Iterator[tuple[Line, list[TableRow]]]:
    first = group.rows[0].number
    place = -1
    for place, case in enumerate(found.cases(group, full=check.full)):
        ending = replace(ending_of(case.round, case.verdict, full=check.full), missing=case.missing)
        rows = [member.row for member in case.members]
        yield (first, place, group.identity, ending, _invalid(check, found, rows)), rows
    if place < 0:
        yield (first, 0, group.identity, check.unknown_round(), _invalid(check, found, group.rows)), group.rows


def _of_row(check: NetworkCheck, found: OneByOne, row: TableRow) -> tuple[Line, list[TableRow]]:
    ending = unassigned(check.plan, found.round_of_alone(row))
    raw = row.raw[check.columns.identity.fact.name]
    return (row.number, 0, raw, ending, _invalid(check, found, [row])), [row]


def _invalid(check: NetworkCheck, found: OneByOne, rows: Sequence[TableRow]) -> str:
    def say(problem: object) -> str:
        return check.judge.problem_text(problem, check.lang)  # type: ignore[arg-type]

    return say_all(found.problems(rows), check.columns.order, say)
