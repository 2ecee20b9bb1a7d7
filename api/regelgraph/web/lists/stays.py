"""The stays of persons as lines of time: when each began and ended, and the days that it has in common with others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from regelgraph.explanations import readings_of_row
from regelgraph.judge.stays import BEFORE, BEHIND, Stay, common_days, stay_of
from regelgraph.tables.files.source import cells_of
from regelgraph.terms import QUERIED_FOR_PAIR, STAYS_OVERLAP
from regelgraph.values import BLANK, Options, Reading

if TYPE_CHECKING:
    from regelgraph.participations import PairCheck

MOST: Final = 25
"""So many persons are drawn at once."""
STAYS: Final = 50
"""So many stays of a person are drawn: each is compared with every other one."""
LENGTH: Final = 400
"""The units in which the axis is long."""


@dataclass(slots=True)
class Line:
    """One stay: its row, what it was in, its first and last day as far as they are known, and what is in common.

    A day is ISO 8601, or empty: before the first and after the last there is none. `earliest` and `latest` differ where
    a day is known in part. `common` has the other row with the first and last common day, empty where they are open,
    and whether it is certain that there are any.
    """

    row: int
    offer: str
    stay: Stay
    running: bool
    common: list[tuple[int, str, str, bool]] = field(default_factory=list)
    bars: list[tuple[str, float, float]] = field(default_factory=list)

    @property
    def start(self) -> tuple[str, str]:
        """The earliest and the latest first day."""
        return _day(self.stay.first), _day(self.stay.latest_first)

    @property
    def end(self) -> tuple[str, str]:
        """The earliest and the latest last day."""
        return _day(self.stay.earliest_last), _day(self.stay.last)


@dataclass(frozen=True, slots=True)
class Person:
    """A person with stays in the order of the list, how many are left out, and the first and last day of the axis."""

    name: str
    lines: list[Line]
    first: str
    last: str
    years: list[tuple[int, float]]
    left_out: int = 0


def persons(check: PairCheck, rows: Iterable[int], lang: str) -> list[Person]:
    """The persons of whom some row is among `rows` (1 = first), in that order, at most MOST."""
    cells = cells_of(check.sources, check.columns.places)
    column = f"k{check.columns.identity.place}"
    names = [name.strip() for name in cells.column(column).to_pylist()]
    wanted = dict.fromkeys(names[row - 1] for row in rows if 0 < row <= len(names))
    wanted.pop("", None)
    places: dict[str, list[int]] = {name: [] for name in list(wanted)[:MOST]}
    for place, name in enumerate(names):
        if name in places:
            places[name].append(place)
    return [
        replace(
            _drawn(name, [_line(check, cells.slice(place, 1).to_pylist()[0], lang) for place in found], check.as_of),
            left_out=len(all_of) - len(found),
        )
        for name, all_of in places.items()
        for found in (all_of[:STAYS],)
    ]


def _line(check: PairCheck, row: dict[str, Any], lang: str) -> Line:
    readings = readings_of_row(check, row, int(row["overfull"]))
    overlap, relation = check.derived(STAYS_OVERLAP), check.derived(QUERIED_FOR_PAIR)
    start, end, of = (readings.get(name or "", BLANK) for name in (overlap.start, overlap.end, relation.of))
    stay = stay_of(start, end, check.as_of)
    return Line(int(row["row"]), _offer(check, of, lang), stay, stay.last == BEHIND)


def _offer(check: PairCheck, read: Reading, lang: str) -> str:
    fact = check.judge.rulebook.facts[check.case_kind][check.derived(QUERIED_FOR_PAIR).of or ""]
    if not isinstance(read.possible, Options):
        return ""
    concepts = check.judge.rulebook.code_lists.get(fact.code_list or fact.codes_of or "", ())
    return ", ".join(each.label.get(lang) for each in concepts if each.iri in read.possible.values)


def _drawn(name: str, lines: list[Line], as_of: date) -> Person:
    known = [day for line in lines for day in _ends(line.stay) if BEFORE < day < BEHIND] or [as_of.toordinal()]
    if any(line.running for line in lines):
        known.append(as_of.toordinal())
    first, last = min(known), max(known) + 1
    margin = max(7, (last - first) // 20)
    low = first - margin if any(line.stay.first == BEFORE for line in lines) else first
    high = last + margin if any(line.running for line in lines) else last

    def bar(kind: str, start: int, end: int) -> tuple[str, float, float]:
        begin, stop = max(start, low), min(end + 1, high)
        return kind, round(LENGTH * (begin - low) / (high - low), 2), round(LENGTH * (stop - begin) / (high - low), 2)

    for line in lines:
        stay = line.stay
        line.bars.append(bar("possible", stay.first, stay.last))
        if stay.latest_first <= stay.earliest_last:
            line.bars.append(bar("certain", stay.latest_first, stay.earliest_last))
    for one, other in combinations(lines, 2):
        least, most = common_days(one.stay, other.stay)
        if most == 0:
            continue
        sure = least > 0
        begin, end = _common(one.stay, other.stay, sure=sure)
        for line, beside in ((one, other), (other, one)):
            line.common.append((beside.row, _day(begin) if sure else "", _day(end) if sure else "", sure))
            line.bars.append(bar("common" if sure else "perhaps", begin, end))
    years = [(year, bar("", date(year, 1, 1).toordinal(), 0)[1]) for year in _years(low, high)]
    return Person(name, lines, _day(low), _day(high - 1), years)


def _common(one: Stay, other: Stay, *, sure: bool) -> tuple[int, int]:
    """The first and last day that two stays have in common, surely or perhaps."""
    if sure:
        return max(one.latest_first, other.latest_first), min(one.earliest_last, other.earliest_last)
    return max(one.first, other.first), min(one.last, other.last)


def _ends(stay: Stay) -> Sequence[int]:
    return stay.first, stay.latest_first, stay.earliest_last, stay.last


def _years(low: int, high: int) -> range:
    return range(date.fromordinal(max(low, 1)).year + 1, date.fromordinal(min(high, BEHIND - 1)).year + 1)


def _day(number: int) -> str:
    return date.fromordinal(number).isoformat() if BEFORE < number < BEHIND else ""
