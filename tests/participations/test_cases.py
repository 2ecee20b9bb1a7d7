"""The approved pairs: each has the verdict of its file name, and the whole report is the approved one.

After a wanted change: `make approve`, read the difference of the reports line by line, commit both together.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from regelgraph.judge.blocks import world_blocks
from regelgraph.judge.outcomes import worlds
from regelgraph.participations import STAYS

from tests.cases.reports import approved
from tests.participations.reports import report_of_table
from tests.participations.stays import all_cases, judge, pairs_of, tables

VERDICTS = ("conflict", "no_conflict", "review", "undetermined")


def criteria() -> list[str]:
    return [criterion.iri for criterion in judge().criteria("", STAYS)]


def test_there_is_a_table_for_every_verdict() -> None:
    assert tuple(table.stem for table in tables()) == VERDICTS


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.stem)
def test_each_pair_has_the_verdict_of_its_file_name(table: Path) -> None:
    strays = [
        f"{case.name}: {case.verdict.word}" for case in all_cases() if case.table == table.stem != case.verdict.word
    ]
    assert not strays


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.stem)
def test_the_whole_report_is_the_approved_one(table: Path) -> None:
    expected = [json.loads(line) for line in approved(table).read_text(encoding="utf-8").split("\n") if line]
    found = report_of_table(table)
    assert len(found) == len(expected) == len(pairs_of(table))
    for now, before in zip(found, expected, strict=True):
        assert now == before, f"{before['person_id']}; if wanted: make approve"


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.stem)
def test_a_pair_of_a_table_is_judged_as_it_is_alone(table: Path) -> None:
    cases = {case.name: case.verdict for case in all_cases() if case.table == table.stem}
    for row in report_of_table(table):
        alone = cases[str(row["person_id"])]
        assert row["verdict"] == alone.word
        assert row["criteria"] == "|".join(alone.criteria)
        assert row["missing"] == "|".join(alone.missing)
        assert (row["reasons_de"], row["reasons_en"]) == (alone.reasons.de, alone.reasons.en)


@pytest.mark.parametrize("criterion", criteria(), ids=lambda iri: iri.rsplit("/", 1)[-1])
def test_every_criterion_fires_passes_and_decides_a_case_alone(criterion: str) -> None:
    table = judge().table(criterion)
    found: set[tuple[int, ...]] = set()
    for case in all_cases():
        blocks = world_blocks(set(table.criterion.reads), case.findings, judge().rulebook, STAYS)
        found.update(worlds(table, blocks) or ())
    assert found == {(), (0,)}
    assert any(case.verdict.criteria == (table.criterion.notation,) for case in all_cases())


def test_a_conflict_is_worded_as_a_signal_and_cites_sentence_and_regulation() -> None:
    (first, *_) = [case for case in all_cases() if case.name == "round 2 and WIR"]
    assert "Anzeichen" in first.verdict.reasons.de
    assert "signal" in first.verdict.reasons.en
    assert first.verdict.citations == ("Programmtext Win-Win, Satz 8", "Art. 63 Abs. 9 VO (EU) 2021/1060")
    (deciding,) = [o for o in first.verdict.outcomes if o.criterion.notation in first.verdict.criteria]
    assert [judge().rulebook.readings[iri].notation for iri in deciding.criterion.readings] == ["33"]
