"""What /metrics says: sums over all processes, with labels of a fixed range, read by Prometheus' own parser."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families
from regelgraph.gateway import columns, metrics, processes
from regelgraph.gateway.metrics import Metrics
from regelgraph.gateway.routes import NAMES, route_of

FRONT = """
import subprocess, sys
from regelgraph.gateway.metrics import Metrics
mine = Metrics(int(sys.argv[1]), int(sys.argv[2]))
worker = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
mine.began(); mine.began(); mine.began()
mine.answered("/sparql", "GET", 200, 0.02, 10, cached=False)
mine.lane("slow", 5, 2)
mine.kept(1000)
print(worker.pid, flush=True)
input()
"""
"""A front process: two requests under way, one answered, a worker below it; it lives until it is ended."""

WORDS = ("BREW", "get", 'a"b', "x\n", "\ud800", "ä" * 300, "{…}", "id", "..", "GET ")


@pytest.fixture
def table() -> Iterator[int]:
    file = metrics.make(2)
    yield file
    os.close(file)


def samples(text: bytes) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    found: dict[tuple[str, frozenset[tuple[str, str]]], float] = {}
    for family in text_string_to_metric_families(text.decode()):
        for sample in family.samples:
            key = (sample.name.removeprefix("regelgraph_"), frozenset(sample.labels.items()))
            assert key not in found, "a series stands there once"
            found[key] = sample.value
    return found


def value(mine: Metrics, name: str, **labels: str) -> float:
    return samples(mine.text())[(name, frozenset(labels.items()))]


def test_a_request_is_counted_by_route_method_and_status_with_its_time_and_bytes(table: int) -> None:
    mine = Metrics(table, 1)
    mine.began()
    assert value(mine, "requests_under_way") == 1
    mine.answered("/questions", "GET", 200, 0.004, 1234, cached=True)
    found = samples(mine.text())
    assert found["requests_total", frozenset({("route", "/questions"), ("method", "GET"), ("status", "200")})] == 1
    assert {key: count for key, count in found.items() if key[0] == "requests_total"}.keys() == {
        ("requests_total", frozenset({("route", "/questions"), ("method", "GET"), ("status", "200")}))
    }
    assert value(mine, "requests_under_way") == 0
    assert value(mine, "sent_bytes_total") == 1234
    assert value(mine, "answers_cached_total") == 1
    assert value(mine, "request_seconds_sum", route="/questions") == 0.004
    assert value(mine, "request_seconds_count", route="/questions") == 1


def test_the_histogram_counts_upwards_and_a_bound_belongs_to_its_bucket(table: int) -> None:
    mine = Metrics(table, 0)
    for seconds in (0.0, 0.25, 0.2500001, 1000.0):
        mine.began()
        mine.answered("/sparql", "POST", 503, seconds, 0, cached=False)
    counts = {
        bound: value(mine, "request_seconds_bucket", route="/sparql", le=bound) for bound in ("0.1", "0.25", "0.5")
    }
    assert counts == {"0.1": 1, "0.25": 2, "0.5": 3}
    assert value(mine, "request_seconds_bucket", route="/sparql", le="120.0") == 3
    assert value(mine, "request_seconds_bucket", route="/sparql", le="+Inf") == 4


def test_everything_else_that_is_counted_has_its_series_from_the_start(table: int) -> None:
    mine = Metrics(table, 0)
    said = [("works_ended_total", "cause", columns.CAUSES), ("refused_total", "why", columns.REFUSALS)]
    for name, label, words in said:
        for word in words:
            assert value(mine, name, **{label: word}) == 0
            (mine.ended if label == "cause" else mine.refused)(word)
            assert value(mine, name, **{label: word}) == 1
    mine.ended("what nobody thought of")
    assert value(mine, "works_ended_total", cause="fault") == 2
    mine.reloaded(ok=True)
    mine.reloaded(ok=False)
    mine.reloaded(ok=False)
    assert [value(mine, "reloads_total", result=word) for word in ("ok", "failed")] == [1, 2]
    mine.lost(7)
    assert value(mine, "log_lines_lost_total") == 7
    for number, lane in enumerate(columns.LANES):
        mine.lane(lane, number + 1, number + 4)
        assert value(mine, "queue_length", lane=lane) == number + 1
        assert value(mine, "workers_busy", lane=lane) == number + 4


def test_the_knowledge_is_named_and_its_words_cannot_break_the_text(table: int) -> None:
    mine = Metrics(table, 0)
    mine.knowledge = ('1.0"\n# HELP', "abc\\", 3)
    assert value(mine, "knowledge_info", version='1.0"\n# HELP', fingerprint="abc\\", generation="3") == 1


def test_no_label_ever_holds_what_a_client_sends(table: int) -> None:
    mine = Metrics(table, 0)
    asked = [(f"/{word}/{word}", word, number) for number in (100, 299, 599, 999) for word in WORDS]
    for path, method, status in [
        *asked,
        *((path, "GET", 200) for path in ("/id/", "", "//", "/ID/a", "/check/persons/")),
    ]:
        mine.began()
        mine.answered(route_of(path).name, method, status, 0.1, 0, cached=False)
    ranges = {"route": NAMES, "method": columns.METHODS, "status": columns.STATUSES}
    labels = [dict(key[1]) for key in samples(mine.text()) if key[0] == "requests_total"]
    assert labels
    assert [each for each in labels for name, words in ranges.items() if each[name] not in words] == []
    assert value(mine, "requests_total", route="other", method="other", status="other") >= len(WORDS)


def test_one_scrape_shows_the_sum_over_all_processes_and_the_dead_leave_only_what_they_counted(table: int) -> None:
    supervisor = Metrics(table, 0)
    processes._found.clear()
    others = value(supervisor, "processes", role="worker")  # servers of other tests in this process
    command = [sys.executable, "-c", FRONT, str(table)]
    fronts = [
        subprocess.Popen([*command, row], pass_fds=(table,), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for row in ("1", "2")
    ]
    try:
        workers = [int((front.stdout or sys.stdin).readline()) for front in fronts]
        assert supervisor.processes() == [os.getpid(), *(front.pid for front in fronts)]
        asked = {"route": "/sparql", "method": "GET", "status": "200"}
        assert value(supervisor, "requests_total", **asked) == 2
        assert value(supervisor, "requests_under_way") == 4
        assert value(supervisor, "queue_length", lane="slow") == 10
        processes._found.clear()
        assert value(supervisor, "processes", role="gateway") == 2
        assert value(supervisor, "processes", role="worker") == 2 + others
        assert value(supervisor, "memory_bytes", role="worker") > 2**20
        fronts[0].send_signal(signal.SIGKILL)
        fronts[0].wait(10)
        supervisor.gone(1)
        assert value(supervisor, "requests_total", **asked) == 2
        assert value(supervisor, "requests_under_way") == 2
        assert value(supervisor, "cache_bytes") == 1000
        successor = Metrics(table, 1)
        successor.began()
        successor.answered("/sparql", "GET", 200, 0.02, 10, cached=False)
        assert value(supervisor, "requests_total", **asked) == 3
        assert value(supervisor, "requests_under_way") == 2
        assert len(workers) == 2
    finally:
        for front in fronts:
            front.kill()
            front.wait(10)
            for pipe in (front.stdin, front.stdout):
                if pipe:
                    pipe.close()
