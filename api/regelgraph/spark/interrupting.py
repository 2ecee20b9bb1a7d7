"""Ctrl-C while Spark works: its Java process ends, and so does all that PySpark would still ask of it and wait for."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, TextIO


class Interruption:
    """Ends a process when the user interrupts; until it is left, nobody hears the complaints of who waited for it."""

    def __init__(self, process: Any) -> None:
        self._process = process
        self._before: Any = None
        self._stderr: TextIO | None = None

    def __enter__(self) -> Interruption:
        self._before = self.listen()
        return self

    def listen(self) -> Any:
        """Take interruptions from now on, whoever took them before; what was done with them before."""
        if threading.current_thread() is not threading.main_thread():
            return None
        return signal.signal(signal.SIGINT, self._interrupt)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
        if self._stderr is not None:
            sys.stderr.close()
            sys.stderr = self._stderr
            logging.disable(logging.NOTSET)

    def _interrupt(self, *_: object) -> None:
        if self._stderr is None:
            self._stderr = sys.stderr
            logging.disable(logging.CRITICAL)
            sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - closed when this is left
        if self._process is not None:
            self._process.kill()
        raise KeyboardInterrupt

    @contextmanager
    def felt(self) -> Iterator[None]:
        """Whatever fails because of the interruption is the interruption."""
        try:
            yield
        except Exception:
            if self._stderr is not None:
                raise KeyboardInterrupt from None
            raise
