"""The texts of a column of a Parquet file, whatever its type: what a CSV file of the same table would hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from regelgraph.errors import InputError
from regelgraph.tables.files.cell_texts import text_of
from regelgraph.tables.kernels import call, cast

if TYPE_CHECKING:
    import pyarrow as pa

SINGLE: Final = "; expected one value a cell"


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


def with_blanks(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Numbered texts with "" where there is none."""
    import pyarrow as pa

    chunks = []
    for chunk in column.chunks:
        texts = pa.concat_arrays([chunk.dictionary, pa.array([""], pa.string())])
        codes = call("coalesce", chunk.indices, len(chunk.dictionary)) if chunk.null_count else chunk.indices
        chunks.append(pa.DictionaryArray.from_arrays(codes, texts))
    return pa.chunked_array(chunks)


def size(column: pa.ChunkedArray) -> int:
    """The bytes of the texts of a column that is numbered."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        return 0
    found = 0
    for chunk in column.chunks:
        lengths = call("binary_length", chunk.dictionary)
        found += call("sum", cast(lengths.take(chunk.indices), "int64")).as_py() or 0
    return found


def texts_of(column: pa.ChunkedArray, where: Where) -> pa.ChunkedArray:
    """A column as text, "" for a value that is not there."""
    import pyarrow as pa
    import pyarrow.compute as pc

    type_ = column.type
    if isinstance(type_, pa.BaseExtensionType):
        column = pa.chunked_array([chunk.storage for chunk in column.chunks], type_.storage_type)
        type_ = column.type
    if pa.types.is_dictionary(type_):
        return texts_of(column.cast(type_.value_type), where)
    if pa.types.is_nested(type_):
        raise where.error(" holds lists or records", type_, SINGLE)
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
