"""Stays to draw from, the approved cases of pairs, and ways to judge them: in bulk as a table, and one by one."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from regelgraph.judge import Finding, Judge, Verdict
from regelgraph.judge.pairs import of_stay
from regelgraph.participations import STAYS, open_pairs
from regelgraph.tables.reading import UNREADABLE, too_early
from regelgraph.tables.reports.report import Report
from regelgraph.values import Reading

from tests.cases.cases import FOLDER, Case
from tests.cases.cases import judge as judge_of_persons

Row = dict[str, str]
AS_OF = date(2026, 11, 24)
COLUMNS = ("person_id", "programme", "round", "entry_date", "exit_date")


@cache
def judge() -> Judge:
    """The judge of pairs as of the day of the approved cases."""
    return Judge(judge_of_persons().knowledge, AS_OF)


@cache
def readers() -> Mapping[str, object]:
    from regelgraph.tables.readers import CellReader

    return {name: CellReader(judge().rulebook, fact) for name, fact in judge().rulebook.facts[STAYS].items()}


def readings(row: Mapping[str, str]) -> dict[str, Reading]:
    """What the cells of one stay mean."""
    read = {name: reader.read(row.get(name)) for name, reader in readers().items()}  # type: ignore[attr-defined]
    if too_early(read["exit_date"], read["entry_date"]):
        read["exit_date"] = UNREADABLE
    return read


def judged(a: Mapping[str, str], b: Mapping[str, str]) -> tuple[Verdict, dict[str, Finding]]:
    """The verdict on one pair, without any table."""
    return judge().judge("", pair_readings(a, b), STAYS)


def pair_readings(a: Mapping[str, str], b: Mapping[str, str]) -> dict[str, Reading]:
    return {of_stay(name, side): read for side, row in (("a", a), ("b", b)) for name, read in readings(row).items()}


def written(path: Path, rows: Sequence[Row]) -> Path:
    """The rows as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore", restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def report_of(*lists: Sequence[Row], rounds: Sequence[str] = (), every: bool = False) -> Report:
    """The report on lists of stays, each a file."""
    with tempfile.TemporaryDirectory() as folder:
        files = [written(Path(folder, f"list-{i}.csv"), rows) for i, rows in enumerate(lists)]
        return open_pairs(judge().knowledge, files, rounds, as_of=AS_OF, every=every).report()


def checked(*lists: Sequence[Row], rounds: Sequence[str] = (), every: bool = False) -> list[dict[str, object]]:
    """The rows of such a report without the column that every edit of the knowledge changes."""
    rows = report_of(*lists, rounds=rounds, every=every).rows()
    return [{name: cell for name, cell in row.items() if name != "knowledge"} for row in rows]


def tables() -> list[Path]:
    """All tables of approved pairs; the two stays of a pair follow each other under its name."""
    return sorted((FOLDER / "participations").glob("*.csv"))


def pairs_of(table: Path) -> list[tuple[Row, Row]]:
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return list(zip(rows[::2], rows[1::2], strict=True))


@cache
def all_cases() -> tuple[Case, ...]:
    """Every approved pair, judged one by one."""
    return tuple(_case(table, a, b) for table in tables() for a, b in pairs_of(table))


def _case(table: Path, a: Row, b: Row) -> Case:
    verdict, findings = judged(a, b)
    return Case(a["person_id"], table.parent.name, table.stem, "", STAYS, pair_readings(a, b), findings, verdict)
