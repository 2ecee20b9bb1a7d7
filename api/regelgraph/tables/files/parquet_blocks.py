"""Reads a Parquet file in blocks of rows, so that of a large one no more than a block is in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from regelgraph.tables.blocks import MOST_ROWS, sliced
from regelgraph.tables.files.limits import COMMAND_LINE, Limits
from regelgraph.tables.files.parquet import cells_of, headers_of, numbered, opened, readable
from regelgraph.tables.files.parquet_pages import require_short_footer, shared_by

if TYPE_CHECKING:
    import pyarrow as pa

MOST_BYTES: Final = 1 << 28
"""Bytes that the pages of a block have at most when they are unpacked."""
_BUFFER: Final = 1 << 20


def read_parquet_blocks(
    open_: Callable[[], Any],
    name: str,
    is_coded: Callable[[str], bool],
    groups: Sequence[int] | None = None,
    limits: Limits = COMMAND_LINE,
) -> tuple[list[str], Iterable[pa.Table]]:
    """Headers and blocks of a file, which `open_` gives a stream of; one block in memory if it is not large.

    `groups` are the numbers of the groups of rows to read, None for all.

    Columns for which `is_coded` stay numbered by their distinct texts where the file has them so. Raises InputError for
    a broken or encrypted file, one without rows, and for a column that holds no single values; of a large file also
    when its blocks are gone through; TooLargeError beyond the limits.
    """
    require_short_footer(open_(), name, limits)
    found = opened(open_(), name)
    shared = shared_by(open_(), found.metadata, name, limits) if limits.rows is not None else set()
    headers = headers_of(found, name)
    coded = [header for header in numbered(found.metadata) if is_coded(header)]
    chosen = range(found.metadata.num_row_groups) if groups is None else groups
    blocks = ParquetBlocks(open_, name, headers, coded, chosen, limits, shared)
    small = _fits(found.metadata, chosen)
    return headers, list(blocks) if small else blocks


def streams_of(data: bytes) -> Callable[[], Any]:
    """Gives streams of bytes that are held."""
    import pyarrow as pa

    return partial(pa.BufferReader, data)


@dataclass(frozen=True, slots=True)
class ParquetBlocks:
    """The rows of some groups of a file in tables; columns that are `coded` are numbered, `shared` ones read so."""

    open_: Callable[[], Any]
    name: str
    headers: Sequence[str]
    coded: Sequence[str]
    groups: Sequence[int]
    limits: Limits
    shared: AbstractSet[str]

    @property
    def expected(self) -> int:
        """How many rows there are."""
        return int(opened(self.open_(), self.name).metadata.num_rows)

    def __iter__(self) -> Iterator[pa.Table]:
        for table in self._tables():
            for block in sliced(table):
                found = cells_of(block, self.headers, self.coded, self.name, self.limits)
                self.limits.require(self.headers, found)
                yield found

    def _tables(self) -> Iterator[pa.Table]:
        import pyarrow as pa

        numbered = sorted({*self.coded, *self.shared})  # so that each text is there once
        found = opened(self.open_(), self.name, read_dictionary=numbered)
        slowly = opened(self.open_(), self.name, read_dictionary=numbered, buffer_size=_BUFFER)
        for groups in _together(found.metadata, self.groups):
            if _fits(found.metadata, groups):
                yield readable(self.name, partial(found.read_row_groups, groups))
                continue
            batches = slowly.iter_batches(_rows_of(found.metadata, groups[0]), row_groups=groups)
            while (batch := readable(self.name, partial(next, batches, None))) is not None:
                yield pa.Table.from_batches([batch])


def _together(metadata: Any, numbers: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of groups of rows that make up a block together."""
    groups: list[int] = []
    for number in numbers:
        if groups and not _fits(metadata, [*groups, number]):
            yield groups
            groups = []
        groups.append(number)
    if groups:
        yield groups


def _fits(metadata: Any, groups: Sequence[int]) -> bool:
    found = [metadata.row_group(number) for number in groups]
    rows, size = sum(group.num_rows for group in found), sum(group.total_byte_size for group in found)
    return bool(rows <= MOST_ROWS and size <= MOST_BYTES)


def _rows_of(metadata: Any, group: int) -> int:
    """How many rows of a group are a block."""
    found = metadata.row_group(group)
    blocks = max(1, -(-int(found.total_byte_size) // MOST_BYTES))
    return max(1, min(MOST_ROWS, int(found.num_rows) // blocks))
