"""Finds the pairs of stays of one person in the database: all, or those that may have days in common.

Stays are sorted by person and first day. A later stay may overlap an earlier one only if it begins before that one
ends, so the partners of each stay follow it without a gap, and their number is the size of the answer: a long history
of stays one after the other costs no more than sorting it.
"""

# ruff: noqa: S608 - what is put into SQL are this package's own names and numbers, never a cell
from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from regelgraph.judge.pairs import SIDES
from regelgraph.judge.stays import BEFORE, BEHIND, bounds, end_bounds
from regelgraph.tables.reading import ReadTable
from regelgraph.tables.relations import Relations
from regelgraph.tables.writers.lines import PLAIN

NO_LIMIT: Final = -1
"""Stands for a greatest number of days in common that is not known."""
_DAYS: Final = ("first", "latest_first", "earliest_last", "last")


def make_stays(read: ReadTable, columns: Sequence[str], start: str, end: str, as_of: date) -> None:
    """The table `stays` (row, identity, p, m_COLUMN …, first, latest_first, earliest_last, last) of the read table.

    `p` numbers the people, NULL where none is named (`people` has been made). Days are numbers as in `judge.stays`.
    """
    for name, reach in ((start, bounds), (end, lambda reading: end_bounds(reading, as_of))):
        rows = [(m, *reach(reading)) for m, reading in enumerate(read.meanings[name].values)]
        read.relations.put_numbers(f"days_{name}", ["m", "low", "high"], rows)
    meanings = "".join(f", t.{read.expressions[name]} AS m_{name}" for name in columns)
    high = f"CASE WHEN x.high < e.low THEN {BEHIND} ELSE x.high END"
    low = f"CASE WHEN x.high < e.low THEN {BEFORE} ELSE x.low END"
    read.relations.make(
        "stays",
        f"SELECT t.row, t.identity, i.p{meanings}, e.low AS first, least(e.high, {high}) AS latest_first, "
        f"greatest({low}, e.low) AS earliest_last, {high} AS last FROM {read.name} t "
        f"JOIN days_{start} e ON e.m = t.{read.expressions[start]} "
        f"JOIN days_{end} x ON x.m = t.{read.expressions[end]} "
        "LEFT JOIN people i ON i.identity = t.identity",
    )


def number_people(read: ReadTable, identify: Callable[[str], str | None], missing_words: Sequence[str]) -> None:
    """The table `people` (identity, p): one number for each person; no row for a cell that names none.

    `identify` gives the id that a cell means; only cells that are more than a plain word are asked.
    """
    relations = read.relations
    folded = ["".join(word.casefold().split()) for word in missing_words]
    relations.put("missing_words", {"word": folded}, {"word": "string"})
    relations.make("named", f"SELECT DISTINCT identity FROM {read.name}")
    odd = [
        cell
        for (cell,) in relations.rows(
            f"SELECT identity FROM named WHERE identity = '' OR NOT regexp_matches(identity, '{PLAIN}') "
            "OR lower(replace(identity, ' ', '')) IN (SELECT word FROM missing_words)"
        )
    ]
    relations.put(
        "odd_people",
        {"identity": odd, "id": [identify(cell) for cell in odd]},
        {"identity": "string", "id": "string"},
    )
    relations.make(
        "people",
        "WITH known AS (SELECT n.identity, CASE WHEN o.identity IS NULL THEN n.identity ELSE o.id END AS id "
        "FROM named n LEFT JOIN odd_people o ON o.identity = n.identity) "
        "SELECT identity, dense_rank() OVER (ORDER BY id) AS p FROM known WHERE id IS NOT NULL",
    )


def make_pairs(relations: Relations, columns: Sequence[str], *, every: bool) -> int:
    """The table `pairs` of two stays of one person each, the one with the lower row first; the number of all pairs.

    Its columns: row (a number of the pair), row_a, row_b, m_COLUMN_a, m_COLUMN_b …, least_days and most_days in common
    (NO_LIMIT where open), overlap_from and overlap_to (days as numbers, NULL where open). Unless `every`, stays that
    cannot overlap are left out.
    """
    relations.make("ranked", "SELECT *, row_number() OVER (ORDER BY p, first, row) AS k FROM stays WHERE p IS NOT NULL")
    relations.make("firsts", "SELECT p, first, max(k) AS k FROM ranked GROUP BY p, first")
    reach = (
        "SELECT a.k, max(b.k) OVER (PARTITION BY a.p) AS until FROM ranked a JOIN ranked b ON b.k = a.k"
        if every
        else "SELECT a.k, b.k AS until FROM ranked a ASOF JOIN firsts b ON a.p = b.p AND a.last >= b.first"
    )
    relations.make("reach", reach)
    relations.make("met", "SELECT k AS k1, unnest(range(k + 1, until + 1)) AS k2 FROM reach WHERE until > k")
    relations.make(
        "ordered",
        "SELECT CASE WHEN x.row < y.row THEN k1 ELSE k2 END AS ka, CASE WHEN x.row < y.row THEN k2 ELSE k1 END AS kb "
        "FROM met JOIN ranked x ON x.k = k1 JOIN ranked y ON y.k = k2",
    )
    picked = "".join(f", {side}.m_{name} AS m_{name}_{side}" for name in columns for side in SIDES)
    relations.make(
        "sides",
        f"SELECT a.row AS row_a, b.row AS row_b{picked}, "
        + ", ".join(f"{side}.{day} AS {day}_{side}" for day in _DAYS for side in SIDES)
        + " FROM ordered JOIN ranked a ON a.k = ka JOIN ranked b ON b.k = kb",
    )
    relations.make("pairs", _with_days())
    ((count,),) = relations.rows(
        "SELECT coalesce(sum(n * (n - 1) // 2), 0) FROM (SELECT count(*) AS n FROM ranked GROUP BY p)"
    )
    return int(count)


def _with_days() -> str:
    """`sides` with the days in common, reckoned as `judge.stays.common_days` does."""
    begins, ends = "greatest(first_a, first_b)", "least(last_a, last_b)"
    begins_late, ends_early = "greatest(latest_first_a, latest_first_b)", "least(earliest_last_a, earliest_last_b)"
    may_miss = "(earliest_last_a < latest_first_b OR earliest_last_b < latest_first_a)"
    none = f"{ends} < {begins}"
    return (
        f"SELECT *, '' AS identity, 0 AS overfull, 0 AS headers, row_number() OVER (ORDER BY row_a, row_b) AS row, "
        f"CASE WHEN {none} OR {may_miss} THEN 0 ELSE greatest(1, {ends_early} - {begins_late} + 1) END AS least_days, "
        f"CASE WHEN {none} THEN 0 WHEN {ends} = {BEHIND} OR {begins} = {BEFORE} THEN {NO_LIMIT} "
        f"ELSE {ends} - {begins} + 1 END AS most_days, "
        f"CASE WHEN NOT {none} AND NOT {may_miss} AND {begins} = {begins_late} THEN {begins} END AS overlap_from, "
        f"CASE WHEN NOT {none} AND NOT {may_miss} AND {ends} = {ends_early} THEN {ends} END AS overlap_to FROM sides"
    )
