"""Dates are read whole or in part; what is not a date of the two forms is never guessed at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regelgraph.tables.readers import CellReader
from regelgraph.tables.readers.dates import DateReader
from regelgraph.values import ANYTHING, Span, Spans, State

READ = DateReader().grammar


@pytest.mark.parametrize(
    "cell",
    [
        "2024-05-01",
        "2024-05-01T00:00:00",
        "2024-05-01 00:00:00",
        "01.05.2024",
        "1.5.2024",
        "01. 05. 2024",
        "01.05.2024 00:00:00",
    ],
)
def test_iso_and_german_dates_are_the_same_day(cell: str) -> None:
    reading = READ(cell)
    assert reading.possible == Spans.exactly(date(2024, 5, 1))
    assert reading.state is State.KNOWN


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("1999", date(1999, 1, 1), date(1999, 12, 31)),
        ("00.00.1999", date(1999, 1, 1), date(1999, 12, 31)),
        ("1999-00-00", date(1999, 1, 1), date(1999, 12, 31)),
        ("00.02.2000", date(2000, 2, 1), date(2000, 2, 29)),
        ("02.1900", date(1900, 2, 1), date(1900, 2, 28)),
        ("1999-05", date(1999, 5, 1), date(1999, 5, 31)),
        ("1999-05-00", date(1999, 5, 1), date(1999, 5, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
    ],
)
def test_a_date_known_in_part_stands_for_all_its_days(cell: str, low: date, high: date) -> None:
    reading = READ(cell)
    assert reading.possible == Spans((Span(low, high),))
    assert reading.state is State.VAGUE
    assert reading.problem is None


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("31.02.2024", "impossible-date"),
        ("29.02.2023", "impossible-date"),
        ("2024-13-01", "impossible-date"),
        ("15.00.1999", "impossible-date"),
        ("0024-05-01", "impossible-date"),
        ("01.05.99", "two-digit-year"),
        ("05/01/2024", "not-a-date"),
        ("2024/05/01", "not-a-date"),
        ("20240501", "not-a-date"),
        ("2024-5-1", "not-a-date"),
        ("2024-05-01T12:30:00", "not-a-date"),
        ("45413", "not-a-date"),
        ("1. Mai 2024", "not-a-date"),
        ("ca. 1999", "not-a-date"),
        ("1999?", "not-a-date"),
        ("01.05.2024\x00", "not-a-date"),
        ("\u202e01.05.2024", "not-a-date"),
        ("٠١.٠٥.٢٠٢٤", "not-a-date"),
        ("０１.０５.２０２４", "not-a-date"),
        ("1999-0５-01", "not-a-date"),
        ("²024", "not-a-date"),
        ("1e3", "not-a-date"),
        ("NaN", "not-a-date"),
    ],
)
def test_what_is_no_date_is_unreadable_and_says_why(cell: str, message: str) -> None:
    reading = READ(cell)
    assert reading.possible is ANYTHING
    assert reading.state is State.UNREADABLE
    assert reading.problem is not None
    assert reading.problem.message == message


@given(st.dates(min_value=date(1800, 1, 1)))
def test_every_day_since_1800_is_read_in_each_form(day: date) -> None:
    exactly = Spans.exactly(day)
    assert READ(day.isoformat()).possible == exactly
    assert READ(f"{day.day:02}.{day.month:02}.{day.year}").possible == exactly
    assert READ(f"{day.day}.{day.month}.{day.year}").possible == exactly


@given(st.integers(1800, 9998), st.integers(1, 12))
def test_a_month_has_the_days_from_its_first_to_the_one_before_the_next(year: int, month: int) -> None:
    following = date(year + month // 12, month % 12 + 1, 1)
    days = Spans((Span(date(year, month, 1), following - timedelta(days=1)),))
    assert READ(f"{month:02}.{year}").possible == days
    assert READ(f"{year}-{month:02}").possible == days


@given(st.text())
def test_no_text_raises_an_error_and_no_date_comes_from_other_than_ascii(cell: str) -> None:
    reading = READ(cell)
    assert reading.state is State.UNREADABLE or cell.isascii()


@pytest.mark.parametrize(
    "cell", [None, "", " ", "\xa0\ufeff\u200b\t", "-", "k. A.", "K.A.", "unbekannt", "n/a", "null", "?"]
)
def test_blanks_and_missing_words_are_no_date_and_no_fault(
    reader: Callable[[str], CellReader], cell: str | None
) -> None:
    reading = reader("birth_date").read(cell)
    assert reading.state is State.BLANK
    assert reading.possible is ANYTHING
    assert reading.problem is None


def test_marks_around_a_date_are_no_part_of_it(reader: Callable[[str], CellReader]) -> None:
    read = reader("entry_date").read("\ufeff\u200e\xa001.05.2024\u200f ")
    assert read.possible == Spans.exactly(date(2024, 5, 1))
