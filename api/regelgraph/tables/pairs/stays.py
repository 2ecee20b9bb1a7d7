"""Reads stays from the cells of a list: what a row means, in a few columns of numbers, and whose stay it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from regelgraph.rulebook import DerivedFact, Round, Rulebook
from regelgraph.tables import steps
from regelgraph.tables.blocks import Block
from regelgraph.tables.cells import texts
from regelgraph.tables.columns import Columns
from regelgraph.tables.intern import Interner
from regelgraph.tables.invalid import WHOLE_ROW, overfull_problem
from regelgraph.tables.kernels import call, count_up, look_up, same
from regelgraph.tables.meanings import Lexicon, Meanings
from regelgraph.tables.numbering import number_some
from regelgraph.tables.pairs.people import People
from regelgraph.tables.reading import UNREADABLE
from regelgraph.values import BLANK, Options, Problem, Reading, State

if TYPE_CHECKING:
    import pyarrow as pa

_BLANK: Final = 1
"""The meaning of a blank cell of any column (see `Lexicon`)."""
ROW: Final = "row"
IDENTITY: Final = "identity"
PERSON: Final = "person"
TROUBLE: Final = "trouble"

Troubles = tuple[tuple[str, Problem], ...]


@dataclass(frozen=True)
class Stays:
    """How stays are read; `asked` rounds stand in blank round cells of their programmes.

    Numbers of meanings and troubles keep what they stand for through all blocks.
    """

    rulebook: Rulebook
    columns: Columns
    overlap: DerivedFact
    relation: DerivedFact
    asked: Sequence[Round]

    @property
    def paired(self) -> tuple[str, ...]:
        """The columns that a pair has twice and rules need."""
        names = (self.relation.of, self.relation.on, self.overlap.start, self.overlap.end)
        return tuple(name for name in names if name)

    @cached_property
    def lexicon(self) -> Lexicon:
        """What the cells read so far mean."""
        return Lexicon(self.columns.columns)

    @cached_property
    def meanings(self) -> dict[str, Interner[Reading]]:
        """What the numbers of the paired columns mean; a column that the list has not is blank in every row."""
        known = self.lexicon.meanings
        return {name: known.get(name) or Interner(UNREADABLE, BLANK) for name in self.paired}

    @cached_property
    def troubles(self) -> Interner[Troubles]:
        """What may be wrong with a row."""
        return Interner()

    @cached_property
    def people(self) -> People:
        """Whose stay a row is."""
        return People(self.rulebook, self.columns.identity)

    def read(self, block: Block) -> pa.Table:
        """The stays of a block.

        Columns: `row` in the list from 1 on, `identity` as it stands, `person` (an id, null for nobody), the meaning of
        each paired column under its name, and `trouble` (a place in `troubles`, -1 for none).
        """
        import pyarrow as pa

        read = self.lexicon.read(block)
        rows = count_up(block.rows, block.before + 1)
        identity = texts(block, self.columns.identity.place)
        numbers = {name: read.columns.get(name, same(_BLANK, block.rows)) for name in self.paired}
        self._fill(numbers)
        names, ids = self.people.of(identity)
        columns = {ROW: rows, IDENTITY: names, PERSON: ids, **numbers, TROUBLE: self._troubles(read)}
        return pa.table(columns)

    def _fill(self, numbers: dict[str, pa.Array]) -> None:
        of, on = self.relation.of or "", self.relation.on or ""
        filled: dict[int, int] = {}
        for programme in dict.fromkeys(round_.programme for round_ in self.asked):
            rounds = frozenset(round_.iri for round_ in self.asked if round_.programme == programme)
            state = State.KNOWN if len(rounds) == 1 else State.VAGUE
            meaning = self.meanings[on].id(Reading(Options(rounds), state))
            alone = Options(frozenset({programme}))
            filled |= {m: meaning for m, r in enumerate(self.meanings[of].values) if r.possible == alone}
        if filled:
            asked = look_up([filled.get(m, _BLANK) for m in range(len(self.meanings[of].values))], numbers[of])
            numbers[on] = call("if_else", call("equal", numbers[on], _BLANK), asked, numbers[on])

    def _troubles(self, read: Meanings) -> pa.Array:
        """For each row what is wrong with it: a place in `troubles`, -1 for nothing."""
        wide = read.overfull

        def number(*key: int) -> int:
            found = [self.lexicon.problems.values[each] for each in key[: len(read.troubles)] if each != steps.NONE]
            if wide and key[-1] != steps.NONE:
                found.insert(0, (WHOLE_ROW, overfull_problem(key[-1], wide.width)))
            return self.troubles.id(tuple(found))

        return number_some([*read.troubles, *([wide.numbers] if wide else [])], read.rows, number)
