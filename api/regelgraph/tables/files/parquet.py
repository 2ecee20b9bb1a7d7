"""The cells of Parquet files, whatever the types of their columns: as the text that a CSV would hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from regelgraph.errors import InputError
from regelgraph.tables.files.cell_texts import text_of
from regelgraph.tables.files.limits import COMMAND_LINE, Limits
from regelgraph.tables.kernels import call, cast

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import FileMetaData, ParquetFile

T = TypeVar("T")
_SINGLE: Final = "; expected one value a cell"


@dataclass(frozen=True, slots=True)
class Where:
    """A column of a file, the how manieth it is, and its header."""

    name: str
    place: int
    header: str

    def error(self, what: str, type_: Any, expected: str) -> InputError:
        """Says what is wrong with the values of a type."""
        said = f"{self.name}: column {self.header!r}{what} ({type_}){expected}"
        return InputError(said, f"{self.name}: column {self.place}{what}{expected}")


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
        raise InputError(f"{name} is {what} Parquet file; expected one that is whole and open to read") from error


def headers_of(file: ParquetFile, name: str) -> list[str]:
    """The names of the columns. Raises InputError if there are none, no rows, or no single values."""
    import pyarrow as pa

    schema = readable(name, lambda: file.schema_arrow)
    if not len(schema):
        raise InputError(f"{name} is an empty table; expected columns and at least one row")
    if not file.metadata.num_rows:
        raise InputError(f"{name} is an empty table: it has headers but no row")
    for place, field in enumerate(schema, 1):
        if pa.types.is_nested(field.type):
            raise Where(name, place, field.name).error(" holds lists or records", field.type, _SINGLE)
    return [str(header) for header in schema.names]


def cells_of(
    table: pa.Table, headers: Sequence[str], coded: Sequence[str], name: str, limits: Limits = COMMAND_LINE
) -> pa.Table:
    """The cells of some rows as texts; columns that are `coded` are numbered. Raises as `Limits.little_text`."""
    import pyarrow as pa

    limits.little_text(sum(map(_size, table.columns)) if limits.rows is not None else 0)
    columns = [
        _with_blanks(column) if header in coded else _texts(column, Where(name, place, header))
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


def _with_blanks(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Numbered texts with "" where there is none."""
    import pyarrow as pa

    chunks = []
    for chunk in column.chunks:
        texts = pa.concat_arrays([chunk.dictionary, pa.array([""], pa.string())])
        codes = call("coalesce", chunk.indices, len(chunk.dictionary)) if chunk.null_count else chunk.indices
        chunks.append(pa.DictionaryArray.from_arrays(codes, texts))
    return pa.chunked_array(chunks)


def _size(column: pa.ChunkedArray) -> int:
    """The bytes of the texts of a column that is numbered."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        return 0
    size = 0
    for chunk in column.chunks:
        lengths = call("binary_length", chunk.dictionary)
        size += call("sum", cast(lengths.take(chunk.indices), "int64")).as_py() or 0
    return size


def _texts(column: pa.ChunkedArray, where: Where) -> pa.ChunkedArray:
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
        raise where.error(" holds lists or records", type_, _SINGLE)
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
        raise where.error("", type_, " cannot be read as text; expected texts, numbers, days or yes and no") from error


def _is_plain(type_: pa.DataType) -> bool:
    """Whether Arrow's own form of the values is that of a CSV."""
    from pyarrow import types

    texts = (types.is_string, types.is_large_string, types.is_string_view)
    blobs = (types.is_binary, types.is_large_binary, types.is_binary_view, types.is_fixed_size_binary)
    others = (types.is_integer, types.is_boolean, types.is_date32, types.is_null)
    return any(is_(type_) for is_ in (*texts, *blobs, *others))
