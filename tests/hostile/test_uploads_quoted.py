"""What an error quotes of a list, the command line says; the service names its place instead."""

from __future__ import annotations

import io
from pathlib import Path

import pyarrow as pa
import pytest
import xlsxwriter

from tests.cli.conftest import Run
from tests.hostile.uploads import CSV, NDJSON, PARQUET, SECRET, XLSX, sent
from tests.tables.pieces import parquet_of
from tests.web.conftest import assert_problem


def workbook(*sheets: tuple[str, list[list[str]]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        for name, rows in sheets:
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


IDS = [["person_id"], ["A"]]
CASES = {
    "double": (CSV, b"person_id,sex,person id\nA,m,B\n", "header", "the columns 1 and 3 both mean person_id"),
    "missing": (CSV, f"x,{SECRET}\nm,x\n".encode(), "header", "the nearest header in the file is that of column 2"),
    "list": (NDJSON, f'{{"person_id":"A","{SECRET}":["x"]}}\n'.encode(), "input", "line 1, value 2 holds a list"),
    "twice": (NDJSON, f'{{"{SECRET}":1,"{SECRET}":2}}\n'.encode(), "input", "values 1 and 2 stand under the same key"),
    "half": (NDJSON, f'{{"{SECRET}":"\\ud800"}}\n'.encode(), "input", "line 1, value 1: half a character"),
    "nested": (PARQUET, parquet_of(pa.table({"person_id": ["A"], SECRET: [[1]]})), "input", "column 2 holds lists"),
    "sheets": (XLSX, workbook((SECRET, IDS), ("b", IDS)), "parameter", "several lists, in the sheets 1, 2"),
    "empty": (XLSX, workbook((SECRET, IDS[:1])), "input", "is an empty table"),
    "above": (XLSX, workbook((SECRET, [["Liste"], IDS[0], IDS[1]])), "input", "one row of headers"),
}  # fmt: skip
SUFFIXES = {CSV: ".csv", NDJSON: ".jsonl", PARQUET: ".parquet", XLSX: ".xlsx"}


@pytest.mark.parametrize("case", CASES)
def test_the_service_names_places_and_the_command_line_quotes(case: str, run: Run, tmp_path: Path) -> None:
    type_, data, kind, says = CASES[case]
    answer = sent(type_, data)
    assert_problem(answer, 400, kind, says)
    assert SECRET not in answer.text
    path = tmp_path / f"list{SUFFIXES[type_]}"
    path.write_bytes(data)
    done = run("check", "persons", path, "--round", "win-win-2")
    assert done.code == 2
    assert (SECRET in done.err) == (case != "double")


def test_a_sheet_that_is_not_there_is_named_without_those_that_are() -> None:
    from tests.hostile.uploads import service

    answer = service()(
        "POST",
        "/check/persons?round=win-win-2&sheet=Liste",
        content=workbook((SECRET, IDS)),
        headers={"Content-Type": XLSX},
    )
    assert_problem(answer, 400, "parameter", "the parameter 'sheet' 'Liste'", "has no such sheet; it has 1")
    assert SECRET not in answer.text
