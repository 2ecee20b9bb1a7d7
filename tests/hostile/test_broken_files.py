"""Files that are cut off, change their types, mix encodings or are far too large: rows, or one clear message."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import pyarrow as pa
import pytest
import xlsxwriter
from pyarrow import parquet

from tests.cli.conftest import HEADER, Run, Write, person
from tests.hostile.processes import ROUND, names, ran, refused

NAMES = HEADER.split(",")
ROWS = [person(f"P-{number}").split(",") for number in range(60)]


def file_of(path: Path) -> bytes:
    """A whole list of the kind that the suffix says."""
    if path.suffix == ".csv":
        path.write_text("".join(",".join(row) + "\n" for row in [NAMES, *ROWS]), encoding="utf-8")
    elif path.suffix == ".jsonl":
        path.write_text("".join(json.dumps(dict(zip(NAMES, row, strict=True))) + "\n" for row in ROWS), "utf-8")
    elif path.suffix == ".parquet":
        parquet.write_table(pa.table([pa.array(c) for c in zip(*ROWS, strict=True)], names=NAMES), path)
    else:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate([NAMES, *ROWS]):
                sheet.write_row(number, 0, row)
    return path.read_bytes()


SAYS = {
    "csv": "seems to be cut off",
    "jsonl": "is no JSON",
    "parquet": "is a broken Parquet file",
    "xlsx": "is a broken Excel workbook",
}


@pytest.mark.parametrize("suffix", SAYS)
def test_a_file_cut_in_the_middle_is_refused_and_the_report_before_stays(tmp_path: Path, suffix: str) -> None:
    path, report = tmp_path / f"list.{suffix}", tmp_path / "report.csv"
    data = file_of(path)
    path.write_bytes(data[: len(data) // 2])
    report.write_text("old", encoding="utf-8")
    refused(ran("check", "persons", path, *ROUND, "--output", report), path.name, SAYS[suffix])
    assert report.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == sorted([path.name, report.name])


@pytest.mark.parametrize("suffix", SAYS)
def test_a_file_cut_anywhere_is_refused_or_ends_with_a_whole_line(run: Run, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"list.{suffix}"
    data = file_of(path)
    places = range(1, len(data), max(1, len(data) // 25))
    for place in [*places, *range(len(data) - 6, len(data))]:
        path.write_bytes(data[:place])
        done = run("check", "persons", path, *ROUND)
        if done.code == 0:
            assert suffix in ("csv", "jsonl")
            line = data[:place].rsplit(b"\n", 1)[-1]
            assert not line or line.count(b",") == len(NAMES) - 1
        else:
            assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
            assert done.err.startswith("Error: ")


def test_a_short_last_line_that_ends_is_a_row_with_blanks(run: Run, write: Write) -> None:
    rows = run("check", "persons", write(person(), "P-2,m"), *ROUND).rows
    assert [row["verdict"] for row in rows] == ["eligible", "undetermined"]


def test_a_list_whose_rows_are_ragged_may_end_without_a_line_end(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{HEADER}\n{person()}\nP-2,m\nP-3,w", encoding="utf-8")
    assert [row["person_id"] for row in run("check", "persons", path, *ROUND).rows] == ["P-1", "P-2", "P-3"]


def test_a_column_of_another_type_in_a_further_file_is_the_same_text(run: Run, tmp_path: Path) -> None:
    born = {"texts": pa.array(["25"]), "numbers": pa.array([25]), "points": pa.array([25.0]), "none": pa.nulls(1)}
    cells = dict(zip(NAMES, SAFE_ROW, strict=True)) | {"birth_date": ""}
    files = []
    for name, ages in born.items():
        files.append(tmp_path / f"{name}.parquet")
        columns = {key: pa.array([value]) for key, value in cells.items()} | {"age": ages}
        parquet.write_table(pa.table(columns), files[-1])
    rows = run("check", "persons", *files, *ROUND).rows
    assert [row["verdict"] for row in rows] == ["eligible", "eligible", "eligible", "undetermined"]


SAFE_ROW = person().split(",")


def test_a_key_whose_values_change_their_type_is_read_line_by_line(run: Run, tmp_path: Path) -> None:
    cells = dict(zip(NAMES, SAFE_ROW, strict=True)) | {"birth_date": ""}
    path = tmp_path / "list.jsonl"
    lines = [cells | {"age": age} for age in ("25", 25, 25.0, None, True)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    rows = run("check", "persons", path, *ROUND).rows
    assert [row["verdict"] for row in rows] == ["eligible"] * 3 + ["undetermined"] * 2
    path.write_text(path.read_text(encoding="utf-8") + '{"person_id": "x", "age": [25]}\n', encoding="utf-8")
    done = run("check", "persons", path, *ROUND)
    assert (done.code, "line 6, column 'age' holds a list" in done.err) == (2, True)


@pytest.mark.parametrize("last", ["türkisch", "syrisch"])
@pytest.mark.parametrize("rows", [1, 5000])
def test_mixed_encodings_are_refused_however_long_the_list_is(rows: int, last: str, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    in_utf8 = (person(citizenship="türkisch") + "\n") * rows
    mixed = in_utf8.encode() + person("Jürgen", citizenship=last).encode("cp1252") + b"\n"
    path.write_bytes(f"{HEADER}\n".encode() + mixed)
    refused(ran("check", "persons", path, *ROUND), "list.csv", "mixes two encodings", "line 2")
    path.write_bytes(f"{HEADER},Förderrunde\n".encode() + b"P,m,,,,,,,win-win-2\nPX,m,,,,,,,T\xfcr\n" * rows)
    refused(ran("check", "persons", path, *ROUND), "list.csv", "mixes two encodings", "line 1")


def test_what_is_no_text_in_any_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(f"{HEADER}\n".encode() + b"\x81,m\n")
    refused(ran("check", "persons", path, *ROUND), "list.csv", "Windows-1252", "byte")


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_of_10_mb_is_a_finding(tmp_path: Path, quote: str) -> None:
    path = tmp_path / "list.csv"
    huge = f"{quote}{'x' * 10_000_000}{quote}"
    path.write_text(f"{HEADER}\nP-1,m,2000-01-01,{huge},,ja,nicht erreicht,2026-03-01\n{person('P-2')}\n", "utf-8")
    done = ran("check", "persons", path, *ROUND)
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    assert (done.returncode, [row["person_id"] for row in rows]) == (0, ["P-1", "P-2"]), done.stderr
    assert "citizenship" in rows[0]["invalid"]
    assert len(done.stdout) < 10_000


def test_10_000_columns_are_read_and_named_in_one_short_line(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    more = ",".join(f"extra {number}" for number in range(10_000))
    path.write_text(f"{HEADER},{more}\n" + f"{person()}{',1' * 10_000}\n" * 20, encoding="utf-8")
    done = ran("check", "persons", path, *ROUND, "--summary", "--format", "csv")
    assert done.returncode == 0, done.stderr
    (line,) = done.stderr.decode().splitlines()
    assert re.search("extra 0", line)


@pytest.mark.parametrize("what", ["loop", "folder", "broken"])
def test_a_file_that_cannot_be_read_among_others_stops_all(write: Write, tmp_path: Path, what: str) -> None:
    first, bad, last = write(person(), name="1.csv"), tmp_path / "2.csv", write(person(), name="3.csv")
    if what == "loop":
        bad.symlink_to(bad.name)
    elif what == "folder":
        bad.mkdir()
    else:
        bad.symlink_to("/proc/self/mem")
    report = tmp_path / "report.csv"
    refused(ran("check", "persons", first, bad, last, *ROUND, "--output", report), "2.csv")
    assert not report.exists()


SMALL = """
from regelgraph.tables.files import kept_file
from regelgraph.tables.files import text_blocks
from regelgraph.tables.files import utf8_text
kept_file.WHOLE = 1000
text_blocks.PIECE = utf8_text.PIECE = 500
"""
SHRINKS = (
    SMALL
    + """
import os, sys
from regelgraph.tables.rows.pipeline import Pipeline
part = Pipeline.part
def shrinking(self, block):
    os.truncate(sys.argv[3], 2000)
    return part(self, block)
Pipeline.part = shrinking
"""
)


def test_a_file_that_shrinks_while_it_is_judged_leaves_the_report_before(write: Write, tmp_path: Path) -> None:
    table, report = write(*map(person, map(str, range(200)))), tmp_path / "report.csv"
    report.write_text("old", encoding="utf-8")
    done = ran("check", "persons", table, *ROUND, "--output", report, before=SHRINKS)
    refused(done, "list.csv was changed while it was read")
    assert report.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["list.csv", "report.csv"]


def test_a_long_standard_input_is_kept_without_a_name_and_gone(write: Write, tmp_path: Path) -> None:
    table, kept = write(*map(person, map(str, range(200)))), tmp_path / "kept"
    kept.mkdir()
    before = SMALL + f"import tempfile\ntempfile.tempdir = {os.fspath(kept)!r}"
    with table.open("rb") as stream:
        done = ran("check", "persons", "-", *ROUND, "--format", "csv", before=before, stdin=stream)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 201), done.stderr
    assert names(kept) == []


def test_a_closed_standard_input_is_one_clear_message() -> None:
    refused(ran("check", "persons", "-", *ROUND, before="import sys; sys.stdin = None"), "standard input is closed")
