"""Report rows as Arrow batches: texts that many rows share stand in dictionaries, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import call, cast
from regelgraph.tables.report import BATCH, Report

if TYPE_CHECKING:
    import pyarrow as pa


class Shared:
    """A column of texts in which each distinct text stands once, addressed by the number of what it belongs to."""

    def __init__(self, texts: Sequence[str], otherwise: str = "") -> None:
        import pyarrow as pa

        words: Interner[str] = Interner()
        self._places = pa.array([words.id(text) for text in (*texts, otherwise)], pa.int32())
        self._words = pa.array(words.values, pa.string())

    def column(self, numbers: pa.Array) -> pa.DictionaryArray:
        """The texts of the numbers; below 0 or null for `otherwise`."""
        import pyarrow as pa

        none = len(self._places) - 1
        wanted = call("coalesce", numbers, -1)
        places = call("take", self._places, call("if_else", call("less", wanted, 0), none, wanted))
        return pa.DictionaryArray.from_arrays(places, self._words)


def report_batches(report: Report, rows: int = BATCH) -> Iterator[pa.RecordBatch]:
    """The columns of the report in order: `row` and further numbers as int64, the id as text, the rest shared texts."""
    import pyarrow as pa

    cells = [report.ending_cells(ending) for ending in report.endings]
    endings = [Shared([each[i] for each in cells]) for i in range(len(report.ending_columns))]
    invalid = Shared(report.invalids)
    for batch in report.ordered(rows):
        row, identity, e, i, *more = batch.columns
        shared = [column.column(e) for column in endings]
        yield pa.record_batch(
            [cast(row, "int64"), identity, *more, *shared[:4], invalid.column(i), *shared[4:]],
            schema=report_schema(report),
        )


def report_schema(report: Report) -> pa.Schema:
    """Names and types of the columns of `report_batches`."""
    import pyarrow as pa

    words = pa.dictionary(pa.int32(), pa.string())
    types = {"row": pa.int64(), report.identity: pa.string()}
    types |= {name: pa.int64() if is_number else pa.string() for name, is_number in report.further.items()}
    return pa.schema([(name, types.get(name, words)) for name in report.columns])
