"""What all executors are told of a check: knowledge, rounds, day, the headers of all files; and the check there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from regelgraph.checks import PERSONS, Check, open_check
from regelgraph.networks import open_networks
from regelgraph.participations import STAYS, open_pairs
from regelgraph.spark.shipment import Shipment
from regelgraph.tables.columns import Columns
from regelgraph.tables.files.source import Held, Source
from regelgraph.tables.intern import Interner

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.knowledge import Knowledge
    from regelgraph.tables.rows.pipeline import Pipeline

Headers = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check is asked for, whatever the list: which kind of case, by which rounds, as of which day.

    `every`: pairs that are safe have a row, too.
    """

    case_kind: str
    rounds: tuple[str, ...]
    as_of: date
    lang: str = "de"
    every: bool = False

    def check(self, knowledge: Knowledge, headers: Mapping[str, Headers]) -> Check:
        """A check of files without rows, by name with their headers. Raises as `open_check`, but for InputError."""
        files = [Held(name, table=([*each], _no_cells(each))) for name, each in headers.items()]
        if self.case_kind == PERSONS:
            return open_check(knowledge, files, self.rounds, as_of=self.as_of, lang=self.lang)
        if self.case_kind == STAYS:
            return open_pairs(knowledge, files, self.rounds, as_of=self.as_of, lang=self.lang, every=self.every)
        return open_networks(knowledge, files, self.rounds, as_of=self.as_of, lang=self.lang)

    def without_list(self, knowledge: Knowledge) -> Check:
        """A check of no file, to see whether it can be asked for at all. Raises UsageError if not."""
        names = tuple(fact.name for fact in knowledge.rulebook.facts[self.case_kind].values())
        return self.check(knowledge, {"list": names})


@dataclass(frozen=True, slots=True)
class Job:
    """A check as executors are told of it; `headers` are all that any file has, each once."""

    asked: Asked
    headers: tuple[Headers, ...] = ()


class Desk:
    """A job on an executor, and what was made of its knowledge, for all tasks of the process."""

    def __init__(self, job: Job, knowledge: Knowledge) -> None:
        self.job = job
        self.knowledge = knowledge
        self.rulebook = knowledge.rulebook
        self._check: Check | None = None

    def check(self) -> Check:
        """A check of the whole list, without rows."""
        if self._check is None:
            headers = {f"file {place}": each for place, each in enumerate(self.job.headers, 1)}
            self._check = self.job.asked.check(self.knowledge, headers)
        return self._check

    @cached_property
    def pipeline(self) -> Pipeline:
        """What judges rows that are cases by themselves, for all pieces that come to this process."""
        return self.check().pipeline()

    def on(self, sources: Sequence[Source], places: Sequence[Sequence[int | None]], before: int = 0) -> Check:
        """A check of some rows, in which the columns stand at `places` and `before` which `before` rows stand."""
        check = self.check()
        columns = Columns(check.columns.columns, tuple(map(tuple, places)), ((),) * len(sources))
        fresh: tuple[Interner[str], Interner[object]] = (Interner(), Interner())
        return replace(
            check, sources=[*sources], columns=columns, before=before, texts=fresh[0], endings=fresh[1]  # type: ignore[arg-type]
        )  # fmt: skip

    def places(self, headers: Headers) -> tuple[int | None, ...]:
        """Where the columns stand in a file with these headers."""
        return self.check().columns.places[self.job.headers.index(headers)]


class _Known:
    """What this process has unpacked last."""

    key = ""
    knowledge: Knowledge | None = None
    desk: Desk | None = None


def desk(key: str, job: Job, shipment: Callable[[], Shipment]) -> Desk:
    """The desk of a job in this process; the shipment is asked for only if that of the key is not unpacked yet."""
    if _Known.key != key or _Known.knowledge is None:
        _Known.key, _Known.knowledge, _Known.desk = key, shipment().knowledge(), None
    if _Known.desk is None or _Known.desk.job != job:
        _Known.desk = Desk(job, _Known.knowledge)
    return _Known.desk


def _no_cells(headers: Headers) -> pa.Table:
    import pyarrow as pa

    texts = {f"c{i}": pa.array([], pa.string()) for i in range(len(headers))}
    return pa.table({**texts, "overfull": pa.array([], pa.int64())})
