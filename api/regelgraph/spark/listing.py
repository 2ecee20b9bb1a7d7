"""Which files a list on Spark consists of, in the order in which their rows are counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from regelgraph.errors import InputError, UsageError
from regelgraph.tables.files.kept_file import STDIN

_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls"})
_HIDDEN: Final = ("_", ".")
"""First characters of names that are no part of a list, such as _SUCCESS."""


def files_of(given: Sequence[Path]) -> tuple[Path, ...]:
    """The files given, and those in and below the folders given, by name.

    Raises InputError for a folder that holds none or a path that is not there, UsageError for what cannot be read on
    several machines: standard input and workbooks.
    """
    found = tuple(path for each in given for path in _below(each))
    for path in found:
        if path.suffix.lower() in _WORKBOOKS:
            raise UsageError(f"{path}: Spark reads CSV, Parquet and JSON Lines; save the workbook as one of them")
    return found


def _below(path: Path) -> Iterator[Path]:
    if path == STDIN:
        raise UsageError("Spark reads files and folders, not standard input")
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    if not path.is_dir():
        yield path.absolute()
        return
    inside = sorted(
        each
        for each in path.absolute().rglob("*")
        if each.is_file() and not any(part.startswith(_HIDDEN) for part in each.relative_to(path.absolute()).parts)
    )
    if not inside:
        raise InputError(f"{path}: no file in this folder; expected CSV, Parquet or JSON Lines")
    yield from inside
