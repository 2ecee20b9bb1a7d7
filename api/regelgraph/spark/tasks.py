"""Tasks as Spark takes them to executors: what is done there, and the job that it is done for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from regelgraph.spark.job import Job, desk

if TYPE_CHECKING:
    from pyspark import SparkContext

    from regelgraph.spark.shipment import Shipment


class Sent:
    """What was sent to all executors once; `key` tells a process what it has already unpacked."""

    def __init__(self, context: SparkContext, shipment: Shipment) -> None:
        self._sent = context.broadcast(shipment)
        self.key = f"{shipment.fingerprint} {shipment.code}"

    def task(self, job: Job, work: Callable[..., Iterable[Any]], *further: Any) -> Task:
        """Work on items, as a task."""
        return Task(self.key, self._sent, job, work, further)

    def partition(self, job: Job, work: Callable[..., Iterable[Any]], *further: Any) -> Partition:
        """Work on all that came to a partition, as a task."""
        return Partition(self.task(job, work, *further))


class Task:
    """A function of a desk and something to work on, as Spark calls it on an executor."""

    def __init__(
        self, key: str, sent: Any, job: Job, work: Callable[..., Iterable[Any]], further: tuple[Any, ...]
    ) -> None:
        self._key, self._sent, self._job = key, sent, job
        self._work, self._further = work, further

    def __call__(self, item: Any) -> Iterable[Any]:
        """What the work makes of the item."""
        return self._work(desk(self._key, self._job, lambda: self._sent.value), item, *self._further)


class Partition:
    """A task on all that came to one partition."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def __call__(self, number: int, items: Iterable[tuple[int, Any]]) -> Iterable[Any]:
        """What the work makes of the partition of that number."""
        return self._task((number, (item for _, item in items)))
