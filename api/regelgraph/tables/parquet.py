"""Reads a list from a Parquet file, whatever the types of its columns: as the text that a CSV would hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regelgraph.errors import InputError
from regelgraph.tables.cell_texts import text_of

if TYPE_CHECKING:
    import pyarrow as pa


def read_parquet(data: bytes, name: str) -> tuple[list[str], pa.Table]:
    """Headers and cells (as `records.read_records`, no row overfull).

    Raises InputError for a broken or encrypted file, one without rows, and for a column that holds no single values.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(pa.BufferReader(data)).read()
    except (pa.ArrowException, OSError, ValueError) as error:
        what = "an encrypted" if "ncrypt" in str(error) else "a broken"
        raise InputError(f"{name} is {what} Parquet file; expected one that is whole and open to read") from error
    if not table.num_columns:
        raise InputError(f"{name} is an empty table; expected columns and at least one row")
    if not table.num_rows:
        raise InputError(f"{name} is an empty table: it has headers but no row")
    headers = [str(header) for header in table.column_names]
    columns = [
        _texts(column, f"{name}: column {header!r}") for header, column in zip(headers, table.columns, strict=True)
    ]
    names = [f"c{i}" for i in range(len(columns))]
    overfull = pa.array([0] * table.num_rows, pa.int64())
    return headers, pa.table([*columns, overfull], names=[*names, "overfull"])


def _texts(column: pa.ChunkedArray, where: str) -> pa.ChunkedArray:
    """A column as text, "" for a value that is not there."""
    import pyarrow as pa
    import pyarrow.compute as pc

    type_ = column.type
    if isinstance(type_, pa.BaseExtensionType):
        column = pa.chunked_array([chunk.storage for chunk in column.chunks], type_.storage_type)
        type_ = column.type
    if pa.types.is_dictionary(type_):
        return _texts(column.cast(type_.value_type), where)
    if pa.types.is_nested(type_):
        raise InputError(f"{where} holds lists or records ({type_}); expected one value a cell")
    try:
        if pa.types.is_timestamp(type_) and type_.unit == "ns":
            column = column.cast(pa.timestamp("us", type_.tz), safe=False)
        if _is_plain(type_):
            return pc.fill_null(column.cast(pa.string()), "")
        found = column.combine_chunks().dictionary_encode()
        texts = pa.array([text_of(value) for value in found.dictionary.to_pylist()], pa.string())
        if not len(texts):
            return pa.chunked_array([pa.array([""] * len(column), pa.string())])
        return pa.chunked_array([pc.fill_null(texts.take(found.indices), "")])
    except (pa.ArrowException, ValueError, OverflowError) as error:
        raise InputError(
            f"{where} ({type_}) cannot be read as text; expected texts, numbers, days or yes and no"
        ) from error


def _is_plain(type_: pa.DataType) -> bool:
    """Whether Arrow's own form of the values is that of a CSV."""
    from pyarrow import types

    texts = (types.is_string, types.is_large_string, types.is_string_view)
    blobs = (types.is_binary, types.is_large_binary, types.is_binary_view, types.is_fixed_size_binary)
    others = (types.is_integer, types.is_boolean, types.is_date32, types.is_null)
    return any(is_(type_) for is_ in (*texts, *blobs, *others))
