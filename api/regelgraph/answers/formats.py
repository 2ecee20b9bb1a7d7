"""The formats of an answer, and which of them a file's name asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from regelgraph.errors import UsageError

FORMATS: Final = ("table", "csv", "json", "jsonl", "xlsx", "ttl", "srj")
"""`srj` is the SPARQL 1.1 Query Results JSON Format."""
_SUFFIXES: Final = {f".{format_}": format_ for format_ in FORMATS[1:]}


def format_of(path: Path) -> str:
    """The format that a file's name asks for. Raises UsageError if it asks for none."""
    format_ = _SUFFIXES.get(path.suffix.lower())
    if format_ is None:
        raise UsageError(f"--output {path}: expected one of {', '.join(_SUFFIXES)}, or a --format")
    return format_
