"""Many at once, and clients that take their time: look-ups stay quick, and nothing is held for ever."""

from __future__ import annotations

import json
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from tests.attacks.bombs import ENDLESS
from tests.attacks.target import NORM, SPARQL_JSON, Target, refused
from tests.proc import descriptors

CROWD = 24
QUERY = "application/sparql-query"


def test_look_ups_stay_under_a_second_while_slow_queries_run(served: Target) -> None:
    slow = [ENDLESS["count of a cross product"], ENDLESS["order of a cross product"], ENDLESS["rows without end"]]
    with ThreadPoolExecutor(CROWD) as crowd:
        running = [crowd.submit(served.query, slow[n % len(slow)]) for n in range(CROWD)]
        took = []
        while not all(each.done() for each in running):
            text = quote(f"SELECT ?p ?o{len(took)} WHERE {{ <{NORM}> ?p ?o{len(took)} }}")
            for target in (f"/sparql?query={text}", "/health/live", "/questions/rounds-and-rules?round=win-win-2"):
                answer = served.ask("GET", target, Accept="application/json, " + SPARQL_JSON)
                assert answer.status == 200, f"{target}: {answer.raw[-200:]}"
                took.append(answer.seconds)
        for each in running:
            answer = each.result()
            refused(answer, 503)
            assert answer.headers.get("retry-after") or b"longer" in answer.body or b"memory" in answer.body
    assert len(took) > 10
    took.sort()  # other tests run beside this one, so a single one may take longer
    assert took[len(took) * 9 // 10] < 1.0, took[-5:]
    served.still_well()


def test_work_ends_when_those_who_asked_hang_up(served: Target) -> None:
    body = ENDLESS["count of a cross product"].encode()
    head = f"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: {len(body)}"
    for _ in range(30):
        with socket.create_connection(("127.0.0.1", served.service.port)) as link:
            link.sendall(f"{head}\r\n\r\n".encode() + body)
    served.still_well()


def test_nothing_runs_on_whenever_those_who_asked_hang_up(served: Target) -> None:
    slow = ENDLESS["count of a cross product"]
    for number, wait in ((3, 0.4), (6, 0.6), (6, 1.0)):
        links = []
        for each in range(number):
            body = f"{slow} # {wait} {each}".encode()
            head = f"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: {QUERY}\r\nContent-Length: {len(body)}"
            links.append(socket.create_connection(("127.0.0.1", served.service.port)))
            links[-1].sendall(f"{head}\r\n\r\n".encode() + body)
        time.sleep(wait)
        for link in links:
            link.close()
    end = time.monotonic() + 10
    while working(served) and time.monotonic() < end:
        time.sleep(0.1)
    assert working(served) == []
    served.still_well()


def working(served: Target) -> list[str]:
    """The lines of the figures that say that anything waits or works, but for the request that asks."""
    lines = served.ask("GET", "/metrics").body.decode().splitlines()
    names = ("regelgraph_workers_busy{", "regelgraph_queue_length{")
    return [line for line in lines if line.startswith(names) and not line.endswith(" 0.0")]


def test_many_checks_at_once_are_answered_or_told_to_come_again(served: Target) -> None:
    rows = [{"person_id": str(n), "age": 16 + n % 50} for n in range(200)]
    body = json.dumps({"persons": rows}).encode()
    with ThreadPoolExecutor(CROWD) as crowd:
        for answer in crowd.map(lambda _: served.check(body), range(CROWD)):
            assert answer.status in (200, 503), answer.raw[:300]
            if answer.status == 503:
                assert int(answer.headers["retry-after"]) > 0
    served.still_well()


@pytest.mark.parametrize(
    "beginning",
    [
        b"",
        b"G",
        b"GET / HTTP/1.1\r\nHost: a\r\nX-",
        b"POST /check/persons?round=win-win-2 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        b'Content-Length: 1000\r\n\r\n{"persons":',
        b"POST /check/persons?round=win-win-2 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n5\r\n{",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: application/sparql-query\r\nContent-Length: 99\r\n\r\nASK",
    ],
)
def test_clients_that_never_end_what_they_began_are_cut_off(served: Target, beginning: bytes) -> None:
    open_before = sum(map(descriptors, served.service.tree()))
    links = [socket.create_connection(("127.0.0.1", served.service.port), 30) for _ in range(50)]
    try:
        for link in links:
            link.sendall(beginning)
        served.still_well()
        if beginning:
            for link in links:
                while link.recv(4096):  # raises TimeoutError if it is never cut off
                    pass
    finally:
        for link in links:
            link.close()
    end = time.monotonic() + 30
    while sum(map(descriptors, served.service.tree())) > open_before + 16 and time.monotonic() < end:
        time.sleep(0.05)
    assert sum(map(descriptors, served.service.tree())) <= open_before + 16
    served.still_well()


def test_a_client_that_sends_byte_by_byte_holds_nobody_up(served: Target) -> None:
    stop = threading.Event()

    def trickle() -> None:
        with socket.create_connection(("127.0.0.1", served.service.port), 30) as link:
            try:
                for byte in b"GET /health/live HTTP/1.1\r\nHost: " + b"a" * 10_000:
                    link.sendall(bytes([byte]))
                    if stop.wait(0.02):
                        return
            except OSError:
                return  # cut off

    threads = [threading.Thread(target=trickle) for _ in range(30)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(5):
            served.still_well()
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)


def test_a_client_that_takes_nothing_of_a_large_answer_holds_nobody_up(served: Target) -> None:
    for _ in range(8):  # so that the answer is kept by both fronts
        assert served.ask("GET", "/questions/rounds-and-rules", Accept="application/json").status == 200
    links = []
    for _ in range(20):
        link = socket.socket()
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        link.connect(("127.0.0.1", served.service.port))
        link.sendall(b"GET /questions/rounds-and-rules HTTP/1.1\r\nHost: a\r\nAccept: application/json\r\n\r\n" * 20)
        links.append(link)
    try:
        served.still_well()
    finally:
        for link in links:
            link.close()
    served.still_well()
