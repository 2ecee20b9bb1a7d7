"""The service under everything at once: for a while in `make test`, for long in `make soak`."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.proc import MIB, children, descriptors
from tests.served import WAIT, Served, await_ready, served
from tests.soak import asked
from tests.soak.asked import MARKER, Ask
from tests.soak.clients import Clients, answer, connected

SECONDS = float(os.environ.get("REGELGRAPH_SOAK", "6"))
GROWTH = 64 * MIB
"""What kept answers and what is loaded anew may take beyond what was in use before; workers end when nobody asks."""
RESTING = 1 + 1 + 2
"""Processes when nothing is asked: a first one, one that loads, and two fronts."""
FEW = 8
"""Files that a process may hold open beyond those before."""
LIMITS = {"REGELGRAPH_QUERY_SECONDS": "5", "REGELGRAPH_CACHE_BYTES": "4 MiB", "REGELGRAPH_QUERY_MEMORY": "128 MiB"}


def test_it_stays_right_quick_and_small_under_everything_at_once(tmp_path: Path) -> None:
    with served("--workers", "2", "--examples", env={**LIMITS, "TMPDIR": str(tmp_path)}) as service:
        await_ready(service)
        known, wrong, costly = offered(service)
        with connected(service) as link:
            expected = {ask: answer(ask, link)[1] for ask in known}
        under_load(service, known, wrong, costly, expected, seconds=min(SECONDS / 4, 10))
        memory = settled(service.memory, lambda _: len(service.tree()) <= RESTING)
        before = children(service.process.pid)
        open_before = {pid: descriptors(pid) for pid in before}

        clients = under_load(service, known, wrong, costly, expected, seconds=SECONDS, reload=True)

        assert settled(lambda: len(children(service.process.pid)), lambda found: found <= len(before)) == len(before)
        assert settled(lambda: len(service.tree()), lambda found: found <= RESTING) <= RESTING
        assert settled(service.memory, lambda found: found <= memory + GROWTH) <= memory + GROWTH
        after = children(service.process.pid)
        assert len({*before} - {*after}) == 1, "the process that loaded the knowledge is the only one replaced"
        for pid in {*before} & {*after}:
            bound = open_before[pid] + FEW
            assert settled(lambda pid=pid: descriptors(pid), lambda found, bound=bound: found <= bound) <= bound
        assert clients.longest < 1.0, f"/health/live took {clients.longest:.2f} s"
        assert {"live", "200", "400", "404", "hung up", "sent slowly"} <= clients.counts.keys(), clients.counts
        assert service.stop() == 0
    assert MARKER not in service.log
    assert "Traceback" not in service.log
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []


def offered(service: Served) -> tuple[list[Ask], list[Ask], list[Ask]]:
    """Known, refused and costly requests, as far as the service offers what they ask for."""
    known, wrong, costly = asked.known(), asked.refused(), []
    with connected(service) as link:
        if answer(asked.sparql("ASK {}"), link)[0] == 200:
            known, wrong = known + asked.known_queries(), wrong + asked.refused_queries()
            costly = asked.costly_queries()
    return known, wrong, costly


def under_load(
    service: Served,
    known: list[Ask],
    wrong: list[Ask],
    costly: list[Ask],
    expected: dict[Ask, bytes],
    *,
    seconds: float,
    reload: bool = False,
) -> Clients:
    """Have all kinds of clients ask for so long; the knowledge is loaded anew in the middle, if asked for."""
    clients = Clients(service)
    for seed in range(3):
        clients.start(clients.asks(known, expected), seed)
    clients.start(clients.asks(wrong, {}), 3)
    clients.start(clients.hangs_up([*known, *wrong, *costly]), 4)
    clients.start(clients.sends_slowly(known), 5)
    clients.start(clients.looks_whether_it_lives, 6)
    if costly:
        clients.start(clients.asks(costly, {}), 7)
    try:
        time.sleep(seconds / 2)  # the length of the test, no waiting for anything
        if reload:
            service.process.send_signal(signal.SIGHUP)
        time.sleep(seconds / 2)
    finally:
        clients.stop()
    faults = [line for line in service.lines if '"event":"request"' not in line]
    assert not clients.wrong, "\n".join([*clients.wrong[:10], *faults])
    return clients


def settled(measure: Callable[[], int], enough: Callable[[int], bool]) -> int:
    """What is measured, as soon as it is enough or when that does not come."""
    end = time.monotonic() + WAIT / 2
    found = measure()
    while not enough(found) and time.monotonic() < end:
        time.sleep(0.1)
        found = measure()
    return found


@pytest.fixture(autouse=True)
def _seconds_are_enough() -> None:
    assert SECONDS >= 4, "a soak needs some seconds"
