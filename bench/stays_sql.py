"""Runs the SQL report on stays: `python bench/stays_sql.py LIST REPORT LOOKUPS`, CSV to CSV or Parquet to Parquet."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

SQL = Path(__file__).parent / "sql"


def main() -> None:
    """Judge the list and write the report."""
    given, report, lookups = sys.argv[1:]
    kind = Path(report).suffix.removeprefix(".")
    read = f"read_csv('{given}', all_varchar = true, nullstr = '\x02')" if given.endswith(".csv") else f"'{given}'"
    names = ("participations.sql", f"participations_to_{kind}.sql")
    text = "".join((SQL / name).read_text(encoding="utf-8") for name in names)
    connection = duckdb.connect()
    connection.execute(text.replace("FROM LIST", f"FROM {read}").replace("LOOKUPS", lookups).replace("REPORT", report))


if __name__ == "__main__":
    main()
