"""Workers do what they are asked, and nothing that happens to one of them reaches another or the one who asks."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress
from typing import Any

import pytest
from regelgraph.errors import BusyError, EndedError
from regelgraph.workers.crew import RESTS
from regelgraph.workers.job import GoneError
from regelgraph.workers.link import LostError

from tests.workers.conftest import MIB, Asking, ended
from tests.workers.handling import PART


def test_a_request_comes_back_with_status_headers_and_body(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        answer = await ask.whole("/echo", b"body")
        assert (answer.status, answer.headers, answer.body) == (200, [(b"x", b"y")], b"body")

    within(scene)


def test_a_large_body_comes_as_a_file_in_memory(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        file = os.memfd_create("body")
        body = bytes(range(256)) * 20_000
        os.write(file, body)
        assert await ask("/echo", file) == body
        os.close(file)

    within(scene)


def test_an_idle_worker_works_again(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        assert len({await ask("/pid") for _ in range(5)}) == 1

    within(scene)


def test_a_worker_that_has_nothing_to_do_gives_its_memory_back(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        pids = [int(pid) for pid in await asyncio.gather(ask("/pid"), ask("/pid"))]
        for pid in pids:
            await ended(pid)
        assert int(await ask("/pid")) not in pids

    within(scene, quick_places=2, rests=RESTS)


def test_a_worker_that_grows_by_little_and_little_is_replaced_by_another(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        assert len({await ask("/keep/600") for _ in range(65)}) == 2

    within(scene)


@pytest.mark.parametrize("path", ["/crash", "/exit", "/native/4096", "/memory/4096"])
def test_a_worker_that_falls_or_lacks_memory_is_a_problem_and_the_next_request_is_answered(
    within: Any, path: str
) -> None:
    async def scene(ask: Asking) -> None:
        if path.startswith("/memory"):
            assert (await ask.whole(path)).status == 503
        else:
            with pytest.raises(EndedError, match="memory or deeper nesting"):
                await ask(path)
            assert ask.ended == ["memory"]
        assert await ask("/echo", b"next") == b"next"

    within(scene)


def test_memory_that_is_allowed_can_be_had(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        assert len(await ask("/memory/16", quick=False)) == 16 * MIB
        assert await ask("/native/16") == b"there"

    within(scene)


def test_what_takes_too_long_is_ended(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        before = await ask("/pid")
        with pytest.raises(EndedError, match=r"longer than 0\.4 seconds"):
            await ask("/sleep/30")
        assert ask.ended == ["time"]
        assert await ask("/pid") != before

    within(scene, seconds=0.4)


def test_slow_work_leaves_its_place_to_quick_work_and_goes_on_behind_it(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        slow = asyncio.create_task(ask("/nice/0.5"))
        await asyncio.sleep(0.02)
        assert await ask("/echo", b"quick") == b"quick"
        assert not slow.done()
        assert int(await slow) > 0

    within(scene)


def test_slow_work_without_a_place_begins_anew_when_there_is_one(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        slow = [asyncio.create_task(ask("/nice/0.3")) for _ in range(3)]
        await asyncio.sleep(0.5)
        assert await ask("/echo", b"quick") == b"quick"
        assert len(await asyncio.gather(*slow)) == 3
        assert ask.ended == []

    within(scene)


def test_more_than_may_wait_is_refused_at_once(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        tasks = [asyncio.create_task(ask("/sleep/0.05")) for _ in range(8)]
        done = await asyncio.gather(*tasks, return_exceptions=True)
        assert [isinstance(each, BusyError) for each in done] == [False] * 4 + [True] * 4

    within(scene, room=3)


def test_who_waits_too_long_is_told_so(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        first = asyncio.create_task(ask("/sleep/0.3", quick=False))
        await asyncio.sleep(0)
        with pytest.raises(BusyError):
            await ask("/echo", quick=False)
        assert await first == b"slept"

    within(scene, seconds=5, patience=0.1)


def test_work_ends_when_nobody_waits_for_it(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        left = asyncio.Event()
        pid = int(await ask("/pid"))
        task = asyncio.create_task(ask("/sleep/30", gone=left.wait))
        waits = asyncio.create_task(ask("/sleep/30", gone=left.wait))
        await asyncio.sleep(0.2)
        os.kill(pid, 0)
        left.set()
        for each in (task, waits):
            with pytest.raises(GoneError):
                await each
        assert await ask("/echo", b"next") == b"next"
        await ended(pid)

    within(scene, seconds=30)


def test_who_hangs_up_in_the_moment_he_is_let_in_is_not_worked_for(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        left = asyncio.Event()
        first = asyncio.create_task(ask("/sleep/0.2", quick=False))
        waits = asyncio.create_task(ask("/sleep/30", quick=False, gone=left.wait))
        await asyncio.sleep(0)
        (job,) = [each for each in ask.pool._pace.jobs() if each.ticket]
        lane = ask.pool.lanes["slow"]
        assert job.ticket is not None
        job.ticket.add_done_callback(lambda _: job.stop("gone"))
        assert await first == b"slept"
        with pytest.raises(GoneError):
            await waits
        assert lane.busy == 0
        assert await ask("/echo", b"next", quick=False) == b"next"

    within(scene, seconds=5)


def test_parts_are_made_only_while_they_are_taken(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        answer = await ask.whole("/parts/300")
        assert answer.parts is not None
        size = 0
        async for part in answer.parts:
            size += len(part)
        assert size == 300 * len(PART)
        assert await ask("/echo", b"next") == b"next"

    within(scene)


def test_parts_that_are_torn_off_are_no_whole(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        answer = await ask.whole("/torn")
        assert answer.parts is not None
        with pytest.raises(LostError):
            async for _ in answer.parts:
                pass
        assert await ask("/echo", b"next") == b"next"

    within(scene)


def test_who_takes_his_time_over_his_answer_leaves_his_place_to_others_who_wait(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        answer = await ask.whole("/parts/1000", quick=False)
        assert answer.parts is not None
        first = await anext(answer.parts)
        assert first == PART
        other = asyncio.create_task(ask("/echo", b"other", quick=False))
        for _ in range(8):
            await asyncio.sleep(0.1)
            with suppress(StopAsyncIteration, LostError):
                await anext(answer.parts)
        assert await other == b"other"
        assert ask.ended == ["time"]

    within(scene, seconds=0.4)


def test_a_place_comes_back_when_parts_are_left(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        for _ in range(3):
            answer = await ask.whole("/parts/1000")
            assert answer.parts is not None
            async for _ in answer.parts:
                break
            await answer.parts.aclose()  # type: ignore[attr-defined]
        assert await ask("/echo", b"next") == b"next"
        assert [lane.busy for lane in ask.pool.lanes.values()] == [0, 0]

    within(scene)


def test_what_was_slow_takes_no_place_from_quick_work_the_next_time(within: Any) -> None:
    async def scene(ask: Asking) -> None:
        await ask("/nice/0.4")
        again = asyncio.create_task(ask("/nice/0.4"))
        await asyncio.sleep(0.01)
        assert [ask.pool.lanes[name].busy for name in ("quick", "slow")] == [0, 1]
        await again

    within(scene)
