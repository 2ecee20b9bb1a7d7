"""Pieces of a list: a file, some row groups of a Parquet file, or a stretch of a plain text; read on executors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from regelgraph.errors import InputError
from regelgraph.rulebook import Rulebook
from regelgraph.spark.stretches import Stretch, stretches_of
from regelgraph.tables.files.kinds import kind_of
from regelgraph.tables.files.opening import read_all, read_groups
from regelgraph.tables.files.source import Held, Source

if TYPE_CHECKING:
    from pyarrow.parquet import FileMetaData

MOST_ROWS: Final = 1 << 20
"""Rows up to which neighbouring row groups of a Parquet file are judged together."""
_MARK: Final = b"PAR1"
_COLUMNS: Final = 2
"""Headers that a text has at least where their separator is known for sure."""
_NO_ROWS: Final = "holds no rows and is left out"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a file, and how many rows of the list stand before them.

    `groups` are row groups of a Parquet file, `stretch` is one of a text; None and None for the whole file.
    """

    path: str
    rows: int
    before: int = 0
    groups: tuple[int, ...] | None = None
    stretch: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in a file: its headers, warnings for people, and the pieces in which it is judged."""

    path: str
    headers: tuple[str, ...]
    warnings: tuple[str, ...]
    pieces: tuple[Piece, ...]


def look(rulebook: Rulebook, case_kind: str, path: str) -> Looked:
    """Look at a file: at the foot and the first row group of a Parquet file, else at all of it.

    Raises as `regelgraph.tables.files.source.read_table`, but for a Parquet file without rows, which has no pieces:
    Spark writes such files where a part of a result is empty.
    """
    foot = _foot(path)
    if foot is None:
        return _stretched(rulebook, case_kind, path) or _counted(rulebook, case_kind, Piece(path, 0))
    kind_of(_MARK, path)
    if not foot.num_rows:
        return Looked(path, (), (_NO_ROWS,), ())
    pieces = tuple(_pieces(path, [foot.row_group(i).num_rows for i in range(foot.num_row_groups)]))
    first = next(group for group in range(foot.num_row_groups) if foot.row_group(group).num_rows)
    source = read(rulebook, case_kind, Piece(path, 0, groups=(first,)))
    return Looked(path, source.headers, source.warnings, pieces)


def _counted(rulebook: Rulebook, case_kind: str, piece: Piece) -> Looked:
    """A piece of a text, with its rows counted."""
    source = read(rulebook, case_kind, piece)
    rows = sum(block.num_rows for block in source.blocks)
    return Looked(piece.path, source.headers, source.warnings, (replace(piece, rows=rows),))


def _stretched(rulebook: Rulebook, case_kind: str, path: str) -> Looked | None:
    """A text in stretches; None where there are none, or not all are read, or not as the whole is."""
    try:
        parts = [_counted(rulebook, case_kind, Piece(path, 0, stretch=each)) for each in stretches_of(path)]
    except (InputError, OSError):
        return None
    if not parts or len({(part.headers, part.warnings) for part in parts}) > 1 or len(parts[0].headers) < _COLUMNS:
        return None
    return replace(parts[0], pieces=tuple(piece for part in parts for piece in part.pieces))


def numbered(looked: Sequence[Looked]) -> tuple[Piece, ...]:
    """All pieces in the order of their rows, each with the number of rows before it."""
    found: list[Piece] = []
    before = 0
    for piece in (piece for each in looked for piece in each.pieces):
        found.append(replace(piece, before=before))
        before += piece.rows
    return tuple(found)


def read(rulebook: Rulebook, case_kind: str, piece: Piece) -> Source:
    """The rows of a piece, read as from a whole file. Raises as `regelgraph.tables.files.source.read_table`."""
    path = Path(piece.path)
    if piece.stretch is not None:
        return read_all(rulebook, case_kind, [Held(piece.path, piece.stretch.read(piece.path))])[0]
    if piece.groups is None:
        return read_all(rulebook, case_kind, [path])[0]
    return read_groups(rulebook, case_kind, path, piece.groups)


def _foot(path: str) -> FileMetaData | None:
    """What a Parquet file says of itself at its end; None for any other file, and for one that is broken."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with open(path, "rb") as file:  # noqa: PTH123 - the path is a text here
            if file.read(len(_MARK)) != _MARK:
                return None
        return parquet.read_metadata(path)
    except (pa.ArrowException, OSError, ValueError):
        return None


def _pieces(path: str, sizes: Sequence[int]) -> Iterator[Piece]:
    """Row groups of the sizes, as many together as have no more than MOST_ROWS rows."""
    groups: list[int] = []
    rows = 0
    for group, size in enumerate(sizes):
        if groups and rows + size > MOST_ROWS:
            yield Piece(path, rows, groups=tuple(groups))
            groups, rows = [], 0
        groups.append(group)
        rows += size
    if rows:
        yield Piece(path, rows, groups=tuple(groups))
