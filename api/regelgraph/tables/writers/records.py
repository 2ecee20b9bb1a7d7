"""Writes small tables of texts and numbers in the formats of reports."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO, Final

from regelgraph.tables.writers import csv, parquet, ttl, xlsx

Cell = int | str
_NO_DAY: Final = date(1980, 1, 1)
"""Stands as the day of making in a workbook, so that the same table gives the same file."""


def write(format_: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]], out: IO[bytes]) -> None:
    """Write rows to a binary stream in a format of reports; as Turtle each is a blank node with its cells."""
    if format_ == "parquet":
        _write_parquet(columns, list(rows), out)
    elif format_ == "xlsx":
        with xlsx.Workbook(out, (), _NO_DAY) as book:
            book.table("table", columns, rows)
    elif format_ == "ttl":
        ttl.write_lines(ttl.rows(columns, rows), out)
    else:
        out.write("".join(line + "\n" for line in _lines(format_, columns, rows)).encode())


def _lines(format_: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> list[str]:
    if format_ == "csv":
        return [csv.join(columns), *(csv.join([str(cell) for cell in row]) for row in rows)]
    return [json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) for row in rows]


def _write_parquet(columns: Sequence[str], rows: Sequence[Sequence[Cell]], out: IO[bytes]) -> None:
    """A column is of whole numbers if every cell is one, else of texts."""
    import pyarrow as pa

    arrays = []
    for place in range(len(columns)):
        cells = [row[place] for row in rows]
        numbers = bool(cells) and all(isinstance(cell, int) for cell in cells)
        arrays.append(
            pa.array(cells if numbers else [str(cell) for cell in cells], pa.int64() if numbers else pa.string())
        )
    table = pa.table(arrays, names=list(columns))
    parquet.write_batches(table.schema, table.to_batches(), out)
