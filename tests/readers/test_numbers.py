"""Whole numbers, decimals and keys: exact digits, two readings where there are two, never a guess."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regelgraph.tables.readers import CellReader
from regelgraph.values import Options, Span, Spans, State

from tests.readers.conftest import Read

HOSTILE = [
    "NaN",
    "Infinity",
    "1e3",
    "٣",
    "２５",
    "²",
    "½",
    "0x19",
    "1_0",
    "25 J.",
    "--5",
    "25\x00",
    "😀",
    "1.2.3",
    "9" * 10_000,
]


@pytest.mark.parametrize("cell", ["25", "25.0", "25,0", "25,00", " 25 ", "025"])
def test_a_whole_number_may_carry_a_decimal_nought(reader: Callable[[str], CellReader], cell: str) -> None:
    reading = reader("age").read(cell)
    assert reading.possible == Spans.exactly(25)
    assert isinstance(reading.possible, Spans)
    assert type(reading.possible.exact) is int


@pytest.mark.parametrize(
    ("cell", "message"),
    [("25,5", "not-a-whole-number"), ("121", "out-of-range"), ("-1", "out-of-range"), ("alt", "not-a-whole-number")],
)
def test_an_age_is_whole_and_between_0_and_120(reader: Callable[[str], CellReader], cell: str, message: str) -> None:
    reading = reader("age").read(cell)
    assert reading.state is State.UNREADABLE
    assert reading.problem is not None
    assert reading.problem.message == message


@pytest.mark.parametrize("cell", ["0", "120"])
def test_the_borders_of_the_plausible_are_plausible(reader: Callable[[str], CellReader], cell: str) -> None:
    assert reader("age").read(cell).possible == Spans.exactly(int(cell))


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1234.56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234,567", "1234.567"),
        ("123.456.789", "0"),
        ("12.345.6", "0"),
        ("999.999,5", "999999.5"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("1234,567", "1234.567"),
        ("12,5", "12.5"),
    ],
)
def test_decimals_are_read_where_only_one_reading_exists(decimal: Read, cell: str, value: str) -> None:
    reading = decimal(cell)
    if value == "0":
        assert reading.state is State.UNREADABLE
    else:
        assert reading.possible == Spans.exactly(Decimal(value))
        assert reading.problem is None


@pytest.mark.parametrize("cell", ["1.234", "1,234"])
def test_three_digits_behind_one_separator_are_two_values(decimal: Read, cell: str) -> None:
    reading = decimal(cell)
    small, large = Decimal("1.234"), Decimal(1234)
    assert reading.possible == Spans((Span(small, small), Span(large, large)))
    assert reading.state is State.VAGUE
    assert reading.problem is not None
    assert reading.problem.message == "ambiguous-number"


@given(st.decimals(min_value=0, max_value=999_999, places=2))
def test_a_german_and_an_english_spelling_are_the_same_number(decimal: Read, number: Decimal) -> None:
    english = f"{number:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert decimal(english).possible == decimal(german).possible == Spans.exactly(number)


@pytest.mark.parametrize("cell", HOSTILE)
@pytest.mark.parametrize("column", ["age", "municipality", "birth_date", "sex", "employable", "citizenship"])
def test_hostile_cells_are_unreadable(reader: Callable[[str], CellReader], column: str, cell: str) -> None:
    assert reader(column).read(cell).state is State.UNREADABLE


@pytest.mark.parametrize("column", ["age", "municipality", "birth_date", "sex", "employable", "citizenship", "round"])
def test_ten_megabytes_in_a_cell_are_unreadable_and_shown_in_60_characters(
    reader: Callable[[str], CellReader], column: str
) -> None:
    reading = reader(column).read("1;" * 5_000_000)
    assert reading.state is State.UNREADABLE
    assert reading.problem is not None
    assert len(dict(reading.problem.values)["value"]) == 60


def test_control_and_direction_characters_are_made_visible(reader: Callable[[str], CellReader]) -> None:
    problem = reader("age").read("2\x00\u202e5\n7").problem
    assert problem is not None
    assert dict(problem.values)["value"] == r"2\x00\u202e5\x0a7"


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("06412", "06412"),
        ("6412", "06412"),
        ("06412000", "06412000"),
        ("6412000", "06412000"),
        ("06 4 12 000", "06412000"),
    ],
)
def test_a_municipality_key_gets_its_eaten_zero_back(reader: Callable[[str], CellReader], cell: str, key: str) -> None:
    assert reader("municipality").read(cell).possible == Options(frozenset({key}))


@pytest.mark.parametrize("cell", ["641", "064120", "0641", "064120001", "0641２", "06412a", "Hanau", "6412.0"])
def test_other_digits_are_no_municipality_key(reader: Callable[[str], CellReader], cell: str) -> None:
    reading = reader("municipality").read(cell)
    assert reading.state is State.UNREADABLE
    assert reading.problem is not None
    assert dict(reading.problem.values)["lengths"] == "5/8"


@given(
    st.sampled_from(["age", "municipality", "birth_date", "sex", "employable", "citizenship", "person_id"]), st.text()
)
def test_no_text_raises_an_error(reader: Callable[[str], CellReader], column: str, cell: str) -> None:
    reading = reader(column).read(cell)
    assert (reading.state in {State.KNOWN, State.VAGUE}) == (reading.possible.__class__ in {Options, Spans})
