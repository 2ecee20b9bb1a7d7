"""Makes the lines of a report on pairs of stays, from stays of some people to what stands in each row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from regelgraph.judge.pairs import SIDES, of_stay
from regelgraph.judge.stays import bounds, end_bounds
from regelgraph.tables import steps
from regelgraph.tables.invalid import Say
from regelgraph.tables.kernels import call, cast, pick, places, same
from regelgraph.tables.pairs.columns import DAYS, offer_columns, row_columns, written
from regelgraph.tables.pairs.days import Common, common, days_of
from regelgraph.tables.pairs.invalid import PairInvalid
from regelgraph.tables.pairs.judging import PairJudging, only
from regelgraph.tables.pairs.pairing import meet, ordered
from regelgraph.tables.pairs.stays import IDENTITY, PERSON, ROW, TROUBLE, Stays
from regelgraph.tables.reports.endings import Ending
from regelgraph.tables.reports.holes import LEAST, MOST, ROWS, Holes

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.judge.engine import Judge

_LEAST: Final = "least_days"
_MOST: Final = "most_days"


@dataclass(frozen=True, slots=True)
class PairLines:
    """Lines of a report, ordered by row, and how many pairs of one person have none."""

    lines: pa.Table
    unlisted: int


class Pairs:
    """Judges the pairs among stays; all stays of a person come at once, and what is known stays known.

    `every` lists pairs that are safe, too; `unpaired` is the ending of a row that names nobody.
    """

    def __init__(
        self, judge: Judge, case_kind: str, stays: Stays, as_of: date, unpaired: Ending, say: Say, lang: str,
        *, every: bool = False, full: bool = False,
    ) -> None:  # fmt: skip
        self._stays = stays
        self._as_of = as_of
        self._unpaired = unpaired
        self._every = every
        self._judging = PairJudging(judge, case_kind, stays, as_of, every=every, full=full)
        self._invalid = PairInvalid(
            stays.troubles, self._judging.findings, self._judging.lexicon, stays.columns.order, say, judge.words, lang
        )

    @property
    def endings(self) -> Sequence[Ending]:
        """What the numbers of endings stand for."""
        return self._judging.endings.values

    @property
    def invalids(self) -> Sequence[str]:
        """What the numbers of invalid texts stand for."""
        return self._invalid.texts.values

    @property
    def holes(self) -> Holes:
        """The columns that fill the holes of endings and invalid texts."""
        return {LEAST: _LEAST, MOST: _MOST, **dict(zip(ROWS, row_columns(), strict=True))}

    def lines(self, stays: pa.Table) -> PairLines:
        """The lines of the report on stays, as `Stays.read` gives them."""
        import pyarrow as pa

        stays = stays.unify_dictionaries().combine_chunks()
        column: Callable[[str], pa.Array] = lambda name: stays.column(name).chunk(0)  # noqa: E731
        start, end = self._stays.overlap.start or "", self._stays.overlap.end or ""
        starts = [bounds(reading) for reading in self._stays.meanings[start].values]
        ends = [end_bounds(reading, self._as_of) for reading in self._stays.meanings[end].values]
        days = days_of(column(start), column(end), starts, ends)
        person = column(PERSON).indices
        met = meet(person, days.first, days.last, every=self._every)
        shared = common(days.of(met.a), days.of(met.b))
        paired = {
            of_stay(name, side): pick(column(name), rows)
            for name in self._stays.paired
            for side, rows in zip(SIDES, (met.a, met.b), strict=True)
        }
        judged = self._judging.judge(paired, shared)
        a, b, shared = pick(met.a, judged.listed), pick(met.b, judged.listed), _some(shared, judged.listed)
        invalid = self._invalid.of_pairs(pick(column(TROUBLE), a), pick(column(TROUBLE), b), judged.troubles)
        alone = cast(places(call("is_null", person)), "int64") if person.null_count else pa.array([], pa.int64())
        none = pa.nulls(len(alone), pa.int64())
        ending = self._judging.endings.id(self._unpaired) if len(alone) else steps.NONE
        unlisted = met.total - len(a)
        found = {
            "a": _behind(a, alone),
            "b": _behind(b, none),
            "e": _behind(judged.endings, same(ending, len(alone))),
            "i": _behind(invalid, self._invalid.of_rows(pick(column(TROUBLE), alone))),
            _LEAST: _behind(shared.least, same(0, len(alone))),
            _MOST: _behind(shared.most, same(0, len(alone))),
            "from": _behind(shared.begins, pa.nulls(len(alone), shared.begins.type)),
            "to": _behind(shared.ends, pa.nulls(len(alone), shared.ends.type)),
        }
        below = call("coalesce", found["b"], -1)
        order = ordered(found["a"], call("add", below, 1), stays.num_rows + 1)
        found = {name: pick(each, order) for name, each in found.items()}
        return PairLines(self._table(stays, found), unlisted)

    def _table(self, stays: pa.Table, found: dict[str, pa.Array]) -> pa.Table:
        import pyarrow as pa

        rows = [pick(stays.column(ROW).chunk(0), found[side]) for side in ("a", "b")]
        offers = stays.column(self._stays.relation.of or "").chunk(0)
        words = pa.array([*self._offer_words(), ""], pa.string())
        named = [
            pa.DictionaryArray.from_arrays(call("coalesce", pick(offers, found[side]), len(words) - 1), words)
            for side in ("a", "b")
        ]
        columns = {
            ROW: rows[0],
            "ord": call("coalesce", rows[1], 0),
            IDENTITY: cast(pick(stays.column(IDENTITY).chunk(0), found["a"]), "string"),
            "e": found["e"],
            "i": found["i"],
            _LEAST: found[_LEAST],
            _MOST: found[_MOST],
            **dict(zip(row_columns(), rows, strict=True)),
            **dict(zip(offer_columns(self._stays.relation), named, strict=True)),
            **{name: written(found[side]) for name, side in zip(DAYS, ("from", "to"), strict=True)},
        }
        return pa.table(columns)

    def _offer_words(self) -> list[str]:
        """The notation of the programme of each meaning, else nothing."""
        relation = self._stays.relation
        fact = self._stays.rulebook.facts[relation.case_kind][relation.of or ""]
        known = {c.iri: c.notation for c in self._stays.rulebook.code_lists[fact.code_list or fact.codes_of or ""]}
        return [known.get(only(reading.possible), "") for reading in self._stays.meanings[relation.of or ""].values]


def _behind(first: pa.Array, second: pa.Array) -> pa.Array:
    import pyarrow as pa

    return pa.concat_arrays([first, cast(second, str(first.type))]) if len(second) else first


def _some(days: Common, rows: pa.Array | None) -> Common:
    return days if rows is None else days.of(rows)
