"""Reads a table of stays: every distinct cell once, people by number, blank rounds filled where one was asked for."""

# ruff: noqa: S608 - what is put into SQL are this package's own names and numbers, never a cell
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regelgraph.rulebook import DerivedFact, Round, Rulebook
from regelgraph.tables.columns import Columns
from regelgraph.tables.intern import Interner
from regelgraph.tables.pairing import make_stays, number_people
from regelgraph.tables.reading import UNREADABLE, ReadTable, read_cells
from regelgraph.tables.relations import Relations
from regelgraph.values import BLANK, Options, Reading, State

_BLANK = 1
"""The meaning of a blank cell of any column (see `read_cells`)."""


@dataclass(frozen=True, slots=True)
class Stays:
    """How stays are read; `asked` rounds stand in blank round cells of their programmes."""

    rulebook: Rulebook
    columns: Columns
    overlap: DerivedFact
    relation: DerivedFact
    asked: Sequence[Round]
    as_of: date

    @property
    def paired(self) -> tuple[str, ...]:
        """The columns that a pair has twice and rules need."""
        names = (self.relation.of, self.relation.on, self.overlap.start, self.overlap.end)
        return tuple(name for name in names if name)

    def read(self, relations: Relations) -> ReadTable:
        """Read the table `cells`; makes `stays`, `people` and `offer_words`."""
        identity = self.columns.identity
        read = read_cells(relations, self.columns.columns, f"k{identity.place}")
        for name in self.paired:
            if name not in read.meanings:
                self._without(read, name)
        self._fill(read)
        number_people(read, self._identify, sorted(self.rulebook.missing_words))
        make_stays(read, self.paired, self.overlap.start or "", self.overlap.end or "", self.as_of)
        self._offers(read)
        return read

    def _identify(self, cell: str) -> str | None:
        reading = self.columns.identity.reader.read(cell)
        if reading.state is State.BLANK or not isinstance(reading.possible, Options):
            return None
        return str(min(reading.possible.values, key=str))

    def _without(self, read: ReadTable, name: str) -> None:
        """A column that the table has not is blank in every row."""
        read.meanings[name] = Interner(UNREADABLE, BLANK)
        table, column = f"with_{name}", f"none_{name}"
        read.relations.make(table, f"SELECT *, {_BLANK}::BIGINT AS {column} FROM {read.name}")
        read.name, read.expressions[name] = table, column

    def _fill(self, read: ReadTable) -> None:
        of, on = self.relation.of or "", self.relation.on or ""
        filled = []
        for programme in dict.fromkeys(round_.programme for round_ in self.asked):
            rounds = frozenset(round_.iri for round_ in self.asked if round_.programme == programme)
            state = State.KNOWN if len(rounds) == 1 else State.VAGUE
            meaning = read.meanings[on].id(Reading(Options(rounds), state))
            alone = Options(frozenset({programme}))
            filled += [(m, meaning) for m, r in enumerate(read.meanings[of].values) if r.possible == alone]
        if not filled:
            return
        read.relations.put_numbers("rounds_asked", ["m", "r"], filled)
        own = f"t.{read.expressions[on]}"
        read.relations.make(
            "filled",
            f"SELECT t.*, CASE WHEN {own} = {_BLANK} THEN coalesce(a.r, {own}) ELSE {own} END AS filled_{on} "
            f"FROM {read.name} t LEFT JOIN rounds_asked a ON a.m = t.{read.expressions[of]}",
        )
        read.name, read.expressions[on] = "filled", f"filled_{on}"

    def _offers(self, read: ReadTable) -> None:
        """The table `offer_words` (m, word): the notation of the programme of each meaning, else nothing."""
        fact = self.rulebook.facts[self.relation.case_kind][self.relation.of or ""]
        notations = {c.iri: c.notation for c in self.rulebook.code_lists[fact.code_list or fact.codes_of or ""]}
        words = []
        for reading in read.meanings[self.relation.of or ""].values:
            values = reading.possible.values if isinstance(reading.possible, Options) else frozenset()
            words.append(notations.get(str(next(iter(values))), "") if len(values) == 1 else "")
        read.relations.put(
            "offer_words", {"m": list(range(len(words))), "word": words}, {"m": "int64", "word": "string"}
        )
