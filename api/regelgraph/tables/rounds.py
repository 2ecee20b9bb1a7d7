"""By which rounds each row is judged: its own cell, else those asked for."""

# ruff: noqa: S608 - what is put into SQL are this package's own names and numbers, never a cell
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regelgraph.errors import UsageError
from regelgraph.rulebook import Fact, Round, Rulebook
from regelgraph.tables import steps
from regelgraph.tables.readers.cells import bare, unreadable
from regelgraph.tables.reading import Reads, ReadTable
from regelgraph.values import Options, Reading, State

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge


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


def assign(judge: Judge, case_kind: str, read: ReadTable, asked: Sequence[Round], fact: Fact | None) -> list[Round]:
    """Give every row its round, or each of those asked for where its cell is blank or there is no column `fact`.

    Makes the table `assigned` (row, ord, r), r being the place in the list of rounds returned, or -1 where no round is
    known.
    """
    rounds = list(asked)
    fallback = [(ord_, ord_) for ord_ in range(len(asked))] or [(0, steps.NONE)]
    read.relations.put_numbers("asked", ["ord", "r"], fallback)
    if fact is None:
        read.relations.make("assigned", f"SELECT t.row, a.ord, a.r FROM {read.name} t CROSS JOIN asked a")
        return rounds
    known = {round_.iri: round_ for round_ in judgeable(judge, case_kind)}
    named: list[tuple[int, int]] = []
    blank: list[int] = []
    for m, reading in enumerate(read.meanings[fact.name].values):
        if reading.state is State.BLANK:
            blank.append(m)
            continue
        own = round_of(reading, known)
        if own is not None and own not in rounds:
            rounds.append(own)
        named.append((m, steps.NONE if own is None else rounds.index(own)))
    none_given = ", ".join(map(str, blank))
    read.relations.put_numbers("named", ["m", "r"], named)
    cell = f"t.{read.expressions[fact.name]}"
    read.relations.make(
        "assigned",
        f"SELECT t.row, 0 AS ord, n.r FROM {read.name} t JOIN named n ON n.m = {cell} UNION ALL "
        f"SELECT t.row, a.ord, a.r FROM {read.name} t CROSS JOIN asked a WHERE {cell} IN ({none_given})",
    )
    return rounds


def round_column(rulebook: Rulebook, case_kind: str) -> Fact | None:
    """The fact whose cell chooses the round."""
    return next((fact for fact in rulebook.facts[case_kind].values() if fact.chooses_round), None)
