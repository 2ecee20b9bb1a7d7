"""The approved reports of the tables of pairs, through the command line as an officer would run it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from tests.cases.reports import run
from tests.participations.stays import AS_OF


def report_of_table(table: Path, *options: str) -> list[dict[str, object]]:
    """Rows of `check participations --all-pairs`, without the column that every edit of the knowledge changes."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "report.jsonl")
        asked = ["--all-pairs", "--as-of", AS_OF.isoformat(), *options, "--output", str(output)]
        code = run(["check", "participations", str(table), *asked])
        assert code == 0, f"check participations {table} ended with {code}"
        rows = [json.loads(line) for line in output.read_text(encoding="utf-8").split("\n") if line]
    for row in rows:
        row.pop("knowledge")
    return rows
