"""Writes lines by a thread of its own, so that nobody who has one to write waits for who reads them.

Lines wait in a list of bounded size. What finds no room there is counted, not kept, and the next line that can be
written says how many were lost.
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable
from select import PIPE_BUF
from threading import Event, Lock, Thread
from typing import Final

from regelgraph.workers.lines import line

MOST: Final = 1 << 20
"""Characters of lines that wait to be written; as many may be with the thread."""
_GATHER: Final = 0.05
"""Seconds for which lines are gathered, so that many of them wake the thread once."""
_LOOK: Final = 0.5


class Writer:
    """Writes to a file by its number; `lost` hears, in the thread, how many lines were lost."""

    def __init__(self, file: int, most: int = MOST, lost: Callable[[int], None] = lambda _lines: None) -> None:
        self._file = file
        self._most = most
        self._tell = lost
        self._lines: list[str] = []
        self._size = 0
        self._lost = 0
        self._lock = Lock()
        self._some = Event()
        self._ends = Event()
        self._thread = Thread(target=self._run, name="log", daemon=True)
        self._thread.start()

    def put(self, text: str) -> None:
        """Have a line written, or counted as lost. From any thread; never waits."""
        with self._lock:
            if self._size + len(text) > self._most:
                self._lost += 1
                return
            self._lines.append(text)
            self._size += len(text)
        if not self._some.is_set():
            self._some.set()

    def close(self, seconds: float) -> None:
        """Write what is left, for so long at most, as nobody may be reading it."""
        self._ends.set()
        self._some.set()
        self._thread.join(seconds)

    def _run(self) -> None:
        while True:
            self._some.wait()
            ends = self._ends.wait(_GATHER)
            self._some.clear()
            with self._lock:
                lines, self._lines, self._size = self._lines, [], 0
                lost, self._lost = self._lost, 0
            if lost:
                self._tell(lost)
                lines.append(line("log-lines-lost", lines=lost))
            self._write([text.encode("utf-8", "replace") for text in lines])
            if ends:
                return

    def _write(self, lines: list[bytes]) -> None:
        """In pieces that a pipe takes as a whole, so that lines of several processes do not mix."""
        start, size = 0, 0
        for number, text in enumerate(lines):
            if size and size + len(text) > PIPE_BUF:
                self._piece(lines[start:number])
                start, size = number, 0
            size += len(text)
        if size:
            self._piece(lines[start:])

    def _piece(self, lines: list[bytes]) -> None:
        left = memoryview(b"".join(lines))
        while left:
            try:
                left = left[os.write(self._file, left) :]
            except BlockingIOError:  # somebody has set it so; the file is not ours alone
                if not select.select([], [self._file], [], _LOOK)[1] and self._ends.is_set():
                    break
            except OSError:
                break
        if left:
            self._tell(len(lines))
