"""What holds for every list that is read from CSV files, judged in bulk and reported as a whole."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Sequence
from datetime import date
from itertools import product
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from regelgraph.checks import open_check
from regelgraph.tables.writers import writer

from tests.cases.cases import judge
from tests.properties.rows import CELLS, GAPPY_ROWS, ROUNDS, Row, verdict

LISTS = st.lists(GAPPY_ROWS, min_size=2, max_size=12)
FEW = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def written(path: Path, rows: list[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def numbered(rows: list[Row]) -> list[Row]:
    return [{"person_id": f"p{number}", **row} for number, row in enumerate(rows)]


def checked(*lists: list[Row], rounds: Sequence[str] = ("win-win-2",)) -> list[dict[str, object]]:
    """The report without what hangs on the place and the knowledge, in the order of the lists."""
    with tempfile.TemporaryDirectory() as folder:
        files = [written(Path(folder, f"list-{i}.csv"), rows) for i, rows in enumerate(lists)]
        check = open_check(judge().knowledge, files, rounds, as_of=date(2026, 11, 24))
        out = io.BytesIO()
        writer("jsonl")(check.report(), out)
    report = [json.loads(line) for line in out.getvalue().decode().split("\n") if line]
    return [{name: cell for name, cell in row.items() if name not in {"row", "knowledge"}} for row in report]


@FEW
@given(LISTS, st.integers(0, 1000))
def test_the_order_of_rows_changes_nothing(rows: list[Row], seed: int) -> None:
    people = numbered(rows)
    shuffled = Random(seed).sample(people, len(people))
    by_person = {row["person_id"]: row for row in checked(people)}
    assert checked(shuffled) == [by_person[row["person_id"]] for row in shuffled]


@FEW
@given(LISTS, st.data())
def test_splitting_a_list_into_two_files_changes_nothing(rows: list[Row], data: st.DataObject) -> None:
    people = numbered(rows)
    cut = data.draw(st.integers(1, len(people) - 1))
    assert checked(people[:cut], people[cut:]) == checked(people)


@FEW
@given(LISTS, st.sampled_from(["Bemerkung", "x" * 200, "=1+1", "Lieblingsfarbe", "säx"]), st.text(max_size=20))
def test_unknown_extra_columns_change_nothing(rows: list[Row], header: str, text: str) -> None:
    people = numbered(rows)
    cell = "".join(c for c in text if c.isprintable())
    assert checked([row | {header: cell} for row in people]) == checked(people)


def assert_judged_one_by_one(rows: list[Row], round_id: str) -> None:
    people = numbered(rows)
    report = checked(people, rounds=(round_id,))
    assert len(report) == len(people)
    for row, found in zip(people, report, strict=True):
        alone = verdict(row, round_id)
        assert found["person_id"] == row["person_id"]
        assert found["verdict"] == alone.word, row
        assert found["criteria"] == "|".join(alone.criteria), row
        assert found["missing"] == "|".join(alone.missing), row
        assert (found["reasons_de"], found["reasons_en"]) == (alone.reasons.de, alone.reasons.en), row


@FEW
@given(LISTS, st.sampled_from(ROUNDS))
def test_a_list_is_judged_like_its_rows_one_by_one(rows: list[Row], round_id: str) -> None:
    assert_judged_one_by_one(rows, round_id)


PAIRED = {
    "ages": ("birth_date", "age", "entry_date"),
    "statuses": ("citizenship", "residence_title"),
    "ends": ("residence_title", "title_valid_until", "entry_date"),
    "contacts": ("contact_status", "citizenship", "entry_date"),
}


@pytest.mark.parametrize("columns", PAIRED.values(), ids=list(PAIRED))
def test_every_combination_of_cells_that_hang_together_is_judged_like_one_by_one(columns: tuple[str, ...]) -> None:
    plain = {column: cells[0] for column, cells in CELLS.items()}
    choices = [dict.fromkeys((*CELLS[column], "", "zzz 9 zzz")) for column in columns]
    rows = [plain | dict(zip(columns, cells, strict=True)) for cells in product(*choices)]
    assert_judged_one_by_one(rows, "win-win-2")


@FEW
@given(LISTS, st.data())
def test_a_round_cell_counts_like_the_option(rows: list[Row], data: st.DataObject) -> None:
    people = numbered(rows)
    cells = [data.draw(st.sampled_from(ROUNDS)) for _ in people]
    by_round = {round_id: checked(people, rounds=(round_id,)) for round_id in ROUNDS}
    mixed = checked([row | {"round": r} for row, r in zip(people, cells, strict=True)], rounds=())
    assert mixed == [by_round[r][place] for place, r in enumerate(cells)]


def test_several_rounds_give_a_row_each_in_input_order() -> None:
    plain = numbered([{column: cells[0] for column, cells in CELLS.items()}] * 2)
    report = checked(plain, rounds=("win-win-1", "win-win-2"))
    assert sorted((row["person_id"], row["round"]) for row in report) == [
        ("p0", "win-win-1"),
        ("p0", "win-win-2"),
        ("p1", "win-win-1"),
        ("p1", "win-win-2"),
    ]
    assert [row["person_id"] for row in report] == ["p0", "p0", "p1", "p1"]


@pytest.mark.parametrize("header", ["säx", "Bemerkung"])
def test_a_header_that_is_nearly_known_is_no_column_of_the_judgement(header: str) -> None:
    row = numbered([{column: cells[0] for column, cells in CELLS.items()}])[0]
    row[header] = row.pop("sex")
    (found,) = checked([row])
    assert found["verdict"] == "undetermined"
    assert found["missing"] == "sex"
