"""The report of a check: one row per case and round, in input order, with everything that writers need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from regelgraph.judge.outcomes import Level
from regelgraph.tables.blocks import Part
from regelgraph.tables.kernels import call
from regelgraph.tables.reports.endings import Ending
from regelgraph.tables.reports.holes import Holes

if TYPE_CHECKING:
    import pyarrow as pa

FINGERPRINT_SHOWN = 8
BETWEEN_IDS = "|"
BETWEEN_CITATIONS = "; "

BATCH = 1 << 16
"""Rows that writers take at a time."""

ENDING_COLUMNS = (
    "round", "verdict", "criteria", "missing", "reasons_de", "reasons_en", "citations", "knowledge",
)  # fmt: skip


def columns_of(identity: str, further: Iterable[str]) -> tuple[str, ...]:
    """Names of the columns of a report in order the same in every format."""
    return ("row", identity, *further, *ENDING_COLUMNS[:4], "invalid", *ENDING_COLUMNS[4:])


def ending_cells(ending: Ending, knowledge: str) -> tuple[str, ...]:
    """The cells of an ending, in the order of ENDING_COLUMNS."""
    return (
        ending.round,
        ending.verdict,
        BETWEEN_IDS.join(ending.criteria),
        BETWEEN_IDS.join(ending.missing),
        ending.reasons.de,
        ending.reasons.en,
        BETWEEN_CITATIONS.join(ending.citations),
        knowledge,
    )


@dataclass(slots=True)
class Report:
    """All rows as numbers (row, ord, identity, e, i, in order) and the few texts that they stand for.

    `identity` names the column that identifies a case; `words` are the verdicts from safe to blocked. `further` names
    columns that stand behind it and in the rows, and says which hold whole numbers (null for none) and not texts.
    `unlisted` safe cases are counted but have no row. `counted_by` are further columns whose values, in any order, have
    counts of their own. `iris` are the IRIs of verdicts and rounds by their words.

    `watch` is told how many rows of the list are done, whenever a writer has taken some.

    The rows are `lines`, or come in `parts` that are judged while they are taken, once; `endings` and `invalids` then
    grow with them, and `done` is called behind the last.

    `marks` (row, ord, e, i) are the endings that each row of the list has, where those are not just its lines.
    `marks_together`: a row has one line in an annotated list, whatever the number of its endings, and `ord` is the
    other row that one is about.

    `holes` say what fills those of the texts, where they have some (see `settling`).
    """

    identity: str
    endings: Sequence[Ending]
    invalids: Sequence[str]
    words: Sequence[str]
    knowledge: str
    as_of: date
    lines: pa.Table | None = None
    parts: Iterator[Part] = field(default_factory=lambda: iter(()))
    done: Callable[[], None] = lambda: None
    further: Mapping[str, bool] = field(default_factory=dict)
    unlisted: int = 0
    counted_by: tuple[str, ...] = ()
    iris: Mapping[str, str] = field(default_factory=dict)
    marks: pa.Table | None = None
    marks_together: bool = False
    watch: Callable[[int], None] = lambda _: None
    holes: Holes = field(default_factory=dict)
    _counted: Counter[int] = field(default_factory=Counter)

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the report's columns the same in every format."""
        return columns_of(self.identity, self.further)

    ending_columns = ENDING_COLUMNS

    def ending_cells(self, ending: Ending) -> tuple[str, ...]:
        """The cells of an ending, in the order of `ending_columns`."""
        return ending_cells(ending, self.knowledge)

    def taken(self) -> Iterator[Part]:
        """The rows in order, with the blocks of the list that they are about where they are judged block by block."""
        if self.lines is not None:
            yield Part(self.lines, None)
            return
        for part in self.parts:
            self._counted.update(_counts(part.lines))
            yield part
        self.done()

    def whole(self) -> Report:
        """The report with all rows judged."""
        if self.lines is not None:
            return self
        import pyarrow as pa

        tables = [part.lines for part in self.taken()]
        return replace(self, lines=pa.concat_tables(tables), parts=iter(()), _counted=Counter())

    def ordered(self, batch: int = BATCH) -> Iterator[pa.RecordBatch]:
        """The rows in input order: number, identity, place of the ending and of the invalid text (-1), and further.

        Last the numbers that fill holes of texts, where these have some.
        """
        names = list(dict.fromkeys(["row", "identity", "e", "i", *self.further, *self.holes.values()]))
        for part in self.taken():
            table = part.lines.select(names)
            for rows in (table.combine_chunks() if batch > BATCH else table).to_batches(max_chunksize=batch):
                yield rows
                self.watch(rows.column(0)[-1].as_py())

    def rows(self) -> Iterator[dict[str, int | str | None]]:
        """Report rows by column, in order. For few rows; writers of many join ready texts instead."""
        yield from (row for _, row in self.numbered_rows())

    def numbered_rows(self) -> Iterator[tuple[int, dict[str, int | str | None]]]:
        """Report rows, each with the place of its ending in `endings`. Of a report without holes."""
        for batch in self.ordered():
            for row, identity, ending, invalid, *further in zip(*(c.to_pylist() for c in batch.columns), strict=True):
                cells = self.ending_cells(self.endings[ending])
                why = self.invalids[invalid] if invalid >= 0 else ""
                yield (
                    ending,
                    dict(zip(self.columns, (row, identity, *further, *cells[:4], why, *cells[4:]), strict=True)),
                )

    @property
    def worst(self) -> Level:
        """The worst verdict of any row."""
        return max((ending.level for ending in self.endings), default=Level.OK)

    def counts(self) -> list[tuple[Ending, int]]:
        """How many rows have each ending, in the order of its first row; rows not taken yet are judged for it."""
        for part in self.taken():
            if part.block is not None:
                self.watch(part.block.before + part.block.rows)
        found = self._counted if self.lines is None else _counts(self.lines)
        return [(self.endings[ending], count) for ending, count in found.items()]

    def counts_by(self, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """How many rows have each ending and values of further columns: ending, count, values; only rows of several.

        Of a report with `lines`.
        """
        rows = self.lines
        if rows is None:
            return []
        for name, is_number in self.further.items():
            if is_number:
                rows = rows.filter(call("is_valid", rows.column(name)))
        counted = rows.group_by(["e", *columns]).aggregate([([], "count_all")]).to_pylist()
        found = [(row["e"], row["count_all"], *(row[name] for name in columns)) for row in counted]
        return [(self.endings[ending], *rest) for ending, *rest in sorted(found)]

    def verdict_counts(self) -> dict[str, int]:
        """How many rows have each verdict, from safe to blocked; those without a row are there with 0."""
        counted = Counter({self.words[Level.OK]: self.unlisted})
        for ending, count in self.counts():
            counted[ending.verdict] += count
        return {word: counted[word] for word in self.words}


def _counts(lines: pa.Table) -> dict[int, int]:
    counted = call("value_counts", lines.column("e")).to_pylist()
    return {each["values"]: each["counts"] for each in counted}


def short_knowledge(version: str, fingerprint: str) -> str:
    """Version and short fingerprint of the knowledge, as the report's last column has it."""
    return f"{version} {fingerprint[:FINGERPRINT_SHOWN]}"
