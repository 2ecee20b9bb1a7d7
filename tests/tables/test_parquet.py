"""Parquet in: whatever the type of a column, its cells are the text of a CSV. Out: numbers, and shared texts once."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from pyarrow import parquet
from regelgraph.errors import InputError
from regelgraph.tables.files.source import Source, read_bytes

from tests.tables.lists import reported, written

DAY = dt.datetime(2000, 2, 29)
NOON = dt.datetime(2000, 2, 29, 12, 30)
BERLIN = "Europe/Berlin"


def file_of(table: pa.Table) -> bytes:
    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()


def read(data: bytes, name: str = "list.parquet") -> Source:
    return read_bytes(data, name, lambda _: 0)


def texts(array: Any) -> list[str]:
    source = read(file_of(pa.table({"person_id": array})))
    assert source.headers == ("person_id",)
    return list(source.cells.column("c0").to_pylist())


@pytest.mark.parametrize(
    ("values", "type_", "expected"),
    [
        (["a", None, " ä "], pa.string(), ["a", "", " ä "]),
        (["a", None], pa.large_string(), ["a", ""]),
        (["a", None], pa.string_view(), ["a", ""]),
        ([b"\xc3\xa4", None], pa.binary(), ["ä", ""]),
        ([1, None, -7], pa.int64(), ["1", "", "-7"]),
        ([9162000], pa.uint32(), ["9162000"]),
        ([25.0, 1.5, None, float("nan")], pa.float64(), ["25", "1.5", "", ""]),
        ([25.0], pa.float32(), ["25"]),
        ([True, False, None], pa.bool_(), ["true", "false", ""]),
        ([dt.date(2000, 2, 29), None], pa.date32(), ["2000-02-29", ""]),
        ([dt.date(2000, 2, 29)], pa.date64(), ["2000-02-29"]),
        ([DAY, NOON, None], pa.timestamp("us"), ["2000-02-29", "2000-02-29T12:30:00", ""]),
        ([DAY], pa.timestamp("s"), ["2000-02-29"]),
        ([DAY], pa.timestamp("ns"), ["2000-02-29"]),
        ([dt.datetime(2000, 2, 28, 23, tzinfo=dt.UTC)], pa.timestamp("us", BERLIN), ["2000-02-29"]),
        ([dt.time(12, 30)], pa.time64("us"), ["12:30:00"]),
        ([Decimal("25.00"), Decimal("1.50"), None], pa.decimal128(6, 2), ["25", "1.5", ""]),
        ([None, None], pa.null(), ["", ""]),
        ([None], pa.float64(), [""]),
    ],
)
def test_a_cell_of_any_type_is_the_text_that_a_csv_would_hold(values: Any, type_: Any, expected: list[str]) -> None:
    assert texts(pa.array(values, type_)) == expected


def test_dictionaries_are_their_texts() -> None:
    assert texts(pa.array(["a", None, "b", "a"]).dictionary_encode()) == ["a", "", "b", "a"]
    assert texts(pa.DictionaryArray.from_arrays(pa.array([0, None]), pa.array([DAY]))) == ["2000-02-29", ""]


def test_enum_columns_of_a_database_are_their_texts(tmp_path: Any) -> None:
    path = tmp_path / "enum.parquet"
    word = "(CASE WHEN i % 3 = 0 THEN 'ja' ELSE 'nein' END)::ENUM('nein', 'ja')"
    duckdb.sql("SELECT * FROM range(1000) r(i)").project(f"{word} AS x").write_parquet(str(path))
    assert read(path.read_bytes()).cells.column("c0").to_pylist()[:4] == ["ja", "nein", "nein", "ja"]


@pytest.mark.parametrize(
    "column",
    [
        pa.array([[1]], pa.list_(pa.int64())),
        pa.array([{"a": 1}], pa.struct([("a", pa.int64())])),
        pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
        pa.array([b"\xff\xfe"], pa.binary()),
    ],
    ids=lambda column: str(column.type),
)
def test_a_column_that_holds_no_texts_is_named(column: Any) -> None:
    with pytest.raises(InputError, match=r"list\.parquet: column 'sex'"):
        read(file_of(pa.table({"person_id": ["x"], "sex": column})))


WHOLE = file_of(pa.table({"person_id": [f"P-{i}" for i in range(300)], "sex": ["m"] * 300}))


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (WHOLE[: len(WHOLE) // 2], "list.parquet", "broken Parquet"),
        (WHOLE[:-1], "list.parquet", "broken Parquet"),
        (b"PAR1", "list.parquet", "broken Parquet"),
        (WHOLE, "list.csv", "Parquet file, but its name ends in .csv"),
        (b"a;b\n1;2\n", "list.parquet", "a text, but its name ends in .parquet"),
        (file_of(pa.table({"person_id": pa.array([], pa.string())})), "list.parquet", "no row"),
        (file_of(pa.table({})), "list.parquet", "empty"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(data: bytes, name: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as error:
        read(data, name)
    assert "\n" not in error.value.message


def test_without_a_telling_name_the_content_decides() -> None:
    assert read(WHOLE, "standard input").rows == 300


@pytest.mark.parametrize("group", ["win-win-2", "participations"])
def test_numbers_of_rows_are_numbers_and_texts_are_shared(group: str) -> None:
    schema = parquet.read_schema(pa.BufferReader(written(reported(group), "parquet")))
    types = {field.name: field.type for field in schema}
    assert types["row"] == types.get("row_b", pa.int64()) == pa.int64()
    assert pa.types.is_string(types["person_id"])
    assert pa.types.is_dictionary(types["reasons_de"])


def test_a_database_reads_the_report(tmp_path: Any) -> None:
    path = tmp_path / "r.parquet"
    path.write_bytes(written(reported("win-win-2"), "parquet"))
    found = duckdb.read_parquet(str(path)).aggregate("verdict, count(*)", "verdict").fetchall()
    assert dict(found) == reported("win-win-2").verdict_counts()
