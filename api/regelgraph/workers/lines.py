"""What is logged, as lines of JSON that hold no words but our own."""

from __future__ import annotations

import json
import logging
import time
from typing import Final

from regelgraph.workers.where import where

_OURS: Final = "regelgraph"
_LONGEST: Final = 2000


def stamp(seconds: float) -> str:
    """A time in UTC to the millisecond (RFC 3339)."""
    whole = int(seconds)
    return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(whole))}.{int((seconds - whole) * 1000):03d}Z"


def line(event: str, **values: str | float | bool | None) -> str:
    """A line for an event; values that are None are left out."""
    said = {name: value for name, value in values.items() if value is not None}
    return json.dumps({"time": stamp(time.time()), "event": event, **said}) + "\n"


class Lines(logging.Formatter):
    """Makes lines of what modules log.

    Only modules of our own are quoted: others may put into their words what they were given. Of an error its kind and
    the places that it came through are said, never its message, which may hold a cell of a table.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line without its end."""
        error = record.exc_info[1] if record.exc_info else None
        ours = record.name == _OURS or record.name.startswith(f"{_OURS}.")
        return line(
            "log",
            level=record.levelname.lower(),
            logger=record.name,
            at=f"{record.module}:{record.lineno}",
            message=record.getMessage()[:_LONGEST] if ours else None,
            error=where(error) if error else None,
        )[:-1]
