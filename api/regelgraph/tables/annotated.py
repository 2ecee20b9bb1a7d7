"""A list as it came, with what was found about each row behind its own columns."""

# ruff: noqa: S608 - what is put into SQL are this package's own names and numbers, never a cell
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from regelgraph.judge.outcomes import Level
from regelgraph.rulebook import Text
from regelgraph.tables.batches import Shared
from regelgraph.tables.endings import Ending
from regelgraph.tables.files import Source, plain
from regelgraph.tables.marks import TOGETHER, merged_marks
from regelgraph.tables.report import Report

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
        self.report = report
        self._sources = sources
        self._lang = lang
        self._columns = _columns(sources)
        own = [header for header, _ in self._columns]
        found = ("verdict", ROUND, "criteria", "missing", "invalid", f"reasons_{lang}", "citations", "knowledge")
        added = unique([*own, *found, *(TOGETHER if report.marks_together else ())])[len(own) :]
        self.headers: tuple[str, ...] = (*own, *added)
        self.keys: tuple[str, ...] = tuple(unique([*own, *added]))
        self.own = len(own)
        safe = Ending("", Level.OK, report.words[Level.OK], (), (), Text("", ""), ())
        self.endings, self.invalids = [*report.endings, safe], list(report.invalids)
        self._marks = report.marks
        if report.marks_together:
            self._marks = merged_marks(report, self.endings, self.invalids)

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

        shared = [Shared([self._cells(ending)[i] for ending in self.endings]) for i in range(7)]
        invalid = Shared(self.invalids)
        schema = self.schema
        for batch in self.rows():
            own, (row, e, i, others) = batch.columns[: self.own], batch.columns[self.own :]
            found = [column.column(e) for column in shared]
            found.insert(4, invalid.column(i))
            more = [row.cast(pa.int64()), others] if self.report.marks_together else []
            yield pa.record_batch([*own, *found, *more], schema=schema)

    def rows(self) -> Iterator[pa.RecordBatch]:
        """The own cells of each row, its number, its ending, its invalid text (-1 for none) and the other rows."""
        relations = self.report.relations
        relations.put_arrow("given", _cells(self._sources, self._columns))
        own = "".join(f"g.x{i}, " for i in range(self.own))
        others = "m.others" if self.report.marks_together else "''"
        return iter(
            relations.arrow(
                f"SELECT {own}g.row, coalesce(m.e, {len(self.endings) - 1}) AS e, coalesce(m.i, -1) AS i, "
                f"coalesce({others}, '') AS others FROM given g LEFT JOIN ({self._marks}) m ON m.row = g.row "
                "ORDER BY g.row, m.ord"
            )
        )

    def _cells(self, ending: Ending) -> tuple[str, ...]:
        round_, verdict, criteria, missing, de, en, citations, knowledge = self.report.ending_cells(ending)
        return verdict, round_, criteria, missing, de if self._lang == "de" else en, citations, knowledge


def unique(names: Sequence[str]) -> list[str]:
    """Names that differ: `_2` and so on behind one that stands there already, `column_3` for one that is empty."""
    found: list[str] = []
    taken: set[str] = set()
    given = {name.casefold() for name in names}
    for place, name in enumerate(names, 1):
        base = name or f"column_{place}"
        new, number = base, 1
        while new.casefold() in taken or (new != name and new.casefold() in given):
            number += 1
            new = f"{base}_{number}"
        taken.add(new.casefold())
        found.append(new)
    return found


def _columns(sources: Sequence[Source]) -> list[tuple[str, int]]:
    """The headers of all files in order, each with which of several same headers of its file it is."""
    found: dict[tuple[str, int], None] = {}
    for source in sources:
        found |= dict.fromkeys(_counted(source))
    return list(found)


def _counted(source: Source) -> list[tuple[str, int]]:
    return [(header, source.headers[:place].count(header)) for place, header in enumerate(source.headers)]


def _cells(sources: Sequence[Source], columns: Sequence[tuple[str, int]]) -> pa.Table:
    """`row` from 1 on through all files, and x0, x1 … for the columns, "" where a file has none."""
    import pyarrow as pa

    parts = []
    for source in sources:
        places = {column: place for place, column in enumerate(_counted(source))}
        empty = pa.array([""] * source.rows, pa.string())
        cells = [plain(source.cells.column(f"c{places[column]}")) if column in places else empty for column in columns]
        parts.append(pa.table(cells, names=[f"x{i}" for i in range(len(columns))]))
    whole = pa.concat_tables(parts)
    return whole.add_column(0, "row", pa.array(range(1, whole.num_rows + 1), pa.int64()))
