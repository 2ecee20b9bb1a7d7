"""What is read of a list: the bytes of a small file, or a large file that stays open while it is gone through."""

from __future__ import annotations

import io
import os
import shutil
import stat
import sys
import tempfile
import threading
import weakref
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

from regelgraph.errors import InputError, UsageError

STDIN: Final = Path("-")
STDIN_NAME: Final = "standard input"
WHOLE: Final = 1 << 27
"""Bytes up to which a file is read at once; a larger one is gone through in blocks."""
_CHANGED: Final = "was changed while it was read; let it be written to the end, then check it again"


_SAMPLE: Final = 1 << 20


class KeptFile:
    """A file that stays open, so that it can be gone through again, whatever becomes of its name.

    `name` stands in errors; `size` are its bytes when it was opened. Reading raises InputError once it is not what it
    was when it was opened, or cannot be read.
    """

    def __init__(self, file: IO[bytes], name: str) -> None:
        self.name = name
        self._file = file
        self._lock = threading.Lock()
        self._stamp = self._state()
        self.size = self._stamp[0]
        weakref.finalize(self, file.close)

    def _state(self) -> tuple[int, int]:
        found = os.fstat(self._file.fileno())
        return found.st_size, found.st_mtime_ns

    def read(self, start: int, count: int) -> bytes:
        """The bytes from `start` on, `count` of them or those up to the end."""
        wanted = max(0, min(count, self.size - start))
        parts: list[bytes] = []
        try:
            with self._lock:
                self._file.seek(start)
                while wanted and (part := self._file.read(wanted)):
                    parts.append(part)
                    wanted -= len(part)
        except OSError as error:
            raise InputError(f"{self.name} cannot be read: {error.strerror or error}") from error
        if wanted or self._state() != self._stamp:
            raise InputError(f"{self.name} {_CHANGED}")
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def pieces(self, size: int, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` to `end`, `size` at a time."""
        stop = self.size if end is None else end
        for place in range(start, stop, size):
            yield self.read(place, min(size, stop - place))

    def lines(self, start: int, end: int) -> int:
        """About how many lines there are between two places: as many as there would be if all were like the first."""
        begin = self.read(start, min(_SAMPLE, end - start))
        return (end - start) * begin.count(b"\n") // max(1, len(begin))

    def stream(self) -> io.RawIOBase:
        """The file as a stream of its own, for whom only takes those."""
        return _Stream(self)


class _Stream(io.RawIOBase):
    def __init__(self, file: KeptFile) -> None:
        self._kept = file
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        starts = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._kept.size}
        self._place = starts[whence] + offset
        return self._place

    def read(self, count: int | None = -1) -> bytes:
        left = self._kept.size - self._place
        data = self._kept.read(self._place, left if count is None or count < 0 else count)
        self._place += len(data)
        return data

    def readinto(self, buffer: Any) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def opened(path: Path) -> bytes | KeptFile:
    """The bytes of a file, or the file if it is large; `-` is standard input. Raises InputError if it cannot be read.

    What is no file on a disk, such as a pipe, is copied to a temporary file without a name if it is large.
    """
    if path == STDIN:
        if sys.stdin is None:
            raise UsageError("standard input is closed; name a file")
        return _copied(sys.stdin.buffer, STDIN_NAME)
    try:
        file = path.open("rb", buffering=0)
        state = os.fstat(file.fileno())
        if stat.S_ISREG(state.st_mode) and state.st_size > WHOLE:
            return KeptFile(file, str(path))
        with file:
            return file.readall() if stat.S_ISREG(state.st_mode) else _copied(file, str(path))
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file") from error
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder; expected a table file") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from error


def _copied(stream: Any, name: str) -> bytes | KeptFile:
    parts: list[bytes] = []
    left = WHOLE + 1
    while left and (part := stream.read(left)):
        parts.append(part)
        left -= len(part)
    if left:
        return b"".join(parts)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it is kept
    try:
        file.writelines(parts)
        del parts[:]
        shutil.copyfileobj(stream, file, 1 << 20)
        file.flush()
    except OSError as error:
        with suppress(OSError):
            file.close()
        raise InputError(f"{name} cannot be kept in {tempfile.gettempdir()}: {error.strerror or error}") from error
    return KeptFile(file, name)
