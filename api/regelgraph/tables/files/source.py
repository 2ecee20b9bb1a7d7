"""Reads a table from a file or from bytes into a Source: headers, and every cell as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from regelgraph.errors import InputError
from regelgraph.tables.blocks import sliced
from regelgraph.tables.files.delimiter import Recognised, declared_separator, find_separator
from regelgraph.tables.files.encodings import decode
from regelgraph.tables.files.json_blocks import read_json_blocks
from regelgraph.tables.files.json_lines import read_json_lines
from regelgraph.tables.files.kept_file import STDIN, STDIN_NAME, KeptFile, opened
from regelgraph.tables.files.kinds import JSON_LINES, PARQUET, WORKBOOK, kind_of
from regelgraph.tables.files.limits import COMMAND_LINE, Limits
from regelgraph.tables.files.parquet_blocks import read_parquet_blocks, streams_of
from regelgraph.tables.files.plain_csv import read_plain
from regelgraph.tables.files.records import read_records
from regelgraph.tables.files.text_blocks import read_text
from regelgraph.tables.files.workbook_sheets import Sheets
from regelgraph.tables.files.workbooks import read_workbook
from regelgraph.tables.kernels import cast

if TYPE_CHECKING:
    import pyarrow as pa

ANY_SHEET = Sheets()
_BEGINNING = 1 << 12
_LARGE_BEGINNING = 1 << 20
"""Bytes that say what a large file is."""


@dataclass(frozen=True)
class Source:
    """A table as it stands in a file.

    `blocks` are its rows in order, in Arrow tables with a column of texts c0, c1 … for each header ("" where a row is
    short), perhaps numbered by distinct texts, and `overfull`: how many cells a row has if they are more than the
    headers, else 0. They can be gone through again. `warnings` say what of the file a reader might not expect to be
    read, or not read.
    """

    name: str
    headers: tuple[str, ...]
    blocks: Iterable[pa.Table]
    warnings: tuple[str, ...] = ()

    @property
    def expected(self) -> int:
        """About how many rows there are, without reading them all."""
        told: int | None = getattr(self.blocks, "expected", None)
        return self.rows if told is None else told

    @cached_property
    def cells(self) -> pa.Table:
        """All rows in one table."""
        import pyarrow as pa

        blocks = list(self.blocks)
        return blocks[0] if len(blocks) == 1 else pa.concat_tables(blocks).unify_dictionaries()

    @property
    def rows(self) -> int:
        """Number of data rows, at least 1."""
        return int(self.cells.num_rows)


@dataclass(frozen=True, slots=True)
class Held:
    """A table that is already in memory: its bytes, or its headers and cells as they are read from a file.

    `name` stands in errors; a suffix of it must fit the bytes. `limits` are how large it may be.
    """

    name: str
    data: bytes = b""
    table: tuple[list[str], pa.Table] | None = None
    limits: Limits = COMMAND_LINE


def read_table(path: Path | Held, recognised: Recognised, sheets: Sheets = ANY_SHEET) -> Source:
    """Read a file, or what is held of one; `-` is standard input.

    `recognised` counts the headers of a list that name a known column; it helps to find the separator and the row of
    headers. A large file is read in blocks, each time that they are gone through. Raises InputError if the file cannot
    be read as a table with at least one row, also while its blocks are gone through; UsageError if its sheet must be
    named; TooLargeError for a list beyond its limits.
    """
    if isinstance(path, Held):
        if path.table is not None:
            return Source(path.name, tuple(path.table[0]), [path.table[1]])
        return read_bytes(path.data, path.name, recognised, sheets, path.limits)
    found = opened(path)
    if isinstance(found, bytes):
        return read_bytes(found, STDIN_NAME if path == STDIN else str(path), recognised, sheets)
    return read_blocks(found, recognised, sheets)


def read_bytes(
    data: bytes, name: str, recognised: Recognised, sheets: Sheets = ANY_SHEET, limits: Limits = COMMAND_LINE
) -> Source:
    """Read the bytes of a table file; `name` stands in errors, and its suffix must fit. Raises as `read_table`."""
    if not (data[:_BEGINNING].strip() or data.strip()):
        raise InputError(f"{name} is empty; expected a line of headers and at least one row", hint="empty")
    kind = kind_of(data, name)
    is_coded = coded_by(recognised, sheets.identifies)
    warnings: tuple[str, ...] = ()
    headers: Sequence[str]
    if kind == PARQUET:
        headers, blocks = read_parquet_blocks(streams_of(data), name, is_coded, limits=limits)
        return Source(name, tuple(headers), blocks)
    if kind == WORKBOOK:
        headers, cells, warnings = read_workbook(data, name, recognised, sheets, limits)
    else:
        limits.few_lines(data)
        headers, cells = (
            read_json_lines(data, name, limits)
            if kind == JSON_LINES
            else read_plain(data, recognised, is_coded, limits) or _tolerantly(data, name, recognised, limits)
        )
    limits.require(headers, cells)
    return Source(name, tuple(headers), [cells] if kind == WORKBOOK else list(sliced(cells)), warnings)


def _tolerantly(data: bytes, name: str, recognised: Recognised, limits: Limits) -> tuple[list[str], pa.Table]:
    declared, text = declared_separator(decode(data, name))
    return read_records(text, declared or find_separator(text, recognised), name, limits)


def read_blocks(file: KeptFile, recognised: Recognised, sheets: Sheets = ANY_SHEET) -> Source:
    """Read a large file in blocks, but a workbook at once. Raises as `read_table`."""
    kind = kind_of(file.read(0, _LARGE_BEGINNING), file.name)
    if kind == WORKBOOK:
        return read_bytes(file.read(0, file.size), file.name, recognised, sheets)
    is_coded = coded_by(recognised, sheets.identifies)
    headers: Sequence[str]
    blocks: Iterable[pa.Table]
    if kind == PARQUET:
        headers, blocks = read_parquet_blocks(file.stream, file.name, is_coded)
    elif kind == JSON_LINES:
        headers, blocks = read_json_blocks(file)
    else:
        headers, blocks = read_text(file, recognised, is_coded)
    return Source(file.name, tuple(headers), blocks)


def coded_by(recognised: Recognised, identifies: Recognised) -> Callable[[str], bool]:
    """Whether a column under a header is worth numbering by distinct texts: it is known, and names no case."""
    return lambda header: bool(recognised([header])) and not identifies([header])


def plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column of cells as plain texts."""
    texts: pa.ChunkedArray = cast(column, "string")
    return texts


def cells_of(sources: Sequence[Source], places: Sequence[Sequence[int | None]]) -> pa.Table:
    """One table of all rows: `row` from 1 on through all sources, `overfull`, `headers`, and k0, k1 … for the columns.

    `places` give for each source where each column stands among its headers, None where it has none.
    """
    import pyarrow as pa

    parts = []
    for source, where in zip(sources, places, strict=True):
        overfull = source.cells.column("overfull")
        widths = pa.array([len(source.headers) if cells else 0 for cells in overfull.to_pylist()], pa.int64())
        columns = [
            plain(source.cells.column(f"c{place}")) if place is not None else pa.array([""] * source.rows, pa.string())
            for place in where
        ]
        names = ["overfull", "headers", *(f"k{i}" for i in range(len(columns)))]
        parts.append(pa.table([overfull, widths, *columns], names=names))
    whole = pa.concat_tables(parts)
    return whole.add_column(0, "row", pa.array(range(1, whole.num_rows + 1), pa.int64()))
