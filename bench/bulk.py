"""Measures `regelgraph check persons` beside the same report in hand-written SQL: whole processes, alternating.

`python bench/bulk.py [--rows N …] [--repeats N]` prints a Markdown table of medians and ratios for CSV to CSV and
Parquet to Parquet, and ends with an error if the two reports differ in any row. Look at the ratios.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
MIB = 1 << 20
WAYS = ("SQL", "warm", "cold")


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
        """Run a whole process; ends if it fails."""
        start = time.perf_counter()
        process = subprocess.Popen(command, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"failed: {' '.join(command)}")
        self.seconds.append(time.perf_counter() - start)
        self.worked.append(used.ru_utime + used.ru_stime)
        self.peaks.append(used.ru_maxrss * 1024)


def check(listed: Path, report: Path) -> list[str]:
    """The command that judges a list."""
    chosen = ["--round", "win-win-2", "--output", str(report)]
    return [sys.executable, "-m", "regelgraph", "check", "persons", str(listed), *chosen]


def measure(folder: Path, listed: Path, repeats: int) -> dict[str, Runs]:
    """Run all ways in turn, as often as asked."""
    runs = {way: Runs() for way in WAYS}
    reports = {way: folder / f"{way}{listed.suffix}" for way in WAYS}
    sql = [sys.executable, str(HERE / "persons_sql.py"), str(listed), str(reports["SQL"]), str(folder / "lookups")]
    kept = {**os.environ, "REGELGRAPH_CACHE": str(folder / "kept")}
    Runs().run(check(listed, reports["warm"]), kept)
    for number in range(repeats):
        fresh = {**os.environ, "REGELGRAPH_CACHE": str(folder / f"fresh-{listed.name}-{number}")}
        runs["SQL"].run(sql, dict(os.environ))
        runs["warm"].run(check(listed, reports["warm"]), kept)
        runs["cold"].run(check(listed, reports["cold"]), fresh)
    compare(reports["SQL"], reports["warm"])
    return runs


def compare(first: Path, second: Path) -> None:
    """Ends if two reports are not the same: CSV byte for byte, Parquet row for row."""
    if first.suffix == ".csv":
        same = filecmp.cmp(first, second, shallow=False)
    else:
        both = [f"(SELECT * FROM '{a}' EXCEPT SELECT * FROM '{b}')" for a, b in ((first, second), (second, first))]
        found = subprocess.run(
            duck(f"SELECT count(*) FROM ({' UNION ALL '.join(both)})"), check=True, capture_output=True
        )
        same = found.stdout.split()[-1:] == [b"0"]  # a long query shows its progress before
    if not same:
        sys.exit(f"{first.name} and {second.name} differ")


def duck(query: str) -> list[str]:
    """The command that asks DuckDB for one value.

    A process of its own: this one stays small, for what is measured starts with the memory of its parent.
    """
    return [sys.executable, "-c", f"import duckdb; print(duckdb.sql({query!r}).fetchall()[0][0])"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000])
    parser.add_argument("--repeats", type=int, default=5)
    given = parser.parse_args()
    print("| persons, round win-win-2 | rows | SQL s | warm s | warm/SQL | cold/SQL | SQL MiB | warm MiB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "lookups").mkdir()
        subprocess.run([sys.executable, str(HERE / "lookups.py"), str(folder / "lookups")], check=True)
        for rows in given.rows:
            text, parquet = folder / f"list-{rows}.csv", folder / f"list-{rows}.parquet"
            subprocess.run([sys.executable, str(HERE / "generate.py"), str(rows), str(text)], check=True)
            read = f"FROM read_csv('{text}', all_varchar = true, nullstr = '\x02')"
            script = f"import duckdb; duckdb.execute({f'COPY ({read}) TO {str(parquet)!r}'!r})"
            subprocess.run([sys.executable, "-c", script], check=True)
            for what, listed in (("CSV to CSV", text), ("Parquet to Parquet", parquet)):
                runs = measure(folder, listed, given.repeats)
                sql, warm, cold = (runs[way] for way in WAYS)
                peaks = [max(each.peaks) / MIB for each in (sql, warm)]
                print(
                    f"| {what} | {rows:,} | {sql.median:.2f} | {warm.median:.2f} | {warm.median / sql.median:.2f} "
                    f"| {cold.median / sql.median:.2f} | {peaks[0]:,.0f} | {peaks[1]:,.0f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
