"""A list as it is sent: objects as JSON, a file or bytes as the table they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

Kind: TypeAlias = Literal["persons", "participations", "networks"]
Value: TypeAlias = str | int | float | bool | date | None
Source: TypeAlias = Iterable[Mapping[str, Value]] | bytes | str | PathLike[str]
"""Rows as mappings, the bytes of a table file, or the path of one."""

NONE: Final[Mapping[str, Value]] = MappingProxyType({})
JSON: Final = "application/json"
TYPES: Final = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/x-ndjson",
}
"""Media types of tables, by format."""
MEMBERS: Final[Mapping[Kind, str]] = {"persons": "persons", "participations": "participations", "networks": "partners"}
_SUFFIXES: Final = {
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsm": "xlsx",
    ".pq": "parquet",
    ".ndjson": "jsonl",
    **{f".{name}": name for name in TYPES},
}
_MAGIC: Final = {b"PK\x03\x04": "xlsx", b"PAR1": "parquet", b"{": "jsonl"}


@dataclass(frozen=True, slots=True)
class Body:
    """What a request carries."""

    content: bytes
    type: str


def listed(kind: Kind, source: Source, format_: str | None) -> Body:
    """The body for a list. Raises ValueError for a format that is none, OSError for a file that cannot be read."""
    if kind not in MEMBERS:
        raise ValueError(f"{kind!r} is no kind of list; expected one of {', '.join(MEMBERS)}")
    if format_ is not None and format_ not in TYPES:
        raise ValueError(f"{format_!r} is no format of a list; expected one of {', '.join(TYPES)}")
    if isinstance(source, bytes):
        return Body(source, TYPES[format_ or _by_beginning(source)])
    if isinstance(source, str | PathLike):
        path = Path(source)
        chosen = format_ or _SUFFIXES.get(path.suffix.lower())
        content = path.read_bytes()
        return Body(content, TYPES[chosen or _by_beginning(content)])
    if format_ is not None:
        raise ValueError("a format goes with a file or bytes; rows as mappings have none")
    return as_json({MEMBERS[kind]: [dict(row) for row in source]})


def as_json(document: Mapping[str, object]) -> Body:
    """A JSON body; days are written as YYYY-MM-DD. Raises ValueError or TypeError for what JSON does not have."""
    return Body(json.dumps(document, default=_day, allow_nan=False, separators=(",", ":")).encode(), JSON)


def _day(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} is no value of a cell; expected text, number, true, false, day or None")


def _by_beginning(content: bytes) -> str:
    return next((format_ for mark, format_ in _MAGIC.items() if content.startswith(mark)), "csv")
