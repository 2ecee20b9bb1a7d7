"""Names fold and lists are numbered in columns just as one by one."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import example, given
from hypothesis import strategies as st
from regelgraph.folding import BLANKS, fold
from regelgraph.tables.grouped.names import bared, folded
from regelgraph.tables.grouped.runs import at_most, lists, ordered, position, spread

NEAR = st.text(st.sampled_from("aZ9ÄöüßẞİK -_.\u00a0\u200b\ufeff\u0301\u0308\n\x1c\x00é"), max_size=8)
PAIRS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), max_size=40)


def columns(pairs: list[tuple[int, int]]) -> tuple[pa.Array, pa.Array]:
    return pa.array([case for case, _ in pairs], pa.int64()), pa.array([value for _, value in pairs], pa.int32())


@given(st.lists(st.one_of(NEAR, st.text(max_size=8)), max_size=20))
@example(["Brücke e. V.", "BRUECKE EV"])
@example(["Kreis", "kreis"])
def test_texts_fold_and_are_bared_as_one_by_one(texts: list[str]) -> None:
    column = pa.array(texts, pa.string())
    assert folded(column).to_pylist() == [fold(text) for text in texts]
    assert bared(column).to_pylist() == [text.strip(BLANKS) for text in texts]


@given(PAIRS)
def test_equal_lists_have_one_number_and_different_ones_have_not(pairs: list[tuple[int, int]]) -> None:
    pairs = sorted(pairs, key=lambda pair: pair[0])
    expected: dict[int, list[int]] = {}
    for case, value in pairs:
        expected.setdefault(case, []).append(value)
    found = lists(*columns(pairs))
    assert {
        c: found.distinct[k] for c, k in zip(found.cases.to_pylist(), found.codes.to_pylist(), strict=True)
    } == expected
    assert len(set(map(tuple, found.distinct))) == len(found.distinct)


@given(PAIRS, st.integers(1, 3))
def test_rows_are_ordered_counted_and_kept_no_more_often_than_asked(pairs: list[tuple[int, int]], times: int) -> None:
    first, second = columns(pairs)
    order = ordered(first, second)
    assert order.to_pylist() == sorted(range(len(pairs)), key=lambda i: pairs[i])
    first, second = first.take(order), second.take(order)
    kept = [sorted(pairs)[i] for i in at_most(times, first, second).to_pylist()]
    assert kept == [pair for pair in sorted(set(pairs)) for _ in range(min(times, pairs.count(pair)))]
    cases = first.to_pylist()
    assert position(first).to_pylist() == [cases[:i].count(case) for i, case in enumerate(cases)]


@given(st.lists(st.integers(0, 20), unique=True, max_size=20))
def test_values_are_spread_to_their_places(at: list[int]) -> None:
    found = spread(pa.array(at, pa.int64()), pa.array([place * 10 for place in at], pa.int32()), 21, -1)
    assert found.to_pylist() == [place * 10 if place in at else -1 for place in range(21)]
