"""What the service takes at once, of rows, pairs of stays and requests; what becomes of those that are too many."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from regelgraph.web import answering, checking, explaining
from regelgraph.web.app import create_app
from regelgraph.web.service import Options
from starlette.responses import Response

from tests.web.conftest import TODAY, Client, assert_problem

ROWS = [{"person_id": f"P{i}", "round": "win-win-2"} for i in range(4)]


@pytest.fixture(scope="module")
def small() -> Client:
    """A service that judges three rows at most."""
    return Client(create_app(Options(today=lambda: TODAY, most_rows=3)))


def test_more_rows_than_are_judged_at_once_are_refused_and_counted(small: Client) -> None:
    assert Options().most_rows == 100_000
    assert small.check("persons", *ROWS[:3]).status_code == 200
    text = "person_id,round\n" + "".join(f"{row['person_id']},win-win-2\n" for row in ROWS)
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    for answer in (
        small.check("persons", *ROWS),
        small("POST", "/check/persons", content=text, headers={"Content-Type": "text/csv"}),
        small("POST", "/check/persons", content=lines, headers={"Content-Type": "application/x-ndjson"}),
        small("POST", "/check/persons", files={"file": ("list.csv", text.encode())}),
    ):
        assert_problem(answer, 413, "too-large", "more than 3 rows")


def test_more_pairs_of_stays_than_are_judged_at_once_are_refused(ask_bare: Client) -> None:
    rows = "".join("A,2025-01-01\n" for _ in range(500))
    text = f"person_id,entry_date\n{rows}"
    answer = ask_bare("POST", "/check/participations", content=text, headers={"Content-Type": "text/csv"})
    assert_problem(answer, 413, "too-large", "124750 pairs", "at most 100000")


def test_a_json_answer_comes_in_parts(ask_bare: Client) -> None:
    rows = [{"person_id": f"P{i}"} for i in range(400)]
    answer = ask_bare.check("persons", *rows, params={"round": "win-win-2"})
    assert "content-length" not in answer.headers
    assert [row["person_id"] for row in answer.json()["results"]] == [row["person_id"] for row in rows]


class Held:
    """Works that do not end until they may."""

    def __init__(self) -> None:
        self.may_end = threading.Event()
        self.begun = 0
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()

    def __call__(self, *_given: Any) -> Response:
        with self._lock:
            self.begun += 1
            self._now += 1
            self.most = max(self.most, self._now)
        self.may_end.wait(20)
        with self._lock:
            self._now -= 1
        return Response("done")


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    work = Held()
    for module, name in ((checking, "_check"), (explaining, "_explain"), (answering, "_answer")):
        monkeypatch.setattr(module, name, work)
    try:
        yield work
    finally:
        work.may_end.set()


async def until(true: Any) -> None:
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came true")


def test_too_many_checks_are_told_to_come_again_while_health_and_questions_answer(
    ask_bare: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_bare.get("/questions")
    body = {"persons": [{"person_id": "A"}]}

    async def all_at_once(work: Held) -> list[httpx.Response]:
        transport = httpx.ASGITransport(ask_bare.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
            tasks = [asyncio.create_task(client.post("/check/persons?round=win-win-1", json=body)) for _ in range(17)]
            tasks.append(asyncio.create_task(client.post("/explain/person?round=win-win-1", json=body)))
            await until(lambda: work.begun == 2)
            tasks += [asyncio.create_task(client.post("/check/persons?round=win-win-1", json=body)) for _ in range(32)]
            await until(lambda: sum(task.done() for task in tasks) == 32)
            assert (await client.get("/health/live")).status_code == 200
            assert (await client.get("/questions")).status_code == 200
            work.may_end.set()
            return await asyncio.gather(*tasks)

    with held(monkeypatch) as work:
        answers = asyncio.run(all_at_once(work))
    assert work.most == 2
    assert [answer.status_code for answer in answers] == [200] * 18 + [503] * 32
    assert_problem(answers[-1], 503, "busy", "try again")
    assert answers[-1].headers["retry-after"] == "5"


def test_work_whose_client_left_while_it_waited_is_not_done(ask_bare: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ask_bare.get("/questions")
    body = json.dumps({"persons": [{"person_id": "A"}]}).encode()
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http",
        "path": "/check/persons", "raw_path": b"/check/persons", "query_string": b"round=win-win-1", "root_path": "",
        "headers": [(b"content-type", b"application/json")], "server": ("service", 80), "client": ("client", 1),
    }  # fmt: skip

    async def one(left: asyncio.Event) -> list[Any]:
        given = [{"type": "http.request", "body": body, "more_body": False}]
        sent: list[Any] = []

        async def receive() -> Any:
            if given:
                return given.pop()
            await left.wait()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        await ask_bare.app(dict(scope), receive, send)
        return sent

    async def scene(work: Held) -> list[Any]:
        stay, leave = asyncio.Event(), asyncio.Event()
        staying = [asyncio.create_task(one(stay)) for _ in range(2)]
        await until(lambda: work.begun == 2)
        leaving = [asyncio.create_task(one(leave)) for _ in range(10)]
        await asyncio.sleep(0.05)
        leave.set()
        gone = await asyncio.wait_for(asyncio.gather(*leaving), 5)
        work.may_end.set()
        await asyncio.gather(*staying)
        await one(stay)
        return gone

    with held(monkeypatch) as work:
        gone = asyncio.run(scene(work))
    assert {messages[0]["status"] for messages in gone} == {499}
    assert work.begun == 3


def test_a_damaged_form_leaves_none_of_its_bytes_in_the_log(ask_bare: Client, caplog: pytest.LogCaptureFixture) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    with caplog.at_level(logging.DEBUG):
        answer = ask_bare("POST", "/check/persons", content=b"--Geheim\r\n", headers=headers)
    assert_problem(answer, 400, "input")
    assert not [record for record in caplog.records if record.name.startswith("python_multipart")]
