"""Parquet files that are bombs or broken: a clear problem that tells nothing of them, and little memory spent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from tests.hostile.uploads import MOST, PARQUET, judged, refused, sent, service, within
from tests.tables.pieces import parquet_of

UNPACKED, TEXT = "unpack to more than 256 MiB", "more than 256 MiB of text"


def one_text(size: int, rows: int) -> Any:
    """A column of so many cells, all of which are one text."""
    return pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), ["x" * size])


def ids(column: Any, **options: Any) -> bytes:
    return parquet_of(pa.table({"person_id": column}), compression="zstd", **options)


def footer(length: int, bytes_: int) -> bytes:
    return b"PAR1" + b"x" * bytes_ + length.to_bytes(4, "little") + b"PAR1"


def changed(data: bytes, place: int, byte: int) -> bytes:
    return data[:place] + bytes([byte]) + data[place + 1 :]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (lambda: ids(one_text(1, 5_000_000)), "more than 100000 rows"),
        (lambda: ids(one_text(1, 100_001), row_group_size=50_000), "more than 100000 rows"),
        (lambda: ids(one_text(30_000, 99_000)), TEXT),
        (lambda: ids(one_text(900_000, 99_000), store_schema=False), TEXT),
        (lambda: ids(["x" * 300_000_000], use_dictionary=False, write_statistics=False), UNPACKED),
        (lambda: ids(pa.array([b"x" * 3_000] * 99_000, pa.binary(3_000))), UNPACKED),
        (lambda: ids(["x" * 1_000_000]), "a cell of column 1 has more than 32767 characters"),
        (lambda: parquet_of(pa.table({"x" * 40_000: ["A"]})), "the header of column 1 has more than 32767"),
        (lambda: parquet_of(pa.table({f"c{n}": [1] for n in range(1_001)})), "more than 1000 columns"),
        (lambda: parquet_of(pa.table({f"c{n}": [1] for n in range(10_000)})), "a footer of more than 1 MiB"),
        (lambda: parquet_of(pa.table({f"c{n}": one_text(1, 99_000) for n in range(31)})), "more than 3000000 cells"),
        (lambda: ids(["x"] * 1_001, row_group_size=1), "more than 1000 groups of rows"),
        (lambda: footer(4_900_000, 5_000_000), "a footer of more than 1 MiB"),
    ],
)
def test_a_file_beyond_the_limits_is_too_large(data: Callable[[], bytes], says: str) -> None:
    refused(PARQUET, data(), 413, "too-large", says)


PLAIN = ids(["A" * 40, "B"], use_dictionary=False, write_statistics=False)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (lambda: footer(500, 1_000), "broken Parquet file"),
        (lambda: footer(0xFFFF_FFFF, 1_000), "broken Parquet file"),
        (lambda: b"PARE" + b"Geheimnis" * 20 + b"PARE", "Parquet file"),
        (lambda: PLAIN[:-20], "broken Parquet file"),
        (lambda: parquet_of(pa.table({"person_id": ["A"], "Geheimnis": [[1]]})), "column 2 holds lists or records"),
        (lambda: parquet_of(pa.table({"person_id": [{"Geheimnis": 1}]})), "column 1 holds lists or records"),
        (
            lambda: parquet_of(pa.table({"person_id": ["A"], "Geheimnis": pa.array([2**62], pa.timestamp("us"))})),
            "column 2 cannot be read as text",
        ),
        (
            lambda: parquet_of(pa.table({"person_id": ["A"], "Geheimnis": pa.array([b"\xff"])})),
            "column 2 cannot be read as text",
        ),
        (
            lambda: ids(["x" * 30_000] * 9, use_dictionary=False, column_encoding={"person_id": "DELTA_BYTE_ARRAY"}),
            "column 1 is encoded as DELTA_BYTE_ARRAY",
        ),
    ],
)
def test_a_file_that_is_no_list_is_refused(data: Callable[[], bytes], says: str) -> None:
    refused(PARQUET, data(), 400, "input", says)


@pytest.mark.parametrize("place", range(4, len(PLAIN) - 8, 3))
def test_a_damaged_file_is_read_or_refused(place: int) -> None:
    service()
    with within(MOST):
        answer = sent(PARQUET, changed(PLAIN, place, PLAIN[place] ^ 0x5A))
    if answer.status_code != 200:
        kinds = ("input", "header", "too-large")
        assert answer.json()["type"].rpartition("/")[2] in kinds, answer.text
        assert "A" * 9 not in answer.text


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"use_dictionary": False},
        {"data_page_version": "2.0"},
        {"use_dictionary": False, "column_encoding": {"person_id": "DELTA_LENGTH_BYTE_ARRAY"}},
        {"row_group_size": 7},
        {"compression": "gzip", "data_page_size": 64},
    ],
)
def test_every_honest_way_to_write_a_list_is_read(options: dict[str, Any]) -> None:
    table = pa.table(
        {
            "person_id": [f"P{number}" for number in range(60)],
            "birth_date": [dt.date(2000, 1, 1)] * 60,
            "employable": [True, None] * 30,
            "age": [25.0, None] * 30,
        }
    )
    found = judged(PARQUET, parquet_of(table, **options))
    assert [row["person_id"] for row in found["results"]] == table.column("person_id").to_pylist()
