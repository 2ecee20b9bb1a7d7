"""Whole processes on Spark: what they leave behind, how they end when they are interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyspark
import pytest
import regelgraph

from tests.spark.lists import as_csv, person
from tests.spark.scenarios import ONE

COMMAND = (sys.executable, "-m", "regelgraph", "check", "persons", "list", "--engine", "spark", *ONE)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A working directory with a list, and a folder for temporary files beside it."""
    from random import Random

    rng = Random(9)
    rows = [person(rng, number) for number in range(200)]
    (tmp_path / "work" / "list").mkdir(parents=True)
    (tmp_path / "temporary").mkdir()
    (tmp_path / "work" / "list" / "a.csv").write_text(as_csv(rows, tuple(rows[0])), encoding="utf-8")
    return tmp_path


def started(place: Path, *options: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "TMPDIR": str(place / "temporary")}
    return subprocess.Popen(
        [*COMMAND, *options],
        cwd=place / "work", env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_under_spark_submit_its_master_counts_and_the_report_is_the_same(place: Path) -> None:
    home = Path(pyspark.__file__).parent
    loopback = ("spark.driver.host=127.0.0.1", "spark.driver.bindAddress=127.0.0.1", "spark.ui.enabled=false")
    settings = [part for each in loopback for part in ("--conf", each)]
    command = [
        str(home / "bin" / "spark-submit"), "--master", "local[1]", *settings,
        str(Path(regelgraph.__file__).parent / "__main__.py"), *COMMAND[3:], "--output", "report",
    ]  # fmt: skip
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(command, cwd=place / "work", env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    here = [*COMMAND[:5], "list/a.csv", *ONE, "--output", "here.csv"]
    subprocess.run(here, cwd=place / "work", check=True)
    report = place / "work" / "report" / "part-000000.csv"
    assert report.read_bytes() == (place / "work" / "here.csv").read_bytes()


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_process_says_nothing_and_leaves_nothing_but_its_report(place: Path) -> None:
    process = started(place, "--output", "report", "--fail-on", "not-eligible")
    out, err = process.communicate(timeout=300)
    assert (process.returncode, out, err) == (1, "", "")
    assert names(place / "work") == {"list", "report"}
    assert names(place / "work" / "report") == {"part-000000.csv", "_SUCCESS"}
    assert names(place / "temporary") == set()


def test_an_interrupted_process_leaves_the_earlier_report_and_nothing_else(place: Path) -> None:
    report = place / "work" / "report"
    report.mkdir()
    (report / "part-000000.csv").write_text("earlier", encoding="utf-8")
    (report / "_SUCCESS").touch()
    process = started(place, "--output", "report")
    while not any((place / "temporary").rglob("blockmgr-*")):  # Spark has started
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "")
    assert names(place / "work") == {"list", "report"}
    assert (report / "part-000000.csv").read_text(encoding="utf-8") == "earlier"
    assert names(place / "temporary") == set()
