"""Whole lists of stays: against an oracle that counts every day and knows the text, and in bulk as one by one."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from random import Random

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from regelgraph.tables.pairs import pairing
from regelgraph.tables.pairs import report as pair_report

from tests.participations.stays import AS_OF, Row, checked, judged, report_of

ESF_PLUS = {"win-win", "wir", "biwaq", "esf-land-be"}
OFFERS = {
    "win-win": ("win-win-1", "win-win-2", "win-win-3"),
    "wir": ("", "wir-2"),
    "biwaq": ("",),
    "esf-land-be": ("",),
    "amif": ("",),
    "mbe": ("",),
    "bsk": ("",),
}
DAYS = [AS_OF + timedelta(days=n) for n in range(-6, 5)]
FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def worst(a: Row, b: Row) -> str:
    """The verdict on two stays of known programmes and days, from the text itself."""
    last = [date.fromisoformat(row["exit_date"]) if row["exit_date"] else DAYS[-1] for row in (a, b)]
    first = [date.fromisoformat(row["entry_date"]) for row in (a, b)]
    shared = [d for d in DAYS if all(begins <= d <= ends for begins, ends in zip(first, last, strict=True))]
    if not shared:
        return "no_conflict"
    pair = {a["programme"], b["programme"]}
    if len(pair) == 1:
        return "review" if pair == {"amif"} else "conflict"
    if "win-win-2" in {a["round"], b["round"]} and pair <= ESF_PLUS | {"amif"}:
        return "conflict"
    return "no_conflict" if pair == {"win-win", "mbe"} else "review"


@st.composite
def known_stays(draw: st.DrawFn) -> Row:
    """A stay whose programme and days are known; one without an exit runs, so that all others end by today."""
    programme = draw(st.sampled_from(sorted(OFFERS)))
    start, end = sorted(draw(st.lists(st.sampled_from(DAYS[:7]), min_size=2, max_size=2)))
    return {
        "person_id": draw(st.sampled_from(["P1", "P2", "ü 3"])),
        "programme": programme,
        "round": draw(st.sampled_from(OFFERS[programme])),
        "entry_date": start.isoformat(),
        "exit_date": draw(st.sampled_from([end.isoformat(), ""])),
    }


@FEW
@given(st.lists(known_stays(), min_size=2, max_size=14))
def test_every_pair_is_what_the_text_and_a_count_of_days_say(rows: list[Row]) -> None:
    expected = {
        (i, j): worst(rows[i - 1], rows[j - 1])
        for i, j in combinations(range(1, len(rows) + 1), 2)
        if rows[i - 1]["person_id"] == rows[j - 1]["person_id"]
    }
    found = checked(rows, every=True)
    assert {(row["row_a"], row["row_b"]): row["verdict"] for row in found} == expected
    reported = [(row["row_a"], row["row_b"]) for row in checked(rows)]
    assert reported == [pair for pair, verdict in sorted(expected.items()) if verdict != "no_conflict"]


CELLS = {
    "person_id": ("P1", "P1", "P2", "", "k. A."),
    "programme": ("win-win", "WIR", "amif", "mbe", "Win-Win", "", "zzz 9 zzz"),
    "round": ("", "", "win-win-2", "win-win-1", "Win-Win Runde 3", "wir-1", "zzz 9 zzz"),
    "entry_date": ("2026-11-18", "2026-11-20", "24.11.2026", "2027-01-01", "2026", "11.2026", "", "zzz 9 zzz"),
    "exit_date": ("2026-11-19", "2026-11-20", "2026-11-24", "2027-02-01", "2026", "12.2026", "", "", "zzz 9 zzz"),
}
STAYS = st.fixed_dictionaries({column: st.sampled_from(cells) for column, cells in CELLS.items()})
LISTS = st.lists(STAYS, min_size=2, max_size=10)


def named(row: Row) -> bool:
    return row["person_id"] not in {"", "k. A."}


@FEW
@given(LISTS)
def test_a_list_is_judged_like_its_pairs_one_by_one(rows: list[Row]) -> None:
    found = {(row["row_a"], row["row_b"]): row for row in checked(rows, every=True)}
    for i, j in combinations(range(len(rows)), 2):
        a, b = rows[i], rows[j]
        if named(a) and a["person_id"] == b["person_id"]:
            row, (alone, _) = found.pop((i + 1, j + 1)), judged(a, b)
            assert (row["verdict"], row["criteria"]) == (alone.word, "|".join(alone.criteria)), (a, b)
            assert row["missing"] == "|".join(alone.missing), (a, b)
            assert (row["reasons_de"], row["reasons_en"]) == (alone.reasons.de, alone.reasons.en), (a, b)
    assert sorted(found) == [(i + 1, None) for i, row in enumerate(rows) if not named(row)]
    assert all(row["verdict"] == "undetermined" and row["missing"] == "person_id" for row in found.values())


def key_of(rows: list[Row], row: dict[str, object]) -> tuple[object, ...]:
    """A pair of the report without row numbers and without which of the two comes first."""
    stays = [tuple(rows[int(str(row[side])) - 1].items()) for side in ("row_a", "row_b") if row[side] is not None]
    told = ("verdict", "criteria", "missing", "overlap_from", "overlap_to", "person_id")
    return (*sorted(stays), *(str(row[name]) for name in told))


@FEW
@given(LISTS, st.integers(0, 1000))
def test_the_order_of_rows_changes_nothing(rows: list[Row], seed: int) -> None:
    shuffled = Random(seed).sample(rows, len(rows))
    first = sorted((key_of(rows, row) for row in checked(rows)), key=repr)
    assert sorted((key_of(shuffled, row) for row in checked(shuffled)), key=repr) == first


@FEW
@given(LISTS, st.data())
def test_splitting_a_list_into_files_changes_nothing(rows: list[Row], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(rows) - 1))
    assert checked(rows[:cut], rows[cut:]) == checked(rows)


@FEW
@given(LISTS)
def test_every_pair_of_one_person_is_counted_once_listed_or_not(rows: list[Row]) -> None:
    counts = report_of(rows).verdict_counts()
    assert counts == report_of(rows, every=True).verdict_counts()
    people = [row["person_id"] for row in rows if named(row)]
    pairs = sum(a == b for a, b in combinations(people, 2))
    assert sum(counts.values()) == pairs + len(rows) - len(people)


def contradicts(row: Row) -> bool:
    """Whether the exit lies before the entry: without its entry such a stay is no contradiction any more."""
    from tests.participations.stays import UNREADABLE, readings

    return bool(row["exit_date"]) and readings(row)["exit_date"] == UNREADABLE and row["exit_date"] != "zzz 9 zzz"


@settings(max_examples=400, deadline=None)
@given(STAYS, STAYS, st.sampled_from(["programme", "round", "entry_date", "exit_date"]), st.sampled_from(["", "zzz"]))
def test_blanking_or_garbling_a_cell_never_makes_a_pair_safe(a: Row, b: Row, column: str, spoiled: str) -> None:
    before, after = judged(a, b)[0], judged(a, b | {column: spoiled})[0]
    if after.word == "no_conflict" and not (column == "entry_date" and contradicts(b)):
        assert before.word == "no_conflict", (before.reasons.en, a, b, column)


@pytest.mark.parametrize(
    ("rounds", "verdict"), [((), "undetermined"), (("win-win-1",), "review"), (("win-win-2",), "conflict")]
)
def test_a_round_asked_for_stands_in_blank_cells_of_its_programme_only(rounds: tuple[str, ...], verdict: str) -> None:
    rows = [
        {"person_id": "A", "programme": "win-win", "entry_date": "2025-01-01", "exit_date": ""},
        {"person_id": "A", "programme": "wir", "entry_date": "2025-02-01", "exit_date": ""},
    ]
    (row,) = checked(rows, rounds=rounds)
    assert (row["verdict"], row["round"]) == (verdict, "|".join(rounds))


def test_a_round_asked_for_does_not_stand_in_cells_that_name_one() -> None:
    rows = [
        {"person_id": "A", "programme": "win-win", "round": "win-win-3", "entry_date": "2025-01-01"},
        {"person_id": "A", "programme": "wir", "entry_date": "2025-02-01"},
    ]
    (row,) = checked(rows, rounds=("win-win-2",))
    assert (row["verdict"], row["round"]) == ("review", "win-win-3")


def test_ten_thousand_stays_one_after_the_other_are_compared_with_few_others(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[int] = []

    def counted(*stays: pa.Array, every: bool) -> pairing.Met:
        met = pairing.meet(*stays, every=every)
        found.append(len(met.a))
        return met

    monkeypatch.setattr(pair_report, "meet", counted)
    start = date(1900, 1, 1)
    rows = [
        {
            "person_id": "A",
            "programme": "wir",
            "entry_date": (start + timedelta(days=4 * n)).isoformat(),
            "exit_date": (start + timedelta(days=4 * n + 3)).isoformat(),
        }
        for n in range(10_000)
    ]
    report = report_of(rows)
    assert found == [0]
    assert report.verdict_counts() == {"no_conflict": 49_995_000, "review": 0, "undetermined": 0, "conflict": 0}
