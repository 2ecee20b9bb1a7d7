"""Reports as Parquet: `row` a whole number, shared texts as dictionaries, all texts exactly as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

from regelgraph.tables.batches import report_batches, report_schema
from regelgraph.tables.report import Report

if TYPE_CHECKING:
    import pyarrow as pa


def write(report: Report, out: IO[bytes]) -> None:
    """Write all rows to a binary stream."""
    write_batches(report_schema(report), report_batches(report), out)


def write_batches(schema: pa.Schema, batches: Iterable[pa.RecordBatch], out: IO[bytes]) -> None:
    """Write Arrow batches of one schema to a binary stream."""
    from pyarrow import parquet

    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)
