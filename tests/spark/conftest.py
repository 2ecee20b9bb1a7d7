"""Lists and what Spark said of them, once for all tests and all processes that run them."""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.spark.lists import write_all, write_bad
from tests.spark.scenarios import MASTERS, ROWS

ROOT = Path(__file__).parents[2]


def once(folder: Path, make: Callable[[], None]) -> Path:
    """The folder with what `make` puts there, made by the first process that asks."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "tried").exists():
            (folder / "tried").touch()
            make()
            (folder / "made").touch()
    assert (folder / "made").exists(), f"{folder.name} could not be made: see the first test that asked for it"
    return folder


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all processes of this run."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "popen-gw" in base.name else base) / "spark"


@pytest.fixture(scope="session")
def lists(shared: Path) -> Path:
    """The folder with all lists."""
    folder = shared / "lists"

    def make() -> None:
        write_all(folder, ROWS)
        write_bad(folder)

    return once(folder, make)


@pytest.fixture(scope="session")
def ran(shared: Path, lists: Path) -> Callable[[str], dict[str, Any]]:
    """What all checks on a master said, by the name of the scenario."""

    @cache
    def of(master: str) -> dict[str, Any]:
        folder = shared / f"out-{MASTERS.index(master)}"

        def make() -> None:
            command = [sys.executable, "-m", "tests.spark.runs", master, str(lists), str(folder)]
            done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr

        return json.loads((once(folder, make) / "ran.json").read_text(encoding="utf-8"))

    return of
