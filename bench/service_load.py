"""Loads a server over HTTP with wrk, and says how many answers it gave a second and how late they were."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

SCRIPT = Path(__file__).parent / "load" / "requests.lua"
CONNECTIONS = 8
N = "@N@"
"""Becomes another number in every request."""


@dataclass(frozen=True)
class Asked:
    """A request. `N` in its target or body becomes a number that is never used again."""

    target: str
    accept: str = "application/json"
    type: str = ""
    body: str = ""

    @property
    def line(self) -> str:
        """The request as the script reads it."""
        return "\t".join(("POST" if self.type else "GET", self.target, self.accept, self.type, self.body))


def query(path: str, text: str) -> Asked:
    """A query by GET, answered as JSON."""
    return Asked(f"{path}?query={quote(text, safe='@')}", "application/sparql-results+json")


@dataclass
class Load:
    """Answers a second and milliseconds of what one server was asked, run by run."""

    file: Path
    per_second: list[float] = field(default_factory=list)
    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    used: int = 0

    @classmethod
    def of(cls, file: Path, requests: Iterable[Asked]) -> Load:
        """The load of these requests, one after another, again and again."""
        file.write_text("".join(f"{each.line}\n" for each in requests), encoding="utf-8")
        return cls(file)

    def run(self, url: str, seconds: int, *, kept: bool = True) -> None:
        """Load a server; ends with a message if it did not answer everything well."""
        command = [_wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "-s", str(SCRIPT), url]
        environment = {**os.environ, "REQUESTS": str(self.file), "FIRST": str(1_000_000 + self.used)}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=False, timeout=seconds + 60
        )
        line = next((each for each in done.stdout.splitlines() if each.startswith("RESULT ")), "")
        if done.returncode or not line:
            sys.exit(f"wrk failed: {done.stdout}{done.stderr}")
        requests, took, p50, p99, refused, broken = map(int, line.split()[1:])
        if refused or broken or (kept and not requests):
            sys.exit(f"{self.file.stem}: of {requests} answers {refused} were errors; {broken} were not given")
        self.used += requests + CONNECTIONS
        if kept:
            self.per_second.append(requests / took * 1e6)
            self.p50.append(p50 / 1e3)
            self.p99.append(p99 / 1e3)

    def row(self, beside: Load | None = None) -> str:
        """Cells of the table: medians, and medians of the ratios to `beside`, run by run."""
        cells = [f"{statistics.median(self.per_second):,.0f}"]
        cells += [f"{statistics.median(self.p50):.2f}", f"{statistics.median(self.p99):.2f}"]
        for mine, other in ((self.per_second, beside and beside.per_second), (self.p99, beside and beside.p99)):
            ratios = [a / b for a, b in zip(mine, other or (), strict=False)]
            cells.append(f"{statistics.median(ratios):.2f}" if ratios else "")
        return " | ".join(cells)


def _wrk() -> str:
    found = shutil.which("wrk")
    if not found:
        sys.exit("The service is not measured: wrk, of the Debian package `wrk`, is not installed.")
    return found
