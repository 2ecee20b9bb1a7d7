"""The process that forks: it says what it loaded or why it cannot, serves several fronts, and ends with the last."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from regelgraph.errors import BusyError
from regelgraph.workers.crew import Crew
from regelgraph.workers.job import Bounds, Kind
from regelgraph.workers.lanes import Lane

from tests.workers.conftest import Asking, Server, ended

KIND = Kind("slow", 64 * 2**20, 5)


def test_it_says_why_it_cannot_load() -> None:
    server = Server(broken=True)
    assert server.said == ({"failed": "the knowledge is broken", "code": 2}, [])
    assert server.end() == 0


def test_it_ends_when_nobody_is_left_and_its_workers_with_it() -> None:
    server = Server()
    front = server.connected()
    assert server.process.poll() is None
    server.boss.close()
    assert server.process.poll() is None
    front.close()
    assert server.process.wait(10) == 0


def test_a_new_generation_answers_while_the_old_one_ends_its_work(within: Any) -> None:
    second = Server(name="second")

    async def scene(ask: Asking) -> None:
        old = ask.pool.crew
        task = asyncio.create_task(ask("/sleep/0.3"))
        before = await ask("/pid")
        ask.pool.renew(Crew(asyncio.get_running_loop(), second.connected(), {"fingerprint": "second"}))
        assert await ask("/pid") != before
        assert await task == b"slept"
        assert old is not None
        assert not old.alive

    within(scene, quick_places=2)
    second.end()


def test_before_there_is_knowledge_requests_wait_for_it(server: Server) -> None:
    async def scene() -> None:
        asking = Asking(server, Bounds({"quick": 1, "slow": 1}), KIND)
        pool = asking.pool
        crew, pool.crew = pool.crew, None
        task = asyncio.create_task(asking("/echo", b"early"))
        await asyncio.sleep(0.05)
        assert not task.done()
        assert crew is not None
        pool.renew(crew)
        assert await task == b"early"
        pool.end()

    asyncio.run(scene())


def test_a_fork_server_that_is_killed_ends_its_workers_and_the_pool_says_busy() -> None:
    server = Server()

    async def scene() -> None:
        asking = Asking(server, Bounds({"quick": 1, "slow": 1}, patience=0.2), KIND)
        pid = int(await asking("/pid"))
        server.process.kill()
        server.process.wait(10)
        with pytest.raises(BusyError):
            await asking("/pid")
        await ended(pid)

    asyncio.run(scene())


def test_a_place_that_came_too_late_goes_to_the_next() -> None:
    async def scene() -> None:
        lane = Lane("quick", 1, 4)
        assert lane.enter()
        first, second = lane.queue(), lane.queue()
        lane.leave()
        assert first.done()
        lane.forget(first)
        assert second.done()
        lane.forget(second)
        assert lane.busy == 0

    asyncio.run(scene())
