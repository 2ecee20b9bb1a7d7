"""The columns in which pairs are found and their days reckoned, against plain counts; and long lists in parts."""

from __future__ import annotations

import csv
import io
import json
from itertools import combinations, product
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from regelgraph.judge.stays import BEFORE, BEHIND, Stay, common_days
from regelgraph.participations import PairCheck, open_pairs
from regelgraph.tables.files.source import Held
from regelgraph.tables.pairs import parts as pair_parts
from regelgraph.tables.pairs.days import NO_LIMIT, Days, common
from regelgraph.tables.pairs.pairing import meet
from regelgraph.tables.reports.settling import settled
from regelgraph.tables.writers import writer

from tests.participations.stays import AS_OF, COLUMNS, Row, judge
from tests.participations.test_bulk import CELLS, LISTS

PEOPLE = st.sampled_from([None, 0, 1, 2])
SPANS = st.tuples(PEOPLE, st.integers(0, 9), st.integers(0, 9))


@settings(max_examples=200, deadline=None)
@given(st.lists(SPANS, max_size=12), st.booleans())
def test_pairs_are_those_of_one_person_that_may_have_days_in_common(
    stays: list[tuple[int | None, int, int]], every: bool
) -> None:
    stays = [(person, first, max(first, last)) for person, first, last in stays]
    columns = [pa.array(column, pa.int32()) for column in (zip(*stays, strict=True) if stays else [[]] * 3)]
    found = meet(*columns, every=every)
    of_one = [(i, j) for (i, a), (j, b) in combinations(enumerate(stays), 2) if a[0] is not None and a[0] == b[0]]
    met = [(i, j) for i, j in of_one if stays[i][1] <= stays[j][2] and stays[j][1] <= stays[i][2]]
    assert sorted(zip(found.a.to_pylist(), found.b.to_pylist(), strict=True)) == (of_one if every else met)
    assert found.total == len(of_one)


def all_stays() -> list[Stay]:
    """Stays of every form, with open sides and days known in part."""
    firsts = [(BEFORE, BEHIND), (BEFORE, 4), (3, 3), (3, 5), (5, 5)]
    lasts = [(BEFORE, BEHIND), (4, BEHIND), (4, 4), (4, 6), (6, 6)]
    bounds = [(low, high, soonest, last) for (low, high), (soonest, last) in product(firsts, lasts) if low <= last]
    return [Stay(low, min(high, last), max(soonest, low), last) for low, high, soonest, last in bounds]


def test_days_in_common_in_columns_are_those_of_two_stays_alone() -> None:
    pairs = list(product(all_stays(), repeat=2))
    a, b = (
        Days(*(pa.array([getattr(pair[side], name) for pair in pairs], pa.int32()) for name in Stay.__slots__))
        for side in (0, 1)
    )
    found = common(a, b)
    alone = [common_days(*pair) for pair in pairs]
    assert found.least.to_pylist() == [least for least, _ in alone]
    assert found.most.to_pylist() == [NO_LIMIT if most is None else most for _, most in alone]


def test_stays_of_one_kind_are_judged_alike() -> None:
    pairs = list(product(all_stays(), repeat=2))
    a, b = (
        Days(*(pa.array([getattr(pair[side], name) for pair in pairs], pa.int32()) for name in Stay.__slots__))
        for side in (0, 1)
    )
    kinds: dict[int, set[tuple[bool, bool, bool, bool]]] = {}
    for kind, pair in zip(common(a, b).kind.to_pylist(), pairs, strict=True):
        least, most = common_days(*pair)
        kinds.setdefault(kind, set()).add((least == 0, least == 1, most is None, least == most))
    assert all(len(each) == 1 for each in kinds.values())


def opened(rows: list[Row], **options: bool) -> PairCheck:
    text = io.StringIO()
    out = csv.DictWriter(text, COLUMNS, extrasaction="ignore", restval="", lineterminator="\n")
    out.writeheader()
    out.writerows(rows)
    return open_pairs(judge().knowledge, [Held("list.csv", text.getvalue().encode())], (), as_of=AS_OF, **options)


def written(check: PairCheck, format_: str) -> bytes:
    out = io.BytesIO()
    writer(format_)(check.stream(), out)
    return out.getvalue()


def every_kind() -> list[Row]:
    """Stays of few people with every cell that a column may have beside every other."""
    columns = [CELLS[name] for name in COLUMNS]
    longest = max(map(len, columns))
    return [
        {
            name: cells[(i * step + i // longest) % len(cells)]
            for step, (name, cells) in enumerate(zip(COLUMNS, columns, strict=True), 1)
        }
        for i in range(6 * longest)
    ]


def test_lines_that_are_written_in_columns_hold_the_rows_that_are_made_one_by_one() -> None:
    check = opened(every_kind())
    rows = list(settled(check.stream()).rows())
    texts = list(csv.DictReader(io.StringIO(written(check, "csv").decode())))
    objects = [json.loads(line) for line in written(check, "jsonl").decode().splitlines()]
    table = parquet.read_table(io.BytesIO(written(check, "parquet"))).to_pylist()
    assert len(rows) > 100
    assert objects == table == rows
    assert texts == [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in rows]


@settings(max_examples=8, deadline=None)
@given(LISTS)
def test_a_long_list_in_parts_has_the_report_of_one_that_is_judged_at_once(rows: list[Row]) -> None:
    check = opened(rows)
    whole, counts = written(check, "jsonl"), check.report().verdict_counts()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pair_parts, "MOST_AT_ONCE", 1)
        assert written(opened(rows), "jsonl") == whole
        assert opened(rows).report().verdict_counts() == counts


def test_parts_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_parts, "MOST_AT_ONCE", 1)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert written(opened(every_kind()), "csv")
    assert not list(tmp_path.iterdir())
