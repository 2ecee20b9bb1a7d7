"""Explains pairs of stays of one person: for each pair the whole reasoning, down to the cited clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, Final

from regelgraph.errors import InputError
from regelgraph.explanations import Tree, readings_of_row
from regelgraph.judge.because import said
from regelgraph.judge.outcomes import Level
from regelgraph.judge.pairs import SIDES, of_stay
from regelgraph.judge.stays import common_days, stay_of
from regelgraph.participations import PairCheck
from regelgraph.tables.files.source import cells_of
from regelgraph.tables.invalid import WHOLE_ROW, overfull_problem
from regelgraph.tables.pairs.people import People
from regelgraph.terms import QUERIED_FOR_PAIR, STAYS_OVERLAP
from regelgraph.values import BLANK, Options, Problem, Reading, State

EVERY_PAIR: Final = 100
"""Up to so many pairs of a person all are explained; of more, those that may have days in common."""


def explain_pairs(check: PairCheck, identity: str) -> list[Tree]:
    """Proof trees (see `Judge.explain`) of the pairs of stays of a person, with `row_a` and `row_b`, in input order.

    A person with one stay, and each row that names nobody where `identity` is blank, has a tree without criteria.
    Raises InputError if no row has the id.
    """
    column = check.columns.identity
    cells = cells_of(check.sources, check.columns.places)
    wanted = identity.strip()
    rows = [i for i, cell in enumerate(cells.column(f"k{column.place}").to_pylist()) if cell.strip() == wanted]
    if not rows:
        raise InputError(f"no row has the {column.name} {identity!r}; the table has {cells.num_rows} rows")
    stays = [_Stay(check, cells.slice(i, 1).to_pylist()[0]) for i in rows]
    if len(stays) == 1 or not stays[0].person:
        return [_alone(check, stay) for stay in stays]
    pairs = list(combinations(stays, len(SIDES)))
    if len(pairs) > EVERY_PAIR:
        pairs = [pair for pair in pairs if _may_meet(check, *pair)] or pairs[:EVERY_PAIR]
    return [_explain(check, *pair) for pair in pairs]


def explain_rows(check: PairCheck, *numbers: int) -> Tree:
    """The proof tree of two rows of one person, 1 for the first, or of one row that is reported alone.

    Raises InputError for rows that make no pair.
    """
    cells = cells_of(check.sources, check.columns.places)
    stays = [_Stay(check, cells.slice(number - 1, 1).to_pylist()[0]) for number in numbers]
    if len(stays) == 1:
        return _alone(check, stays[0])
    if len(stays) != len(SIDES) or not stays[0].person or stays[0].person != stays[1].person:
        raise InputError(f"rows {', '.join(map(str, numbers))} are no pair of stays of one person")
    return _explain(check, *stays)


class _Stay:
    """One row: its number, its cells, what they mean and what is wrong with them."""

    def __init__(self, check: PairCheck, row: Mapping[str, Any]) -> None:
        self.row = int(row["row"])
        identity = check.columns.identity
        self.person = People(check.judge.rulebook, identity).person(str(row[f"k{identity.place}"]))
        self.raw = {c.fact.name: str(row[f"k{c.place}"]) for c in check.columns.columns}
        overfull = int(row["overfull"])
        self.problems: list[tuple[str, Problem]] = []
        if overfull:
            self.problems.append((WHOLE_ROW, overfull_problem(overfull, int(row["headers"]))))
        self.readings = readings_of_row(check, row, overfull)
        self.problems += [(name, read.problem) for name, read in self.readings.items() if read.problem]
        self._fill(check)

    def _fill(self, check: PairCheck) -> None:
        relation = check.derived(QUERIED_FOR_PAIR)
        of, on = self.readings.get(relation.of or "", BLANK), self.readings.get(relation.on or "", BLANK)
        rounds = {r.iri for r in check.asked if of.possible == Options(frozenset({r.programme}))}
        if on.state is State.BLANK and rounds:
            state = State.KNOWN if len(rounds) == 1 else State.VAGUE
            self.readings[relation.on or ""] = Reading(Options(frozenset(rounds)), state)


def _may_meet(check: PairCheck, *stays: _Stay) -> bool:
    overlap = check.derived(STAYS_OVERLAP)
    a, b = (
        stay_of(s.readings.get(overlap.start or "", BLANK), s.readings.get(overlap.end or "", BLANK), check.as_of)
        for s in stays
    )
    return common_days(a, b)[1] != 0


def _explain(check: PairCheck, *stays: _Stay) -> Tree:
    sides = list(zip(SIDES, stays, strict=True))
    readings = {of_stay(name, side): read for side, stay in sides for name, read in stay.readings.items()}
    raw = {of_stay(name, side): cell for side, stay in sides for name, cell in stay.raw.items()}
    raw[check.columns.identity.name] = stays[0].raw[check.columns.identity.name]
    tree: Tree = check.judge.explain("", readings, raw, check.case_kind)
    rows = {of_stay("row", side): stay.row for side, stay in sides}
    whole = [(of_stay(name, side), p) for side, stay in sides for name, p in stay.problems if name == WHOLE_ROW]
    tree["invalid"] = [*_told(check, whole), *tree["invalid"]]
    return {"row": stays[0].row, **rows, **tree}


def _alone(check: PairCheck, stay: _Stay) -> Tree:
    rulebook, unpaired = check.judge.rulebook, check.unpaired()
    reason = check.judge.words.phrase("only-stay") if stay.person else unpaired.reasons
    return {
        "row": stay.row,
        "knowledge": {"version": rulebook.version, "fingerprint": rulebook.fingerprint},
        check.columns.identity.name: stay.raw[check.columns.identity.name],
        "round": "",
        "verdict": check.words[Level.OK] if stay.person else unpaired.verdict,
        "missing": [] if stay.person else list(unpaired.missing),
        "reason": reason.both(),
        "invalid": list(_told(check, stay.problems)),
        "criteria": [],
    }


def _told(check: PairCheck, problems: list[tuple[str, Problem]]) -> Iterator[Tree]:
    for column, problem in problems:
        yield {"column": column, "why": said(check.judge, problem)}
