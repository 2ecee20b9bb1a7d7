"""Judges the pairs of a list of any length: all at once, or where it is long, some people after the other.

Nobody is in two parts, so that the parts need nothing of each other. They stand in a temporary folder meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from regelgraph.tables.kernels import call, cast, pick
from regelgraph.tables.pair_report import PairLines, Pairs
from regelgraph.tables.pair_stays import IDENTITY, PERSON, ROW
from regelgraph.tables.pairing import ordered
from regelgraph.tables.relations import asked

if TYPE_CHECKING:
    import pyarrow as pa

MOST_AT_ONCE: Final = 1 << 21
"""Stays that are judged at once."""
PARTS: Final = 32
_BEHIND: Final = 1 << 31
"""More rows than a list has."""


def lines_of(pairs: Pairs, blocks: Iterable[pa.Table]) -> PairLines:
    """The lines of the report on all stays, which come in blocks in the order of the list."""
    import pyarrow as pa

    rest = iter(blocks)
    held: list[pa.Table] = []
    rows = 0
    for block in rest:
        held.append(block)
        rows += block.num_rows
        if rows > MOST_AT_ONCE:
            found = [pairs.lines(part) for part in _parts(chain(held, rest))]
            return PairLines(_in_order([each.lines for each in found]), sum(each.unlisted for each in found))
    return pairs.lines(pa.concat_tables(held))


def _in_order(tables: list[pa.Table]) -> pa.Table:
    import pyarrow as pa

    whole = pa.concat_tables(tables).unify_dictionaries().combine_chunks()
    row, ord_ = (whole.column(name).chunk(0) for name in (ROW, "ord"))
    return whole.take(ordered(row, ord_, _BEHIND))


def _parts(blocks: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """All stays of some people, then all of others."""
    import pyarrow as pa

    with TemporaryDirectory(prefix="regelgraph-") as folder:
        files = [Path(folder, f"{number}.arrow") for number in range(PARTS)]
        _write(blocks, files)
        for file in files:
            with pa.ipc.open_stream(file.read_bytes()) as stream:
                part = stream.read_all()
            file.unlink()
            if part.num_rows:
                for name in (IDENTITY, PERSON):
                    place = part.column_names.index(name)
                    part = part.set_column(place, name, call("dictionary_encode", part.column(name)))
                yield part


def _write(blocks: Iterable[pa.Table], files: list[Path]) -> None:
    import pyarrow as pa

    options = pa.ipc.IpcWriteOptions(compression="lz4")
    writers: list[pa.RecordBatchStreamWriter] = []
    with ExitStack() as stack:
        for block in blocks:
            parts = _part_of(block)
            plain = block.combine_chunks()
            for name in (IDENTITY, PERSON):
                place = plain.column_names.index(name)
                plain = plain.set_column(place, name, cast(plain.column(name), "string"))
            writers = writers or [
                stack.enter_context(pa.ipc.new_stream(file, plain.schema, options=options)) for file in files
            ]
            plain = plain.take(call("array_sort_indices", parts))
            counts = {each["values"]: each["counts"] for each in call("value_counts", parts).to_pylist()}
            begin = 0
            for number, writer in enumerate(writers):
                count = counts.get(number, 0)
                writer.write_table(plain.slice(begin, count))
                begin += count


def _part_of(block: pa.Table) -> pa.Array:
    """In which part the person of each stay is; those of nobody are in the first."""
    import pyarrow as pa

    person = block.column(PERSON).combine_chunks()
    query = f"SELECT (hash(id) % {PARTS})::INTEGER AS part FROM people"  # noqa: S608 - a number of this package's own
    parts = asked(query, people=pa.table({"id": person.dictionary})).column("part")
    return call("coalesce", pick(parts.combine_chunks(), person.indices), 0)
