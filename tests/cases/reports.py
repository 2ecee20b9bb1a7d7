"""Runs a table through the command line, as an officer would, and reads the whole report back."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from regelgraph.cli import main

from tests.cases.cases import round_of, with_examples

AS_OF = "2026-11-24"


def run(arguments: Sequence[str]) -> int:
    """The exit code of one command."""
    try:
        code = main(list(arguments))
    except SystemExit as end:
        code = end.code
    return int(code or 0)


def report_of(*tables: Path, options: Sequence[str]) -> list[dict[str, object]]:
    """The report rows of `check persons`, without the column that every edit of the knowledge changes."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "report.jsonl")
        files = [str(table) for table in tables]
        code = run(
            ["check", "persons", *files, *options, "--as-of", AS_OF, "--format", "jsonl", "--output", str(output)]
        )
        assert code == 0, f"check persons {files} {list(options)} ended with {code}"
        lines = output.read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    for row in rows:
        row.pop("knowledge")
    return rows


def report_of_case_table(table: Path) -> list[dict[str, object]]:
    """The report of an approved table by the round that its folder names."""
    examples = ["--examples"] if with_examples(table) else []
    return report_of(table, options=["--round", round_of(table), *examples])


def approved(table: Path) -> Path:
    """Where the approved report of a table stands."""
    return table.with_suffix(".report.jsonl")


def as_text(rows: list[dict[str, object]]) -> str:
    """Report rows as JSON Lines, one row a line, so that a difference shows as the row that changed."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
