"""Somebody else's programme, with facts, codes and criteria of its own, works from its Turtle file alone.

The whole report is approved; after a wanted change: `make approve`, then read the difference.
"""

from __future__ import annotations

import json
from functools import cache

import pytest

from tests.cases.reports import report_of
from tests.stranger.reports import APPROVED, LIST, OPTIONS, report

EXPECTED = {
    "A1": ("eligible", "", ""),
    "A2": ("review", "income", ""),
    "A3": ("not_eligible", "children", ""),
    "A4": ("not_eligible", "income", ""),
    "A5": ("review", "income", ""),
    "A6": ("undetermined", "income", "monthly_income"),
    "A7": ("eligible", "", ""),
    "A8": ("undetermined", "youngest-child", "youngest_child_born"),
    "A9": ("not_eligible", "housing", ""),
    "A10": ("not_eligible", "youngest-child", ""),
}


@cache
def families() -> dict[str, dict[str, object]]:
    return {str(row["person_id"]): row for row in report()}


@pytest.mark.parametrize("family", EXPECTED)
def test_each_family_has_its_verdict(family: str) -> None:
    row = families()[family]
    assert (row["verdict"], row["criteria"], row["missing"]) == EXPECTED[family]


def test_the_whole_report_is_the_approved_one() -> None:
    expected = [json.loads(line) for line in APPROVED.read_text(encoding="utf-8").split("\n") if line]
    assert list(families().values()) == expected


def test_the_round_of_the_stranger_stands_beside_the_built_in_ones() -> None:
    both = report_of(LIST, options=(*OPTIONS, "--round", "win-win-1"))
    assert {row["round"] for row in both} == {"family-2026", "win-win-1"}
    assert [row for row in both if row["round"] == "family-2026"] == list(families().values())


def test_without_the_file_its_round_is_not_known() -> None:
    with pytest.raises(AssertionError, match="ended with 2"):
        report_of(LIST, options=("--round", "family-2026"))
