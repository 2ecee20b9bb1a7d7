"""Options and parameters as an address holds them, and which format is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from os import PathLike
from pathlib import PurePath
from typing import Final, TypeAlias

from regelgraph.client import sparql
from regelgraph.client.lists import JSON, TYPES, Value

Rounds: TypeAlias = str | Sequence[str]
FORMATS: Final = {**TYPES, "json": JSON, "ttl": "text/turtle", **sparql.FORMATS}
"""Media types by the format that a file is written in."""


def format_for(to: object, given: str | None, *, otherwise: str) -> str:
    """The format of a file: as said, else by its suffix. Raises ValueError for one that nobody knows."""
    suffix = PurePath(to).suffix.lower().lstrip(".") if isinstance(to, str | PathLike) else ""
    chosen = given or suffix or otherwise
    if chosen not in FORMATS:
        raise ValueError(f"{chosen!r} is no format; expected one of {', '.join(FORMATS)}")
    return chosen


def options(rounds: Rounds, as_of: Value, sheet: str | None) -> tuple[tuple[str, str], ...]:
    """What a check or an explanation takes."""
    named = (rounds,) if isinstance(rounds, str) else rounds
    return (*(("round", each) for each in named), *texts({"as_of": as_of, "sheet": sheet}))


def texts(values: Mapping[str, Value]) -> tuple[tuple[str, str], ...]:
    """The parameters that have a value."""
    return tuple((name, _text(value)) for name, value in values.items() if value is not None)


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
