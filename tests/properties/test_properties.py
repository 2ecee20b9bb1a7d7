"""What holds for every row: gaps never make anybody safe, and only what the criteria read counts."""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st
from regelgraph.values import State

from tests.properties.rows import (
    BLANKS,
    CELLS,
    GAPPY_ROWS,
    GARBAGE,
    ROUNDS,
    ROWS,
    SAFE,
    Row,
    readers,
    verdict,
)

COLUMNS = st.sampled_from(sorted(CELLS))
SPOILERS = st.sampled_from([*BLANKS, *GARBAGE])


def says_something(row: Row, column: str) -> bool:
    return readers()[column].read(row[column]).state is not State.BLANK


def may_become_safe(row: Row, column: str, spoiled: str) -> bool:
    """The exceptions of the contract: a blank title, and cells that can only raise doubt."""
    if column == "residence_title":
        return readers()[column].read(spoiled).state is State.BLANK
    if column in {"age", "birth_date"}:
        return says_something(row, "age") and says_something(row, "birth_date")
    return column == "title_valid_until"


@settings(max_examples=400, deadline=None)
@given(GAPPY_ROWS, COLUMNS, SPOILERS, st.sampled_from(ROUNDS))
def test_blanking_or_garbling_a_cell_never_yields_the_safe_word_where_the_full_row_had_not(
    row: Row, column: str, spoiled: str, round_id: str
) -> None:
    if readers()[column].read(spoiled).state not in {State.BLANK, State.UNREADABLE}:
        return
    before, after = verdict(row, round_id), verdict(row | {column: spoiled}, round_id)
    if after.word == SAFE and not may_become_safe(row, column, spoiled):
        assert before.word == SAFE, (before.word, before.criteria, column, spoiled)


def test_every_single_cell_of_plain_rows_blanked_or_garbled_is_never_safer() -> None:
    """The same, without chance, for rows that are not safe for one reason each."""
    plain = {column: cells[0] for column, cells in CELLS.items()}
    faults = {
        "sex": "x",
        "birth_date": "2010-01-01",
        "employable": "no",
        "contact_status": "in-support",
        "entry_date": "2017-01-01",
    }
    for (column, cell), spoiled in product(faults.items(), (*BLANKS, *GARBAGE)):
        for round_id in ROUNDS:
            row = plain | {column: cell}
            assert verdict(row, round_id).word != SAFE, (column, cell)
            assert verdict(row | {column: spoiled}, round_id).word != SAFE, (column, spoiled)


def test_a_blank_title_of_an_eu_citizen_is_safe_and_an_unreadable_one_is_not() -> None:
    for citizenship, spoiled in product(("DEU", "ROU", "NOR", "CHE"), BLANKS):
        row = {column: cells[0] for column, cells in CELLS.items()} | {"citizenship": citizenship}
        assert verdict(row | {"residence_title": spoiled}, "win-win-2").word == SAFE, (citizenship, spoiled)
        assert verdict(row | {"residence_title": "zzz 9 zzz"}, "win-win-2").word == "undetermined", citizenship


def test_without_the_entry_date_age_and_birth_date_cannot_be_held_against_each_other() -> None:
    row = {column: cells[0] for column, cells in CELLS.items()} | {"age": "25", "birth_date": "2010-01-01"}
    assert verdict(row, "win-win-2").word == "undetermined"
    for spoiled in (*BLANKS, "zzz 9 zzz"):
        assert verdict(row | {"entry_date": spoiled}, "win-win-2").word == "undetermined", spoiled
    assert verdict(row | {"entry_date": "", "birth_date": ""}, "win-win-2").word == SAFE


@settings(max_examples=100, deadline=None)
@given(GAPPY_ROWS, st.sampled_from([*CELLS["migration_background"], *BLANKS, *GARBAGE]), st.sampled_from(ROUNDS))
def test_migration_background_changes_nothing(row: Row, background: str, round_id: str) -> None:
    assert verdict(row | {"migration_background": background}, round_id) == verdict(row, round_id)


@settings(max_examples=100, deadline=None)
@given(GAPPY_ROWS, st.sampled_from(["", "2020-01-01", "2027-12-31", *GARBAGE]), st.sampled_from(ROUNDS))
def test_the_exit_date_changes_nothing(row: Row, exit_date: str, round_id: str) -> None:
    assert verdict(row | {"exit_date": exit_date}, round_id) == verdict(row, round_id)


OPEN_CELLS = {
    "sex": ("male", "female", "divers"),
    "employable": ("yes", "no"),
    "contact_status": ("not-reached", "in-support"),
    "citizenship": ("DEU", "ROU", "NOR", "CHE", "SYR"),
    "residence_title": (*CELLS["residence_title"][:-2], "§ 63b AsylG"),
    "age": ("17", "25", "36"),
}
UNREADABLE = "zzz 9 zzz"


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from([*combinations(sorted(OPEN_CELLS), 2), *combinations(sorted(OPEN_CELLS), 3)]))
def test_missing_names_exactly_the_columns_of_which_some_value_changes_the_verdict(
    row: Row, gaps: tuple[str, ...]
) -> None:
    known = row | {"title_valid_until": "", "entry_date": "2025-06-01", "birth_date": "", "age": "25"}
    known |= {"citizenship": row["citizenship"] if row["citizenship"] in OPEN_CELLS["citizenship"] else "SYR"}
    known |= {"residence_title": "Duldung"} if row["residence_title"] in {"Aufenthaltserlaubnis", "§ 24"} else {}
    found = verdict(known | dict.fromkeys(gaps, UNREADABLE), "win-win-2")

    @cache
    def word(cells: tuple[str, ...]) -> str:
        return verdict(known | dict(zip(gaps, cells, strict=True)), "win-win-2").word

    def matters(at: int) -> bool:
        """Whether some value of a gap changes the verdict, for some values of the other gaps."""
        open_cells = [[UNREADABLE] if gap == gaps[at] else OPEN_CELLS[gap] for gap in gaps]
        return any(
            word((*cells[:at], cell, *cells[at + 1 :])) != word(cells)
            for cells in product(*open_cells)
            for cell in OPEN_CELLS[gaps[at]]
        )

    matter = {column for at, column in enumerate(gaps) if matters(at)}
    assert set(found.missing) - {"birth_date"} == matter
    assert ("birth_date" in found.missing) == ("age" in matter)
