"""Networks to draw from, the approved cases, and ways to judge them: as a table, and by their rows alone."""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from regelgraph.networks import NETWORKS, NetworkCheck, open_networks
from regelgraph.tables.grouped.cases import OneByOne

from tests.cases.cases import FOLDER, Case, judge
from tests.cases.reports import run

Row = dict[str, str]
AS_OF = date(2026, 11, 24)
AIMS = (
    "municipality", "new_network", "in_municipal_strategy", "complements_offers", "perpetuation_plan", "solution_stage",
    "transfer_to", "good_practice", "activities_for",
)  # fmt: skip
COLUMNS = ("network_id", "round", "partner", "kind", *AIMS)


def written(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """The rows as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def check_of(path: Path, rounds: Sequence[str] = ()) -> NetworkCheck:
    """The check of a file."""
    return open_networks(judge().knowledge, [path], rounds, as_of=AS_OF)


def checked(rows: Sequence[Mapping[str, str]], rounds: Sequence[str] = ()) -> list[dict[str, object]]:
    """The report rows on a list, without the column that every edit of the knowledge changes."""
    with tempfile.TemporaryDirectory() as folder:
        report = check_of(written(Path(folder, "list.csv"), rows), rounds).report()
    return [{name: cell for name, cell in row.items() if name != "knowledge"} for row in report.rows()]


def tables() -> list[Path]:
    """All tables of approved networks."""
    return sorted((FOLDER / "networks").glob("*.csv"))


def report_of_table(table: Path, *options: str) -> list[dict[str, object]]:
    """Rows of `check networks`, through the command line as an officer would run it."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "report.jsonl")
        asked = ["--as-of", AS_OF.isoformat(), *options, "--output", str(output)]
        code = run(["check", "networks", str(table), *asked])
        assert code == 0, f"check networks {table} ended with {code}"
        rows = [json.loads(line) for line in output.read_text(encoding="utf-8").split("\n") if line]
    for row in rows:
        row.pop("knowledge")
    return rows


@cache
def all_cases() -> tuple[Case, ...]:
    """Every approved network for each of its rounds."""
    return tuple(case for table in tables() for case in _cases(table))


def _cases(table: Path) -> list[Case]:
    check = check_of(table)
    found = OneByOne(check.plan, check.sources, check.asked)
    return [
        Case(group.identity, table.parent.name, table.stem, case.round.iri, NETWORKS, {}, case.findings, case.verdict)
        for group in found.groups
        for case in found.cases(group, full=True)
    ]
