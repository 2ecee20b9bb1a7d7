"""Writers of reports, one module a format. Each has `write(report, out)` for a binary stream."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import IO, Final

from regelgraph.errors import UsageError
from regelgraph.tables.reports.report import Report

FORMATS: Final = ("csv", "jsonl", "parquet", "ttl", "xlsx")
SUFFIXES: Final = {
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".ttl": "ttl",
    ".xlsx": "xlsx",
}

Write = Callable[[Report, IO[bytes]], None]


def format_of(path: PurePath) -> str:
    """The format that a file's suffix names. Raises UsageError if it names none."""
    known = SUFFIXES.get(path.suffix.lower())
    if known is None:
        raise UsageError(f"{path}: its suffix names no format; give --format, or one of {', '.join(SUFFIXES)}")
    return known


def writer(format_: str) -> Write:
    """The writer of a format."""
    write: Write = import_module(f"regelgraph.tables.writers.{format_}").write
    return write
