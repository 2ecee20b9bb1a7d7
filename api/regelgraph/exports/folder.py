"""A folder that is replaced as a whole, at once, and only by one that is whole."""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from regelgraph.errors import UsageError
from regelgraph.exports.manifest import exported
from regelgraph.rights import usual

_AT_FDCWD: Final = -100
_EXCHANGE: Final = 2
"""RENAME_EXCHANGE of Linux: two names change places at once."""


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """A new folder beside `folder`, to be filled; at the end it takes its place, at a failure it is removed.

    What stood there before must be an export, and stays until then; also if the process is killed. Leavings of a
    process that was killed are removed by the next. Raises UsageError for a folder that holds anything but an export.
    """
    folder = folder.absolute()
    _refuse(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    made = Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.parent))
    held = os.open(made, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)  # says that somebody is at work; ends with the process
        yield made
        made.chmod(usual(0o777))
        _refuse(folder)
        _put_in_place(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)  # what was never finished, or the one before
        os.close(held)


def _prefix(folder: Path) -> str:
    return f".{folder.name}.export."


def _sweep(folder: Path) -> None:
    for left in folder.parent.glob(_glob(_prefix(folder))):
        with suppress(OSError):
            found = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
            finally:
                os.close(found)


def _glob(beginning: str) -> str:
    """A pattern for names that begin so."""
    return "".join(f"[{each}]" if each in "*?[" else each for each in beginning) + "*"


def _put_in_place(made: Path, folder: Path) -> None:
    """Exchange the folders, or, where the system cannot, move one away and the other there."""
    if not folder.exists():
        os.replace(made, folder)  # noqa: PTH105
    elif not _exchanged(made, folder):
        old = Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.parent))
        os.replace(folder, old)  # noqa: PTH105 - onto an empty folder
        os.replace(made, folder)  # noqa: PTH105
        shutil.rmtree(old)


def _exchanged(one: Path, other: Path) -> bool:
    try:
        rename = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    done: int = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE)
    return done == 0


def _refuse(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder}: expected a folder, or a name for one")
    known = exported(folder)
    tops = {name.partition("/")[0] for name in known}
    foreign = (each.name for each in _within(folder) if each.name not in tops and _holds(each))
    if other := next(foreign, None) or _other(folder, known):
        raise UsageError(
            f"{folder} holds other files ({other}); name an empty folder, a new one, or one of an earlier export"
        )


def _within(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _holds(path: Path) -> bool:
    return path.is_symlink() or not path.is_dir() or any(path.iterdir())


def _other(folder: Path, known: set[str]) -> str | None:
    """A file below that is not known; a folder that holds none is no matter."""
    paths = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return min({path.relative_to(folder).as_posix() for path in paths} - known, default=None)
