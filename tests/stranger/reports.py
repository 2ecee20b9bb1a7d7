"""The report on the stranger's list by the stranger's Turtle file."""

from __future__ import annotations

from pathlib import Path

from tests.cases.reports import report_of

FOLDER = Path(__file__).parent
LIST = FOLDER / "families.csv"
APPROVED = FOLDER / "families.report.jsonl"
OPTIONS = ("--knowledge", str(FOLDER / "family-benefit.ttl"), "--round", "family-2026")


def report() -> list[dict[str, object]]:
    """All report rows, in the order of the list."""
    return report_of(LIST, options=OPTIONS)
