"""What a fact that follows from what each row has depends on: the rows that may decide, and which have one name.

Names themselves do not matter, nor does their order, nor whether two or more rows are quite alike. So a case is a list
of bodies, each body a list of rows; both are numbered in columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from regelgraph.judge.rows import Row, takes_part
from regelgraph.rulebook import DerivedFact
from regelgraph.tables import steps
from regelgraph.tables.grouped.rows import GroupRows, Members
from regelgraph.tables.grouped.runs import Lists, at_most, lists, ordered, spread
from regelgraph.tables.kernels import call, cast, look_up, pick, places
from regelgraph.tables.numbering import numbered
from regelgraph.values import BLANK, Options, Reading, State

if TYPE_CHECKING:
    import pyarrow as pa

_ALIKE = 2
"""Of rows that are quite alike in a body more than two say nothing more."""


def rows_that_decide(whole: GroupRows, fact: DerivedFact, found: Members) -> tuple[pa.Array, list[list[Row]]]:
    """For each case a number, -1 where no row may decide, and the rows that the numbers stand for."""
    of = fact.of or ""
    readings = whole.readings(of)
    deciding = look_up([takes_part(fact, reading) for reading in readings], whole.meanings[of], "bool")
    rows = cast(places(call("and", found.mask, deciding)), "int64")
    sure = found.surely(rows)
    kinds = call("multiply", pick(whole.meanings[of], rows), 2)
    kinds = call("add", kinds, 1 if sure is None else cast(sure, "int32"))
    cases = found.of(rows)
    names = pick(whole.names[fact.by], rows) if fact.by else None
    listed, bodies = _by_body(cases, kinds, names) if names is not None else (_lists(cases, kinds), None)
    count = len(found.groups)
    stand_for = [_rows(fact, readings, _members_of(values, bodies)) for values in listed.distinct]
    return spread(listed.cases, listed.codes, count, steps.NONE), stand_for


def _lists(cases: pa.Array, values: pa.Array) -> Lists:
    order = ordered(cases, values)
    cases, values = pick(cases, order), pick(values, order)
    kept = at_most(_ALIKE, cases, values)
    return lists(pick(cases, kept), pick(values, kept))


def _by_body(cases: pa.Array, kinds: pa.Array, names: pa.Array) -> tuple[Lists, Lists]:
    """Lists of bodies: twice the number of a body, and one; or of a row without a name twice its kind."""
    import pyarrow as pa

    named = call("greater_equal", names, 0)
    nameless = call("invert", named)
    own, kinds_named = call("filter", cases, named), call("filter", kinds, named)
    bodies = numbered([own, call("filter", names, named)])
    listed = _lists(bodies.codes, kinds_named)
    of_bodies = pick(own, pick(bodies.firsts, listed.cases))
    values = [call("add", call("multiply", listed.codes, 2), 1), call("multiply", call("filter", kinds, nameless), 2)]
    whole = pa.concat_arrays([of_bodies, call("filter", cases, nameless)])
    return _lists(whole, pa.concat_arrays([cast(each, "int32") for each in values])), listed


def _members_of(values: list[int], bodies: Lists | None) -> list[tuple[int, str | None]]:
    """Kinds of rows, each with a name that stands for its body."""
    if bodies is None:
        return [(kind, None) for kind in values]
    found: list[tuple[int, str | None]] = []
    for place, value in enumerate(values):
        if value % 2:
            found += [(kind, str(place)) for kind in bodies.distinct[value // 2]]
        else:
            found.append((value // 2, None))
    return found


def _rows(fact: DerivedFact, readings: object, members: list[tuple[int, str | None]]) -> list[Row]:
    return [
        Row({fact.of or "": readings[kind // 2], **_named(fact, name)}, bool(kind % 2))  # type: ignore[index]
        for kind, name in members
    ]


def _named(fact: DerivedFact, name: str | None) -> dict[str, Reading]:
    if not fact.by:
        return {}
    return {fact.by: BLANK if name is None else Reading(Options(frozenset({name})), State.KNOWN)}
