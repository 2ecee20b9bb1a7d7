"""Columns of whole numbers stand for rows: numbering, reading and joining them changes no cell and no verdict."""

from __future__ import annotations

import csv
import io
import random
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from regelgraph.checks import open_check
from regelgraph.explanations import _explain_row
from regelgraph.knowledge import Knowledge, load
from regelgraph.tables.files.plain_csv import read_plain
from regelgraph.tables.files.records import read_records
from regelgraph.tables.files.source import cells_of, read_bytes
from regelgraph.tables.numbering import numbered, tuples
from regelgraph.tables.writers import writer

KNOWN = {"id", "titel"}
NUMBERS = st.integers(-(2**31), 2**31 - 1) | st.integers(-2, 2)


@cache
def knowledge() -> Knowledge:
    return load()


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=30))
def test_rows_have_one_number_if_and_only_if_all_their_columns_are_equal(rows: list[tuple[int, int, int]]) -> None:
    columns = [pa.array(values, pa.int32()) for values in zip(*rows, strict=True)]
    found = numbered(columns)
    distinct = list(dict.fromkeys(rows))
    assert found.codes.to_pylist() == [distinct.index(row) for row in rows]
    assert tuples(columns, found.firsts) == distinct


def even(separator: str, quoted: bool) -> str:
    rng = random.Random(5)
    cells = ["§ 25 Abs. 2", "", " ", "Dürfen", "x" * 40, f'a{separator}"b"\nc' if quoted else "a b"]
    target = io.StringIO()
    made = csv.writer(target, delimiter=separator, lineterminator="\n")
    made.writerow(["id", "titel", "frei"])
    made.writerows([f"P{n}", rng.choice(cells), rng.choice(cells)] for n in range(6000))
    return target.getvalue()


def headers_known(headers: object) -> int:
    return len(KNOWN & set(headers))  # type: ignore[call-overload]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_an_even_table_has_the_same_cells_straight_from_its_bytes(separator: str, quoted: bool, mark: bytes) -> None:
    text = even(separator, quoted)
    found = read_plain(mark + text.encode(), headers_known, lambda header: header == "titel")
    assert found is not None
    headers, table = read_records(text, separator, "list.csv")
    assert found[0] == headers
    assert pa.types.is_dictionary(found[1].column("c1").type)
    assert found[1].to_pylist() == table.to_pylist()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.replace(b"\nP7,", b"\nP7,more,", 1),
        lambda data: data.replace(b"\nP7,", b"\nP7\"", 1),
        lambda data: data.replace("ü".encode(), "ü".encode("cp1252")),
        lambda data: b"\n" + data,
        lambda data: b"sep=,\n" + data,
        lambda data: data.replace(b"\nP7,", b"\nP7\0,", 1),
        lambda data: data[:1000],
    ],
)  # fmt: skip
def test_a_table_that_is_not_even_is_left_to_the_tolerant_reader(spoil: object) -> None:
    data = even(",", quoted=False).encode()
    assert read_plain(spoil(data), headers_known, lambda _: True) is None  # type: ignore[operator]


@pytest.mark.parametrize("chunk", [50, 7000])
def test_a_parquet_file_has_the_same_cells_by_number_and_as_texts(chunk: int) -> None:
    rng = random.Random(7)
    titles = [rng.choice(["§ 25", "", None, "Duldung"]) for _ in range(6000)]
    out = io.BytesIO()
    parquet.write_table(pa.table({"id": [str(n) for n in range(6000)], "titel": titles}), out, row_group_size=chunk)
    by_number = read_bytes(out.getvalue(), "list.parquet", headers_known)
    assert by_number.cells.column("c1").to_pylist() == [title or "" for title in titles]


@pytest.fixture(scope="module")
def defects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list long enough for the fast ways, with cells of every kind."""
    rng = random.Random(11)
    days = ["2000-01-01", "01.02.1990", "1999", "00.05.1999", "", "31.02.2000", "2030-01-01", "1850", "2008-02-29"]
    cells = {
        "sex": ["m", "w", "d", "x", "", "Herr"],
        "birth_date": days,
        "age": ["", "", "25", "36", "zwei"],
        "citizenship": ["deutsch", "syrisch", "rumänisch", "Kongo", "UKR", "türkisch; deutsch", "xyz; AFG", "", "?"],
        "residence_title": ["", "§ 25 Abs. 3 AufenthG", "§ 24 Abs. 1 AufenthG", "NE", "Duldung", "qqq"],
        "title_valid_until": ["", "2024-01-31", "2026-02-01", "2025", "offen"],
        "employable": ["ja", "nein", "", "vielleicht"],
        "contact_status": ["nicht erreicht", "in Betreuung", "", "egal"],
        "entry_date": ["2026-03-01", "2021-02-28", "2026-02", "", "bald", "2027-03-05"],
        "exit_date": ["", "2026-05-01", "2010-01-01", "später"],
    }
    path = tmp_path_factory.mktemp("defects") / "list.csv"
    with path.open("w", encoding="utf-8", newline="") as target:
        made = csv.writer(target)
        made.writerow(["person_id", *cells])
        made.writerows([f"P {n}", *map(rng.choice, cells.values())] for n in range(2500))
    return path


def test_a_long_list_of_defects_is_judged_as_its_rows_one_by_one(defects: Path) -> None:
    check = open_check(knowledge(), [defects], ["win-win-2"], as_of=date(2026, 11, 24))
    assert pa.types.is_dictionary(check.sources[0].cells.column("c1").type)
    found = list(check.report().rows())
    cells = cells_of(check.sources, check.columns.places).to_pylist()
    assert len(found) == len(cells)
    for row, given_cells in list(zip(found, cells, strict=True))[::5]:
        (tree,) = _explain_row(check, given_cells)
        outcomes = [each for each in tree["criteria"] if each["outcome"] == tree["verdict"] != "eligible"]
        assert row["verdict"] == tree["verdict"]
        assert row["missing"] == "|".join(tree["missing"])
        assert row["criteria"] == "|".join(dict.fromkeys(each["id"] for each in outcomes))
        if outcomes:
            assert row["reasons_de"] == " ".join(each["reason"]["de"] for each in outcomes)


def test_the_report_of_a_long_list_has_the_same_rows_in_every_format(defects: Path) -> None:
    report = open_check(knowledge(), [defects], ["win-win-2"], as_of=date(2026, 11, 24)).report()
    rows = list(report.rows())
    text, table = io.BytesIO(), io.BytesIO()
    writer("csv")(report, text)
    writer("parquet")(report, table)
    read = csv.DictReader(io.StringIO(text.getvalue().decode(), newline=""))
    assert [{**row, "row": int(row["row"])} for row in read] == rows
    assert parquet.read_table(table).to_pylist() == rows
