"""The cells of Parquet files, whatever the types of their columns: as the text that a CSV would hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from regelgraph.errors import InputError
from regelgraph.tables.files.limits import COMMAND_LINE, Limits
from regelgraph.tables.files.parquet_texts import SINGLE, Where, size, texts_of, with_blanks

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import FileMetaData, ParquetFile

T = TypeVar("T")


def opened(source: Any, name: str, **options: Any) -> ParquetFile:
    """A file that can be read. Raises InputError if it is broken or encrypted."""
    from pyarrow import parquet

    return readable(name, lambda: parquet.ParquetFile(source, pre_buffer=False, **options))


def readable(name: str, read: Callable[[], T]) -> T:
    """What `read` gives. Raises InputError if the file turns out to be broken or encrypted."""
    import pyarrow as pa

    try:
        return read()
    except (pa.ArrowException, OSError, ValueError) as error:
        what = "an encrypted" if "ncrypt" in str(error) else "a broken"
        raise InputError(
            f"{name} is {what} Parquet file; expected one that is whole and open to read", hint="broken"
        ) from error


def headers_of(file: ParquetFile, name: str) -> list[str]:
    """The names of the columns. Raises InputError if there are none, no rows, or no single values."""
    import pyarrow as pa

    schema = readable(name, lambda: file.schema_arrow)
    if not len(schema):
        raise InputError(f"{name} is an empty table; expected columns and at least one row", hint="empty")
    if not file.metadata.num_rows:
        raise InputError(f"{name} is an empty table: it has headers but no row", hint="empty")
    for place, field in enumerate(schema, 1):
        if pa.types.is_nested(field.type):
            raise Where(name, place, field.name).error(" holds lists or records", field.type, SINGLE)
    return [str(header) for header in schema.names]


def cells_of(
    table: pa.Table, headers: Sequence[str], coded: Sequence[str], name: str, limits: Limits = COMMAND_LINE
) -> pa.Table:
    """The cells of some rows as texts; columns that are `coded` are numbered. Raises as `Limits.little_text`."""
    import pyarrow as pa

    limits.little_text(sum(map(size, table.columns)) if limits.rows is not None else 0)
    columns = [
        with_blanks(column) if header in coded else texts_of(column, Where(name, place, header))
        for place, (header, column) in enumerate(zip(headers, table.columns, strict=True), 1)
    ]
    names = [f"c{i}" for i in range(len(columns))]
    overfull = pa.repeat(pa.scalar(0, pa.int64()), table.num_rows)
    return pa.table([*columns, overfull], names=[*names, "overfull"])


def numbered(metadata: FileMetaData) -> list[str]:
    """Plain columns of texts that stand in the file by number; not those of a kind that some writers number anew."""
    groups = [metadata.row_group(i) for i in range(metadata.num_row_groups)]
    found = []
    for place in range(metadata.num_columns):
        column = metadata.schema.column(place)
        encodings = {encoding for group in groups for encoding in group.column(place).encodings}
        doubtful = str(metadata.created_by).startswith("DuckDB") and "RLE_DICTIONARY" in encodings
        if (
            column.name == column.path
            and column.logical_type.type == "STRING"
            and not doubtful
            and any(map(_by_number, encodings))
        ):
            found.append(column.name)
    return [name for name in found if found.count(name) == 1]


def _by_number(encoding: str) -> bool:
    return encoding.endswith("_DICTIONARY")
