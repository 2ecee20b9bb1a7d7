"""The log: a line of JSON for each request, without anything that a client sent, by a thread that holds nobody up."""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest
from regelgraph.gateway.logs import Log
from regelgraph.gateway.routes import NAMES, route_of

SENT = "Geheimnis-4711"


@contextmanager
def logged(**options: Any) -> Iterator[tuple[Log, Callable[[], list[dict[str, Any]]]]]:
    """A log into a pipe, and what ends it and gives the lines."""
    reading, writing = os.pipe()
    log = Log(writing, **options)

    def lines() -> list[dict[str, Any]]:
        log.close(10)
        os.close(writing)
        with os.fdopen(reading, "rb") as file:
            return [json.loads(line) for line in file.read().splitlines()]

    yield log, lines


def test_a_request_is_one_line_of_json() -> None:
    with logged() as (log, lines):
        name = log.name()
        log.request(name, "GET", "/questions/{…}", 200, 0.00123, 345, cached=True)
        log.request(log.name(), "POST", "/check/persons", 413, 2.0, 0, cached=False, client="192.0.2.0/24")
    first, second = lines()
    when = datetime.strptime(first.pop("time"), "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    assert abs(when.timestamp() - time.time()) < 60
    said = {"event": "request", "id": name, "method": "GET", "route": "/questions/{…}"}
    assert first == {**said, "status": 200, "ms": 1.2, "bytes": 345, "cached": True}
    assert (second["client"], second["cached"], second["ms"]) == ("192.0.2.0/24", False, 2000.0)
    assert second["id"] != name


def test_nothing_that_a_client_sends_stands_in_a_line() -> None:
    with logged() as (log, lines):
        for path in (f"/{SENT}", f"/id/{SENT}", f"/check/persons/{SENT}", f"/questions/{SENT}?name={SENT}"):
            log.request(log.name(), SENT, route_of(path).name, 404, 0.1, 0, cached=False)
            log.fault(log.name(), f'"\n{SENT}', route_of(path).name, ValueError(SENT))
    found = lines()
    assert len(found) == 8
    assert SENT not in json.dumps(found)
    assert {line["route"] for line in found} <= {*NAMES}
    assert {line["method"] for line in found} == {"other"}


def test_a_fault_says_its_kind_and_where_it_came_from_without_its_words() -> None:
    with logged() as (log, lines):
        try:
            int(SENT)
        except ValueError as error:
            log.fault("a-1", "GET", "/sparql", error)
    (line,) = lines()
    assert line["error"].startswith(f"ValueError at {__name__}:")
    assert (line["event"], line["id"], line["method"], line["route"]) == ("fault", "a-1", "GET", "/sparql")
    assert SENT not in json.dumps(line)


def test_of_other_modules_only_the_place_is_logged_and_of_our_own_the_words() -> None:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    try:
        with logged() as (log, lines):
            log.handle()
            logging.getLogger("asyncio").error("bad: %s", SENT, exc_info=ValueError(SENT))
            logging.getLogger("regelgraphics").error(SENT)
            logging.getLogger("regelgraph.x").error("GET failed: %s", "KeyError at m:1")
            logging.getLogger("regelgraph.x").info("too quiet")
            logging.getLogger("regelgraph.x").error("broken %d", SENT)
            log.say("reload", ok=True)
        found = lines()
    finally:
        root.handlers[:], root.level = before
    assert SENT not in json.dumps(found)
    assert [(line["event"], line.get("logger")) for line in found] == [
        ("log", "asyncio"), ("log", "regelgraphics"), ("log", "regelgraph.x"), ("log-line-broken", "regelgraph.x"),
        ("reload", None),
    ]  # fmt: skip
    assert found[0]["at"].startswith("test_logs:")
    assert (found[0]["level"], found[0]["error"]) == ("error", "ValueError at ")
    assert found[2]["message"] == "GET failed: KeyError at m:1"


def test_lines_of_requests_can_be_turned_off_and_faults_stay() -> None:
    with logged(requests=False) as (log, lines):
        log.request(log.name(), "GET", "/", 200, 0.1, 1, cached=False)
        log.fault("a-1", "GET", "/", ValueError())
    assert [line["event"] for line in lines()] == ["fault"]


@pytest.mark.parametrize("blocking", [True, False])
def test_who_does_not_read_holds_nobody_up_and_is_told_how_much_was_lost(
    blocking: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    filled = 0
    for size in (4096, 1):
        with suppress(BlockingIOError):
            while True:
                filled += os.write(writing, b"-" * size)
    os.set_blocking(writing, blocking)
    tried, write = Event(), os.write
    monkeypatch.setattr(os, "write", lambda file, data: tried.set() or write(file, data))
    told: list[int] = []
    log = Log(writing, most=10_000, lost=told.append)
    log.request("first", "GET", "/", 200, 0.1, 1, cached=False)
    assert tried.wait(10), "the thread waits for who reads, or is about to"
    for _ in range(3000):  # more than the list takes: who waited would wait here for good
        log.request("a-1", "GET", "/", 200, 0.1, 1, cached=False)
    with os.fdopen(reading, "rb") as file:
        assert len(file.read(filled)) == filled  # now somebody reads
        log.close(10)
        os.close(writing)
        lines = [json.loads(line) for line in file.read().splitlines()]
    lost = sum(line["lines"] for line in lines if line["event"] == "log-lines-lost")
    assert lost == sum(told) > 2000
    assert sum(1 for line in lines if line["event"] == "request") + lost == 3001
    assert lines[0]["id"] == "first"


def test_a_log_that_nobody_reads_any_more_ends_and_counts_what_was_lost() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    told: list[int] = []
    log = Log(writing, lost=told.append)
    log.request("a-1", "GET", "/", 200, 0.1, 1, cached=False)
    log.close(10)
    os.close(writing)
    assert told == [1]


def test_a_stop_does_not_wait_for_who_never_reads() -> None:
    reading, writing = os.pipe()
    log = Log(writing)
    for _ in range(1000):
        log.request("a-1", "GET", "/", 200, 0.1, 1, cached=False)
    log.close(0.2)
    assert log._writer._thread.is_alive(), "it still waits, and is no reason for the process not to end"
    assert log._writer._thread.daemon
    os.close(reading)
    log._writer._thread.join(10)
    os.close(writing)


def test_lines_go_out_in_pieces_that_a_pipe_takes_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces: list[bytes] = []
    monkeypatch.setattr(os, "write", lambda _file, data: pieces.append(bytes(data)) or len(data))
    log = Log(99)
    for _ in range(100):
        log.request("a-1", "GET", "/", 200, 0.1, 1, cached=False)
    log.say("long", text="x" * 5000)
    log.close(10)
    assert len(pieces) > 3
    assert all(piece.endswith(b"}\n") for piece in pieces)
    assert [len(piece) for piece in pieces if len(piece) > 4096 and b'"long"' not in piece] == []
