"""Runs a check on Spark: look at the files, then judge and write, with what executors need sent to them once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regelgraph.asked import Asked
from regelgraph.checks import Check
from regelgraph.errors import InputError, RegelgraphError
from regelgraph.spark import grouped, rowwise, sorting
from regelgraph.spark.counting import Counted, Totals, counted_anywhere, totals
from regelgraph.spark.folder import require_parts
from regelgraph.spark.job import Desk, Job, check_of
from regelgraph.spark.pieces import Looked, Piece, look, numbered
from regelgraph.spark.tasks import Sent
from regelgraph.terms import PERSONS

if TYPE_CHECKING:
    from pyspark import SparkContext

    from regelgraph.knowledge import Knowledge

_BUCKET: Final = 1 << 18
"""Rows that are judged by id together, about."""
_TASKS: Final = 16
"""Tasks for each processor among which the files to look at are divided, at most."""


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


def find(context: SparkContext, sent: Sent, asked: Asked, files: Sequence[Path], knowledge: Knowledge) -> Found:
    """Look at all files. Raises as `open_check`."""
    job = Job(asked)
    paths = [str(path) for path in files]
    slices = min(len(paths), context.defaultParallelism * _TASKS)
    looked = tuple(map(_good, context.parallelize(paths, slices).flatMap(sent.task(job, _look)).collect()))
    headers = {each.path: each.headers for each in looked if each.pieces}
    if not headers:
        raise InputError(f"{paths[0]} is an empty table: it has headers but no row")
    check = check_of(asked, knowledge, headers)
    return Found(looked, numbered(looked), check, replace(job, headers=tuple(dict.fromkeys(headers.values()))))


def judge(context: SparkContext, sent: Sent, found: Found, folder: Path | None, format_: str) -> Totals:
    """Judge a list, write the parts of its report into the folder, if there is one, and count them."""
    where = str(folder) if folder else None
    if found.job.asked.case_kind == PERSONS:
        items, count = [*enumerate(found.pieces)], len(found.pieces)
        task = sent.task(found.job, _judge_piece, where, format_)
        parts: list[Counted] = context.parallelize(items, count).flatMap(task).collect()
    else:
        count = max(context.defaultParallelism, -(-found.rows // _BUCKET))
        parts = _by_id(context, sent, found, count, where, format_)
    if folder:
        require_parts(folder, count, format_)
    return totals(found.check.stream(), parts)


def _by_id(
    context: SparkContext, sent: Sent, found: Found, count: int, folder: str | None, format_: str
) -> list[Counted]:
    """Rows to their ids, judged there, lines back to their rows; into `count` buckets, and as many parts."""
    pieces = context.parallelize(found.pieces, len(found.pieces))
    rows = pieces.flatMap(sent.task(found.job, grouped.deal_rows, count)).partitionBy(count, int)
    if folder is None:
        return rows.mapPartitionsWithIndex(sent.partition(found.job, _count_bucket)).collect()
    dealing = sent.partition(found.job, _deal_bucket, count, found.rows)
    lines = rows.mapPartitionsWithIndex(dealing).partitionBy(count, int)
    return lines.mapPartitionsWithIndex(sent.partition(found.job, _write_stretch, folder, format_)).collect()


def _look(at: Desk, path: str) -> list[Looked | RegelgraphError]:
    """What was found in a file, or what is wrong with it: a task that failed would be tried again, to no other end."""
    try:
        return [look(at.rulebook, at.job.asked.case_kind, path)]
    except RegelgraphError as error:
        return [error]


def _good(looked: Looked | RegelgraphError) -> Looked:
    if isinstance(looked, RegelgraphError):
        raise looked
    return looked


def _judge_piece(at: Desk, item: tuple[int, Piece], folder: str | None, format_: str) -> list[Counted]:
    number, piece = item
    return [rowwise.judge_piece(at, piece, number, folder, format_)]


def _count_bucket(at: Desk, item: tuple[int, Iterable[bytes]]) -> list[Counted]:
    report = grouped.judge_bucket(at, item[1])
    return [counted_anywhere(report)] if report else []


def _deal_bucket(at: Desk, item: tuple[int, Iterable[bytes]], stretches: int, rows: int) -> Iterator[Any]:
    report = grouped.judge_bucket(at, item[1])
    return sorting.deal_lines(report, stretches, rows) if report else iter(())


def _write_stretch(at: Desk, item: tuple[int, Iterable[sorting.Lines]], folder: str, format_: str) -> list[Counted]:
    return [sorting.write_stretch(at, item[1], item[0], folder, format_)]
