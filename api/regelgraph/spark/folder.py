"""The folder of a report: its part files in the order of the rows, there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from regelgraph.errors import UsageError
from regelgraph.rights import usual
from regelgraph.spark.failing import SparkError
from regelgraph.tables.writers import writer

if TYPE_CHECKING:
    from regelgraph.tables.reports.report import Report

FORMATS: Final = ("csv", "jsonl", "parquet")
DONE: Final = "_SUCCESS"
_PART: Final = "part-"


def refuse_to_replace(output: Path, given: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Raises UsageError if `output` is anything but a new name or the folder of an earlier report, or holds a list.

    Neither may it be in a folder that is `given`: the report would be read with the list the next time.
    """
    if not output.absolute().parent.is_dir():
        raise UsageError(f"--output {output}: the folder {output.absolute().parent} does not exist")
    whole = output.resolve()
    for path in given:
        if path.is_dir() and whole.is_relative_to(path.resolve()):
            raise UsageError(f"--output {output} is in the folder {path}, which is read; write the report beside it")
    if not output.exists():
        return
    if any(path.resolve().is_relative_to(whole) for path in inputs):
        raise UsageError(f"--output {output} holds the list itself; give another name, so that the list is kept")
    if not output.is_dir() or not _is_report(output):
        raise UsageError(f"--output {output} is there and is no folder of a report; give another name")


def _is_report(folder: Path) -> bool:
    names = [path.name for path in folder.iterdir()]
    return not names or (DONE in names and all(name == DONE or name.startswith(_PART) for name in names))


@contextmanager
def filled(output: Path) -> Iterator[Path]:
    """A folder to write parts into; it takes the place of `output` at the end, and is removed if there is none."""
    output = output.resolve()
    folder = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    try:
        folder.chmod(usual(0o777))
        yield folder
        (folder / DONE).touch()
        _replace(folder, output)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _replace(folder: Path, output: Path) -> None:
    """Put the folder in the place of another, which is put back if that fails."""
    if not output.exists():
        folder.rename(output)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    output.rename(old / "old")
    try:
        folder.rename(output)
    except BaseException:
        (old / "old").rename(output)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def part_name(number: int, format_: str) -> str:
    """The name of the part of that number, from 0 on; names are in the order of the parts."""
    return f"{_PART}{number:06d}.{format_}"


def write_part(folder: str, number: int, format_: str, report: Report) -> None:
    """Write a part whole, whoever else may be writing it as well: a task may run twice."""
    handle, name = tempfile.mkstemp(prefix=".", dir=folder)
    try:
        with os.fdopen(handle, "wb") as out:
            writer(format_)(report, out)
        os.chmod(name, usual(0o666))  # noqa: PTH101 - the name is a text
        os.replace(name, Path(folder, part_name(number, format_)))  # noqa: PTH105
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def require_parts(folder: Path, count: int, format_: str) -> None:
    """Raises SparkError if a part is not there: executors wrote it on another machine; removes what is no part."""
    names = {part_name(number, format_) for number in range(count)}
    there = {path.name for path in folder.iterdir()}
    if names - there:
        raise SparkError(
            f"{len(names - there)} of {count} parts of the report did not come to {folder.parent}; lists and reports "
            "must be on a file system that driver and executors share under one name"
        )
    for name in there - names:
        (folder / name).unlink(missing_ok=True)
