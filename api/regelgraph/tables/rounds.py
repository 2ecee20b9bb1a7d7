"""By which rounds each row is judged: its own cell, else those asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelgraph.errors import UsageError
from regelgraph.rulebook import Fact, Round, Rulebook
from regelgraph.tables import steps
from regelgraph.tables.kernels import call, look_up, pick, places
from regelgraph.tables.meanings import Meanings
from regelgraph.tables.readers.cells import bare, unreadable
from regelgraph.tables.reading import Reads
from regelgraph.values import Options, Reading, State

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.judge.engine import Judge

_ASKED = -2
"""Stands for the rounds asked for."""


def judgeable(judge: Judge, case_kind: str) -> list[Round]:
    """The rounds that list criteria for a case kind."""
    return [round_ for round_ in judge.rulebook.rounds.values() if judge.criteria(round_.iri, case_kind)]


def asked_for(judge: Judge, case_kind: str, names: Sequence[str]) -> list[Round]:
    """The rounds named, by notation, in the order given. Raises UsageError naming those that exist."""
    known = {round_.notation: round_ for round_ in judgeable(judge, case_kind)}
    for name in names:
        if name not in known:
            exists = any(round_.notation == name for round_ in judge.rulebook.rounds.values())
            what = f"the round {name!r} lists no criteria for such a table" if exists else f"unknown round {name!r}"
            raise UsageError(f"{what}; rounds that can be judged: {', '.join(known)}")
    return [known[name] for name in dict.fromkeys(names)]


def require_round(judge: Judge, case_kind: str, asked: Sequence[Round], *, has_column: bool) -> None:
    """Raises UsageError if neither an option nor a column says by which round to judge."""
    if not asked and not has_column:
        known = ", ".join(round_.notation for round_ in judgeable(judge, case_kind))
        raise UsageError(f"no round: give --round, or a column for it; rounds that can be judged: {known}")


def round_of(reading: Reading, known: dict[str, Round]) -> Round | None:
    """The one round that can be judged which a cell names, if it does."""
    if (
        reading.state is not State.KNOWN
        or not isinstance(reading.possible, Options)
        or len(reading.possible.values) != 1
    ):
        return None
    (value,) = reading.possible.values
    return known.get(str(value))


def rounds_by(cell: Reading, known: dict[str, Round], asked: Sequence[Round]) -> Sequence[Round]:
    """The rounds by which the row of a cell is judged: its own, else those asked for; none if it is not known."""
    if cell.state is State.BLANK:
        return asked
    own = round_of(cell, known)
    return [own] if own else []


class RoundReader:
    """Reads a cell that chooses a round; what is not exactly one of the rounds that can be judged is unreadable."""

    def __init__(self, reader: Reads, rounds: Sequence[Round]) -> None:
        self._reader = reader
        self._known = {round_.iri: round_ for round_ in rounds}

    def read(self, raw: str) -> Reading:
        """A round, blank, or unreadable with the rounds that are expected."""
        reading = self._reader.read(raw)
        if reading.state is State.BLANK or round_of(reading, self._known):
            return reading
        expected = ", ".join(round_.notation for round_ in self._known.values())
        return unreadable("unknown-code", bare(raw), allowed_de=expected, allowed_en=expected)


@dataclass(frozen=True, slots=True)
class Assigned:
    """The rows judged by a round (None for those whose round is not known): all, or by number; and their order.

    `order` tells the lines of one row apart.
    """

    round: Round | None
    rows: pa.Array | None
    order: pa.Array | int


def assign(judge: Judge, case_kind: str, read: Meanings, asked: Sequence[Round], fact: Fact | None) -> list[Assigned]:
    """Give every row its round, or each of those asked for where its cell is blank or there is no column `fact`."""
    if fact is None:
        return [Assigned(round_, None, place) for place, round_ in enumerate(asked)]
    known = {round_.iri: round_ for round_ in judgeable(judge, case_kind)}
    rounds = list(asked)
    named: list[int] = []
    for reading in read.lexicon.meanings[fact.name].values:
        own = round_of(reading, known)
        if own is not None and own not in rounds:
            rounds.append(own)
        blank = reading.state is State.BLANK
        named.append(_ASKED if blank and asked else steps.NONE if own is None else rounds.index(own))
    cells = look_up(named, read.columns[fact.name])
    without = Assigned(None, places(call("equal", cells, steps.NONE)), 0)
    return [*(_of_round(cells, place, round_, place < len(asked)) for place, round_ in enumerate(rounds)), without]


def _of_round(cells: pa.Array, place: int, round_: Round, is_asked: bool) -> Assigned:
    own = call("equal", cells, place)
    rows = places(call("or", own, call("equal", cells, _ASKED)) if is_asked else own)
    return Assigned(round_, rows, call("if_else", pick(own, rows), 0, place))


def round_column(rulebook: Rulebook, case_kind: str) -> Fact | None:
    """The fact whose cell chooses the round."""
    return next((fact for fact in rulebook.facts[case_kind].values() if fact.chooses_round), None)
