"""Measures the first answer of a worker at each page, and the next ones: processor time, without a network.

`python bench/first_answers.py` warms up as the service does, then forks a worker for each page, and prints a table in
Markdown: bytes, packed bytes, milliseconds of the first answer and of the better of two more, and MiB that the worker
has of its own behind them.
"""

from __future__ import annotations

import gzip
import os
import re
import time
from pathlib import Path

from regelgraph.web.handler import Handler
from regelgraph.web.service import Options
from regelgraph.web.warming import PAGES, steps
from regelgraph.workers.forkserver import settle
from regelgraph.workers.messages import Request

LANG = "de"
FURTHER = (
    "/rounds?round=win-win-2&round=win-win-3",
    "/id/scheme/residence-titles",
    "/id/criterion/residence-status",
    "/questions/legal-groups-by-round",
    "/questions/rounds-and-rules?round=win-win-2",
    "/search?q=aufenthalt",
)
"""Pages with much on them, of those that nobody asked for while it was warmed up."""


def main() -> None:
    """Measure and print."""
    handler = Handler(Options(examples=True))
    begun = time.process_time()
    longest = before = 0.0
    for _ in steps(handler):
        now = time.process_time() - begun
        longest, before = max(longest, now - before), now
    settle()
    print(f"warming up: {before:.1f} s of processor, the longest step {1000 * longest:.0f} ms\n")
    print("| page | kB | kB packed | first answer, ms | next, ms | own, MiB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |", flush=True)
    for path in (*PAGES, *FURTHER):
        child = os.fork()
        if not child:
            try:
                measure(handler, path)
            finally:
                os._exit(0)
        os.waitpid(child, 0)


def measure(handler: Handler, path: str) -> None:
    """Print the row of a page."""
    at, _, query = path.partition("?")
    request = Request(
        "GET", at, query.encode(), (("accept", "text/html"), ("accept-language", LANG)), b"", "http://localhost"
    )
    times, body = [], b""
    for _ in range(3):
        begun = time.process_time()
        body = b"".join(handler.handle(request).body)
        times.append(1000 * (time.process_time() - begun))
    packed = len(gzip.compress(body, 6)) / 1000
    size = len(body) / 1000
    print(f"| `{path}` | {size:.0f} | {packed:.0f} | {times[0]:.0f} | {min(times[1:]):.0f} | {own():.0f} |", flush=True)


def own() -> float:
    """MiB that this process shares with no other: what it made, and what it looked at, as that counts references."""
    rollup = Path("/proc/self/smaps_rollup").read_text()
    return sum(map(int, re.findall(r"^Private_Dirty: +(\d+) kB", rollup, re.MULTILINE))) / 1024


if __name__ == "__main__":
    main()
