"""`regelgraph serve` as a process of its own on a free port of this machine."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

WAIT = 60


@contextmanager
def served(*arguments: str, environ: dict[str, str] | None = None) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of a service that is ended when the block is left."""
    command = [sys.executable, "-m", "regelgraph", "serve", "--port", "0", *arguments]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ)
    try:
        assert process.stderr
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:[0-9]+", line)
        assert found, line
        yield found[0], process
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=WAIT)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_and_stops_in_order(how: signal.Signals) -> None:
    with served("--examples") as (url, process):
        answer = httpx.get(f"{url}/questions/rounds-and-rules", params={"round": "win-win-2"}, timeout=WAIT)
        assert answer.json()["rows"]
        assert httpx.get(f"{url}/health/ready", timeout=WAIT).json()["examples"] is True
        head = httpx.head(f"{url}/questions", timeout=WAIT)
        assert (head.status_code, head.content) == (200, b"")
        process.send_signal(how)
        _, log = process.communicate(timeout=WAIT)
    assert process.returncode == 0
    assert '"method":"GET","route":"/questions/{…}","status":200' in log
    assert "win-win-2" not in log
    assert "127.0.0.1" not in log


def test_several_workers_answer_with_the_same_knowledge() -> None:
    with served("--workers", "2", "--examples") as (url, process):
        for _ in range(4):
            assert httpx.get(f"{url}/health/live", timeout=WAIT).status_code == 200
            answer = httpx.post(
                f"{url}/check/persons?round=win-win-2", json={"persons": [{"person_id": "A"}]}, timeout=WAIT
            )
            assert answer.json()["summary"]["undetermined"] == 1
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=WAIT)
    assert process.returncode == 0


def test_checks_at_the_same_time_do_not_disturb_each_other() -> None:
    from concurrent.futures import ThreadPoolExecutor

    def check(number: int) -> tuple[int, str, str]:
        rows = [{"person_id": f"{number}-{i}", "age": 16 + (number + i) % 50} for i in range(20)]
        found = httpx.post(f"{url}/check/persons?round=win-win-2", json={"persons": rows}, timeout=WAIT).json()
        assert [row["person_id"] for row in found["results"]] == [row["person_id"] for row in rows]
        ages = [next(each for each in row["criteria"] if each["id"] == "age") for row in found["results"]]
        return number, str(ages), str(found["summary"])

    with served() as (url, _), ThreadPoolExecutor(8) as pool:
        together = list(pool.map(check, range(16)))
        assert together == [check(number) for number in range(16)]


def test_an_answer_does_not_wait_for_acknowledgements() -> None:
    from time import perf_counter

    with served() as (url, _), httpx.Client(base_url=url, timeout=WAIT) as client:
        took = []
        for _ in range(20):
            start = perf_counter()
            assert client.get("/health/live").status_code == 200
            took.append(perf_counter() - start)
    assert sorted(took)[len(took) // 2] < 0.03


def test_a_port_that_is_taken_is_a_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "regelgraph", "serve", "--port", port]
        ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=WAIT)
    assert ended.returncode == 2
    assert port in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("workers", ["1", "2"])
def test_knowledge_that_cannot_be_read_ends_it_with_one_sentence(tmp_path: Path, workers: str) -> None:
    (tmp_path / "own.ttl").write_text("broken")
    command = [sys.executable, "-m", "regelgraph", "serve", "--port", "0", "--workers", workers]
    command += ["--knowledge", str(tmp_path)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=WAIT)
    assert ended.returncode == 2
    assert "own.ttl, line 1" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_help_imports_no_server() -> None:
    code = (
        "import sys; from regelgraph.cli import commands; assert not {'fastapi','uvicorn','duckdb'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=WAIT)
