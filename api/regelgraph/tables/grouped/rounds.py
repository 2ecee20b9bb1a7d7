"""For which rounds the rows of each group count: one case for each group and round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelgraph.rulebook import Round
from regelgraph.tables import steps
from regelgraph.tables.grouped.plan import Plan
from regelgraph.tables.grouped.rows import GroupRows, Members, members
from regelgraph.tables.grouped.runs import spread
from regelgraph.tables.kernels import call, cast, look_up, pick, places, same
from regelgraph.tables.numbering import numbered
from regelgraph.tables.rounds import round_of
from regelgraph.values import State

if TYPE_CHECKING:
    import pyarrow as pa

_ASKED = -2
"""Stands for the rounds asked for."""


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of a round (None: it is not known, or the rows name no group), and the rows that count for each.

    `order` tells the cases of one group apart; `in_group` is false for rows that name no group.
    """

    round: Round | None
    members: Members
    order: pa.Array
    in_group: bool = True


class Rounds:
    """The rounds of a list.

    A row counts for the round that its cell names, or where the cell is blank for the rounds asked for. A row whose
    round is not known may count for any round of its group.
    """

    def __init__(self, plan: Plan, whole: GroupRows, asked: Sequence[Round]) -> None:
        self._whole = whole
        self._asked = asked
        self.rounds = list(asked)
        named: list[int] = []
        for reading in whole.readings(next(iter(plan.chosen), "")):
            own = round_of(reading, plan.rounds)
            if own is not None and own not in self.rounds:
                self.rounds.append(own)
            blank = reading.state is State.BLANK
            named.append(_ASKED if blank and asked else steps.NONE if own is None else self.rounds.index(own))
        self.cells = (
            look_up(named, whole.meanings[plan.chooser.name]) if plan.chooser else same(_ASKED, len(whole.groups))
        )
        self._in_group = call("less", whole.groups, whole.named)
        self._settled = same(0, len(whole.identities)).cast("bool")

    def cases(self) -> Iterator[Cases]:
        """The cases of each round, then the groups of which no row names one, then rows that name no group."""
        unknown = self._grouped(call("equal", self.cells, steps.NONE))
        for place, round_ in enumerate(self.rounds):
            sure = self._counting(place)
            if not call("any", sure).as_py():
                continue
            has = self._having(sure)
            self._settled = call("or", self._settled, has)
            maybe = call("and", unknown, pick(has, self._whole.groups))
            doubtful = bool(call("any", maybe).as_py())
            found = members(self._whole, call("or", sure, maybe) if doubtful else sure, sure if doubtful else None)
            yield Cases(round_, found, self._order(place, sure, found))
        rest = members(self._whole, self._grouped(call("invert", pick(self._settled, self._whole.groups))))
        alone = members(self._whole, call("invert", self._in_group))
        yield Cases(None, rest, same(0, len(rest.groups)))
        yield Cases(None, alone, same(0, len(alone.groups)), in_group=False)

    def named(self, number: int) -> Round | None:
        """The one round that a number in `cells` stands for, if it is one."""
        if number == _ASKED:
            return self._asked[0] if len(self._asked) == 1 else None
        return None if number == steps.NONE else self.rounds[number]

    def _grouped(self, mask: pa.Array) -> pa.Array:
        return call("and", mask, self._in_group)

    def _counting(self, place: int) -> pa.Array:
        """The rows that surely count for the round at `place`."""
        own = call("equal", self.cells, place)
        if place < len(self._asked):
            own = call("or", own, call("equal", self.cells, _ASKED))
        return self._grouped(own)

    def _having(self, mask: pa.Array) -> pa.Array:
        """Which groups have a row where `mask` is true."""
        groups = call("filter", self._whole.groups, mask)
        distinct = pick(groups, numbered([groups]).firsts)
        return spread(distinct, same(1, len(distinct)).cast("bool"), len(self._whole.identities), default=False)

    def _order(self, place: int, sure: pa.Array, found: Members) -> pa.Array:
        """Rounds asked for come first where a blank cell asks for them, then each by the first row that names it."""
        rows = cast(places(sure), "int64")
        cases = found.of(rows)
        firsts = numbered([cases]).firsts
        order = spread(pick(cases, firsts), call("add", pick(rows, firsts), len(self._asked)), len(found.groups), 0)
        if place >= len(self._asked):
            return order
        asks = pick(self._having(self._grouped(call("equal", self.cells, _ASKED))), found.groups)
        return call("if_else", asks, place, order)
