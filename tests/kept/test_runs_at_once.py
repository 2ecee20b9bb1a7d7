"""Runs that start at once, or are killed while they write, leave what is whole, and answer alike."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from tests.kept.runs import PERSONS, USES, Run

NETWORKS = USES["networks"]
KILLED_BEFORE_RENAMING = """
import os, pathlib, signal
pathlib.Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
"""
KILLED_IN_THE_MIDDLE = """
import os, signal
def opened(handle, *_):
    os.write(handle, b'# {"key": "')
    os.kill(os.getpid(), signal.SIGKILL)
os.fdopen = opened
"""


@pytest.fixture(scope="module")
def warm(made: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a run answers that makes nothing."""
    return Run(PERSONS, tmp_path_factory.mktemp("warm"), made).end().out


@pytest.mark.parametrize("use", USES)
def test_a_run_that_finds_everything_kept_needs_neither_triples_nor_shapes(
    use: str, made: Path, tmp_path: Path
) -> None:
    before = {file.name: file.stat().st_mtime_ns for file in made.iterdir()}
    assert Run(USES[use], tmp_path, made).end().made_by == ()
    assert {file.name: file.stat().st_mtime_ns for file in made.iterdir()} == before


def test_four_runs_at_once_on_an_empty_cache_answer_alike_and_leave_a_whole_one(warm: bytes, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    running = [Run(PERSONS, tmp_path / str(number), cache) for number in range(4)]
    done = [run.end() for run in running]
    assert [each.out for each in done] == [warm] * 4
    assert any(each.made_by for each in done)
    assert not list(cache.glob(".*"))
    again = Run(PERSONS, tmp_path, cache).end()
    assert (again.out, again.made_by) == (warm, ())


@pytest.mark.parametrize("before", [KILLED_BEFORE_RENAMING, KILLED_IN_THE_MIDDLE], ids=["whole", "in the middle"])
def test_a_run_that_is_killed_while_it_writes_leaves_nothing_that_is_trusted(
    made: Path, tmp_path: Path, before: str
) -> None:
    cache = tmp_path / "cache"
    killed = Run(NETWORKS, tmp_path / "killed", cache, before=before)
    assert killed.process.wait() == -signal.SIGKILL
    killed.process.communicate()
    (left,) = cache.iterdir()
    assert left.name.startswith(".rulebook-")
    os.utime(left, (time.time() - 7200,) * 2)
    assert Run(NETWORKS, tmp_path, cache).end().out == Run(NETWORKS, tmp_path, made).end().out
    assert not left.exists()


def test_a_cache_folder_in_the_way_or_none_is_no_error(made: Path, tmp_path: Path) -> None:
    warm = Run(NETWORKS, tmp_path, made).end().out
    (tmp_path / "file").write_text("in the way")
    runs = [Run(NETWORKS, tmp_path / str(place), cache) for place, cache in enumerate((tmp_path / "file" / "x", "off"))]
    for each in [run.end() for run in runs]:
        assert each.out == warm
        assert "pyshacl" in each.made_by
    assert (tmp_path / "file").read_text() == "in the way"
