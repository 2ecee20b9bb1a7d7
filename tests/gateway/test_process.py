"""`regelgraph serve` as processes: how it begins, ends, has its knowledge loaded anew, and outlives what falls."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.gateway.conftest import Asked, asked
from tests.proc import children, runs
from tests.served import WAIT, await_ready

QUESTION = """#+ id = "own"
#+ audience = "integrators"
#+ title.de = "new"
#+ title.en = "new"
#+ help.de = "new"
#+ help.en = "new"
#+
#+ [[columns]]
#+ name = "answer"
#+ label.de = "Antwort"
#+ label.en = "answer"
SELECT ("new" AS ?answer) {}
"""
SERVE = (sys.executable, "-m", "regelgraph", "serve", "--port")


def until(true: Callable[[], Any]) -> None:
    end = time.monotonic() + WAIT
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def knows(url: str) -> bool:
    answer = httpx.get(f"{url}/questions/own", timeout=WAIT)
    assert answer.status_code in (200, 404), answer.text
    return answer.status_code == 200 and bool(answer.json()["rows"] == [{"answer": "new"}])


def reloads(url: str) -> float:
    lines = httpx.get(f"{url}/metrics", timeout=WAIT).text.splitlines()
    name = 'regelgraph_reloads_total{result="ok"} '
    return next(float(line.removeprefix(name)) for line in lines if line.startswith(name))


def named(asked: Asked, module: str) -> list[int]:
    """The processes that the first one started to run a module."""
    found = children(asked.service.process.pid)
    return [pid for pid in found if module.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of knowledge that adds nothing yet, so that what is kept of the built-in knowledge serves."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "own.ttl").write_text("# nothing yet\n")
    return folder


@pytest.fixture(scope="module")
def running(own: Path) -> Iterator[Asked]:
    with asked("--workers", "2", "--knowledge", str(own)) as client:
        yield client


def test_the_knowledge_is_loaded_anew_without_a_lost_request(running: Asked, own: Path) -> None:
    assert not knows(running.url)
    ends = threading.Event()
    found: list[int] = []
    made_by: set[str] = set()
    before = running.get("/health/ready").json()["fingerprint"]
    old = running.get("/context.jsonld")

    def keep_asking() -> None:
        with httpx.Client(timeout=WAIT) as client:
            number = 0
            while not ends.is_set():
                number += 1
                query = {"query": f"SELECT ?s {{ ?s ?p {number} }} LIMIT 1"}
                answer = client.get(f"{running.url}/sparql", params=query)
                found.append(answer.status_code)
                made_by.add(answer.headers["knowledge-fingerprint"])
                ends.wait(0.02)  # so that what loads has a processor, too

    asking = [threading.Thread(target=keep_asking) for _ in range(2)]
    for each in asking:
        each.start()
    (own / "own.rq").write_text(QUESTION)
    for _ in range(2):  # the second comes while the knowledge is being loaded
        running.service.process.send_signal(signal.SIGHUP)
        time.sleep(0.3)
    until(lambda: all(knows(running.url) for _ in range(4)))
    until(lambda: reloads(running.url) == 2)
    ends.set()
    for each in asking:
        each.join(WAIT)
    assert len(found) > 10
    assert set(found) == {200}
    assert made_by == {before, running.get("/health/ready").json()["fingerprint"]}
    assert len(made_by) == 2
    until(lambda: len(named(running, "regelgraph.workers.forkserver")) == 1)
    new = running.get("/context.jsonld", headers={"Range": "bytes=0-9", "If-Range": old.headers["etag"]})
    assert new.status_code == 200  # the rest of what was before is not asked of this
    assert new.headers["knowledge-fingerprint"] != before


def test_knowledge_that_cannot_be_loaded_anew_leaves_the_one_there_is(running: Asked, own: Path) -> None:
    (own / "own.ttl").write_text("broken")
    running.service.process.send_signal(signal.SIGHUP)
    until(lambda: "reload-failed" in running.service.log)
    assert "own.ttl, line 1" in running.service.log
    assert running.get("/questions").status_code == 200
    assert 'regelgraph_reloads_total{result="failed"} 1.0' in running.get("/metrics").text
    (own / "own.ttl").write_text("# nothing yet\n")


@pytest.mark.parametrize("module", ["regelgraph.gateway.front", "regelgraph.workers.forkserver"])
def test_a_process_that_falls_is_started_anew(running: Asked, module: str) -> None:
    before = named(running, module)
    os.kill(before[0], signal.SIGKILL)
    until(lambda: len(set(named(running, module)) - {before[0]}) == len(before))
    url = f"{running.url}/questions/rounds-and-rules?round=win-win-2&limit="
    assert [httpx.get(f"{url}{number}", timeout=WAIT).status_code for number in range(1, 9)] == [200] * 8


def test_checks_at_the_same_time_do_not_disturb_each_other(running: Asked) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def check(number: int) -> tuple[int, str, str]:
        rows = [{"person_id": f"{number}-{i}", "age": 16 + (number + i) % 50} for i in range(20)]
        url = f"{running.url}/check/persons?round=win-win-2"
        found = httpx.post(url, json={"persons": rows}, timeout=WAIT).json()
        assert [row["person_id"] for row in found["results"]] == [row["person_id"] for row in rows]
        ages = [next(each for each in row["criteria"] if each["id"] == "age") for row in found["results"]]
        return number, str(ages), str(found["summary"])

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(check, range(16)))
    assert together == [check(number) for number in range(16)]


def test_a_stop_waits_for_what_is_under_way_and_leaves_no_process(running: Asked) -> None:
    found: list[httpx.Response] = []
    pairs = "?a a rg:Actor . ?b a rg:Actor . FILTER(CONCAT(STR(?a), STR(?b)) = '')"  # a million of them
    query = {"query": f"PREFIX rg: <https://w3id.org/regelgraph/def/> SELECT (COUNT(*) AS ?n) {{ {pairs} }}"}

    def ask() -> None:
        found.append(httpx.get(f"{running.url}/sparql", params=query, timeout=WAIT))

    await_ready(running.service)  # before that nothing is worked on
    asking = threading.Thread(target=ask)
    asking.start()
    until(lambda: "regelgraph_requests_under_way 2.0" in running.get("/metrics").text)
    all_of_it = running.service.tree()
    running.service.process.send_signal(signal.SIGTERM)
    until(lambda: refused(running.service.port) or not asking.is_alive())
    assert running.service.process.wait(WAIT) == 0  # by that one signal: a second one ends it at once
    assert not [pid for pid in all_of_it if runs(pid)]
    asking.join(WAIT)
    assert found[0].status_code == 200
    assert found[0].headers["content-type"].startswith("application/")


def refused(port: int) -> bool:
    """Whether nobody takes a new connection."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return True
    return False


def test_when_the_first_process_is_killed_no_other_stays() -> None:
    with asked() as client:
        client.get("/questions")
        processes = client.service.tree()
        assert len(processes) > 3
        client.service.process.kill()
        until(lambda: not any(runs(pid) for pid in processes))


def test_ctrl_c_ends_it_and_the_log_says_nothing_of_what_was_asked() -> None:
    with asked("--examples") as client:
        assert client.get("/questions/rounds-and-rules", params={"round": "win-win-2"}).json()["rows"]
        assert client.get("/health/ready").json()["examples"] is True
        assert client.service.stop(signal.SIGINT) == 0
        log = client.service.log.partition("\n")[2]
    assert '"method":"GET","route":"/questions/{…}","status":200' in log
    assert "win-win-2" not in log
    assert "127.0.0.1" not in log


def test_a_port_that_is_taken_is_a_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = subprocess.run([*SERVE, port], check=False, capture_output=True, text=True, timeout=WAIT)
    assert ended.returncode == 2
    assert port in ended.stderr
    assert "Traceback" not in ended.stderr


def test_knowledge_that_cannot_be_read_ends_it_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text("broken")
    command = [*SERVE, "0", "--workers", "2", "--knowledge", str(tmp_path)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=WAIT)
    assert ended.returncode == 2
    assert "own.ttl, line 1" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_setting_that_is_none_ends_it_with_one_sentence() -> None:
    env = {**os.environ, "REGELGRAPH_QUERY_SECONDS": "soon"}
    ended = subprocess.run([*SERVE, "0"], check=False, capture_output=True, text=True, timeout=WAIT, env=env)
    assert ended.returncode == 2
    assert "REGELGRAPH_QUERY_SECONDS is 'soon'" in ended.stderr


def test_a_front_loads_neither_knowledge_nor_framework() -> None:
    code = (
        "import sys, regelgraph.gateway.front; from regelgraph.cli import commands;"
        "assert not {'fastapi', 'duckdb', 'pyarrow', 'pyoxigraph', 'rdflib', 'jinja2'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=WAIT)
