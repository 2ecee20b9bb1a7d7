"""Explains cases of a table: for each row with an id, the whole reasoning of each round down to the cited clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from regelgraph.checks import Check
from regelgraph.errors import InputError
from regelgraph.judge.because import said
from regelgraph.rulebook import Round
from regelgraph.tables.files.source import cells_of
from regelgraph.tables.invalid import WHOLE_ROW, overfull_problem
from regelgraph.tables.reading import UNREADABLE, day_before, too_early
from regelgraph.tables.rounds import judgeable, round_column, rounds_by
from regelgraph.values import BLANK, Reading

Tree = dict[str, Any]


def explain(check: Check, identity: str) -> list[Tree]:
    """Proof trees (see `Judge.explain`) of all rows with the id, with `row`, in input order and then by round.

    A row whose round is not known has a tree without criteria. Raises InputError if no row has the id.
    """
    column = check.columns.identity
    cells = cells_of(check.sources, check.columns.places)
    wanted = identity.strip()
    rows = [i for i, cell in enumerate(cells.column(f"k{column.place}").to_pylist()) if cell.strip() == wanted]
    if not rows:
        raise InputError(f"no row has the {column.name} {identity!r}; the table has {cells.num_rows} rows")
    return [tree for i in rows for tree in _explain_row(check, cells.slice(i, 1).to_pylist()[0])]


def explain_row(check: Check, number: int) -> list[Tree]:
    """Proof trees of the row with that number, 1 for the first, by round; see `explain`."""
    cells = cells_of(check.sources, check.columns.places)
    return _explain_row(check, cells.slice(number - 1, 1).to_pylist()[0])


def explain_cells(check: Check, cells: Sequence[str]) -> list[Tree]:
    """Proof trees of the one row of a list, by its cells in the order of the headers; see `explain`."""
    (places,) = check.columns.places
    row = {f"k{number}": "" if place is None else cells[place] for number, place in enumerate(places)}
    return _explain_row(check, {"row": 1, "overfull": 0, "headers": 0, **row})


def _explain_row(check: Check, row: Mapping[str, Any]) -> list[Tree]:
    raw = {column.name: str(row[f"k{column.place}"]) for column in check.columns.columns}
    raw |= {column.fact.name: str(row[f"k{column.place}"]) for column in check.columns.columns}
    overfull = int(row["overfull"])
    readings = readings_of_row(check, row, overfull)
    rounds = _rounds(check, readings)
    judge, kind = check.judge, check.case_kind
    trees = [judge.explain(round_.iri, readings, raw, kind) for round_ in rounds] or [_unknown(check, readings, raw)]
    for tree in trees:
        if overfull:
            problem = overfull_problem(overfull, int(row["headers"]))
            why = said(judge, problem)
            tree["invalid"] = [{"column": WHOLE_ROW, "why": why}, *tree["invalid"]]  # type: ignore[misc]
    return [{"row": row["row"], **tree} for tree in trees]


def readings_of_row(check: Check, row: Mapping[str, Any], overfull: int) -> dict[str, Reading]:
    """What the cells of one row mean; nothing where it has too many cells (`overfull` of them)."""
    readings = {}
    for column in check.columns.columns:
        if column.is_read and not column.fact.identifies_case:
            cell = str(row[f"k{column.place}"])
            readings[column.fact.name] = UNREADABLE if overfull else column.reader.read(cell)
    for column in check.columns.columns:
        name, earlier = column.fact.name, column.fact.not_before
        if earlier in readings and too_early(readings[name], readings[earlier]):
            readings[name] = replace(UNREADABLE, problem=day_before(earlier))
    return readings


def _rounds(check: Check, readings: Mapping[str, Reading]) -> Sequence[Round]:
    chooser = round_column(check.judge.rulebook, check.case_kind)
    cell = readings.get(chooser.name, BLANK) if chooser else BLANK
    return rounds_by(cell, {round_.iri: round_ for round_ in judgeable(check.judge, check.case_kind)}, check.asked)


def _unknown(check: Check, readings: Mapping[str, Reading], raw: Mapping[str, str]) -> Tree:
    ending = check.unknown_round()
    rulebook = check.judge.rulebook
    problems = [(column, reading.problem) for column, reading in readings.items() if reading.problem]
    return {
        "knowledge": {"version": rulebook.version, "fingerprint": rulebook.fingerprint},
        "person_id": raw[check.columns.identity.name],
        "round": "",
        "verdict": ending.verdict,
        "missing": list(ending.missing),
        "reason": ending.reasons.both(),
        "reasons": ending.reasons.both(),
        "invalid": [{"column": column, "why": said(check.judge, problem)} for column, problem in problems],
        "criteria": [],
    }
