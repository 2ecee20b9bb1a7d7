"""Runs a check on Spark: look at the files, then judge and write, with what executors need sent to them once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from uuid import uuid4

from regelgraph.checks import PERSONS, Check
from regelgraph.errors import InputError
from regelgraph.spark import grouped, rowwise, sorting
from regelgraph.spark.counting import Counted, Totals, counted, totals
from regelgraph.spark.folder import require_parts
from regelgraph.spark.job import Asked, Desk, Job, desk
from regelgraph.spark.pieces import Looked, Piece, look, numbered

if TYPE_CHECKING:
    from pyspark import SparkContext

    from regelgraph.spark.shipment import Shipment

T = TypeVar("T")
R = TypeVar("R")

_BUCKET: Final = 1 << 18
"""Rows that are judged by id together, about."""
_LOOKED_AT: Final = 8
"""Files that one task looks at, at least where there are many."""


@dataclass(frozen=True, slots=True)
class Found:
    """A list that was looked at: what its files hold, its pieces in order, and the check that is asked for."""

    looked: tuple[Looked, ...]
    pieces: tuple[Piece, ...]
    check: Check
    job: Job

    @property
    def rows(self) -> int:
        """How many rows the list has."""
        return sum(piece.rows for piece in self.pieces)

    @property
    def warnings(self) -> Iterator[tuple[str, str]]:
        """Names of files, each with something that is not judged by, in words."""
        from regelgraph.tables.columns import warnings

        for each in self.looked:
            yield from ((each.path, warning) for warning in each.warnings)
        yield from warnings(self.check.sources, self.check.columns)


class Task:
    """A function of a desk and something to work on, as Spark calls it on an executor."""

    def __init__(self, key: str, job: Any, work: Callable[..., Iterable[Any]], *further: Any) -> None:
        self._key = key
        self._job = job
        self._work = work
        self._further = further

    def __call__(self, item: Any) -> Iterable[Any]:
        """What the work makes of the item; on Spark."""
        return self._work(desk(self._key, self._job.value), item, *self._further)


def find(context: SparkContext, shipment: Shipment, asked: Asked, files: Sequence[Path], knowledge: Any) -> Found:
    """Look at all files. Raises as `open_check`."""
    job = Job(shipment, asked)
    paths = [str(path) for path in files]
    looked = tuple(_each(context, job, paths, _look))
    headers = {each.path: each.headers for each in looked if each.pieces}
    if not headers:
        raise InputError(f"{paths[0]} is an empty table: it has headers but no row")
    check = asked.check(knowledge, headers)
    return Found(looked, numbered(looked), check, replace(job, headers=tuple(dict.fromkeys(headers.values()))))


def judge(context: SparkContext, found: Found, folder: Path | None, format_: str) -> Totals:
    """Judge a list, write the parts of its report into the folder, if there is one, and count them."""
    where = str(folder) if folder else None
    if found.job.asked.case_kind == PERSONS:
        items = [*enumerate(found.pieces)]
        parts: list[Counted] = _each(context, found.job, items, _judge_piece, where, format_)
        count = len(items)
    else:
        count = max(context.defaultParallelism, -(-found.rows // _BUCKET))
        parts = _by_id(context, found, count, where, format_)
    if folder:
        require_parts(folder, count, format_)
    return totals(found.check, found.check.stream(), parts)


def _each(
    context: SparkContext, job: Job, items: Sequence[Any], work: Callable[..., Iterable[R]], *further: Any
) -> list[R]:
    """What the work makes of each item, a task each."""
    sent = context.broadcast(job)
    task = Task(uuid4().hex, sent, work, *further)
    try:
        found: list[R] = context.parallelize(items, len(items)).flatMap(task).collect()
    finally:
        sent.destroy()
    return found


def _by_id(context: SparkContext, found: Found, count: int, folder: str | None, format_: str) -> list[Counted]:
    """Rows to their ids, judged there, lines back to their rows; into `count` buckets, and as many parts."""
    sent, key = context.broadcast(found.job), uuid4().hex

    def task(work: Callable[..., Iterable[Any]], *further: Any) -> Callable[[int, Iterable[Any]], Iterable[Any]]:
        return Partition(Task(key, sent, work, *further))

    rows = context.parallelize(found.pieces, len(found.pieces)).flatMap(Task(key, sent, grouped.deal_rows, count))
    buckets = rows.partitionBy(count, int)
    try:
        if folder is None:
            parts: list[Counted] = buckets.mapPartitionsWithIndex(task(_count_bucket)).collect()
        else:
            lines = buckets.mapPartitionsWithIndex(task(_deal_bucket, count, found.rows)).partitionBy(count, int)
            parts = lines.mapPartitionsWithIndex(task(_write_stretch, folder, format_)).collect()
    finally:
        sent.destroy()
    return parts


class Partition:
    """A task on all that came to one partition."""

    def __init__(self, task: Task) -> None:
        self._task = task

    def __call__(self, number: int, items: Iterable[tuple[int, Any]]) -> Iterable[Any]:
        """What the work makes of the partition of that number; on Spark."""
        return self._task((number, (item for _, item in items)))


def _look(at: Desk, path: str) -> list[Looked]:
    return [look(at.rulebook, at.job.asked.case_kind, path)]


def _judge_piece(at: Desk, item: tuple[int, Piece], folder: str | None, format_: str) -> list[Counted]:
    number, piece = item
    return [rowwise.judge_piece(at, piece, number, folder, format_)]


def _count_bucket(at: Desk, item: tuple[int, Iterable[bytes]]) -> list[Counted]:
    report = grouped.judge_bucket(at, item[1])
    return [counted(report, item[0])] if report else []


def _deal_bucket(at: Desk, item: tuple[int, Iterable[bytes]], stretches: int, rows: int) -> Iterator[Any]:
    report = grouped.judge_bucket(at, item[1])
    return sorting.deal_lines(report, stretches, rows) if report else iter(())


def _write_stretch(at: Desk, item: tuple[int, Iterable[sorting.Lines]], folder: str, format_: str) -> list[Counted]:
    return [sorting.write_stretch(at, item[1], item[0], folder, format_)]
