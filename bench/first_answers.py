"""Measures the first answer of a worker at each page, and the next ones: processor time, without a network.

`python bench/first_answers.py` warms up as the service does, then forks a worker for each page, and prints a table in
Markdown: bytes, packed bytes, milliseconds of the first answer, and of the better of two more.
"""

from __future__ import annotations

import gzip
import os
import time

from regelgraph.web.handler import Handler
from regelgraph.web.service import Options
from regelgraph.web.warming import PAGES, steps
from regelgraph.workers.messages import Request

LANG = "de"


def main() -> None:
    """Measure and print."""
    handler = Handler(Options(examples=True))
    begun = time.process_time()
    for _ in steps(handler):
        pass
    print(f"warming up: {time.process_time() - begun:.1f} s of processor\n", flush=True)
    print("| page | kB | kB packed | first answer, ms | next, ms |\n| --- | ---: | ---: | ---: | ---: |", flush=True)
    for path in PAGES:
        child = os.fork()
        if not child:
            try:
                measure(handler, path)
            finally:
                os._exit(0)
        os.waitpid(child, 0)


def measure(handler: Handler, path: str) -> None:
    """Print the row of a page."""
    request = Request("GET", path, b"", (("accept", "text/html"), ("accept-language", LANG)), b"", "http://localhost")
    times, body = [], b""
    for _ in range(3):
        begun = time.process_time()
        body = b"".join(handler.handle(request).body)
        times.append(1000 * (time.process_time() - begun))
    packed = len(gzip.compress(body, 6)) / 1000
    print(f"| `{path}` | {len(body) / 1000:.0f} | {packed:.0f} | {times[0]:.0f} | {min(times[1:]):.0f} |", flush=True)


if __name__ == "__main__":
    main()
