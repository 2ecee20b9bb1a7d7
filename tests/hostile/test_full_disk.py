"""A disk that fills up: one clear message, exit 2, no file left behind, and what stood there before is untouched."""

from __future__ import annotations

import resource
import subprocess
from functools import partial
from pathlib import Path

import pytest

from tests.cli.conftest import Write, person
from tests.hostile.processes import COMMAND, ROUND, names, ran, refused

FORMATS = ("csv", "jsonl", "parquet", "ttl", "xlsx")
MOST = 4096
SMALL_FILES = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (MOST, MOST))
"""Lets no file of a process grow beyond some bytes."""


def people(write: Write) -> Path:
    return write(*(person(f"P-{number}-{number**9}", sex="x") for number in range(300)))


@pytest.mark.parametrize(
    ("format_", "options"), [*((each, ()) for each in FORMATS), ("csv", ("--annotate",)), ("xlsx", ("--annotate",))]
)
def test_a_report_that_does_not_fit_leaves_what_stood_there(
    write: Write, tmp_path: Path, format_: str, options: tuple[str, ...]
) -> None:
    report = tmp_path / f"report.{format_}"
    report.write_text("old", encoding="utf-8")
    done = ran("check", "persons", people(write), *ROUND, *options, "--output", report, preexec_fn=SMALL_FILES)
    refused(done, "File too large")
    assert report.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == sorted(["list.csv", report.name])


@pytest.mark.parametrize("format_", [*FORMATS, "table"])
def test_a_full_standard_output_is_one_clear_message(write: Write, format_: str) -> None:
    table = people(write)
    with Path("/dev/full").open("wb") as full:
        done = ran("check", "persons", table, *ROUND, "--format", format_, stdout=full)
    refused(done, "standard output", "No space left on device")


def test_an_explanation_that_does_not_fit_is_one_clear_message(write: Write) -> None:
    table = people(write)
    with Path("/dev/full").open("wb") as full:
        done = ran("explain", "persons", table, *ROUND, "--id", "P-0-0", stdout=full)
    refused(done, "No space left on device")


def test_an_export_that_does_not_fit_leaves_no_folder(tmp_path: Path) -> None:
    refused(ran("export", tmp_path / "all", preexec_fn=SMALL_FILES), "File too large")
    assert names(tmp_path) == []


def test_a_reader_that_wants_no_more_ends_a_report_quietly(write: Write) -> None:
    command = [*COMMAND, "check", "persons", str(people(write)), *ROUND, "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
