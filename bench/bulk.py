"""Measures `regelgraph check persons` beside the same report in hand-written SQL: whole processes, alternating.

`python bench/bulk.py [--rows N …] [--repeats N]` prints a Markdown table of medians and ratios for CSV to CSV and
Parquet to Parquet, and ends with an error if the two reports differ in any row. Look at the ratios.
"""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from processes import MIB, Runs, asked, check, keeping, script

WAYS = ("SQL", "warm", "cold")


def measure(folder: Path, listed: Path, repeats: int) -> dict[str, Runs]:
    """Run all ways in turn, as often as asked."""
    runs = {way: Runs() for way in WAYS}
    reports = {way: folder / f"{way}{listed.suffix}" for way in WAYS}
    sql = script("persons_sql.py", listed, reports["SQL"], folder / "lookups")
    kept = keeping(folder / "kept")
    Runs().run(check(listed, reports["warm"]), kept)
    for number in range(repeats):
        runs["SQL"].run(sql, dict(os.environ))
        runs["warm"].run(check(listed, reports["warm"]), kept)
        runs["cold"].run(check(listed, reports["cold"]), keeping(folder / f"fresh-{listed.name}-{number}"))
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
    given = asked(__doc__, [100_000], 5)
    print("| persons, round win-win-2 | rows | SQL s | warm s | warm/SQL | cold/SQL | SQL MiB | warm MiB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "lookups").mkdir()
        subprocess.run(script("lookups.py", folder / "lookups"), check=True)
        for rows in given.rows:
            text, parquet = folder / f"list-{rows}.csv", folder / f"list-{rows}.parquet"
            subprocess.run(script("generate.py", rows, text), check=True)
            read = f"FROM read_csv('{text}', all_varchar = true, nullstr = '\x02')"
            copied = f"import duckdb; duckdb.execute({f'COPY ({read}) TO {str(parquet)!r}'!r})"
            subprocess.run([sys.executable, "-c", copied], check=True)
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
