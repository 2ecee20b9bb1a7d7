"""`check participations` and `explain participations` as an office runs them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cases.reports import run
from tests.participations.stays import Row, written

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "samples" / "participations.csv"
AS_OF = ("--as-of", "2026-11-24")
PAIR: list[Row] = [
    {"person_id": "=A", "programme": "win-win", "round": "win-win-2", "entry_date": "2025-01-01", "exit_date": ""},
    {"person_id": "=A", "programme": "wir", "entry_date": "2025-02-01", "exit_date": "2025-02-28"},
    {"person_id": "", "programme": "wir", "entry_date": "zzz", "exit_date": "2025-02-28"},
]
HEADERS = [
    "row", "person_id", "row_a", "row_b", "programme_a", "programme_b", "overlap_from", "overlap_to", "round",
    "verdict", "criteria", "missing", "invalid", "reasons_de", "reasons_en", "citations", "knowledge",
]  # fmt: skip


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return written(tmp_path / "stays.csv", PAIR)


def test_csv_and_json_lines_hold_the_same_rows_under_the_same_columns(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "participations", str(table), *AS_OF, "--format", "csv"]) == 0
    texts = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert run(["check", "participations", str(table), *AS_OF, "--format", "jsonl"]) == 0
    values = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(row) for row in (*texts, *values)] == [HEADERS] * 4
    for text, value in zip(texts, values, strict=True):
        told = {name: "" if cell is None else str(cell) for name, cell in value.items()}
        assert text == told | {"person_id": "'=A" if told["person_id"] else ""}
    first, alone = values
    assert (first["row"], first["row_a"], first["row_b"]) == (1, 1, 2)
    assert (first["overlap_from"], first["overlap_to"]) == ("2025-02-01", "2025-02-28")
    assert (alone["row_a"], alone["row_b"], alone["verdict"]) == (3, None, "undetermined")
    assert alone["invalid"].startswith("entry_date: ")


def test_rows_are_numbered_on_through_files_and_pairs_reach_over_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(written(tmp_path / f"{i}.csv", [row])) for i, row in enumerate(PAIR)]
    assert run(["check", "participations", *files, *AS_OF, "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["row_a"], row["row_b"], row["verdict"]) for row in rows] == [
        (1, 2, "conflict"),
        (3, None, "undetermined"),
    ]


def test_the_summary_counts_pairs_by_verdict_and_by_their_programmes(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "participations", str(table), *AS_OF, "--summary", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "round,by,value,count",
        ",verdict,no_conflict,0",
        ",verdict,review,0",
        ",verdict,undetermined,1",
        ",verdict,conflict,1",
        ",criterion,no-double-funding,1",
        ",conflict,win-win + wir,1",
    ]


def test_small_counts_of_programme_pairs_are_hidden_on_request(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "participations", str(table), *AS_OF, "--summary", "--min-cell", "5", "--format", "csv"]) == 0
    assert ",conflict,win-win + wir,<5" in capsys.readouterr().out.splitlines()


def test_fail_on_takes_the_verdicts_of_pairs(table: Path) -> None:
    assert run(["check", "participations", str(table), *AS_OF, "--fail-on", "conflict", "--format", "csv"]) == 1
    assert run(["check", "participations", str(table), *AS_OF, "--fail-on", "eligible", "--format", "csv"]) == 2


@pytest.mark.parametrize("verdict", ["review", "undetermined", "conflict"])
def test_every_verdict_occurs_in_the_sample(verdict: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "participations", str(SAMPLE), *AS_OF, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert verdict in {row["verdict"] for row in rows}


def test_an_unknown_round_is_a_usage_error_that_names_those_there_are(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "participations", str(table), "--round", "win-win-9"]) == 2
    assert "win-win-1" in capsys.readouterr().err


def test_explaining_a_person_shows_the_pair_down_to_sentence_regulation_and_both_readings(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", "participations", str(table), "--id", "=A", *AS_OF, "--lang", "en"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    for told in ("conflict", "28 days in common", "Doppelförderung", "Art. 63 Abs. 9", "reading A", "reading B", "MBE"):
        assert (told in text) is (told != "MBE"), told


def test_the_explanation_as_json_agrees_with_the_report(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "participations", str(table), *AS_OF, "--format", "jsonl"]) == 0
    row = json.loads(capsys.readouterr().out.splitlines()[0])
    assert run(["explain", "participations", str(table), "--id", "=A", *AS_OF, "--format", "json"]) == 0
    (tree,) = json.loads(capsys.readouterr().out)
    assert (tree["row_a"], tree["row_b"], tree["verdict"]) == (row["row_a"], row["row_b"], row["verdict"])
    deciding = [each for each in tree["criteria"] if each["outcome"] == "conflict"]
    assert ["|".join(each["id"] for each in deciding), deciding[0]["reason"]["de"]] == [
        row["criteria"],
        row["reasons_de"],
    ]


def test_a_person_with_one_stay_has_nothing_to_compare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = written(tmp_path / "stays.csv", PAIR[:1])
    assert run(["explain", "participations", str(table), "--id", "=A", *AS_OF, "--lang", "en"]) == 0
    assert "none to compare it with" in " ".join(capsys.readouterr().out.split())


def test_an_id_that_no_row_has_is_named(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "participations", str(table), "--id", "Z", *AS_OF]) == 2
    assert "'Z'" in capsys.readouterr().err
