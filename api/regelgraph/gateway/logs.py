"""The log of a process that listens: a line of JSON on stderr for each request, and for what else happens.

Of a request its method, the pattern of its address and numbers stand there, of a fault its kind and places; no more.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from itertools import count

from regelgraph.gateway.columns import METHOD
from regelgraph.gateway.routes import OTHER
from regelgraph.gateway.writer import MOST, Writer
from regelgraph.workers.lines import Lines, line, stamp
from regelgraph.workers.where import where


class Log:
    """`requests`: whether there is a line for each; `lost` hears how many lines could not be written."""

    def __init__(
        self,
        file: int = 2,
        *,
        requests: bool = True,
        most: int = MOST,
        lost: Callable[[int], None] = lambda _lines: None,
    ) -> None:
        self._requests = requests
        self._writer = Writer(file, most, lost)
        self._put = self._writer.put
        self._names = map(f"{os.urandom(5).hex()}-{{:x}}".format, count(1))
        self._second = (0, "")

    def name(self) -> str:
        """A name for a request, by which its lines are found; made here, never taken from a header."""
        return next(self._names)

    def request(
        self,
        name: str,
        method: str,
        route: str,
        status: int,
        seconds: float,
        sent: int,
        *,
        cached: bool,
        client: str = "",
    ) -> None:
        """A request is over; `route` is one of routes.NAMES, `client` a network where that is wanted."""
        if not self._requests:
            return
        # By hand, since json takes three times as long; no part needs to be quoted.
        self._put(
            f'{{"time":"{self._now()}","event":"request","id":"{name}","method":"{_known(method)}","route":"{route}",'
            f'"status":{status},"ms":{seconds * 1000:.1f},"bytes":{sent},"cached":{"true" if cached else "false"}'
            + (f',"client":"{client}"}}\n' if client else "}\n")
        )

    def fault(self, name: str, method: str, route: str, error: BaseException) -> None:
        """A request failed by a fault of ours."""
        self._put(line("fault", id=name, method=_known(method), route=route, error=where(error)))

    def say(self, event: str, **values: str | float | bool) -> None:
        """Something else happened: values of our own only, nothing that a client sent."""
        self._put(line(event, **values))

    def handle(self, level: int = logging.WARNING) -> None:
        """Take over what all modules of this process log."""
        logging.basicConfig(handlers=[_Handler(self._put)], level=level, force=True)

    def close(self, seconds: float = 2.0) -> None:
        """Write what is left, for so long at most."""
        self._writer.close(seconds)

    def _now(self) -> str:
        now = time.time()
        whole = int(now)
        if whole != self._second[0]:
            self._second = (whole, stamp(whole)[:-4])
        return f"{self._second[1]}{int((now - whole) * 1000):03d}Z"


def _known(method: str) -> str:
    return method if method in METHOD else OTHER


class _Handler(logging.Handler):
    def __init__(self, put: Callable[[str], None]) -> None:
        super().__init__()
        self._put = put
        self.setFormatter(Lines())

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._put(self.format(record) + "\n")
        except Exception:  # a line that cannot be made must not end what it speaks of
            self._put(line("log-line-broken", logger=record.name))
