"""Reads a file whole, and as large files are read: in pieces, here of a few bytes."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from regelgraph.errors import InputError
from regelgraph.tables import blocks
from regelgraph.tables.files import json_blocks, parquet_blocks, text_blocks, utf8_text
from regelgraph.tables.files.kept_file import KeptFile
from regelgraph.tables.files.source import Source, read_blocks, read_bytes

KNOWN = {"person_id", "sex", "Größe"}
Found = tuple[tuple[str, ...], list[tuple[object, ...]]] | str


def recognised(headers: Sequence[str]) -> int:
    return sum(header in KNOWN for header in headers)


@contextmanager
def pieces_of(size: int, rows: int = 3) -> Iterator[None]:
    """Lowers what is read at a time to some bytes, and blocks to some rows."""
    with (
        mock.patch.object(utf8_text, "PIECE", max(1, size // 2)),
        mock.patch.object(text_blocks, "PIECE", size),
        mock.patch.object(text_blocks, "_HEADERS", size),
        mock.patch.object(json_blocks, "PIECE", size),
        mock.patch.object(json_blocks, "_READ", max(1, size // 2)),
        mock.patch.object(parquet_blocks, "MOST_ROWS", rows),
        mock.patch.object(blocks, "MOST_ROWS", rows),
    ):
        yield


def kept(data: bytes, name: str) -> KeptFile:
    handle, path = tempfile.mkstemp()
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    opened = Path(path).open("rb", buffering=0)  # noqa: SIM115 - it closes with what keeps it
    Path(path).unlink()
    return KeptFile(opened, name)


def found(read: Callable[[], Source]) -> Found:
    """Headers and rows, or what the error says."""
    try:
        source = read()
        cells = source.cells
    except InputError as error:
        return error.message
    columns = [column.to_pylist() for column in cells.columns]
    return source.headers, list(zip(*columns, strict=True))


def whole(data: bytes, name: str = "list.csv") -> Found:
    return found(lambda: read_bytes(data, name, recognised))


def in_pieces(data: bytes, name: str = "list.csv", size: int = 16, rows: int = 3) -> Found:
    with pieces_of(size, rows):
        return found(lambda: read_blocks(kept(data, name), recognised))


def parquet_of(table: object, **options: object) -> bytes:
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(table, out, **options)
    return out.getvalue()
