"""Writes small tables of texts and numbers in the formats of reports."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import IO

from regelgraph.tables.writers import csv


def write(format_: str, columns: Sequence[str], rows: Iterable[Sequence[int | str]], out: IO[bytes]) -> None:
    """Write rows to a binary stream as `csv` or `jsonl`."""
    if format_ == "csv":
        lines = [csv.join(columns), *(csv.join([str(cell) for cell in row]) for row in rows)]
    else:
        lines = [json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) for row in rows]
    out.write("".join(line + "\n" for line in lines).encode())
