"""Approved case tables in every format of lists, and reports read back from every format of reports."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import xlsxwriter
from openpyxl.utils.escape import unescape
from pyarrow import parquet
from regelgraph.checks import Check, open_check
from regelgraph.knowledge import load
from regelgraph.networks import open_networks
from regelgraph.participations import open_pairs
from regelgraph.tables.files.source import read_table
from regelgraph.tables.reports.report import Report
from regelgraph.tables.writers import writer

CASES = Path(__file__).parents[1] / "cases"
AS_OF = date(2026, 11, 24)
GROUPS = ("win-win-1", "win-win-2", "win-win-3", "participations", "networks")
FORMATS = ("xlsx", "parquet", "jsonl")
Table = tuple[Sequence[str], Sequence[Sequence[str]]]


def tables_of(group: str) -> list[Path]:
    return sorted((CASES / group).glob("*.csv"))


def cells_of(path: Path) -> Table:
    """Headers and rows of a table, as they are read from it."""
    source = read_table(path, lambda _: 0)
    names = [f"c{i}" for i in range(len(source.headers))]
    assert not any(source.cells.column("overfull").to_pylist())
    return source.headers, list(zip(*(source.cells.column(name).to_pylist() for name in names), strict=True))


def as_xlsx(table: Table, path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((table[0], *table[1])):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, place, cell)


def as_parquet(table: Table, path: Path) -> None:
    columns = [pa.array(column, pa.string()) for column in zip(*table[1], strict=True)]
    parquet.write_table(pa.table(columns, names=list(table[0])), path)


def as_jsonl(table: Table, path: Path) -> None:
    lines = [json.dumps(dict(zip(table[0], row, strict=True)), ensure_ascii=False) for row in table[1]]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


AS: dict[str, Callable[[Table, Path], None]] = {"xlsx": as_xlsx, "parquet": as_parquet, "jsonl": as_jsonl}


@cache
def knowledge() -> Any:
    return load()


def opened(group: str, files: Sequence[Path], lang: str = "de") -> Check:
    if group == "participations":
        return open_pairs(knowledge(), files, (), as_of=AS_OF, lang=lang, every=True)
    if group == "networks":
        return open_networks(knowledge(), files, ("win-win-2",), as_of=AS_OF, lang=lang)
    return open_check(knowledge(), files, (group,), as_of=AS_OF, lang=lang)


def report_of(group: str, files: Sequence[Path]) -> Report:
    return opened(group, files).report()


@cache
def reported(group: str) -> Report:
    return report_of(group, tables_of(group))


def written(report: Report, format_: str) -> bytes:
    out = io.BytesIO()
    writer(format_)(report, out)
    return out.getvalue()


def as_read(format_: str, data: bytes) -> list[dict[str, Any]]:
    """The rows of a report file, each cell as it stands there."""
    if format_ == "csv":
        return list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    if format_ == "jsonl":
        return [json.loads(line) for line in data.decode().split("\n") if line]
    if format_ == "parquet":
        return parquet.read_table(pa.BufferReader(data)).to_pylist()
    headers, *rows = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    plain = [[unescape(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    return [dict(zip(headers, row, strict=True)) for row in plain]
