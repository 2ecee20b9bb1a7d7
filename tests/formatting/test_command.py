"""`regelgraph format`: what it writes, what it leaves, what it says, how it ends."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run  # noqa: F401 - a fixture

WRONG = "<https://example.org/s>   a <https://example.org/C>.\n"
RIGHT = "<https://example.org/s> a <https://example.org/C> .\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "wrong.ttl").write_text(WRONG)
    (tmp_path / "right.ttl").write_text(RIGHT)
    (tmp_path / ".hidden.ttl").write_text(WRONG)
    (tmp_path / "query.rq").write_text("ASK { }")
    (tmp_path / "data.jsonld").write_text("[]")
    return tmp_path


def test_files_are_brought_into_their_form_and_others_left_alone(run: Run, folder: Path) -> None:  # noqa: F811
    wrong, right = folder / "deep" / "wrong.ttl", folder / "right.ttl"
    wrong.chmod(0o640)
    os.utime(right, (1, 1))
    ran = run("format", folder)
    assert (ran.code, ran.out, ran.err) == (
        0, f"{wrong}: brought into its form\n", "1 of 2 files were brought into their form\n",
    )  # fmt: skip
    assert wrong.read_text() == right.read_text() == RIGHT
    assert wrong.stat().st_mode & 0o777 == 0o640
    assert right.stat().st_mtime == 1
    assert (folder / ".hidden.ttl").read_text() == WRONG
    left = sorted(path.name for path in folder.rglob("*"))
    assert left == [".hidden.ttl", "data.jsonld", "deep", "query.rq", "right.ttl", "wrong.ttl"]


def test_a_check_ends_with_1_names_the_files_and_writes_nothing(run: Run, folder: Path) -> None:  # noqa: F811
    wrong = folder / "deep" / "wrong.ttl"
    ran = run("format", "--check", folder, wrong)
    assert (ran.code, ran.out) == (1, f"{wrong}: is not in its form\n")
    assert wrong.read_text() == WRONG
    ran = run("format", "--check", folder / "right.ttl")
    assert (ran.code, ran.out, ran.err) == (0, "", "0 of 1 files are not in their form\n")


def test_a_difference_is_shown_and_nothing_written(run: Run, folder: Path) -> None:  # noqa: F811
    ran = run("format", "--diff", folder)
    assert ran.code == 1
    assert f"-{WRONG}+{RIGHT}" in ran.out
    assert (folder / "deep" / "wrong.ttl").read_text() == WRONG


def test_one_file_that_cannot_be_read_leaves_all_as_they_are(run: Run, folder: Path) -> None:  # noqa: F811
    bad = folder / "zz.ttl"
    bad.write_text("# c\nex:s ex:p 1 .\n")
    ran = run("format", folder)
    assert ran.code == 2
    assert f"{bad}, line 2, column 1: " in ran.err
    assert (folder / "deep" / "wrong.ttl").read_text() == WRONG


@pytest.mark.parametrize("given", ["nowhere.ttl", "query.rq", "empty", ""])
def test_what_is_no_turtle_is_refused_in_one_sentence(run: Run, folder: Path, given: str) -> None:  # noqa: F811
    (folder / "empty").mkdir()
    ran = run("format", *([folder / given] if given else []))
    assert ran.code == 2
    assert ran.err.startswith("Error: ")
    assert len(ran.err.splitlines()) == 1


def test_a_link_keeps_pointing_to_the_file_that_is_written(run: Run, folder: Path) -> None:  # noqa: F811
    link = folder / "link.ttl"
    link.symlink_to(folder / "deep" / "wrong.ttl")
    assert run("format", link).code == 0
    assert link.is_symlink()
    assert (folder / "deep" / "wrong.ttl").read_text() == RIGHT


def test_standard_input_goes_to_standard_output(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WRONG.encode())))
    ran = run("format", "-")
    assert (ran.code, ran.out) == (0, RIGHT)
