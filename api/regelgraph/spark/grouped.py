"""Lists in which the rows of one id are judged together: rows travel to where their id is judged.

The rows of each piece are dealt out by id. Each bucket is judged as a list of its own, in the order of its rows, by
what judges a whole list. Its lines, with the numbers that their rows have in the whole list, are dealt out by row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from zlib import crc32

from regelgraph.spark.dealing import dealt, lines_of, packed, unpacked
from regelgraph.spark.job import Desk
from regelgraph.spark.pieces import Piece, read
from regelgraph.tables.blocks import blocks_of
from regelgraph.tables.cells import texts
from regelgraph.tables.files.source import Source
from regelgraph.tables.kernels import call
from regelgraph.values import Options, State

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.tables.reports.report import Report

ROW: Final = "row"
_WIDTH: Final = "width"


def deal_rows(desk: Desk, piece: Piece, buckets: int) -> Iterator[tuple[int, bytes]]:
    """The rows of a piece by the bucket of their id, with all cells that are judged by."""
    import pyarrow as pa

    source = read(desk.rulebook, desk.job.asked.case_kind, piece)
    places = desk.places(source.headers)
    for block in blocks_of([source], [places], piece.before):
        columns = {
            ROW: pa.array(range(block.before + 1, block.before + 1 + block.rows), pa.int64()),
            _WIDTH: pa.repeat(pa.scalar(block.width, pa.int64()), block.rows),
            "overfull": block.cells.column("overfull"),
            **{f"c{place}": texts(block, place) for place in range(len(places))},
        }
        ids = columns[f"c{desk.check().columns.identity.place}"].to_pylist()
        numbers = pa.array(_buckets(desk, ids, block.before, buckets), pa.int32())
        for bucket, rows in dealt(pa.table(columns), numbers, buckets):
            yield bucket, packed(rows)


def _buckets(desk: Desk, ids: Sequence[str], before: int, buckets: int) -> Iterator[int]:
    """The bucket of each row: the same for all spellings of an id; rows that name none are spread."""
    reader = desk.check().columns.identity.reader
    known: dict[str, int] = {}
    for row, cell in enumerate(ids, before):
        bucket = known.get(cell)
        if bucket is None:
            reading = reader.read(cell)
            if reading.state is State.BLANK or not isinstance(reading.possible, Options):
                bucket = row % buckets
            else:
                bucket = known[cell] = crc32(str(min(reading.possible.values, key=str)).encode()) % buckets
        yield bucket


def judge_bucket(desk: Desk, parts: Iterable[bytes]) -> Report | None:
    """The report on the rows of a bucket, in which rows have the numbers of the whole list; None if there are none.

    What texts say of those numbers is put into them when they are written, so that they come out right.
    """
    import pyarrow as pa

    tables = [unpacked(part) for part in parts]
    if not tables:
        return None
    rows = pa.concat_tables(tables).sort_by(ROW)
    runs = [*_runs(rows)]
    report = desk.on(runs, [range(len(desk.check().columns.columns))] * len(runs)).stream().whole()
    lines = lines_of(report)
    for name in (ROW, *(name for name, is_number in report.further.items() if is_number)):
        numbers = call("take", rows.column(ROW), call("subtract", lines.column(name), 1))
        lines = lines.set_column(lines.column_names.index(name), name, numbers)
    return replace(report, lines=lines)


def _runs(rows: pa.Table) -> Iterator[Source]:
    """The rows as tables whose overfull rows stood under equally many headers, for their problem says how many."""
    import pyarrow.compute as pc

    places = pc.indices_nonzero(rows.column("overfull")).to_pylist()
    widths = rows.column(_WIDTH).take(places).to_pylist() if places else [0]
    starts = [0, *(place for place, own, last in zip(places[1:], widths[1:], widths, strict=False) if own != last)]
    first = [widths[0], *(own for own, last in zip(widths[1:], widths, strict=False) if own != last)]
    for start, end, width in zip(starts, [*starts[1:], len(rows)], first, strict=True):
        yield Source("list", ("",) * width, [rows.slice(start, end - start)])
