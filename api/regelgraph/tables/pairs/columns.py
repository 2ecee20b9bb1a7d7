"""The columns that a report on pairs has and others have not, and how they are filled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from regelgraph.judge.pairs import SIDES, of_stay
from regelgraph.rulebook import DerivedFact
from regelgraph.tables.blocks import Part
from regelgraph.tables.kernels import call, look_up
from regelgraph.tables.pairs.stays import ROW
from regelgraph.tables.reports.endings import Ending

if TYPE_CHECKING:
    import pyarrow as pa

DAYS: Final = ("overlap_from", "overlap_to")


def further_columns(relation: DerivedFact) -> dict[str, bool]:
    """The columns of a report on pairs that others have not, and which of them hold whole numbers."""
    rows = dict.fromkeys(row_columns(), True)
    return {**rows, **dict.fromkeys(offer_columns(relation), False), **dict.fromkeys(DAYS, False)}


def row_columns() -> tuple[str, str]:
    """The columns with the numbers of the two rows."""
    first, second = (of_stay(ROW, side) for side in SIDES)
    return first, second


def offer_columns(relation: DerivedFact) -> tuple[str, ...]:
    """The columns of the two programmes."""
    return tuple(of_stay(relation.of or "", side) for side in SIDES)


class InOrder:
    """Numbers endings anew, in the order in which the lines of a report have them first."""

    def __init__(self, endings: Sequence[Ending]) -> None:
        self.endings: list[Ending] = []
        self._given = endings
        self._numbers: dict[int, int] = {}

    def part(self, lines: pa.Table) -> Part:
        """Further lines, with the new numbers."""
        found = call("dictionary_encode", lines.column("e").combine_chunks())
        numbers = found.dictionary.to_pylist()
        for number in numbers:
            if number not in self._numbers:
                self._numbers[number] = len(self.endings)
                self.endings.append(self._given[number])
        new = look_up([self._numbers[number] for number in numbers], found.indices)
        return Part(lines.set_column(lines.column_names.index("e"), "e", new), None)


def written(days: pa.Array) -> pa.DictionaryArray:
    """Days as numbers as YYYY-MM-DD, "" for none."""
    import pyarrow as pa

    found = call("dictionary_encode", call("coalesce", days, 0))
    texts = [date.fromordinal(day).isoformat() if day else "" for day in found.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(found.indices, pa.array(texts, pa.string()))
