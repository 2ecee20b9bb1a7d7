"""The approved networks: each has the verdict of its file name, and the whole report is the approved one.

After a wanted change: `make approve`, read the difference of the reports line by line, commit both together.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from regelgraph.judge.blocks import world_blocks
from regelgraph.judge.outcomes import worlds

from tests.cases.cases import judge
from tests.cases.reports import approved
from tests.networks.partners import NETWORKS, all_cases, report_of_table, tables

VERDICTS = ("complete", "incomplete", "review", "undetermined")
ROUNDS = ("win-win-1", "win-win-2", "win-win-3")


def criteria() -> list[str]:
    rounds = [round_ for round_ in judge().rulebook.rounds.values() if round_.notation in ROUNDS]
    return sorted({criterion.iri for round_ in rounds for criterion in judge().criteria(round_.iri, NETWORKS)})


def test_there_is_a_table_for_every_verdict() -> None:
    assert tuple(table.stem for table in tables()) == VERDICTS


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.stem)
def test_each_network_has_the_verdict_of_its_file_name(table: Path) -> None:
    rows = report_of_table(table)
    assert rows
    assert not [f"{row['network_id']}: {row['verdict']}" for row in rows if row["verdict"] != table.stem]


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.stem)
def test_the_whole_report_is_the_approved_one(table: Path) -> None:
    expected = [json.loads(line) for line in approved(table).read_text(encoding="utf-8").split("\n") if line]
    found = report_of_table(table)
    assert len(found) == len(expected)
    for now, before in zip(found, expected, strict=True):
        assert now == before, f"{before['network_id']}; if wanted: make approve"


@pytest.mark.parametrize("criterion", criteria(), ids=lambda iri: iri.rsplit("/", 1)[-1])
def test_every_constraint_fires_and_passes_and_every_criterion_decides_a_case_alone(criterion: str) -> None:
    table = judge().table(criterion)
    fired: set[int] = set()
    passed: set[int] = set()
    alone = False
    for case in all_cases():
        outcome = next((o for o in case.verdict.outcomes if o.criterion.iri == criterion), None)
        if outcome is None:
            continue
        alone |= case.verdict.criteria == (outcome.criterion.notation,) and outcome.level is case.verdict.level
        found = worlds(table, world_blocks(set(table.criterion.reads), case.findings, judge().rulebook, NETWORKS))
        assert found is not None
        for world in found:
            fired.update(world)
            passed.update(i for i in range(len(table.criterion.constraints)) if i not in world)
    every = set(range(len(table.criterion.constraints)))
    assert fired == every
    assert passed == every
    assert alone


def test_every_round_has_a_network_of_every_verdict() -> None:
    found = {(case.round.rsplit("/", 1)[-1], case.table) for case in all_cases()}
    assert found == {(round_, verdict) for round_ in ROUNDS for verdict in VERDICTS}
