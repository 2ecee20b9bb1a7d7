"""Decision tables as JSON values and back; class keys keep their type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from regelgraph.judge.decision import DecisionTable, Fired
from regelgraph.judge.pair_rows import Row
from regelgraph.judge.space import ClassKey, Cut, Space
from regelgraph.rulebook import Criterion

_WIDTH = 5


def key_to_json(key: ClassKey) -> Any:
    """A string, truth value or whole number as it is; a decimal or date as an object that names its type."""
    if isinstance(key, Decimal):
        return {"decimal": str(key)}
    return {"date": key.isoformat()} if isinstance(key, date) else key


def key_from_json(value: Any) -> ClassKey:
    """The class key that `key_to_json` wrote. Raises ValueError or KeyError for anything else."""
    if isinstance(value, dict):
        return Decimal(value["decimal"]) if "decimal" in value else date.fromisoformat(value["date"])
    if isinstance(value, str | bool | int):
        return value
    raise ValueError(f"not a class key: {value!r}")


def table_to_json(table: DecisionTable) -> dict[str, Any]:
    """Spaces and known outcomes of a table; a whole finite table is a plain list in the order of its tuples."""
    if table.finite and len(table.known) == sum(1 for _ in table.tuples()):
        known: Any = [table.known[case] for case in table.tuples()]
    else:
        known = {"cases": [[[key_to_json(key) for key in case], fired] for case, fired in table.known.items()]}
    constraints = [constraint.iri for constraint in table.criterion.constraints]
    return {"constraints": constraints, "spaces": [_space_to_json(space) for space in table.spaces], "known": known}


def rows_from_json(value: Any) -> list[Row] | None:
    """The rows of a query for pairs that were kept; None for anything else."""
    if not isinstance(value, list) or not all(isinstance(row, list) and len(row) == _WIDTH for row in value):
        return None
    if not all(isinstance(cell, str) for row in value for cell in row):
        return None
    return [(a, round_a, b, round_b, found) for a, round_a, b, round_b, found in value]


def table_from_json(criterion: Criterion, value: dict[str, Any]) -> DecisionTable:
    """The table that `table_to_json` wrote. Raises ValueError, KeyError or TypeError if it does not fit."""
    if value["constraints"] != [constraint.iri for constraint in criterion.constraints]:
        raise ValueError(f"made with other constraints of {criterion.iri}")
    table = DecisionTable(criterion, tuple(_space_from_json(space) for space in value["spaces"]))
    known = value["known"]
    if isinstance(known, dict):
        table.known = {tuple(map(key_from_json, case)): _fired(fired, criterion) for case, fired in known["cases"]}
    else:
        table.known = {case: _fired(fired, criterion) for case, fired in zip(table.tuples(), known, strict=True)}
    return table


def _fired(value: Any, criterion: Criterion) -> Fired:
    if not all(isinstance(i, int) and 0 <= i < len(criterion.constraints) for i in value):
        raise ValueError(f"not constraints of {criterion.iri}: {value!r}")
    return tuple(value)


def _space_to_json(space: Space) -> dict[str, Any]:
    return {
        "fact": space.fact,
        "property": space.property,
        "keys": [key_to_json(key) for key in space.keys],
        "cuts": [[key_to_json(cut.value), cut.side] for cut in space.cuts],
        "other": space.other,
        "open": space.open,
    }


def _space_from_json(value: dict[str, Any]) -> Space:
    keys = tuple(key_from_json(key) for key in value["keys"])
    cuts = tuple(Cut(key_from_json(key), side) for key, side in value["cuts"])  # type: ignore[arg-type]
    return Space(value["fact"], value["property"], keys, cuts, value["other"], open=value["open"])
