"""Measures the service beside an `oxigraph` server over the same dump: same load tool, 8 connections, in turn.

`python bench/service.py [--seconds N] [--repeats N] [--workers N] [--starts N]` prints a Markdown table of medians and
of the medians of ratios in one round, then how long a start takes until /health/ready, and the memory after the load.
It ends with an error if the two servers do not find the same, or if anything was not answered well.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from processes import HERE, MIB, keeping
from service_load import Load
from service_speed import speed

sys.path.insert(0, str(HERE.parent))
from tests.engines.servers import oxigraph
from tests.proc import memory
from tests.served import await_ready, served

AIM_OF_MEMORY = 500


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=4, help="of each run")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--starts", type=int, default=5)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory() as name:
        try:
            measure(Path(name), given)
        except KeyboardInterrupt:
            sys.exit(130)


def measure(folder: Path, given: argparse.Namespace) -> None:
    """All of it, each process ended before the next part."""
    os.environ.update(keeping(folder / "kept"))
    dump = exported(folder / "export")
    ready(1)
    with oxigraph(dump, folder / "store") as query, served("--workers", str(given.workers)) as service:
        await_ready(service)
        speed(folder, dump, query.removesuffix("/query"), service.url, given)
        used = {given.workers: memory(service.process.pid)}
    for workers in {1, 2} - {given.workers}:
        with served("--workers", str(workers)) as service:
            await_ready(service)
            for asked in sorted(folder.glob("ours *")):
                Load(asked).run(service.url, given.seconds)
            used[workers] = memory(service.process.pid)
            assert service.stop() == 0
    starts = ready(given.starts)
    print(f"\nready after {statistics.median(starts):.2f} s (median of {len(starts)} starts, cache warm)")
    for workers, (pss, rss) in sorted(used.items()):
        print(
            f"`--workers {workers}` after the load: {pss / MIB:.0f} MiB with shared pages counted once (PSS), "
            f"{rss / MIB:.0f} MiB counted in each process (RSS); aim for two: {AIM_OF_MEMORY} MiB"
        )


def exported(folder: Path) -> Path:
    """The knowledge as N-Quads, as the service holds it."""
    subprocess.run(
        [sys.executable, "-m", "regelgraph", "export", str(folder), "--data-only"],
        check=True,
        stderr=subprocess.DEVNULL,
    )
    return folder / "dump.nq"


def ready(times: int) -> list[float]:
    """Seconds from the start of the process until it is ready, so often."""
    return [seconds for _ in range(times) for seconds in started()]


def started() -> Iterator[float]:
    """Seconds until a service that is ended afterwards is ready."""
    start = time.perf_counter()
    with served() as service:
        await_ready(service)
        yield time.perf_counter() - start
        assert service.stop() == 0


if __name__ == "__main__":
    main()
