"""Ctrl-C, or being told to end, while Spark works: its Java process ends, and so does all that waits for it."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Final, TextIO

_SIGNALS: Final = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Interruption:
    """Ends a process when this one is to end; until it is left, nobody hears the complaints of who waited for it."""

    def __init__(self, process: Any) -> None:
        self._process = process
        self._before: dict[int, Any] = {}
        self._ended: BaseException | None = None
        self._stderr: TextIO | None = None

    def __enter__(self) -> Interruption:
        self._before = self.listen()
        return self

    def listen(self) -> dict[int, Any]:
        """Take signals from now on, whoever took them before; what was done with them before."""
        if threading.current_thread() is not threading.main_thread():
            return {}
        return {number: signal.signal(number, self._interrupt) for number in _SIGNALS}

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)
        if self._stderr is not None:
            sys.stderr.close()
            sys.stderr = self._stderr
            logging.disable(logging.NOTSET)

    def _interrupt(self, number: int, *_: object) -> None:
        if self._stderr is None:
            self._stderr = sys.stderr
            logging.disable(logging.CRITICAL)
            sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - closed when this is left
        if self._process is not None:
            self._process.kill()
        self._ended = KeyboardInterrupt() if number == signal.SIGINT else SystemExit(128 + number)
        raise self._ended

    @contextmanager
    def felt(self) -> Iterator[None]:
        """Whatever fails because of the interruption is the interruption."""
        try:
            yield
        except Exception:
            if self._ended is not None:
                raise self._ended from None
            raise
