"""What all executors are told of a check: knowledge, rounds, day, the headers of all files; and the check there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from regelgraph.asked import Asked
from regelgraph.checks import Check
from regelgraph.spark.shipment import Shipment
from regelgraph.tables.columns import Columns
from regelgraph.tables.files.json_lines import no_objects
from regelgraph.tables.files.source import Held, Source

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge
    from regelgraph.tables.rows.pipeline import Pipeline

Headers = tuple[str, ...]


def check_of(asked: Asked, knowledge: Knowledge, headers: Mapping[str, Headers]) -> Check:
    """A check of files without rows, by name with their headers. Raises as `open_check`, but for InputError."""
    return asked.open(knowledge, [Held(name, table=no_objects(each)) for name, each in headers.items()])


def without_list(asked: Asked, knowledge: Knowledge) -> Check:
    """A check of no file, to see whether it can be asked for at all. Raises UsageError if not."""
    names = tuple(fact.name for fact in knowledge.rulebook.facts[asked.case_kind].values())
    return check_of(asked, knowledge, {"list": names})


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
            self._check = check_of(self.job.asked, self.knowledge, headers)
        return self._check

    @cached_property
    def pipeline(self) -> Pipeline:
        """What judges rows that are cases by themselves, for all pieces that come to this process."""
        return self.check().pipeline()

    def on(self, sources: Sequence[Source], places: Sequence[Sequence[int | None]], before: int = 0) -> Check:
        """A check of some rows, in which the columns stand at `places` and `before` which `before` rows stand."""
        check = self.check()
        columns = Columns(check.columns.columns, tuple(map(tuple, places)), ((),) * len(sources))
        return replace(check, sources=[*sources], columns=columns, before=before)

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
