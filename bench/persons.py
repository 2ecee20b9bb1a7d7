"""Measures checks of persons: a long list as one process beside pySHACL on every row, and how long a start takes.

`python bench/persons.py [--rows N] [--repeats N]` prints a Markdown table. Everything is measured in one run on one
machine; look at the ratios. A figure that was not measured but reckoned from a smaller one says so.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import write

HERE = Path(__file__).parent
ROUND = "win-win-2"
YARDSTICK_ROWS = 2_000
COMMAND = str(Path(sys.executable).with_name("regelgraph"))


def run(command: list[str], environment: dict[str, str]) -> str:
    """What a process prints; ends with its words on stderr if it fails."""
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


def seconds(command: list[str], environment: dict[str, str], repeats: int) -> float:
    """Median wall-clock time of whole processes; ends with what a process said if it fails."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        run(command, environment)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def check(file: Path, target: Path) -> list[str]:
    """The command that judges `file` and writes the report to `target`."""
    return [COMMAND, "check", "persons", str(file), "--round", ROUND, "--output", str(target)]


def cold(file: Path, folder: Path, repeats: int) -> float:
    """Median time of a check that finds no kept knowledge and no kept decision tables."""
    times = []
    for number in range(repeats):
        environment = {**os.environ, "REGELGRAPH_CACHE": str(folder / f"cold-{number}")}
        times.append(seconds(check(file, folder / "cold.csv"), environment, 1))
    return statistics.median(times)


def starts(folder: Path, warm: dict[str, str], repeats: int) -> list[tuple[str, float]]:
    """What a start costs, from an empty interpreter to a check of one row."""
    one = folder / "one.csv"
    write(1, one)
    return [
        ("an empty Python", seconds([sys.executable, "-c", "pass"], warm, repeats)),
        ("`import regelgraph`", seconds([sys.executable, "-c", "import regelgraph"], warm, repeats)),
        ("`regelgraph --help`", seconds([COMMAND, "--help"], warm, repeats)),
        ("check of one row, nothing kept", cold(one, folder, min(repeats, 3))),
        ("check of one row, tables kept", seconds(check(one, folder / "one-report.csv"), warm, repeats)),
    ]


def every_row(folder: Path, warm: dict[str, str]) -> tuple[int, float]:
    """Rows of the yardstick's list and seconds that pySHACL takes for it; ends if its settled rows differ from ours."""
    file, target = folder / "yardstick.csv", folder / "yardstick-report.csv"
    write(YARDSTICK_ROWS, file)
    done = json.loads(run([sys.executable, str(HERE / "every_row.py"), str(file), ROUND], warm))
    run(check(file, target), warm)
    blamed = set(done["blamed"])
    with target.open(encoding="utf-8-sig", newline="") as report:
        differing = [
            row["row"]
            for row in csv.DictReader(report)
            if row["verdict"] != "undetermined" and (row["verdict"] == "eligible") == (int(row["row"]) in blamed)
        ]
    if differing:
        sys.exit(f"pySHACL on every row says otherwise in rows {', '.join(differing)}")
    return done["rows"], done["validation"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warm = {**os.environ, "REGELGRAPH_CACHE": str(folder / "kept")}
        listed = folder / "list.csv"
        write(given.rows, listed)
        start_times = starts(folder, warm, given.repeats)
        whole = seconds(check(listed, folder / "report.csv"), warm, given.repeats)
        judged, validation = every_row(folder, warm)
    reckoned = validation / judged * given.rows
    print(f"| {given.rows:,} rows, round {ROUND} | seconds | ratio |")
    print("| --- | ---: | ---: |")
    print(f"| `regelgraph check persons`, whole process, CSV to CSV | {whole:.2f} | 1 |")
    print(
        f"| pySHACL on every row, validation alone; reckoned from {judged:,} rows in {validation:.2f} s "
        f"| {reckoned:,.0f} | {reckoned / whole:,.0f} |"
    )
    print("\n| start | seconds | over an empty Python |\n| --- | ---: | ---: |")
    for what, taken in start_times:
        print(f"| {what} | {taken:.3f} | {taken - start_times[0][1]:.3f} |")


if __name__ == "__main__":
    main()
