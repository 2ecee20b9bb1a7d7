"""Runs what is measured, each as a process of its own from start to end, and keeps what it took."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
MIB = 1 << 20


@dataclass
class Runs:
    """Seconds, processor seconds and peak memory (bytes) of the runs of one way."""

    seconds: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    peaks: list[int] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Median seconds."""
        return statistics.median(self.seconds)

    def run(self, command: list[str], environment: dict[str, str]) -> None:
        """Run a whole process, without what it prints; ends if it fails."""
        start = time.perf_counter()
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"failed: {' '.join(command)}")
        self.seconds.append(time.perf_counter() - start)
        self.worked.append(used.ru_utime + used.ru_stime)
        self.peaks.append(used.ru_maxrss * 1024)


def keeping(folder: Path) -> dict[str, str]:
    """The environment in which `regelgraph` keeps in `folder` what it keeps from run to run."""
    return {**os.environ, "REGELGRAPH_CACHE": str(folder)}


def script(name: str, *arguments: object) -> list[str]:
    """The command that runs a script of this folder."""
    return [sys.executable, str(HERE / name), *map(str, arguments)]


def check(listed: Path, report: Path) -> list[str]:
    """The command that judges a list of persons by round 2."""
    chosen = ["--round", "win-win-2", "--output", str(report)]
    return [sys.executable, "-m", "regelgraph", "check", "persons", str(listed), *chosen]


def asked(about: str | None, rows: list[int], repeats: int) -> argparse.Namespace:
    """`rows` and `repeats` as the command line says them."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=rows)
    parser.add_argument("--repeats", type=int, default=repeats)
    return parser.parse_args()


def write_asked(about: str | None, write: Callable[[int, Path, int], None]) -> None:
    """Have a list of so many rows written to a file as the command line says."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write(given.rows, given.file, given.seed)
