"""Every character that a text can have survives from every kind of list into every format of the report."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence

import pyarrow as pa
import pyoxigraph
import pytest
import xlsxwriter
from pyarrow import parquet
from python_calamine import CalamineWorkbook

from tests.hostile.uploads import CSV, JSON, NDJSON, PARQUET, TURTLE, XLSX, refused, sent
from tests.tables.pieces import parquet_of

NUL = "\0"
CONTROLS = [chr(code) for code in (*range(1, 32), *range(0x7F, 0xA0))]
MARKS = [
    "\u2028",
    "\u2029",
    "\u202e",
    "\u200d",
    "\U0001f600",
    "\U0010ffff",
    "_x0041_",
    "_x0001_",
    "&amp;",
    "]]>",
    "\r\n",
]
NONE_OF_XML = ["\ufffe", "\uffff"]
"""No XML can hold them (XML 1.0, 2.2), so a workbook has their escape (ECMA-376, ST_Xstring) and no more."""
EVERY = [f"A{each}B" for each in [*CONTROLS, *MARKS, *NONE_OF_XML]]


def rows_of(ids: Sequence[str]) -> list[dict[str, str]]:
    return [{"person_id": each, "note": "x"} for each in ids]


def as_json(ids: Sequence[str]) -> bytes:
    return json.dumps({"persons": rows_of(ids)}).encode()


def as_lines(ids: Sequence[str]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows_of(ids)).encode()


def as_csv(ids: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
        [("person_id", "note"), *((i, "x") for i in ids)]
    )
    return out.getvalue().encode()


def as_parquet(ids: Sequence[str]) -> bytes:
    return parquet_of(pa.Table.from_pylist(rows_of(ids)))


def as_workbook(ids: Sequence[str]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([("person_id", "note"), *((each, "x") for each in ids)]):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, cell)
    return out.getvalue()


WRITTEN: dict[str, Callable[[Sequence[str]], bytes]] = {
    JSON: as_json, NDJSON: as_lines, CSV: as_csv, PARQUET: as_parquet, XLSX: as_workbook,
}  # fmt: skip


def of_turtle(data: bytes) -> list[str]:
    quads = pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE)
    values = {quad.object.value for quad in quads if isinstance(quad.object, pyoxigraph.Literal)}
    return [each for each in [*EVERY, f"A{NUL}B"] if each in values]


def of_workbook(data: bytes) -> list[str]:
    table = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    return [str(row[table[0].index("person_id")]) for row in table[1:]]


READ: dict[str, Callable[[bytes], list[str]]] = {
    JSON: lambda data: [row["person_id"] for row in json.loads(data)["results"]],
    NDJSON: lambda data: [json.loads(line)["person_id"] for line in data.split(b"\n") if line],
    CSV: lambda data: [row["person_id"] for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))],
    PARQUET: lambda data: parquet.read_table(io.BytesIO(data)).column("person_id").to_pylist(),
    TURTLE: of_turtle,
    XLSX: of_workbook,
}


def escaped(ids: Sequence[str]) -> list[str]:
    return [each.replace("\ufffe", "_xFFFE_").replace("\uffff", "_xFFFF_") for each in ids]


@pytest.mark.parametrize("accept", READ)
@pytest.mark.parametrize("type_", WRITTEN)
def test_every_character_is_there_again(type_: str, accept: str) -> None:
    ids = EVERY if type_ == CSV else [*EVERY, f"A{NUL}B"]
    if type_ == XLSX:
        ids = [each for each in ids if not any(none in each for none in NONE_OF_XML)]
    answer = sent(type_, WRITTEN[type_](ids), accept)
    assert answer.status_code == 200, answer.text
    assert READ[accept](answer.content) == (escaped(ids) if accept == XLSX else ids)


def test_the_one_exception_is_a_nul_in_csv() -> None:
    refused(CSV, as_csv(["A\0B"]), 400, "input", "the body holds a NUL character (at character 22)")
