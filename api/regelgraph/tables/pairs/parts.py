"""Judges the pairs of a list of any length: all at once, or where it is long, some people after the other.

Nobody is in two parts, so that the parts need nothing of each other. Parts, and the lines of the report by the rows
that they are about, stand in a temporary folder meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from regelgraph.tables.kernels import call, cast, pick
from regelgraph.tables.pairs.pairing import ordered
from regelgraph.tables.pairs.report import Pairs
from regelgraph.tables.pairs.spill import Spill
from regelgraph.tables.pairs.stays import IDENTITY, PERSON, ROW
from regelgraph.tables.relations import asked

if TYPE_CHECKING:
    import pyarrow as pa

MOST_AT_ONCE: Final = 1 << 21
"""Stays that are judged at once."""
PARTS: Final = 32
ROWS: Final = 1 << 20
"""Rows of a list whose lines are put in order at once."""
_BEHIND: Final = 1 << 31
"""More rows than a list has."""


@dataclass(frozen=True, slots=True)
class LinesInOrder:
    """Lines of a report in the order of the list, in tables that can be taken once, and how many pairs have none."""

    tables: Iterator[pa.Table]
    unlisted: int


def lines_of(pairs: Pairs, blocks: Iterable[pa.Table]) -> LinesInOrder:
    """The lines of the report on all stays, which come in blocks in the order of the list."""
    import pyarrow as pa

    rest = iter(blocks)
    held: list[pa.Table] = []
    rows = 0
    for block in rest:
        held.append(block)
        rows += block.num_rows
        if rows > MOST_AT_ONCE:
            return _one_after_the_other(pairs, held, rest)
    found = pairs.lines(pa.concat_tables(held))
    return LinesInOrder(iter([found.lines]), found.unlisted)


def _one_after_the_other(pairs: Pairs, held: list[pa.Table], rest: Iterator[pa.Table]) -> LinesInOrder:
    with TemporaryDirectory(prefix="regelgraph-") as folder:
        stays, rows = Spill(Path(folder), PARTS), 0
        held.reverse()
        while (block := held.pop() if held else next(rest, None)) is not None:
            rows += block.num_rows
            stays.add(block.combine_chunks(), _part_of(block))
        stays.finish()
        behind = TemporaryDirectory(prefix="regelgraph-")
        count = rows // ROWS + 1
        lines, unlisted = Spill(Path(behind.name), count), 0
        for number in range(PARTS):
            part = stays.take(number)
            if part.num_rows:
                found = pairs.lines(_numbered(part))
                unlisted += found.unlisted
                lines.add(found.lines, cast(call("divide", found.lines.column(ROW), ROWS).combine_chunks(), "int32"))
        lines.finish()
    return LinesInOrder(_in_order(lines, count, behind), unlisted)


def _numbered(part: pa.Table) -> pa.Table:
    """Stays whose people are numbered by distinct ids."""
    for name in (IDENTITY, PERSON):
        place = part.column_names.index(name)
        part = part.set_column(place, name, call("dictionary_encode", part.column(name)))
    return part


def _in_order(lines: Spill, count: int, folder: TemporaryDirectory[str]) -> Iterator[pa.Table]:
    with folder:
        for number in range(count):
            table = lines.take(number).combine_chunks()
            row, other = (table.column(name).combine_chunks() for name in (ROW, "ord"))
            yield table.take(ordered(row, other, _BEHIND))


def _part_of(block: pa.Table) -> pa.Array:
    """In which part the person of each stay is; those of nobody are in the first."""
    import pyarrow as pa

    person = block.column(PERSON).combine_chunks()
    query = f"SELECT (hash(id) % {PARTS})::INTEGER AS part FROM people"  # noqa: S608 - a number of this package's own
    parts = asked(query, people=pa.table({"id": person.dictionary})).column("part")
    return call("coalesce", pick(parts.combine_chunks(), person.indices), 0)
