"""What a check on Spark refuses before Spark starts, each with one sentence that says what works instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from regelgraph.cli.run import run
from regelgraph.errors import UsageError
from regelgraph.spark import session
from regelgraph.spark.home import require_java

from tests.spark.lists import as_csv, person
from tests.spark.scenarios import ONE


@pytest.fixture(autouse=True)
def no_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("Spark was started")

    monkeypatch.setattr(session, "spark", refuse)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    from random import Random

    rng = Random(3)
    rows = [person(rng, number) for number in range(5)]
    folder = tmp_path / "list"
    folder.mkdir()
    (folder / "a.csv").write_text(as_csv(rows, tuple(rows[0])), encoding="utf-8")
    return folder


def said(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert run([*map(str, arguments)]) == 2
    return capsys.readouterr().err


def test_options_of_the_local_engine_are_refused(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spark = ("check", "persons", listed, *ONE, "--engine", "spark")
    out = listed.parent / "out"
    assert "--output FOLDER" in said(capsys, *spark)
    assert "--engine local" in said(capsys, *spark, "--output", out, "--annotate")
    assert "--engine local" in said(capsys, *spark, "--output", out, "--sheet", "Tabelle1")
    for format_ in ("xlsx", "ttl", "table"):
        assert "csv, jsonl, parquet" in said(capsys, *spark, "--output", out, "--format", format_)
    assert "csv, jsonl, parquet" in said(capsys, *spark, "--output", out.with_suffix(".xlsx"))
    assert "--engine spark" in said(capsys, "check", "persons", listed / "a.csv", *ONE, "--master", "local[*]")
    assert "win-win-1, win-win-2, win-win-3" in said(
        capsys, "check", "persons", listed, "--round", "win-win-9", "--engine", "spark", "--output", out
    )
    assert "no such verdict" in said(capsys, *spark, "--output", out, "--fail-on", "bad")
    assert not out.exists()


def test_lists_that_several_machines_cannot_read_are_refused(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = (*ONE, "--engine", "spark", "--output", listed.parent / "out")
    assert "standard input" in said(capsys, "check", "persons", "-", *options)
    assert "no such file or folder" in said(capsys, "check", "persons", listed / "b.csv", *options)
    (listed / "a.xlsx").touch()
    assert "save the workbook" in said(capsys, "check", "persons", listed, *options)
    empty = listed.parent / "empty"
    empty.mkdir()
    assert "no file in this folder" in said(capsys, "check", "persons", empty, *options)


def test_a_folder_that_is_no_report_is_not_replaced(listed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spark = ("check", "persons", listed, *ONE, "--engine", "spark", "--output")
    assert "is in the folder" in said(capsys, *spark, listed)
    assert "is in the folder" in said(capsys, *spark, listed / "report")
    assert "holds the list itself" in said(capsys, *spark, listed.parent)
    other = listed.parent / "other"
    other.mkdir()
    (other / "part-000000.csv").touch()
    assert "no folder of a report" in said(capsys, *spark, other)
    assert "no folder of a report" in said(capsys, *spark, listed.parent / "other" / "part-000000.csv")
    assert "does not exist" in said(capsys, *spark, listed.parent / "no" / "report")


def test_a_home_of_java_that_is_none_is_named(listed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JAVA_HOME", str(listed))
    with pytest.raises(UsageError, match="JAVA_HOME is"):
        require_java()
