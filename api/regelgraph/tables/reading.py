"""Columns of a list and how their cells are read; the bounds of what a cell may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from regelgraph.rulebook import Fact
from regelgraph.values import ANYTHING, Ordered, Problem, Reading, Spans, State

UNREADABLE = Reading(ANYTHING, State.UNREADABLE)


class Reads(Protocol):
    """A reader of one column."""

    def read(self, raw: str) -> Reading:
        """What a raw cell may mean."""


@dataclass(frozen=True, slots=True)
class Column:
    """A recognised column: its name in reports, its fact, its reader and its place in the cells.

    `is_read` is false for what is only carried through: free text that no rule needs.
    """

    name: str
    fact: Fact
    reader: Reads
    place: int
    is_read: bool = True


def _end(reading: Reading, *, low: bool) -> Ordered | None:
    if not isinstance(reading.possible, Spans):
        return None
    return reading.possible.spans[0].low if low else reading.possible.spans[-1].high


def first_day(reading: Reading) -> Ordered | None:
    """The first value that a reading may be, None if it is open or none."""
    return _end(reading, low=True)


def last_day(reading: Reading) -> Ordered | None:
    """The last value that a reading may be, None if it is open or none."""
    return _end(reading, low=False)


def day_before(earlier: str) -> Problem:
    """A day lies before the one in the column `earlier`."""
    return Problem("day-before", (("column", earlier),))


def too_early(later: Reading, earlier: Reading) -> bool:
    """Whether every day of `later` lies before every day of `earlier`."""
    last, first = _end(later, low=False), _end(earlier, low=True)
    return last is not None and first is not None and last < first  # type: ignore[operator]
