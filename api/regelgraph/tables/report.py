"""The report of a check: one row per case and round, in input order, with everything that writers need."""

# ruff: noqa: S608 - what is put into SQL are this package's own names and numbers, never a cell
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from regelgraph.judge.outcomes import Level
from regelgraph.tables.endings import Ending
from regelgraph.tables.relations import Relations

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


@dataclass(slots=True)
class Report:
    """All rows as numbers in the table `report` (row, ord, identity, e, i) and the few texts that they stand for.

    `identity` names the column that identifies a case; `words` are the verdicts from safe to blocked. `further` names
    columns that stand behind it and in the table, and says which hold whole numbers (NULL for none) and not texts.
    `unlisted` safe cases are counted but have no row. `counted_by` are further columns whose values, in any order, have
    counts of their own. `iris` are the IRIs of verdicts and rounds by their words.

    `marks` is a query for (row, ord, e, i): which endings each row of the list has. `marks_together`: a row has one
    line in an annotated list, whatever the number of its endings, and `ord` is the other row that one is about.

    `held` names the Arrow table in which the relations hold the rows in order, where they do.
    """

    relations: Relations
    identity: str
    endings: Sequence[Ending]
    invalids: Sequence[str]
    words: Sequence[str]
    knowledge: str
    as_of: date
    further: Mapping[str, bool] = field(default_factory=dict)
    unlisted: int = 0
    counted_by: tuple[str, ...] = ()
    iris: Mapping[str, str] = field(default_factory=dict)
    marks: str = "SELECT row, ord, e, i FROM report"
    marks_together: bool = False
    held: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the report's columns the same in every format."""
        return columns_of(self.identity, self.further)

    ending_columns = ENDING_COLUMNS

    def ending_cells(self, ending: Ending) -> tuple[str, ...]:
        """The cells of an ending, in the order of `ending_columns`."""
        return (
            ending.round,
            ending.verdict,
            BETWEEN_IDS.join(ending.criteria),
            BETWEEN_IDS.join(ending.missing),
            ending.reasons.de,
            ending.reasons.en,
            BETWEEN_CITATIONS.join(ending.citations),
            self.knowledge,
        )

    def ordered(self, batch: int = BATCH) -> Iterator[pa.RecordBatch]:
        """The rows in input order: number, identity, place of the ending and of the invalid text (-1), and further."""
        names = ["row", "identity", "e", "i", *self.further]
        if self.held:
            table = self.relations.held(self.held).select(names)
            yield from (table.combine_chunks() if batch > BATCH else table).to_batches(max_chunksize=batch)
        else:
            yield from self.relations.arrow(f"SELECT {', '.join(names)} FROM report ORDER BY row, ord")

    def rows(self) -> Iterator[dict[str, int | str | None]]:
        """Report rows by column, in order. For few rows; writers of many join ready texts instead."""
        yield from (row for _, row in self.numbered_rows())

    def numbered_rows(self) -> Iterator[tuple[int, dict[str, int | str | None]]]:
        """Report rows, each with the place of its ending in `endings`."""
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
        """How many rows have each ending."""
        found = self.relations.rows("SELECT e, count(*) FROM report GROUP BY e ORDER BY e")
        return [(self.endings[ending], count) for ending, count in found]

    def counts_by(self, columns: Sequence[str]) -> list[tuple[Any, ...]]:
        """How many rows have each ending and values of further columns: ending, count, values; only rows of several."""
        listed = ", ".join(columns)
        whole = " AND ".join(f"{name} IS NOT NULL" for name, is_number in self.further.items() if is_number) or "true"
        query = f"SELECT e, count(*), {listed} FROM report WHERE {whole} GROUP BY e, {listed} ORDER BY ALL"
        found = self.relations.rows(query)
        return [(self.endings[ending], *rest) for ending, *rest in found]

    def verdict_counts(self) -> dict[str, int]:
        """How many rows have each verdict, from safe to blocked; those without a row are there with 0."""
        counted = Counter({self.words[Level.OK]: self.unlisted})
        for ending, count in self.counts():
            counted[ending.verdict] += count
        return {word: counted[word] for word in self.words}


def short_knowledge(version: str, fingerprint: str) -> str:
    """Version and short fingerprint of the knowledge, as the report's last column has it."""
    return f"{version} {fingerprint[:FINGERPRINT_SHOWN]}"
