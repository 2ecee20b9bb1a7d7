"""Makes the report rows of pairs: one a pair, in the order of the first row; rows that name nobody stand alone."""

# ruff: noqa: S608 - what is put into SQL are this package's own names and numbers, never a cell
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from regelgraph.judge.pairs import SIDES, of_stay
from regelgraph.rulebook import DerivedFact, Round
from regelgraph.tables import steps
from regelgraph.tables.endings import Ending
from regelgraph.tables.intern import Interner
from regelgraph.tables.reading import ReadTable
from regelgraph.tables.report import BETWEEN_IDS
from regelgraph.values import Options, Possible, Reading

_DAYS: Final = ("overlap_from", "overlap_to")
MARKS: Final = (
    "SELECT row_a AS row, row_b AS ord, e, i FROM report "
    "UNION ALL SELECT row_b, row_a, e, i FROM report WHERE row_b IS NOT NULL"
)
"""What is said about each row of the list: of both rows of a pair the same, with the other row as `ord`."""


def further_columns(relation: DerivedFact) -> dict[str, bool]:
    """The columns of a report on pairs that others have not, and which of them hold whole numbers."""
    rows = {of_stay("row", side): True for side in SIDES}
    return {**rows, **dict.fromkeys(offer_columns(relation), False), **dict.fromkeys(_DAYS, False)}


def offer_columns(relation: DerivedFact) -> tuple[str, ...]:
    """The columns of the two programmes."""
    return tuple(of_stay(relation.of or "", side) for side in SIDES)


def make_report(
    read: ReadTable,
    relation: DerivedFact,
    rounds: Mapping[str, Round],
    judged: Sequence[Ending],
    unpaired: Ending,
) -> Sequence[Ending]:
    """Make `report` from `listed` (row, e: place in `judged`), `pairs` and `stays`; the endings of its rows."""
    relations, endings = read.relations, Interner[Ending]()
    sides = [f"p.m_{of_stay(name or '', side)}" for name in (relation.of, relation.on) for side in SIDES]
    offers, named = (read.meanings[name or ""].values for name in (relation.of, relation.on))
    rows = []
    for e, *meanings in relations.rows(
        f"SELECT DISTINCT l.e, {', '.join(sides)} FROM listed l JOIN pairs p ON p.row = l.row ORDER BY ALL"
    ):
        stays = zip(meanings[: len(SIDES)], meanings[len(SIDES) :], strict=True)
        words = [_round_word(offers[offer], named[round_], rounds) for offer, round_ in stays]
        shown = BETWEEN_IDS.join(dict.fromkeys(word for word in words if word))
        rows.append((e, *meanings, endings.id(replace(judged[e], round=shown))))
    relations.put_numbers("endings_by_round", ["e", *(f"m{i}" for i in range(len(sides))), "final"], rows)
    same = " AND ".join(f"x.m{i} = {side}" for i, side in enumerate(sides))
    relations.make(
        "ended",
        "SELECT l.row, x.final AS e FROM listed l JOIN pairs p ON p.row = l.row "
        f"JOIN endings_by_round x ON x.e = l.e AND {same}",
    )
    alone = relations.rows("SELECT 1 FROM stays WHERE p IS NULL LIMIT 1")
    ending = endings.id(unpaired) if alone else steps.NONE
    relations.make("report", f"{_pairs(relation)} UNION ALL {_alone(relation, ending)}")
    return endings.values


def _pairs(relation: DerivedFact) -> str:
    named = ", ".join(f"o{side}.word AS {of_stay(relation.of or '', side)}" for side in SIDES)
    joins = "".join(f" JOIN offer_words o{s} ON o{s}.m = p.m_{of_stay(relation.of or '', s)}" for s in SIDES)
    days = ", ".join(f"coalesce(CAST(date '0001-01-01' + ({day} - 1)::INT AS VARCHAR), '') AS {day}" for day in _DAYS)
    return (
        f"SELECT p.row_a AS row, p.row_b AS ord, s.identity, n.e, coalesce(v.i, {steps.NONE}) AS i, p.row_a, p.row_b, "
        f"{named}, {days} FROM ended n JOIN pairs p ON p.row = n.row JOIN stays s ON s.row = p.row_a{joins} "
        "LEFT JOIN pairs_invalid v ON v.row = p.row"
    )


def _alone(relation: DerivedFact, ending: int) -> str:
    return (
        f"SELECT s.row, 0 AS ord, s.identity, {ending} AS e, coalesce(v.i, {steps.NONE}) AS i, s.row AS row_a, "
        f"NULL AS row_b, o.word, '', '', '' FROM stays s JOIN offer_words o ON o.m = s.m_{relation.of} "
        "LEFT JOIN rows_invalid v ON v.row = s.row WHERE s.p IS NULL"
    )


def _round_word(offer: Reading, named: Reading, rounds: Mapping[str, Round]) -> str:
    """The notation of a stay's round if it is known and one of its programme's."""
    round_ = rounds.get(_only(named.possible))
    return round_.notation if round_ and round_.programme == _only(offer.possible) else ""


def _only(possible: Possible) -> str:
    values = possible.values if isinstance(possible, Options) else frozenset()
    return str(next(iter(values))) if len(values) == 1 else ""
