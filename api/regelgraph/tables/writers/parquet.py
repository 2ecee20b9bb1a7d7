"""Reports as Parquet: `row` a whole number, shared texts as dictionaries, all texts exactly as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, TYPE_CHECKING

from regelgraph.tables.reports.batches import report_batches, report_schema
from regelgraph.tables.reports.report import Report

if TYPE_CHECKING:
    import pyarrow as pa


ROWS = 1 << 20
"""Rows of a group: each holds the shared texts once."""
OWN_ROWS = 1 << 17
"""Rows of a group whose texts are not shared."""
_DICTIONARY = 1 << 26
"""Bytes that the shared texts of a group may have before they are written out in every row."""


def write(report: Report, out: IO[bytes]) -> None:
    """Write all rows to a binary stream."""
    rows = OWN_ROWS if report.holes else ROWS
    write_batches(report_schema(report), report_batches(report, rows), out)


def write_batches(schema: pa.Schema, batches: Iterable[pa.RecordBatch], out: IO[bytes]) -> None:
    """Write Arrow batches of one schema to a binary stream."""
    import pyarrow as pa
    from pyarrow import parquet

    shared = [field.name for field in schema if pa.types.is_dictionary(field.type)]
    with parquet.ParquetWriter(
        out, schema, compression="zstd", use_dictionary=shared or False, dictionary_pagesize_limit=_DICTIONARY
    ) as writer:
        for batch in batches:
            writer.write_batch(batch, row_group_size=ROWS)
