"""Measures `regelgraph check participations` beside the same report in hand-written SQL: whole processes, alternating.

`python bench/stays.py [--rows N …] [--repeats N]` prints a Markdown table of medians and ratios for CSV to CSV and
Parquet to Parquet, and ends with an error if the two reports differ in any row. Look at the ratios.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bulk import compare
from processes import MIB, Runs, asked, keeping, script

AS_OF = "2026-11-24"


def check(listed: Path, report: Path) -> list[str]:
    """The command that judges a list."""
    chosen = ["--as-of", AS_OF, "--output", str(report)]
    return [sys.executable, "-m", "regelgraph", "check", "participations", str(listed), *chosen]


def measure(folder: Path, listed: Path, repeats: int) -> tuple[Runs, Runs]:
    """Run SQL and ours in turn, as often as asked, ours with what it keeps from earlier runs."""
    sql, ours = Runs(), Runs()
    reports = [folder / f"{way}{listed.suffix}" for way in ("SQL", "ours")]
    written = script("stays_sql.py", listed, reports[0], folder / "lookups")
    kept = keeping(folder / "kept")
    Runs().run(check(listed, reports[1]), kept)
    for _ in range(repeats):
        sql.run(written, dict(os.environ))
        ours.run(check(listed, reports[1]), kept)
    compare(*reports)
    return sql, ours


def main() -> None:
    """Measure and print."""
    given = asked(__doc__, [100_000], 5)
    print("| stays | rows | SQL s | warm s | warm/SQL | SQL MiB | warm MiB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "lookups").mkdir()
        subprocess.run(script("lookups_stays.py", folder / "lookups"), check=True)
        for rows in given.rows:
            for what, suffix in (("CSV to CSV", ".csv"), ("Parquet to Parquet", ".parquet")):
                listed = folder / f"stays-{rows}{suffix}"
                subprocess.run(script("generate_stays.py", rows, listed), check=True)
                sql, ours = measure(folder, listed, given.repeats)
                peaks = [max(each.peaks) / MIB for each in (sql, ours)]
                print(
                    f"| {what} | {rows:,} | {sql.median:.2f} | {ours.median:.2f} | {ours.median / sql.median:.2f} "
                    f"| {peaks[0]:,.0f} | {peaks[1]:,.0f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
