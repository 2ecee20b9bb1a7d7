"""Measures `regelgraph check networks`: whole processes, one row a partner, five partners a network.

`python bench/partners.py [--rows N …] [--repeats N]` prints a Markdown table of medians. Seconds are those of a machine
and of what else it does; look at how they grow with the rows.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from partners_list import write
from processes import MIB, Runs, asked, keeping


def check(listed: Path, report: Path) -> list[str]:
    """The command that judges a list."""
    chosen = ["--round", "win-win-2", "--output", str(report)]
    return [sys.executable, "-m", "regelgraph", "check", "networks", str(listed), *chosen]


def main() -> None:
    """Measure and print."""
    given = asked(__doc__, [100_000, 1_000_000], 3)
    print("| partners | s | processor s | microseconds a row | MiB |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kept = keeping(folder / "kept")
        lists = {rows: folder / f"partners-{rows}.csv" for rows in given.rows}
        runs = {rows: Runs() for rows in given.rows}
        for rows, listed in lists.items():
            write(rows, listed)
            Runs().run(check(listed, folder / "report.csv"), kept)
        for _ in range(given.repeats):
            for rows, listed in lists.items():
                runs[rows].run(check(listed, folder / "report.csv"), kept)
        for rows, each in runs.items():
            a_row = each.median / rows * 1e6
            peak = max(each.peaks) / MIB
            print(
                f"| {rows:,} | {each.median:.2f} | {statistics.median(each.worked):.2f} | {a_row:.1f} | {peak:,.0f} |"
            )


if __name__ == "__main__":
    main()
