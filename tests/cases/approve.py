"""Approves the reports of all case tables as they come out now: run `make approve`, then read the difference.

Only the reports are written, never a table. A row whose verdict is not that of its file name is named, and the report
of its table is left as it was.
"""

from __future__ import annotations

import sys

from tests.cases.cases import tables
from tests.cases.reports import approved, as_text, report_of_case_table
from tests.networks import partners as networks
from tests.participations import reports as pair_reports
from tests.participations import stays as pairs
from tests.stranger import reports as stranger


def main() -> int:
    """Write the reports; 1 if a table holds a row that belongs to another file."""
    wrong = 0
    makers = dict.fromkeys(tables(), report_of_case_table)
    makers |= dict.fromkeys(pairs.tables(), pair_reports.report_of_table)
    makers |= dict.fromkeys(networks.tables(), networks.report_of_table)
    for table, make in makers.items():
        rows = make(table)
        strays = [row for row in rows if row["verdict"] != table.stem]
        for row in strays:
            where = f"{table.parent.name}/{table.name}, row {row['row']}"
            identity = row.get("person_id", row.get("network_id"))
            print(f"{where}: {str(identity)[:60]!r} is {row['verdict']}, not {table.stem}", file=sys.stderr)
        wrong += len(strays)
        if not strays:
            approved(table).write_text(as_text(rows), encoding="utf-8", newline="\n")
    stranger.APPROVED.write_text(as_text(stranger.report()), encoding="utf-8", newline="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
