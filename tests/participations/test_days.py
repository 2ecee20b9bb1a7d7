"""Days in common against a count day by day, over small calendars with every kind of gap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regelgraph.judge.stays import common_days, stay_of
from regelgraph.values import ANYTHING, BLANK, Reading, Span, Spans, State

from tests.participations.stays import judge

FIRST = date(2025, 1, 1).toordinal()
AS_OF = 5
"""Days are counted from FIRST; named days are 3 to 7, and what is open reaches some days beyond."""
UNREADABLE = Reading(ANYTHING, State.UNREADABLE)
Cell = tuple[int, int] | str
NAMED: list[Cell] = [(day, day) for day in (3, 4, 6, 7)] + [(3, 7), (4, 6), (6, 7)]
CELLS: list[Cell] = [*NAMED, "blank", "unreadable"]
World = tuple[int, int]


def reading(cell: Cell) -> Reading:
    if isinstance(cell, str):
        return BLANK if cell == "blank" else UNREADABLE
    low, high = (date.fromordinal(FIRST + day) for day in cell)
    return Reading(Spans((Span(low, high),)), State.KNOWN if low == high else State.VAGUE)


def worlds(start: Cell, end: Cell, reach: int) -> list[World]:
    """All first and last days that a stay may have, up to `reach` days beyond the named ones."""
    days = range(-reach, 10 + reach)
    firsts = days if isinstance(start, str) else range(start[0], start[1] + 1)
    if end == "blank":
        lasts: range = range(AS_OF, 10 + reach)
    else:
        lasts = days if isinstance(end, str) else range(end[0], end[1] + 1)
    found = [(first, last) for first, last in product(firsts, lasts) if first <= last]
    return found or [(first, last) for first, last in product(firsts, days) if first <= last]


def shared(a: World, b: World) -> int:
    return len(set(range(a[0], a[1] + 1)) & set(range(b[0], b[1] + 1)))


def counted(a: tuple[Cell, Cell], b: tuple[Cell, Cell]) -> tuple[int, int | None]:
    bounds = []
    for reach in (2, 4):
        counts = {shared(one, other) for one, other in product(worlds(*a, reach), worlds(*b, reach))}
        bounds.append((min(counts), max(counts)))
    (least, most), (_, further) = bounds
    return least, most if most == further else None


def as_of() -> date:
    return date.fromordinal(FIRST + AS_OF)


def found(a: tuple[Cell, Cell], b: tuple[Cell, Cell]) -> tuple[int, int | None]:
    return common_days(*(stay_of(reading(start), reading(end), as_of()) for start, end in (a, b)))


STAYS = st.tuples(st.sampled_from(CELLS), st.sampled_from(CELLS))


@settings(max_examples=400, deadline=None)
@given(STAYS, STAYS)
def test_days_in_common_are_those_counted_day_by_day(a: tuple[Cell, Cell], b: tuple[Cell, Cell]) -> None:
    assert found(a, b) == found(b, a) == counted(a, b)


def test_all_stays_of_known_days_and_open_ones_are_counted_right() -> None:
    plain: list[Cell] = [(3, 3), (4, 4), (6, 6), (7, 7)]
    ends: list[Cell] = [*plain, "blank"]
    for a, b in product(product(plain, ends), repeat=2):
        assert found(a, b) == counted(a, b), (a, b)


def completions(a: tuple[Cell, Cell], b: tuple[Cell, Cell]) -> Iterator[tuple[tuple[int, ...], bool]]:
    for one, other in product(worlds(*a, 2), worlds(*b, 2)):
        yield (*one, *other), shared(one, other) > 0


def matter(a: tuple[Cell, Cell], b: tuple[Cell, Cell]) -> set[str]:
    """Columns of which two completions that differ only in them lead to different answers."""
    names = ("entry_date", "exit_date", "entry_date", "exit_date")
    answers = dict(completions(a, b))
    open_: set[str] = set()
    for place, name in enumerate(names):
        rest: dict[tuple[int, ...], set[bool]] = {}
        for world, answer in answers.items():
            rest.setdefault((*world[:place], *world[place + 1 :]), set()).add(answer)
        open_ |= {name} if any(len(both) > 1 for both in rest.values()) else set()
    return open_


@settings(max_examples=150, deadline=None)
@given(STAYS, STAYS)
def test_missing_are_the_days_that_could_change_the_answer(a: tuple[Cell, Cell], b: tuple[Cell, Cell]) -> None:
    from regelgraph.judge import Judge
    from regelgraph.participations import STAYS as KIND

    given_cells = {"entry_date_a": a[0], "exit_date_a": a[1], "entry_date_b": b[0], "exit_date_b": b[1]}
    here = Judge(judge().knowledge, as_of())
    finding = here.finding(KIND, "overlap", {name: reading(cell) for name, cell in given_cells.items()})
    assert set(finding.open_columns) == matter(a, b)


@pytest.mark.parametrize(
    ("a", "b", "days"),
    [
        (((3, 3), (4, 4)), ((4, 4), (6, 6)), (1, 1)),
        (((3, 3), (4, 4)), ((5, 5), (6, 6)), (0, 0)),
        (((3, 3), "blank"), ((5, 5), (5, 5)), (1, 1)),
        (((3, 3), "blank"), ((6, 6), (6, 6)), (0, 1)),
        (((3, 3), "blank"), ((4, 4), "blank"), (2, None)),
        ((("blank"), (3, 3)), ((4, 4), "unreadable"), (0, 0)),
    ],
)
def test_borders(a: tuple[Cell, Cell], b: tuple[Cell, Cell], days: tuple[int, int | None]) -> None:
    assert found(a, b) == days
