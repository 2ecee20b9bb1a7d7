"""A fork server for the tests, and pools whose workers it forks."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from regelgraph.workers import control
from regelgraph.workers.crew import Crew
from regelgraph.workers.job import Bounds, Kind
from regelgraph.workers.link import Answer
from regelgraph.workers.messages import Request
from regelgraph.workers.pool import Pool

ROOT = Path(__file__).parents[2]
MIB = 2**20
T = TypeVar("T")


class Server:
    """A fork server that loads `tests.workers.handling`."""

    def __init__(self, **options: Any) -> None:
        self.boss, there = control.pair()
        command = [sys.executable, "-m", "regelgraph.workers.forkserver", str(there.fileno())]
        with there:
            self.process = subprocess.Popen(
                [*command, "tests.workers.handling:start"], pass_fds=(there.fileno(),), cwd=ROOT
            )
        control.send(self.boss, {"options": options})
        self.said = control.receive(self.boss)

    def connected(self) -> socket.socket:
        """A new way to ask for workers."""
        here, there = control.pair()
        with there:
            control.send(self.boss, {"front": 1}, [there.fileno()])
        return here

    def end(self) -> int:
        self.boss.close()
        return self.process.wait(10)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    server = Server(name="first")
    yield server
    server.end()


class Asking:
    """A pool to ask, and what it said of work that was ended."""

    def __init__(self, server: Server, bounds: Bounds, kind: Kind) -> None:
        self.ended: list[str] = []
        self.kind = kind
        self.pool = Pool(bounds, self.ended.append)
        self.pool.renew(Crew(asyncio.get_running_loop(), server.connected(), {}))

    async def whole(self, path: str, body: bytes | int = b"", *, quick: bool = True, gone: Any = None) -> Answer:
        return await self.pool.run(Request("GET", path), body, self.kind, gone, quick=quick)

    async def __call__(self, path: str, body: bytes | int = b"", **more: Any) -> bytes:
        return (await self.whole(path, body, **more)).body


async def ended(pid: int) -> None:
    """Waits until there is no such process any more."""
    for _ in range(500):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(pid)


Within = Callable[[Callable[[Asking], Awaitable[T]]], T]


@pytest.fixture
def within(server: Server, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs a scene with a pool of one place in each lane, of 5 seconds and 64 MiB, whose workers stay while idle."""

    def run(scene: Callable[[Asking], Awaitable[T]], **more: Any) -> T:
        monkeypatch.setattr("regelgraph.workers.crew.RESTS", more.get("rests", 60.0))

        async def whole() -> T:
            places = {"quick": more.get("quick_places", 1), "slow": 1}
            bounds = Bounds(places, more.get("room", 8), more.get("patience", 30.0), more.get("quick", 0.1))
            asking = Asking(server, bounds, Kind("slow", 64 * MIB, more.get("seconds", 5)))
            try:
                return await asyncio.wait_for(scene(asking), 20)
            finally:
                asking.pool.end()

        return asyncio.run(whole())

    return run
