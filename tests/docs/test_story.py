"""The story of the returned sheet tells what the commands really give."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl

PAGE = (Path(__file__).parents[2] / "docs" / "returned-sheet.md").read_text(encoding="utf-8")
CHECK = [sys.executable, "-m", "regelgraph", "check", "persons"]
ROUND = ["--round", "win-win-2", "--as-of", "2026-03-02"]


def listed(folder: Path) -> Path:
    (cells,) = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    path = folder / "liste.csv"
    path.write_text(cells, encoding="utf-8")
    return path


def test_the_rows_of_the_story_are_those_of_the_report(tmp_path: Path) -> None:
    command = [*CHECK, str(listed(tmp_path)), *ROUND, "--format", "jsonl"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    told = [f"| {r['person_id']} | `{r['verdict']}` | {r['missing']} | {r['reasons_en']} |" for r in rows]
    assert [line for line in PAGE.splitlines() if line.startswith("| A-")] == told


def test_the_returned_sheet_is_as_told_and_can_be_checked_again(tmp_path: Path) -> None:
    sheet = tmp_path / "zurueck.xlsx"
    subprocess.run([*CHECK, str(listed(tmp_path)), *ROUND, "--annotate", "--output", str(sheet)], check=True)
    names = [worksheet.title for worksheet in openpyxl.load_workbook(sheet)]
    assert [name for name in names if f"- `{name}`:" in PAGE] == names
    headers = [cell.value for cell in openpyxl.load_workbook(sheet).worksheets[0][1]]
    assert [header for header in headers[-8:] if f"`{header}`" not in PAGE] == []
    again = subprocess.run(
        [*CHECK, str(sheet), *ROUND, "--format", "jsonl"], check=True, capture_output=True, text=True
    )
    first = subprocess.run(
        [*CHECK, str(tmp_path / "liste.csv"), *ROUND, "--format", "jsonl"], check=True, capture_output=True, text=True
    )
    assert again.stdout == first.stdout
