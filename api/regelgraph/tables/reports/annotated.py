"""A list as it came, with what was found about each row behind its own columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from regelgraph.judge.outcomes import Level
from regelgraph.rulebook import Text
from regelgraph.tables.blocks import Block, blocks_of
from regelgraph.tables.cells import texts
from regelgraph.tables.files.source import Source
from regelgraph.tables.kernels import among, call, count_up, same
from regelgraph.tables.reports.batches import shared_columns, shared_invalids
from regelgraph.tables.reports.endings import Ending
from regelgraph.tables.reports.marks import TOGETHER, merged_marks
from regelgraph.tables.reports.own_columns import columns_of, places_in, unique
from regelgraph.tables.reports.report import BATCH, Report

if TYPE_CHECKING:
    import pyarrow as pa

ROUND: Final = "judged_round"
"""Not `round`: that may be a column of the list, which says the same or was blank."""


class Annotated:
    """The columns of all files, in the order and spelling of their headers, and those of the findings.

    A row stands once for each round by which it was judged; where cases are pairs of rows, once, with the worst verdict
    of its pairs. `headers` are for people, `keys` for formats in which every column needs a name of its own.
    """

    def __init__(self, report: Report, sources: Sequence[Source], lang: str) -> None:
        self.report = report = report.whole() if report.marks_together else report
        self._sources = sources
        self._lang = lang
        columns = columns_of(sources)
        self._places = [places_in(source, columns) for source in sources]
        own = [header for header, _ in columns]
        found = ("verdict", ROUND, "criteria", "missing", "invalid", f"reasons_{lang}", "citations", "knowledge")
        added = unique([*own, *found, *(TOGETHER if report.marks_together else ())])[len(own) :]
        self.headers: tuple[str, ...] = (*own, *added)
        self.keys: tuple[str, ...] = tuple(unique([*own, *added]))
        self.own = len(own)
        self._safe = Ending("", Level.OK, report.words[Level.OK], (), (), Text("", ""), ())
        self.invalids = report.invalids
        self._endings = report.endings
        self._marks = report.marks
        if report.marks_together:
            self._marks, self._endings, self.invalids = merged_marks(report)

    def ending(self, number: int) -> Ending:
        """The ending that a number stands for; -1 for a row that no case is about."""
        return self._endings[number] if number >= 0 else self._safe

    @property
    def schema(self) -> pa.Schema:
        """Names and types of the batches: everything is a text, but for the number of a row."""
        import pyarrow as pa

        words = pa.dictionary(pa.int32(), pa.string())
        found = [words] * (len(self.keys) - self.own)
        if self.report.marks_together:
            found[-2:] = [pa.int64(), pa.string()]
        return pa.schema(list(zip(self.keys, [pa.string()] * self.own + found, strict=True)))

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows in the order of the list."""
        import pyarrow as pa

        shared = shared_columns(lambda e: self._cells(self.ending(e)), 7)
        invalid = shared_invalids(self.invalids)
        schema = self.schema
        for batch in self.rows():
            own, (row, e, i, others) = batch.columns[: self.own], batch.columns[self.own :]
            found = [column.column(e) for column in shared]
            found.insert(4, invalid.column(i))
            more = [row.cast(pa.int64()), others] if self.report.marks_together else []
            yield pa.record_batch([*own, *found, *more], schema=schema)

    def rows(self) -> Iterator[pa.RecordBatch]:
        """The own cells of each row, its number, its ending (-1 for none), its invalid text and the other rows."""
        import pyarrow as pa

        for block, marks in self._marked():
            own = replace(block, places=self._places[block.source])
            given = pa.table([texts(own, i) for i in range(self.own)], names=[f"x{i}" for i in range(self.own)])
            row = marks.column("row")
            if len(row) != block.rows:
                given = given.take(call("subtract", row, block.before + 1))
            for name in ("row", "e", "i", "others"):
                given = given.append_column(name, marks.column(name))
            for rows in given.to_batches(max_chunksize=BATCH):
                yield rows
                self.report.watch(rows.column("row")[-1].as_py())

    def _marked(self) -> Iterator[tuple[Block, pa.Table]]:
        """Each block of the list with what is said about its rows, in their order; about every row at least once."""
        if self._marks is None and self.report.lines is None:
            for part in self.report.taken():
                if part.block:
                    yield part.block, _with_others(part.lines)
            return
        marks = _with_others(self.report.lines if self._marks is None else self._marks)
        for block in blocks_of(self._sources, self._places):
            rows = count_up(block.rows, block.before + 1)
            row = marks.column("row")
            own = marks.filter(
                call("and", call("greater", row, block.before), call("less_equal", row, block.before + block.rows))
            )
            yield block, _of_all(own, rows)

    def _cells(self, ending: Ending) -> tuple[str, ...]:
        round_, verdict, criteria, missing, de, en, citations, knowledge = self.report.ending_cells(ending)
        return verdict, round_, criteria, missing, de if self._lang == "de" else en, citations, knowledge


def _with_others(marks: pa.Table) -> pa.Table:
    import pyarrow as pa

    if "others" not in marks.column_names:
        marks = marks.append_column("others", pa.repeat(pa.scalar("", pa.string()), len(marks)))
    return marks.select(["row", "ord", "e", "i", "others"])


def _of_all(marks: pa.Table, rows: pa.Array) -> pa.Table:
    """Marks of all rows, ordered by row and `ord`: -1 as the ending of those that have none."""
    import pyarrow as pa

    bare = rows.filter(call("invert", call("is_in", rows, options=among(marks.column("row")))))
    none = same(-1, len(bare))
    added = pa.table([bare, same(0, len(bare)), none, none, [""] * len(bare)], names=marks.column_names)
    whole = pa.concat_tables([marks, added.cast(marks.schema)])
    return whole.sort_by([("row", "ascending"), ("ord", "ascending")])
