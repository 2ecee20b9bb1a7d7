"""Report rows as Arrow batches: texts that many rows share stand in dictionaries, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import call, cast, look_up
from regelgraph.tables.reports.holes import Pieces, filled, pieces_of
from regelgraph.tables.reports.report import BATCH, Report

if TYPE_CHECKING:
    import pyarrow as pa


_REASONS = (4, 5)
"""Places of the columns of an ending whose texts may have holes."""


class Shared:
    """Texts by number, of which a batch says each distinct one once."""

    def __init__(self, text: Callable[[int], str]) -> None:
        self.text = text

    def pieces(self, number: int) -> Pieces:
        """The text of a number, cut at its holes."""
        return pieces_of(self.text(number))

    def column(self, numbers: pa.Array) -> pa.DictionaryArray:
        """The texts of the numbers."""
        import pyarrow as pa

        words: Interner[str] = Interner()
        found = call("dictionary_encode", numbers)
        places = look_up([words.id(self.text(number)) for number in found.dictionary.to_pylist()], found.indices)
        return pa.DictionaryArray.from_arrays(places, pa.array(words.values, pa.string()))


def shared_columns(cells: Callable[[int], Sequence[str]], count: int) -> list[Shared]:
    """For each of `count` places the texts there among the cells of a number, which are made once."""
    known = cache(cells)
    return [Shared(lambda number, place=place: known(number)[place]) for place in range(count)]  # type: ignore[misc]


def shared_invalids(texts: Sequence[str]) -> Shared:
    """The texts by their places, "" for -1."""
    return Shared(lambda number: texts[number] if number >= 0 else "")


def report_batches(report: Report, rows: int = BATCH) -> Iterator[pa.RecordBatch]:
    """The columns of the report in order: `row` and further numbers as int64, the id as text, the rest shared texts."""
    import pyarrow as pa

    endings = shared_columns(lambda e: report.ending_cells(report.endings[e]), len(report.ending_columns))
    invalid = shared_invalids(report.invalids)
    schema = report_schema(report)
    for batch in report.ordered(rows):
        row, identity, e, i, *more = batch.columns
        further = [cast(each, "string") if pa.types.is_dictionary(each.type) else each for each in more]

        def own(texts: Shared, numbers: pa.Array, lines: pa.RecordBatch = batch) -> pa.Array:
            holes = report.holes
            return filled(numbers, texts.pieces, holes, lines) if holes else texts.column(numbers)

        shared = [own(each, e) if place in _REASONS else each.column(e) for place, each in enumerate(endings)]
        columns = [cast(row, "int64"), identity, *further[: len(report.further)]]
        yield pa.record_batch([*columns, *shared[:4], own(invalid, i), *shared[4:]], schema=schema)


def report_schema(report: Report) -> pa.Schema:
    """Names and types of the columns of `report_batches`."""
    import pyarrow as pa

    words = pa.dictionary(pa.int32(), pa.string())
    own = (
        dict.fromkeys(("invalid", *(report.ending_columns[place] for place in _REASONS)), pa.string())
        if report.holes
        else {}
    )
    types = own | {"row": pa.int64(), report.identity: pa.string()}
    types |= {name: pa.int64() if is_number else pa.string() for name, is_number in report.further.items()}
    return pa.schema([(name, types.get(name, words)) for name in report.columns])
