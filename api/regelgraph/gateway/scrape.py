"""Writes the sums of all processes as Prometheus reads them. The range of every label is fixed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from prometheus_client.utils import floatToGoString

from regelgraph.gateway import columns as at
from regelgraph.gateway.processes import ROLES, memory
from regelgraph.gateway.routes import NAMES

if TYPE_CHECKING:
    from regelgraph.gateway.metrics import Metrics

_LE: Final = (*map(floatToGoString, at.BOUNDS), "+Inf")


def text(metrics: Metrics) -> bytes:
    """The whole text."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Sums(metrics))
    return generate_latest(registry)


class _Sums(Collector):
    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        sums = self._metrics.sums()
        yield _requests(sums)
        yield _seconds(sums)
        yield _gauge("requests_under_way", "Requests that are not answered yet.", sums[at.UNDER_WAY])
        yield _by(
            GaugeMetricFamily, "queue_length", "Requests that wait for a place.", "lane", at.LANES, sums[at.QUEUE :]
        )
        yield _by(GaugeMetricFamily, "workers_busy", "Workers at work.", "lane", at.LANES, sums[at.BUSY :])
        yield _by(CounterMetricFamily, "works_ended", "Work that was ended.", "cause", at.CAUSES, sums[at.ENDED :])
        yield _by(CounterMetricFamily, "refused", "Requests refused unworked.", "why", at.REFUSALS, sums[at.REFUSED :])
        yield _by(
            CounterMetricFamily, "reloads", "Reloads of the knowledge.", "result", at.RELOADS, sums[at.RELOADED :]
        )
        yield _counter("answers_cached", "Answers from the cache.", sums[at.CACHED])
        yield _counter("sent_bytes", "Bytes of bodies sent.", sums[at.SENT])
        yield _counter("log_lines_lost", "Lines of the log that could not be written.", sums[at.LOST])
        yield _gauge("cache_bytes", "Bytes of ready answers kept.", sums[at.CACHE_BYTES])
        version, fingerprint, generation = self._metrics.knowledge
        said = {"version": version, "fingerprint": fingerprint, "generation": str(generation)}
        yield InfoMetricFamily("regelgraph_knowledge", "The knowledge that is answered from.", said)
        yield from _processes(self._metrics)


def _requests(sums: Sequence[float]) -> Metric:
    found = CounterMetricFamily("regelgraph_requests", "Requests answered.", labels=("route", "method", "status"))
    place = at.REQUESTS
    for route in NAMES:
        for method in at.METHODS:
            for status in at.STATUSES:
                if sums[place]:
                    found.add_metric((route, method, status), sums[place])
                place += 1
    return found


def _seconds(sums: Sequence[float]) -> Metric:
    found = HistogramMetricFamily(
        "regelgraph_request_seconds", "From the head of a request to the end of its answer.", labels=("route",)
    )
    for number, route in enumerate(NAMES):
        place = at.SECONDS + number * at.PER_HISTOGRAM
        counts = [*accumulate(sums[place : place + at.SUM])]
        if counts[-1]:
            found.add_metric((route,), [*zip(_LE, counts, strict=True)], sums[place + at.SUM])
    return found


def _by(
    family: type[CounterMetricFamily | GaugeMetricFamily],
    name: str,
    help_: str,
    label: str,
    words: Sequence[str],
    values: Sequence[float],
) -> Metric:
    found = family(f"regelgraph_{name}", help_, labels=(label,))
    for word, value in zip(words, values, strict=False):
        found.add_metric((word,), value)
    return found


def _gauge(name: str, help_: str, value: float) -> Metric:
    return GaugeMetricFamily(f"regelgraph_{name}", help_, value)


def _counter(name: str, help_: str, value: float) -> Metric:
    return CounterMetricFamily(f"regelgraph_{name}", help_, value)


def _processes(metrics: Metrics) -> Iterator[Metric]:
    supervisor, *fronts = metrics.processes()
    found = memory(supervisor, fronts)
    numbers, sizes = [found[role][0] for role in ROLES], [found[role][1] for role in ROLES]
    yield _by(GaugeMetricFamily, "processes", "Processes of the service.", "role", ROLES, numbers)
    said = "Memory of the processes; what several share counts in parts."
    yield _by(GaugeMetricFamily, "memory_bytes", said, "role", ROLES, sizes)
