"""The approved cases have the same report whatever the format of the list, and whatever the format of the report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from regelgraph.tables.reports.schema import row_schema

from tests.tables.lists import (
    AS,
    FORMATS,
    GROUPS,
    as_read,
    cells_of,
    knowledge,
    report_of,
    reported,
    tables_of,
    written,
)

DOCS = Path(__file__).parents[2] / "docs"


def without_knowledge(rows: Any) -> list[dict[str, Any]]:
    return [{name: cell for name, cell in row.items() if name != "knowledge"} for row in rows]


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("group", GROUPS)
def test_a_list_in_any_format_has_the_report_of_the_same_list_as_csv(group: str, format_: str, tmp_path: Path) -> None:
    files = []
    for table in tables_of(group):
        files.append(tmp_path / f"{table.stem}.{format_}")
        AS[format_](cells_of(table), files[-1])
    found = without_knowledge(report_of(group, files).rows())
    assert found == without_knowledge(reported(group).rows())
    assert found


@pytest.mark.parametrize("group", GROUPS)
def test_a_report_says_the_same_in_every_format(group: str) -> None:
    report = reported(group)
    rows = list(report.rows())
    assert as_read("jsonl", written(report, "jsonl")) == rows
    assert as_read("parquet", written(report, "parquet")) == rows
    texts = [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows]
    for format_ in ("csv", "xlsx"):
        read = as_read(format_, written(report, format_))
        assert [list(row) for row in read[:1]] == [list(report.columns)]
        assert [
            {name: "" if cell is None else str(cell).removeprefix("'") for name, cell in row.items()} for row in read
        ] == [{name: cell.removeprefix("'") for name, cell in row.items()} for row in texts]


@pytest.mark.parametrize("group", GROUPS)
def test_every_report_row_is_valid_by_the_published_schema_and_a_changed_one_is_not(group: str) -> None:
    schema = json.loads((DOCS / "report.schema.json").read_text(encoding="utf-8"))
    assert schema == row_schema(knowledge().rulebook)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    rows = as_read("jsonl", written(reported(group), "jsonl"))
    assert [error.message for row in rows for error in validator.iter_errors(row)] == []
    for change in ({"verdict": "maybe"}, {"row": 0}, {"more": 1}, {"reasons_de": None}):
        assert not validator.is_valid(rows[0] | change), change
    assert not validator.is_valid({name: cell for name, cell in rows[0].items() if name != "citations"})
