"""Lists and reports as files of any format on the command line: what is said, and what is left when something fails."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from rdflib import Graph

from tests.cli.conftest import HEADER, SAFE, Run, Write, person
from tests.tables.lists import as_read

ROUND = ("--round", "win-win-2")
SUFFIXES = ("csv", "jsonl", "parquet", "xlsx")


def workbook(path: Path, *sheets: str, hidden_row: int = 0, **cells: Any) -> Path:
    """A workbook with the same two people in each sheet; `cells` of the second row by column."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    names = HEADER.split(",")
    for title in sheets or ("Liste",):
        sheet = book.create_sheet(title)
        sheet.append(names)
        for number in (1, 2):
            row = dict(zip(names, SAFE.format(id=f"P-{number}").split(","), strict=True)) | (
                cells if number == 2 else {}
            )
            sheet.append([row[name] for name in names])
        if hidden_row:
            sheet.row_dimensions[hidden_row].hidden = True
    book.save(path)
    return path


def test_a_workbook_is_checked_and_what_is_hidden_is_said(run: Run, tmp_path: Path) -> None:
    ran = run("check", "persons", workbook(tmp_path / "l.xlsx", hidden_row=3), *ROUND)
    assert [(row["person_id"], row["verdict"]) for row in ran.rows] == [("P-1", "eligible"), ("P-2", "eligible")]
    assert ran.err.startswith("Warning: ")
    assert "hidden rows" in ran.err


def test_one_of_several_lists_of_a_workbook_must_be_named(run: Run, tmp_path: Path) -> None:
    book = workbook(tmp_path / "l.xlsx", "2025", "2026")
    ran = run("check", "persons", book, *ROUND)
    assert (ran.code, ran.out) == (2, "")
    assert "'2025', '2026'" in ran.err
    assert len(run("check", "persons", book, *ROUND, "--sheet", "2026").rows) == 2
    assert run("check", "persons", book, *ROUND, "--sheet", "2027").code == 2
    assert run("explain", "persons", book, *ROUND, "--sheet", "2026", "--id", "P-1").code == 0


@pytest.mark.parametrize("serial", [36526, 36526.5, "36526"])
def test_a_number_under_a_column_of_days_is_no_day(run: Run, tmp_path: Path, serial: Any) -> None:
    rows = run("check", "persons", workbook(tmp_path / "l.xlsx", birth_date=serial), *ROUND).rows
    assert [row["verdict"] for row in rows] == ["eligible", "undetermined"]
    assert rows[1]["invalid"].startswith("birth_date: ")


@pytest.mark.parametrize("options", [(), ("--annotate",), ("--summary",), ("--summary", "--min-cell", "5")])
def test_the_suffix_of_the_output_names_its_format(
    run: Run, write: Write, tmp_path: Path, options: tuple[str, ...]
) -> None:
    table = write(person("A"), person("B", sex="w"), person("C", sex="d"))
    read = {}
    for suffix in SUFFIXES:
        target = tmp_path / f"out.{suffix}"
        ran = run("check", "persons", table, *ROUND, *options, "--output", target)
        assert (ran.code, ran.out, ran.err) == (0, "", "")
        rows = as_read(suffix, target.read_bytes())
        read[suffix] = [["" if cell is None else str(cell) for cell in row.values()] for row in rows]
        assert run("check", "persons", table, *ROUND, *options, "--format", suffix).raw[:4] == target.read_bytes()[:4]
    assert read["csv"] == read["jsonl"] == read["parquet"] == read["xlsx"]
    target = tmp_path / "out.ttl"
    assert run("check", "persons", table, *ROUND, *options, "--output", target).code == 0
    assert len(Graph().parse(target)) > len(read["csv"])


@pytest.mark.parametrize("options", [("--summary",), ("--format", "table")])
def test_an_annotated_list_is_no_summary_and_no_table_for_a_terminal(
    run: Run, write: Write, options: tuple[str, ...]
) -> None:
    ran = run("check", "persons", write(person()), *ROUND, "--annotate", *options)
    assert (ran.code, ran.out) == (2, "")
    assert "--annotate" in ran.err


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_list_that_breaks_off_leaves_no_output_and_the_old_one_untouched(
    run: Run, write: Write, tmp_path: Path, suffix: str
) -> None:
    whole, old, broken = tmp_path / f"whole.{suffix}", tmp_path / "old.csv", tmp_path / f"broken.{suffix}"
    table = write(*[person(f"P-{i}") for i in range(50)])
    assert run("check", "persons", table, *ROUND, "--annotate", "--output", whole).code == 0
    cut = whole.read_bytes()[:-40] + (b"\0" if suffix == "csv" else b"")
    broken.write_bytes(cut)
    old.write_text("old", encoding="utf-8")
    for target in (old, tmp_path / "new.xlsx"):
        ran = run("check", "persons", broken, *ROUND, "--output", target)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
        assert f"broken.{suffix}" in ran.err
    assert old.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["list.csv", whole.name, old.name, broken.name])


@pytest.mark.parametrize("options", [(), ("--annotate",)])
def test_a_report_that_fits_into_no_sheet_leaves_the_old_one_untouched(
    run: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    monkeypatch.setattr("regelgraph.tables.writers.xlsx.MOST_ROWS", 3)
    target = tmp_path / "report.xlsx"
    target.write_bytes(b"old")
    ran = run("check", "persons", write(*[person()] * 3), *ROUND, *options, "--output", target)
    assert (ran.code, ran.out) == (2, "")
    assert "csv or parquet" in ran.err
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["list.csv", "report.xlsx"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_annotated_list_can_be_checked_again(run: Run, write: Write, tmp_path: Path, suffix: str) -> None:
    table = write(person("A") + ",win-win-1", person("B", sex="w") + ",", header=HEADER + ",Förderrunde")
    first, second = tmp_path / f"first.{suffix}", tmp_path / "second.csv"
    assert run("check", "persons", table, *ROUND, "--annotate", "--output", first).code == 0
    assert run("check", "persons", first, *ROUND, "--output", second).code == 0
    again = as_read("csv", second.read_bytes())
    assert again == run("check", "persons", table, *ROUND).rows


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("kind", ["participations", "networks"])
def test_samples_of_lists_whose_cases_are_several_rows_come_back_annotated(
    kind: str, suffix: str, run: Run, tmp_path: Path
) -> None:
    sample = Path(__file__).parents[2] / "data" / "samples" / f"{kind}.csv"
    target = tmp_path / f"back.{suffix}"
    ran = run("check", kind, sample, *ROUND, "--annotate", "--output", target, "--as-of", "2026-11-24")
    assert (ran.code, ran.raw) == (0, b""), ran.err
    rows = as_read(suffix, target.read_bytes())
    assert len(rows) >= len(sample.read_bytes().splitlines()) - 1
    assert {row["verdict"] for row in rows} > {""} or all(row["verdict"] for row in rows)
